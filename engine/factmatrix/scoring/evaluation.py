"""One scorecard on the facts of one brand: the score, its bounds, and why.

There is one path for the number and its explanation. Scores lie on a grid of 2⁻³⁰ points: on it
additions are exact, so points add up to the score to the last bit, equal utilities give exactly
equal scores whatever the weights, and no rounding can break monotony.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factmatrix.fit import AppliedModifier, Contribution, Fit, Notice
from factmatrix.rules.curves import Range
from factmatrix.scoring.compiled import CompiledCard, condition_inputs
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.truth import Truth
from factmatrix.scoring.utilities import BEST, Utility, to_grid


class Evaluation(NamedTuple):
    """The bare numbers of one scoring; `explain` makes them a `Fit`.

    `limited` is the base held within what is attainable, `points` what each modifier adds to it.
    """

    utilities: list[Utility]
    truths: list[Truth]
    known_weight: float
    coverage: float
    base: float | None
    limited: float | None
    points: list[float]
    score: float | None
    low: float
    high: float


def evaluate(card: CompiledCard, facts: Facts) -> Evaluation:
    """Score the facts."""
    utilities = [rating(facts) for rating in card.ratings]
    return _fold(card, card.weights, utilities, [test(facts) for test in card.tests])


def reevaluate(
    card: CompiledCard, before: Evaluation, facts: Facts, changed: Iterable[str]
) -> Evaluation:
    """Score facts that differ from those of `before` in the `changed` fields only."""
    utilities, truths = before.utilities.copy(), before.truths.copy()
    for path in changed:
        for i in card.criterion_readers.get(path, ()):
            utilities[i] = card.ratings[i](facts)
        for i in card.modifier_readers.get(path, ()):
            truths[i] = card.tests[i](facts)
    return _fold(card, card.weights, utilities, truths)


def reweigh(card: CompiledCard, before: Evaluation, weights: tuple[float, ...]) -> Evaluation:
    """Score the facts of `before` with other weights of the criteria; their sum is above 0."""
    return _fold(card, weights, before.utilities, before.truths)


def over_all_weights(card: CompiledCard, evaluation: Evaluation) -> Range | None:
    """The least and greatest score of what was evaluated, whatever the weights; None without one.

    A weighted mean lies between the least and the greatest of what it is made of, and the
    modifiers that act keep that order.
    """
    known = [utility.low for utility in evaluation.utilities if utility.known]
    if not known:
        return None
    open_ones = [utility for utility in evaluation.utilities if not utility.known]
    least = min(*known, *(utility.high for utility in open_ones), BEST)
    most = max(*known, *(utility.low for utility in open_ones), 0.0)
    for truth, effect in zip(evaluation.truths, card.effects, strict=True):
        if truth and effect is not None:
            least, most = effect(least), effect(most)
    return least, most


def _fold(
    card: CompiledCard, weights: Sequence[float], utilities: list[Utility], truths: list[Truth]
) -> Evaluation:
    known_sum = known_weight = total = low_sum = high_sum = 0.0
    for weight, (low, high, known) in zip(weights, utilities, strict=True):
        total += weight
        low_sum += weight * low
        high_sum += weight * high
        if known:
            known_sum += weight * low
            known_weight += weight
    low, high = to_grid(low_sum / total), to_grid(high_sum / total)
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
    coverage = known_weight / total
    return Evaluation(
        utilities, truths, known_weight, coverage, base, limited, points, score, low, high
    )


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
                results(facts),
            )
            for m, truth, points, results in zip(
                card.modifiers, e.truths, e.points, card.clause_results, strict=True
            )
        ),
        notices=tuple(
            Notice(w.id, "warning", w.message, w.rules, (card.position,), condition_inputs(w.when))
            for w, test in card.warnings
            if test(facts) is True
        ),
    )  # fmt: skip


def _contributions(card: CompiledCard, facts: Facts, e: Evaluation) -> tuple[Contribution, ...]:
    # Points are differences of the running base on the grid, so they add up to it exactly.
    rows: list[Contribution] = []
    running = so_far = 0.0
    for rule, (low, high, known) in zip(card.criteria, e.utilities, strict=True):
        points = 0.0
        if known:
            running += rule.weight * low
            reached = to_grid(running / e.known_weight)
            points, so_far = reached - so_far, reached
        rows.append(
            Contribution(
                rule.id, rule.title, rule.input, known, facts.seen(rule.input),
                card.space.domains[rule.input].unit, low if known else None, low, high,
                rule.weight, points, rule.rules, rule.trust, rule.rationale,
                () if known or rule.gate is None else _missing(rule.gate.input, facts),
            )
        )  # fmt: skip
    return tuple(rows)


def _missing(path: str, facts: Facts) -> tuple[str, ...]:
    """The missing fields on which an input depends."""
    return tuple(field for field in facts.space.domains[path].reads if not facts.known(field))
