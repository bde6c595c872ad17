"""One scorecard on a table: utilities, base, modifiers, as `scoring.evaluation` has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import polars as pl

from factmatrix.columns.categories import by_category
from factmatrix.columns.conditions import truth
from factmatrix.columns.curves import ColumnCurve, End, as_column, quotient, to_grid
from factmatrix.columns.facts import ColumnFacts, Span
from factmatrix.rules.scorecard import Criterion, Effect, Modifier
from factmatrix.scoring.compiled import ORDER, added, for_category
from factmatrix.scoring.facts import CATEGORY
from factmatrix.scoring.utilities import BEST


class Rating(NamedTuple):
    """The columns of one criterion: the bounds of its utility, and whether it is known."""

    low: pl.Expr
    high: pl.Expr
    known: pl.Expr


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
        ratings = tuple(self._rating(f"{name} {rule.id}", rule) for rule in criteria)
        weights, total = _weights(criteria)
        sums = _Sums.of(ratings, weights)
        known_weight = self._put(f"{name} known weight", sums.known_weight)
        coverage = self._put(f"{name} coverage", quotient(known_weight, total))
        low = self._put(f"{name} least", to_grid(quotient(sums.low, total)))
        high = self._put(f"{name} most", to_grid(quotient(sums.high, total)))
        mean = to_grid(sums.known / known_weight)
        base = self._put(f"{name} base", pl.when(known_weight > 0).then(mean).otherwise(None))
        limited = self._put(
            f"{name} limited",
            pl.when(base.is_not_null()).then(pl.min_horizontal(pl.max_horizontal(base, low), high)),
        )
        return self._modified(
            name,
            ColumnCard(
                limited, low, high, coverage, base, limited, tuple(criteria),
                tuple(_contributions(ratings, weights, known_weight)), ratings, (), (), (), (),
            ),
            sorted(modifiers, key=lambda m: ORDER.index(m.effect.kind)),
        )  # fmt: skip

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
            lower, higher = _acted(m.effect, low), _acted(m.effect, high)
            low, high = (
                self._put(
                    f"{here} least",
                    pl.when(holds).then(lower)
                    .when(holds.is_null()).then(pl.min_horizontal(low, lower)).otherwise(low),
                ),
                self._put(
                    f"{here} most",
                    pl.when(holds).then(higher)
                    .when(holds.is_null()).then(pl.max_horizontal(high, higher)).otherwise(high),
                ),
            )  # fmt: skip
        return card._replace(
            score=score, low=low, high=high,
            modifiers=tuple(modifiers), truths=tuple(truths), points=tuple(points),
            blockers=tuple(
                pl.when(holds).then(pl.lit(m.id)).otherwise(None)
                for m, holds in zip(modifiers, truths, strict=True)
                if m.effect.kind == "block"
            ),
        )  # fmt: skip

    def _rating(self, name: str, rule: Criterion) -> Rating:
        value, least, most = self._utility(rule)
        inputs_known = value.is_not_null()
        if rule.gate is not None:
            gate = self._facts[rule.gate.input]
            curve = ColumnCurve.of(rule.gate.curve)
            factor, smallest, greatest = curve.at(gate.value), *curve.over(gate.least, gate.most)
            least = _low(value, least) * factor.fill_null(as_column(smallest))
            most = _high(value, most) * factor.fill_null(as_column(greatest))
            inputs_known = inputs_known & gate.known
            low = self._put(f"{name} low", to_grid(least))
            high = self._put(f"{name} high", to_grid(most))
        else:
            utility = self._put(f"{name} utility", to_grid(value))
            low = self._put(f"{name} low", utility.fill_null(to_grid(as_column(least))))
            high = self._put(f"{name} high", utility.fill_null(to_grid(as_column(most))))
        settled = (low == 0.0) | (low == BEST)
        known = self._put(f"{name} known", (low == high) & (settled | inputs_known))
        return Rating(low, high, known)

    def _utility(self, rule: Criterion) -> tuple[pl.Expr, End, End]:
        """The utility at the value (null where unknown), the least and the greatest."""
        if rule.map is not None:
            choices = self._facts.space.domains[rule.input].choices
            utilities = [rule.map[choice] for choice in choices]
            column = self._facts.stated(rule.input).replace_strict(
                list(choices), utilities, default=None, return_dtype=pl.Float64
            )
            return column, min(utilities), max(utilities)
        span = self._facts[rule.input]
        usual = _at(rule, span)
        variants = {
            category: _at(for_category(rule, category), span)
            for category, variant in rule.by_category.items()
            if variant.curve is not None
        }
        if not variants:
            return usual
        return tuple(_chosen(usual[i], {c: v[i] for c, v in variants.items()}) for i in range(3))  # type: ignore[return-value]


def _at(rule: Criterion, span: Span) -> tuple[pl.Expr, End, End]:
    points = ((0.0, rule.flag.no), (1.0, rule.flag.yes)) if rule.flag else rule.curve or ()
    curve = ColumnCurve.of(points)
    return curve.at(span.value), *curve.over(span.least, span.most)


def _chosen(usual: End, variants: dict[str, End]) -> pl.Expr:
    chosen = as_column(usual)
    for category, value in variants.items():
        chosen = pl.when(pl.col(CATEGORY) == category).then(as_column(value)).otherwise(chosen)
    return chosen


def _low(value: pl.Expr, least: End) -> pl.Expr:
    return value.fill_null(as_column(least))


def _high(value: pl.Expr, most: End) -> pl.Expr:
    return value.fill_null(as_column(most))


class _Sums(NamedTuple):
    """Left folds, for the order of additions decides the last bits."""

    low: pl.Expr
    high: pl.Expr
    known: pl.Expr
    known_weight: pl.Expr

    @classmethod
    def of(cls, ratings: Sequence[Rating], weights: Sequence[End]) -> _Sums:
        low = high = known = known_weight = pl.lit(0.0)
        for rating, weight in zip(ratings, weights, strict=True):
            low = low + rating.low * weight
            high = high + rating.high * weight
            known = known + _where(rating.known, rating.low * weight)
            known_weight = known_weight + _where(rating.known, as_column(weight))
        return cls(low, high, known, known_weight)


def _where(known: pl.Expr, value: pl.Expr) -> pl.Expr:
    return pl.when(known).then(value).otherwise(pl.lit(0.0))


def _contributions(
    ratings: Sequence[Rating], weights: Sequence[End], known_weight: pl.Expr
) -> Iterator[pl.Expr]:
    """Points of each criterion: differences of the running base, so they add up to it exactly."""
    running = so_far = pl.lit(0.0)
    for rating, weight in zip(ratings, weights, strict=True):
        running = running + _where(rating.known, rating.low * weight)
        reached = pl.when(known_weight > 0).then(to_grid(running / known_weight)).otherwise(0.0)
        yield reached - so_far
        so_far = reached


def _acted(effect: Effect, points: pl.Expr) -> pl.Expr:
    value = effect.value
    if effect.kind == "shift":
        changed = points + value
    elif effect.kind == "multiply":
        changed = points * value
    else:
        changed = points.clip(upper_bound=value)
    return to_grid(changed.clip(0.0, 100.0))


def _weights(criteria: Sequence[Criterion]) -> tuple[list[End], End]:
    """The weight of each criterion and their total, which differ by category in some cards."""
    usual = [criterion.weight for criterion in criteria]
    variants = {
        category: [for_category(criterion, category).weight for criterion in criteria]
        for criterion in criteria
        for category in criterion.by_category
    }
    weights = [
        by_category(usual[i], {category: own[i] for category, own in variants.items()})
        for i in range(len(criteria))
    ]
    totals = {category: added(own) for category, own in variants.items()}
    return weights, by_category(added(usual), totals)
