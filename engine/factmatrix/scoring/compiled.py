"""A scorecard made ready for profiles of one category: functions of facts in place of data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from factmatrix.rules.conditions import Condition, clauses
from factmatrix.rules.scorecard import CardWarning, Criterion, Effect, Modifier
from factmatrix.scoring.inputs import InputSpace
from factmatrix.scoring.truth import ClauseResults, Test, compile_clauses, compile_condition
from factmatrix.scoring.utilities import Rating, compile_utility, to_grid

ORDER = ("shift", "multiply", "cap", "block")
"""The order in which effects act."""
Points = Callable[[float], float]


class CompiledCard(NamedTuple):
    """Criteria and modifiers of one scorecard, its variants of the category in place.

    `modifiers` stand in the order in which they act, blocks last (their effect is None: they
    change no number; the first is at `first_block`). `rules` has for each criterion and modifier
    the fields that it reads; the readers list by field which of them it can change.
    """

    position: str
    space: InputSpace
    criteria: tuple[Criterion, ...]
    modifiers: tuple[Modifier, ...]
    warnings: tuple[tuple[CardWarning, Test], ...]
    weights: tuple[float, ...]
    total_weight: float
    ratings: tuple[Rating, ...]
    tests: tuple[Test, ...]
    clause_results: tuple[ClauseResults, ...]
    effects: tuple[Points | None, ...]
    first_block: int
    rules: tuple[frozenset[str], ...]
    criterion_readers: dict[str, tuple[int, ...]]
    modifier_readers: dict[str, tuple[int, ...]]

    @classmethod
    def of(
        cls,
        position: str,
        criteria: Iterable[Criterion],
        modifiers: Iterable[Modifier],
        warnings: Iterable[CardWarning],
        space: InputSpace,
        category: str,
    ) -> CompiledCard:
        """Compile for one category."""
        rules = tuple(for_category(criterion, category) for criterion in criteria)
        ordered = tuple(sorted(modifiers, key=lambda m: ORDER.index(m.effect.kind)))
        weights = tuple(rule.weight for rule in rules)
        criterion_reads = [_reads(criterion_inputs(rule), space) for rule in rules]
        modifier_reads = [_reads(condition_inputs(m.when), space) for m in ordered]
        return cls(
            position=position,
            space=space,
            criteria=rules,
            modifiers=ordered,
            warnings=tuple((w, compile_condition(w.when, space)) for w in warnings),
            weights=weights,
            total_weight=added(weights),
            ratings=tuple(compile_utility(rule) for rule in rules),
            tests=tuple(compile_condition(m.when, space) for m in ordered),
            clause_results=tuple(compile_clauses(m.when, space) for m in ordered),
            effects=tuple(_compile_effect(m.effect) for m in ordered),
            first_block=sum(m.effect.kind != "block" for m in ordered),
            rules=(*criterion_reads, *modifier_reads),
            criterion_readers=_readers(criterion_reads),
            modifier_readers=_readers(modifier_reads),
        )


def added(weights: Iterable[float]) -> float:
    """The sum from left to right, as the evaluation adds: `sum` compensates from Python 3.12 on."""
    total = 0.0
    for weight in weights:
        total += weight
    return total


def for_category(criterion: Criterion, category: str) -> Criterion:
    """The criterion as it is for one category."""
    variant = criterion.by_category.get(category)
    if variant is None:
        return criterion
    changes = {"weight": variant.weight, "curve": variant.curve}
    return criterion.model_copy(update={k: v for k, v in changes.items() if v is not None})


def criterion_inputs(criterion: Criterion) -> tuple[str, ...]:
    """The inputs that a criterion names."""
    return (criterion.input, criterion.gate.input) if criterion.gate else (criterion.input,)


def condition_inputs(condition: Condition) -> tuple[str, ...]:
    """The inputs that a condition names, each once, in reading order."""
    return tuple(dict.fromkeys(clause.input for clause in clauses(condition)))


def _reads(inputs: Iterable[str], space: InputSpace) -> frozenset[str]:
    return frozenset(path for name in inputs for path in space.domains[name].reads)


def _readers(reads: Sequence[frozenset[str]]) -> dict[str, tuple[int, ...]]:
    paths = {path for read in reads for path in read}
    return {path: tuple(i for i, read in enumerate(reads) if path in read) for path in paths}


def _compile_effect(effect: Effect) -> Points | None:
    value = effect.value
    if value is None:
        return None
    if effect.kind == "shift":
        return lambda points: _cut(points + value)
    if effect.kind == "multiply":
        return lambda points: _cut(points * value)
    return lambda points: _cut(min(points, value))


def _cut(points: float) -> float:
    return to_grid(0.0 if points < 0.0 else 100.0 if points > 100.0 else points)
