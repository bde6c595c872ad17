"""What is left of entered values where some are wrong: each of these counts as unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from factmatrix.profile.findings import Path
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.validating import Data, Sections, Validated, copied, take_out, validate
from factmatrix.text import Text

_NAME: Path = ("brand", "name")
_NEEDED = frozenset({(), ("format",), ("brand",), ("brand", "category")})
"""Without these there is no profile, and nothing may be made up in their place."""


class SoundPart(NamedTuple):
    """The profile of what is right, and the places whose values it does without.

    Of values that contradict each other it has none. `plugin_failures` as in `Validated`.
    """

    profile: BrandProfile
    left_out: tuple[Path, ...]
    plugin_failures: Mapping[str, Text]


def sound_part(values: Data, validated: Validated, sections: Sections) -> SoundPart | None:
    """The part that is right of values as they were `validated`; None where one needed is wrong.

    A brand whose name is wrong is called "?"; a name scores nothing.
    """
    rest, out = values, dict[Path, None]()
    while validated.profile is None:
        wrong = [_enclosing(path, out) for path in _wrong(validated)]
        if any(path in _NEEDED for path in wrong):
            return None
        out |= dict.fromkeys(wrong)
        rest = _without(rest, wrong)
        validated = validate(rest, sections)
    return SoundPart(validated.profile, _outermost(out), validated.plugin_failures)


def _wrong(validated: Validated) -> Iterator[Path]:
    """The places of everything refused, and of all values that cannot be right together."""
    yield from (fault.path for fault in validated.faults)
    for finding in validated.findings:
        if finding.severity == "error":
            yield from (finding.path, *finding.also)


def _enclosing(path: Path, out: Collection[Path]) -> Path:
    """The place itself, or the row or table it lies in where its value is taken out already.

    For an item of a set it is the set, which is only known as a whole.
    """
    if len(path) > 2 and isinstance(path[-1], int):
        path = path[:-1]
    while path in out:
        path = path[:-1]
    return path


def _without(values: Data, wrong: Collection[Path]) -> Data:
    rest: Data = copied(values)
    for path in wrong:
        take_out(rest, path)
    if _NAME in wrong:
        rest["brand"]["name"] = "?"
    return rest


def _outermost(paths: Mapping[Path, None]) -> tuple[Path, ...]:
    """The paths that lie in no other one."""
    return tuple(
        path for path in paths if not any(path[:depth] in paths for depth in range(1, len(path)))
    )
