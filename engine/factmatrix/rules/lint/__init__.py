"""What is wrong with rules that are well-formed: all of it in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factmatrix.rules.entries import Entry, PlacedEntry, entries, readable_entries
from factmatrix.rules.lint.directions import direction_faults, reversed_faults
from factmatrix.rules.lint.effects import (
    action_faults,
    condition_faults,
    effect_faults,
    modifier_faults,
)
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
    found = list(found)
    for place, entry in found:
        if _can_be_evaluated(entry, space):
            yield from _faults(entry, space, place)
    yield from breaches(found, space)


def breaches(found: Iterable[PlacedEntry], space: InputSpace) -> Iterator[Fault]:
    """What no score may rest on: what cannot be evaluated, and what punishes better figures."""
    criteria: list[Criterion] = []
    modifiers: list[tuple[Path, Modifier]] = []
    for place, entry in found:
        if not _can_be_evaluated(entry, space):
            yield from misfits(entry, space, place)
        elif isinstance(entry, Criterion):
            criteria.append(entry)
        elif isinstance(entry, Modifier):
            modifiers.append((place, entry))
            yield from effect_faults(entry.effect, (*place, "effect", "value"))
    yield from direction_faults(criteria, modifiers, space)


def _can_be_evaluated(entry: Entry, space: InputSpace) -> bool:
    return next(misfits(entry, space, ()), None) is None


def _faults(entry: Entry, space: InputSpace, place: Path) -> Iterator[Fault]:
    match entry:
        case Criterion():
            yield from utility_faults(entry, space, place)
            yield from reversed_faults(entry, space, place)
        case Modifier():
            yield from modifier_faults(entry, space, place)
        case ActionRule():
            yield from action_faults(entry, space, place)
        case _:
            yield from condition_faults(entry.when, space, (*place, "when"))


__all__ = ["breaches", "entries", "lint", "misfits", "readable_entries", "source_faults"]
