"""What a person entered in a form: the same checks as for a file, told by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factmatrix.profile.explaining import explain, field_at
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.findings import EnteredProblem, Path, Spelling, as_in_a_file, shown
from factmatrix.profile.keys import known_keys, missing_key, unknown_key
from factmatrix.profile.known_ids import KnownIds
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.sound_part import SoundPart, sound_part
from factmatrix.profile.validating import Data, Fault, Sections, Validated, validate
from factmatrix.text import Text
from factmatrix.toml.writing import value_text


def _percent(share: float) -> Text:
    digits = shown(round(share * 100, 4))
    return Text(f"{digits} %", f"{digits}%")


def _spelt(path: Path, value: object) -> Text:
    """A value as a form shows it: shares in percent."""
    info = field_at(BrandProfile, path)
    declaration = declaration_of(info) if info else None
    if declaration and declaration.kind.name == "share" and isinstance(value, int | float):
        return _percent(value)
    return as_in_a_file(value)


_AS_IN_A_FORM = Spelling(_spelt, _percent)


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered: its sound part with nothing left out where all is right, all problems.

    `sound` is None where there is no such part. `unclaimed` are the tables that no plugin reads.
    """

    sound: SoundPart | None
    problems: tuple[EnteredProblem, ...]
    unclaimed: tuple[str, ...]

    @property
    def profile(self) -> BrandProfile | None:
        """The profile, None where there are errors."""
        return self.sound.profile if self.sound and not self.sound.left_out else None


def check_entered(values: Data, sections: Sections, known: KnownIds | None = None) -> Entered:
    """Check the plain data of a profile; raises nothing for what it may hold.

    Where the `known` ids are given, others get a warning.
    """
    validated, problems = checked(values, sections, known)
    return Entered(sound_part(values, validated, sections), problems, validated.unclaimed)


def checked(
    values: Data, sections: Sections, known: KnownIds | None = None, *, doubts: bool = True
) -> tuple[Validated, tuple[EnteredProblem, ...]]:
    """What validation says of the data, and all problems; `check_entered` without a sound part.

    Without `doubts` there are no warnings.
    """
    validated = validate(values, sections, _AS_IN_A_FORM, known, doubts=doubts)
    return validated, tuple(_problems(values, validated, sections))


def _problems(values: Data, validated: Validated, sections: Sections) -> Iterator[EnteredProblem]:
    for fault in validated.faults:
        yield EnteredProblem("error", fault.path, _message(fault, values, sections))
    for finding in validated.findings:
        yield EnteredProblem(finding.severity, finding.path, finding.message, finding.implausible)


def _message(fault: Fault, values: Data, sections: Sections) -> Text:
    kind = fault.error["type"]
    if kind == "extra_forbidden":
        return unknown_key(fault.path, fault.error["input"], tuple(known_keys(sections)))
    if kind == "missing" and (info := field_at(fault.table, fault.error["loc"])):
        return missing_key(info, fault.path)
    return explain(fault.error, fault.table, fault.path, _source(values, fault.path))


def _source(values: object, path: Path) -> str:
    """A value as a file would spell it."""
    for step in path:
        match values, step:
            case dict(), str() if step in values:
                values = values[step]
            case list(), int() if step < len(values):
                values = values[step]
            case _:
                return ""
    return value_text(values)
