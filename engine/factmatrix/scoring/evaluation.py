"""One scorecard on the facts of one brand: the score, its bounds, and why.

There is one path for the number and its explanation. Scores lie on a grid of 2⁻³⁰ points: on it
additions are exact, so points add up to the score to the last bit, equal utilities give exactly
equal scores whatever the weights, and no rounding can break monotony.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import floor
from typing import NamedTuple

from factmatrix.fit import AppliedModifier, ClauseResult, Contribution, Fit, Notice
from factmatrix.rules.conditions import Condition
from factmatrix.rules.conditions import clauses as clauses_of
from factmatrix.rules.curves import Range, compile_curve_range
from factmatrix.rules.scorecard import CardWarning, Criterion, Effect, Gate, Modifier
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.inputs import InputSpace
from factmatrix.scoring.truth import Test, Truth, compile_clauses, compile_condition

GRID = 2.0**30
ORDER = ("shift", "multiply", "cap", "block")
Utility = Callable[[Facts], Range]


def to_grid(points: float) -> float:
    """The nearest number of points on the grid."""
    return floor(points * GRID + 0.5) / GRID


class Evaluation(NamedTuple):
    """The bare numbers of one scoring; `explain` makes them a `Fit`."""

    utilities: list[Range]
    truths: list[Truth]
    base: float | None
    limited: float | None
    points: list[float]
    score: float | None
    low: float
    high: float
    coverage: float


@dataclass(frozen=True, slots=True)
class CompiledCard:
    """Criteria and modifiers of one scorecard, made ready for profiles of one category.

    `criterion_readers` and `modifier_readers` list by field which of them it can change.
    """

    position: str
    space: InputSpace
    criteria: tuple[Criterion, ...]
    modifiers: tuple[Modifier, ...]
    warnings: tuple[tuple[CardWarning, Test], ...]
    weights: tuple[float, ...]
    total_weight: float
    utilities: tuple[Utility, ...]
    tests: tuple[Test, ...]
    clauses: tuple[Callable[[Facts], tuple[ClauseResult, ...]], ...]
    effects: tuple[Callable[[float], float] | None, ...]
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
        """Compile for one category: its variants of weight and curve are in place afterwards."""
        rules = tuple(_for_category(criterion, category) for criterion in criteria)
        ordered = tuple(sorted(modifiers, key=lambda m: ORDER.index(m.effect.kind)))
        weights = tuple(rule.weight for rule in rules)
        return cls(
            position,
            space,
            rules,
            ordered,
            tuple((w, compile_condition(w.when, space)) for w in warnings),
            weights,
            sum(weights),
            tuple(_compile_utility(rule, space) for rule in rules),
            tuple(compile_condition(m.when, space) for m in ordered),
            tuple(compile_clauses(m.when, space) for m in ordered),
            tuple(_compile_effect(m.effect) for m in ordered),
            _readers([_criterion_reads(rule, space) for rule in rules]),
            _readers([condition_reads(m.when, space) for m in ordered]),
        )

    @property
    def reads(self) -> set[str]:
        """Every field that can change a number of this card."""
        return self.criterion_readers.keys() | self.modifier_readers.keys()


def _for_category(criterion: Criterion, category: str) -> Criterion:
    variant = criterion.by_category.get(category)
    if variant is None:
        return criterion
    changes = {"weight": variant.weight, "curve": variant.curve}
    return criterion.model_copy(update={k: v for k, v in changes.items() if v is not None})


def condition_reads(condition: Condition, space: InputSpace) -> set[str]:
    """The fields that can change a condition's truth."""
    return {path for c in clauses_of(condition) for path in space.domains[c.input].reads}


def _criterion_reads(criterion: Criterion, space: InputSpace) -> set[str]:
    inputs = [criterion.input] + ([criterion.gate.input] if criterion.gate else [])
    return {path for name in inputs for path in space.domains[name].reads}


def _readers(reads: Sequence[set[str]]) -> dict[str, tuple[int, ...]]:
    paths = {path for read in reads for path in read}
    return {path: tuple(i for i, read in enumerate(reads) if path in read) for path in paths}


def _compile_utility(criterion: Criterion, space: InputSpace) -> Utility:
    utility = _compile_ungated(criterion)
    return utility if criterion.gate is None else _gated(utility, criterion.gate)


def _compile_ungated(criterion: Criterion) -> Utility:
    path = criterion.input
    if criterion.map is not None:
        utility_of = criterion.map

        def mapped(facts: Facts) -> Range:
            utilities = [utility_of[choice] for choice in facts[path]]  # type: ignore[index]
            return min(utilities), max(utilities)

        return mapped
    if criterion.flag is not None:
        curve = compile_curve_range([(0.0, criterion.flag.no), (1.0, criterion.flag.yes)])
    else:
        assert criterion.curve is not None
        curve = compile_curve_range(criterion.curve)

    def curved(facts: Facts) -> Range:
        low, high = facts[path]
        return curve(low, high)  # type: ignore[arg-type]

    return curved


def _gated(utility: Utility, gate: Gate) -> Utility:
    curve = compile_curve_range(gate.curve)

    def gated(facts: Facts) -> Range:
        low, high = utility(facts)
        least, most = curve(*facts[gate.input])
        return low * least, high * most

    return gated


def _compile_effect(effect: Effect) -> Callable[[float], float] | None:
    value = effect.value
    if effect.kind == "block" or value is None:
        return None
    if effect.kind == "shift":
        return lambda points: _cut(points + value)
    if effect.kind == "multiply":
        return lambda points: _cut(points * value)
    return lambda points: _cut(min(points, value))


def _cut(points: float) -> float:
    return to_grid(0.0 if points < 0.0 else 100.0 if points > 100.0 else points)


def evaluate(card: CompiledCard, facts: Facts) -> Evaluation:
    """Score the facts."""
    utilities = [utility(facts) for utility in card.utilities]
    return _fold(card, utilities, [test(facts) for test in card.tests])


def reevaluate(
    card: CompiledCard, before: Evaluation, facts: Facts, changed: Iterable[str]
) -> Evaluation:
    """Score facts that differ from those of `before` in the `changed` fields only."""
    utilities, truths = list(before.utilities), list(before.truths)
    for path in changed:
        for i in card.criterion_readers.get(path, ()):
            utilities[i] = card.utilities[i](facts)
        for i in card.modifier_readers.get(path, ()):
            truths[i] = card.tests[i](facts)
    return _fold(card, utilities, truths)


def _fold(card: CompiledCard, utilities: list[Range], truths: list[Truth]) -> Evaluation:
    known_sum = known_weight = low_sum = high_sum = 0.0
    for weight, (low, high) in zip(card.weights, utilities, strict=True):
        low_sum += weight * low
        high_sum += weight * high
        if low == high:
            known_sum += weight * low
            known_weight += weight
    low, high = to_grid(low_sum / card.total_weight), to_grid(high_sum / card.total_weight)
    base = limited = score = None
    if known_weight:
        base = to_grid(known_sum / known_weight)
        limited = score = min(max(base, low), high)
    points = [0.0] * len(truths)
    for i, (truth, effect) in enumerate(zip(truths, card.effects, strict=True)):
        if truth is False or effect is None:
            continue
        if truth is None:
            low, high = min(low, effect(low)), max(high, effect(high))
            continue
        low, high = effect(low), effect(high)
        if score is not None:
            points[i] = effect(score) - score
            score = effect(score)
    coverage = known_weight / card.total_weight
    return Evaluation(utilities, truths, base, limited, points, score, low, high, coverage)


def explain(card: CompiledCard, facts: Facts, evaluation: Evaluation) -> Fit:
    """The same numbers with everything that made them."""
    e = evaluation
    return Fit(
        position=card.position,
        score=e.score,
        low=e.low,
        high=e.high,
        coverage=e.coverage,
        base=e.base,
        limit=0.0 if e.base is None or e.limited is None else e.limited - e.base,
        contributions=_contributions(card, facts, e),
        modifiers=tuple(
            AppliedModifier(
                m.id, m.effect.kind, m.effect.value, truth, points, m.message, m.rules, m.trust,
                clauses(facts),
            )
            for m, truth, points, clauses in zip(
                card.modifiers, e.truths, e.points, card.clauses, strict=True
            )
        ),
        notices=tuple(
            Notice(w.id, "warning", w.message, w.rules, (card.position,), _inputs(w.when))
            for w, test in card.warnings
            if test(facts) is True
        ),
    )  # fmt: skip


def _inputs(condition: Condition) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause.input for clause in clauses_of(condition)))


def _contributions(card: CompiledCard, facts: Facts, e: Evaluation) -> tuple[Contribution, ...]:
    # Points are differences of the running base on the grid, so they add up to it exactly.
    known_weight = e.coverage and sum(
        w for w, (low, high) in zip(card.weights, e.utilities, strict=True) if low == high
    )
    rows: list[Contribution] = []
    running = so_far = 0.0
    for rule, (low, high) in zip(card.criteria, e.utilities, strict=True):
        known = low == high
        points = 0.0
        if known:
            running += rule.weight * low
            reached = to_grid(running / known_weight)
            points, so_far = reached - so_far, reached
        rows.append(
            Contribution(
                rule.id, rule.title, rule.input, known, facts.seen(rule.input),
                card.space.domains[rule.input].unit, low if known else None, low, high,
                rule.weight, points, rule.rules, rule.trust, rule.rationale,
            )
        )  # fmt: skip
    return tuple(rows)


__all__ = [
    "CompiledCard", "Evaluation", "condition_reads", "evaluate", "explain", "reevaluate", "to_grid",
]  # fmt: skip
