"""One scorecard on a table: utilities, base, modifiers, as `scoring.evaluation` has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple

import polars as pl

from factmatrix.columns.choices import by_choice, grouped
from factmatrix.columns.conditions import truth
from factmatrix.columns.curves import End, as_column, at_least, at_most, quotient, to_grid
from factmatrix.columns.facts import ColumnFacts
from factmatrix.columns.utilities import Rating, rating
from factmatrix.rules.scorecard import Criterion, Effect, Modifier
from factmatrix.scoring.compiled import ORDER, added, for_category
from factmatrix.scoring.facts import CATEGORY
from factmatrix.scoring.utilities import BEST


class ColumnCard(NamedTuple):
    """The columns that one scorecard gives; `truths` and `points` by modifier as they act.

    `blockers` are for each modifier that takes the position out of the choice its id, null where it
    does not.
    """

    score: pl.Expr
    low: pl.Expr
    high: pl.Expr
    coverage: pl.Expr
    base: pl.Expr
    limited: pl.Expr
    criteria: tuple[Criterion, ...]
    contributions: tuple[pl.Expr, ...]
    ratings: tuple[Rating, ...]
    modifiers: tuple[Modifier, ...]
    truths: tuple[pl.Expr, ...]
    points: tuple[pl.Expr, ...]
    blockers: tuple[pl.Expr, ...]

    def where(self, asked: pl.Expr) -> ColumnCard:
        """The same where the position was asked; null elsewhere."""

        def only(column: pl.Expr) -> pl.Expr:
            return pl.when(asked).then(column).otherwise(None)

        return self._replace(
            score=only(self.score), low=only(self.low), high=only(self.high),
            coverage=only(self.coverage), base=only(self.base), limited=only(self.limited),
            contributions=tuple(map(only, self.contributions)),
            ratings=tuple(Rating(*map(only, rating)) for rating in self.ratings),
            points=tuple(map(only, self.points)), truths=tuple(map(only, self.truths)),
            blockers=tuple(map(only, self.blockers)),
        )  # fmt: skip

    @property
    def blocked(self) -> pl.Expr:
        """Whether anything takes the position out of the choice."""
        return pl.any_horizontal(pl.lit(False), *(b.is_not_null() for b in self.blockers))


def scored_by_row(name: str) -> ColumnCard:
    """A position whose fit somebody worked out brand by brand: see `evaluator.row_columns`."""
    score, low, high, coverage, blockers = (
        pl.col(f"{name} {part}") for part in ("score", "low", "high", "coverage", "blockers")
    )
    unknown = pl.lit(None, pl.Float64)
    return ColumnCard(
        score, low, high, coverage, unknown, unknown, (), (), (), (), (), (), (blockers,)
    )


class CardColumns:
    """Puts the columns of scorecards among the steps."""

    def __init__(self, facts: ColumnFacts) -> None:
        self._facts = facts
        self._put = facts.steps.put

    def card(
        self, name: str, criteria: Sequence[Criterion], modifiers: Iterable[Modifier]
    ) -> ColumnCard:
        """All columns of a scorecard called `name`."""
        ratings = tuple(rating(f"{name} {rule.id}", rule, self._facts) for rule in criteria)
        weights, total = _weights(criteria)
        sums = self._sums(name, ratings, weights)
        coverage = self._put(f"{name} coverage", quotient(sums.known_weight, total))
        low = self._put(f"{name} least", to_grid(quotient(sums.low, total)))
        high = self._put(f"{name} most", to_grid(quotient(sums.high, total)))
        mean = to_grid(quotient(sums.known, sums.known_weight))
        base = self._put(f"{name} base", pl.when(sums.known_weight > 0.0).then(mean))
        limited = self._put(
            f"{name} limited",
            pl.when(base < low).then(low).when(base > high).then(high).otherwise(base),
        )
        points = tuple(self._contributions(name, ratings, weights, sums.known_weight))
        return self._modified(
            name,
            ColumnCard(
                limited, low, high, coverage, base, limited, tuple(criteria),
                points, ratings, (), (), (), (),
            ),
            sorted(modifiers, key=lambda m: ORDER.index(m.effect.kind)),
        )  # fmt: skip

    def _sums(self, name: str, ratings: Sequence[Rating], weights: Sequence[End]) -> _Sums:
        """Left folds, for the order of additions decides the last bits."""
        low = high = known = known_weight = pl.lit(0.0)
        for rated, weight in zip(ratings, weights, strict=True):
            low = low + rated.low * weight
            high = high + rated.high * weight
            known = known + (rated.utility * weight).fill_null(0.0)
            counts = pl.when(rated.known).then(as_column(weight)).otherwise(pl.lit(0.0))
            known_weight = known_weight + counts
        return _Sums(
            self._put(f"{name} sum of lows", low),
            self._put(f"{name} sum of highs", high),
            self._put(f"{name} sum of known", known),
            self._put(f"{name} known weight", known_weight),
        )

    def _contributions(
        self, name: str, ratings: Sequence[Rating], weights: Sequence[End], known_weight: pl.Expr
    ) -> Iterator[pl.Expr]:
        """Points of each criterion: differences of the running base, so they add up to it."""
        running = so_far = pl.lit(0.0)
        for number, (rated, weight) in enumerate(zip(ratings, weights, strict=True)):
            added_up = running + (rated.utility * weight).fill_null(0.0)
            running = self._put(f"{name} running {number}", added_up)
            base = pl.when(known_weight > 0.0).then(to_grid(quotient(running, known_weight)))
            reached = self._put(f"{name} reached {number}", base.otherwise(0.0))
            yield reached - so_far
            so_far = reached

    def _modified(self, name: str, card: ColumnCard, modifiers: Sequence[Modifier]) -> ColumnCard:
        score, low, high = card.score, card.low, card.high
        truths, points = [], []
        for m in modifiers:
            here = f"{name} {m.id}"
            holds = self._put(f"{here} holds", truth(m.when, self._facts))
            truths.append(holds)
            if m.effect.value is None:
                points.append(pl.lit(0.0))
                continue
            after = self._put(f"{here} score", pl.when(holds).then(_acted(m.effect, score))
                              .otherwise(score))  # fmt: skip
            points.append((after - score).fill_null(0.0))
            score = after
            # Where it is undecided, only the end moves towards which it would act.
            possible = holds.fill_null(True)
            moves_low, moves_high = (holds, possible) if _raises(m.effect) else (possible, holds)
            lower, higher = _acted(m.effect, low), _acted(m.effect, high)
            low = self._put(f"{here} least", pl.when(moves_low).then(lower).otherwise(low))
            high = self._put(f"{here} most", pl.when(moves_high).then(higher).otherwise(high))
        return card._replace(
            score=score, low=low, high=high,
            modifiers=tuple(modifiers), truths=tuple(truths), points=tuple(points),
            blockers=tuple(
                pl.when(holds).then(pl.lit(m.id)).otherwise(None)
                for m, holds in zip(modifiers, truths, strict=True)
                if m.effect.kind == "block"
            ),
        )  # fmt: skip


class _Sums(NamedTuple):
    """Sums over the criteria, by weight; `known` is that of the known utilities."""

    low: pl.Expr
    high: pl.Expr
    known: pl.Expr
    known_weight: pl.Expr


def _acted(effect: Effect, points: pl.Expr) -> pl.Expr:
    """The points after an effect that has a value, 0–100."""
    value = effect.value or 0.0
    if effect.kind == "shift":
        changed, highest = points + value, BEST + value
    elif effect.kind == "multiply":
        changed, highest = points * value, BEST * value
    else:
        changed, highest = at_most(points, value), value
    if value < 0.0:
        changed = at_least(changed, 0.0)
    return to_grid(at_most(changed, BEST) if highest > BEST else changed)


def _raises(effect: Effect) -> bool:
    """Whether points never fall by an effect; if not, they never rise."""
    value = effect.value or 0.0
    return value >= {"shift": 0.0, "multiply": 1.0}.get(effect.kind, inf)


def _weights(criteria: Sequence[Criterion]) -> tuple[list[End], End]:
    """The weight of each criterion and their total, which differ by category in some cards."""
    usual = [criterion.weight for criterion in criteria]
    variants = {
        category: [for_category(criterion, category).weight for criterion in criteria]
        for criterion in criteria
        for category in criterion.by_category
    }

    def figure(usual: float, of: Mapping[str, float]) -> End:
        return by_choice(pl.col(CATEGORY), grouped(of), usual)

    weights = [
        figure(usual[i], {category: own[i] for category, own in variants.items()})
        for i in range(len(criteria))
    ]
    totals = {category: added(own) for category, own in variants.items()}
    return weights, figure(added(usual), totals)
