"""Read a brand profile: the profile, or everything that is wrong with its file, in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.profile.file import file_bytes
from factmatrix.profile.findings import Path as Keys
from factmatrix.profile.findings import Spelling, as_in_a_file, shortened
from factmatrix.profile.known_ids import KnownIds
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.validating import (
    NO_SECTIONS,
    Data,
    Sections,
    Validated,
    sound,
    validate,
)
from factmatrix.text import Text
from factmatrix.toml.decode import decode
from factmatrix.toml.limits import MAX_VALUES
from factmatrix.toml.parse import insist_on_measure, parse_unmeasured
from factmatrix.toml.problem import Problem, SourceError

if TYPE_CHECKING:
    from factmatrix.toml.place import Places


@dataclass(frozen=True, slots=True)
class Reading:
    """One profile file as it was read.

    `data` are its bytes, None where it could not be read; `text` is "" where they are no text.
    `profile` is None where there are errors. `problems` are sorted by place. `unclaimed` names
    the tables `ext.<id>` that no plugin in use reads: they are kept. So are those whose plugin
    fails; `plugin_failures` says why, by position. `sections` are the models
    of the plugins' tables that it was read with.
    """

    path: Path | None
    data: bytes | None
    text: str
    profile: BrandProfile | None
    problems: tuple[Problem, ...]
    unclaimed: tuple[str, ...]
    plugin_failures: Mapping[str, Text]
    sections: Sections

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the file from being a profile."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is allowed, but probably wrong."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def sha256(self) -> str | None:
        """The hash of the file's bytes, None where it could not be read."""
        return None if self.data is None else hashlib.sha256(self.data).hexdigest()


def read_profile(
    source: Path | bytes | str,
    *,
    sections: Sections = NO_SECTIONS,
    known: KnownIds | None = None,
    doubts: bool = True,
) -> Reading:
    """The profile in a file (a Path), in its bytes or in its text (a str).

    `sections` holds the model of each present plugin's `[ext.<id>]`. Where the `known` ids are
    given, others get a warning. Without `doubts` there are no warnings, and a profile without
    errors is read in a third of the time. Raises nothing for what a file may hold or a path may
    be: that comes as problems, a syntax error alone, all else in one pass.
    """
    path = source if isinstance(source, Path) else None
    data, text = None, ""
    try:
        data = _bytes(source)
        text = decode(data)
        raw = parse_unmeasured(text)
        if not doubts and (profile := _sound(raw, text, sections)):
            return Reading(path, data, text, profile, (), (), {}, sections)
        insist_on_measure(raw, text)
    except SourceError as error:
        return Reading(path, data, text, None, (error.problem,), (), {}, sections)
    places = cache(partial(_places, text))
    validated = validate(raw, sections, _spelling(places), known, doubts=doubts)
    problems = _problems(places, validated, sections)
    return Reading(
        path,
        data,
        text,
        validated.profile,
        problems,
        validated.unclaimed,
        validated.plugin_failures,
        sections,
    )


def read_table(
    data: Data, places: Callable[[], Places], sections: Sections
) -> tuple[Validated, tuple[Problem, ...]]:
    """A profile that is a table of another file, and the errors in it; `places` begin there."""
    validated = validate(data, sections, _spelling(places), doubts=False)
    return validated, _problems(places, validated, sections)


def _sound(data: Data, text: str, sections: Sections) -> BrandProfile | None:
    """The profile of data in which a short look finds nothing wrong; it may have warnings.

    There is nothing to measure: of all tables only those of plugins may nest freely, and each value
    takes up a character at least.
    """
    return None if sections or "ext" in data or len(text) > MAX_VALUES else sound(data)


def _bytes(source: Path | bytes | str) -> bytes:
    if isinstance(source, Path):
        return file_bytes(source)
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass")  # `decode` then says where it is no text
    return source


def _places(text: str) -> Places:
    from factmatrix.toml.place import Places  # only what is wrong is looked up in the text

    return Places(text)


def _spelling(places: Callable[[], Places]) -> Spelling:
    """The spelling of the file; what it does not say is spelt plainly."""

    def spelt(path: Keys, value: object) -> Text:
        source = places().source(path)
        if source is None:
            return as_in_a_file(value)
        return Text(shortened(source), shortened(source))

    return Spelling(spelt, as_in_a_file)


def _problems(
    places: Callable[[], Places], validated: Validated, sections: Sections
) -> tuple[Problem, ...]:
    if not (validated.faults or validated.findings):
        return ()
    from factmatrix.profile.located import located  # only who has a problem pays for its words

    return located(places(), validated, sections)
