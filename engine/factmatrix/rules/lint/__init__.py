"""What is wrong with rules that are well-formed: all of it in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factmatrix.rules.entries import Entry, PlacedEntry, entries, sound_entries
from factmatrix.rules.lint.directions import direction_faults
from factmatrix.rules.lint.effects import action_faults, condition_faults, modifier_faults
from factmatrix.rules.lint.sources import source_faults
from factmatrix.rules.lint.utilities import utility_faults
from factmatrix.rules.misfits import misfits
from factmatrix.rules.problems import Fault
from factmatrix.rules.scorecard import ActionRule, Criterion, Modifier
from factmatrix.scoring.inputs import InputSpace
from factmatrix.toml.problem import Path


def lint(found: Iterable[PlacedEntry], space: InputSpace) -> Iterator[Fault]:
    """What is wrong with entries of one scorecard or of the diagnosis.

    Entries that cannot be evaluated are judged no further.
    """
    criteria: list[Criterion] = []
    modifiers: list[tuple[Path, Modifier]] = []
    for place, entry in found:
        if unfit := list(misfits(entry, space, place)):
            yield from unfit
            continue
        yield from _faults(entry, space, place)
        if isinstance(entry, Criterion):
            criteria.append(entry)
        elif isinstance(entry, Modifier):
            modifiers.append((place, entry))
    yield from direction_faults(criteria, modifiers, space)


def _faults(entry: Entry, space: InputSpace, place: Path) -> Iterator[Fault]:
    match entry:
        case Criterion():
            yield from utility_faults(entry, space, place)
        case Modifier():
            yield from modifier_faults(entry, space, place)
        case ActionRule():
            yield from action_faults(entry, space, place)
        case _:
            yield from condition_faults(entry.when, space, (*place, "when"))


__all__ = ["entries", "lint", "misfits", "sound_entries", "source_faults"]
