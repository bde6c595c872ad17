"""From one criterion to its utility on a table: `scoring.utilities` on columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import polars as pl

from factmatrix.columns.choices import by_choice, grouped
from factmatrix.columns.curves import ColumnCurve, End, as_column, to_grid
from factmatrix.columns.facts import ColumnFacts, Span
from factmatrix.rules.curves import Points
from factmatrix.rules.scorecard import Criterion
from factmatrix.scoring import utilities as of_one
from factmatrix.scoring.facts import CATEGORY
from factmatrix.scoring.utilities import BEST


class Rating(NamedTuple):
    """The columns of one criterion: its utility, null while that is not known, and its bounds."""

    utility: pl.Expr
    low: pl.Expr
    high: pl.Expr

    @property
    def known(self) -> pl.Expr:
        """Whether the utility is known."""
        return self.utility.is_not_null()


def rating(name: str, rule: Criterion, facts: ColumnFacts) -> Rating:
    """Put the columns of a criterion called `name` among the steps."""
    put, span = facts.steps.put, _ungated(rule, facts)
    if rule.gate is not None:
        span = _product(span, _through(rule.gate.curve, facts[rule.gate.input]))
    if isinstance(span.least, pl.Expr) or isinstance(span.most, pl.Expr):
        low = put(f"{name} low", to_grid(span.low))
        high = put(f"{name} high", to_grid(span.high))
        settled = (low == 0.0) | (low == BEST)
        known = (low == high) & (settled | span.known)
        return Rating(put(f"{name} utility", pl.when(known).then(low)), low, high)
    least, most = of_one.to_grid(span.least), of_one.to_grid(span.most)
    value = to_grid(span.value)
    if least == most and least in (0.0, BEST):
        value = value.fill_null(least)
    utility = put(f"{name} utility", value)
    return Rating(utility, utility.fill_null(least), utility.fill_null(most))


def _ungated(rule: Criterion, facts: ColumnFacts) -> Span:
    if rule.map is not None:
        stated, utilities = facts.stated(rule.input), rule.map
        value = as_column(by_choice(stated, grouped(utilities), None))
        possible = [utilities[choice] for choice in facts.space.domains[rule.input].choices]
        return Span(value, min(possible), max(possible), stated.is_not_null())
    figure = facts[rule.input]
    if rule.flag is not None:
        return _through(((0.0, rule.flag.no), (1.0, rule.flag.yes)), figure)
    curves = {c: v.curve for c, v in rule.by_category.items() if v.curve is not None}
    variants = [(_through(curve, figure), categories) for curve, categories in grouped(curves)]
    return _for_category(_through(rule.curve or (), figure), variants)


def _through(points: Points, figure: Span) -> Span:
    """A curve over what is known of a figure."""
    curve = ColumnCurve.of(points)
    least, most = curve.over(figure.least, figure.most)
    return Span(curve.at(figure.value), least, most, figure.known)


def _for_category(usual: Span, variants: Sequence[tuple[Span, Sequence[str]]]) -> Span:
    """The span that a row's category has."""

    def chosen(part: Callable[[Span], End]) -> End:
        parts = [(part(span), categories) for span, categories in variants]
        return by_choice(pl.col(CATEGORY), parts, part(usual))

    value = as_column(chosen(lambda span: span.value))
    least, most = chosen(lambda span: span.least), chosen(lambda span: span.most)
    if isinstance(least, pl.Expr) or isinstance(most, pl.Expr):
        least, most = chosen(lambda span: span.low), chosen(lambda span: span.high)
    return Span(value, least, most, usual.known)


def _product(one: Span, other: Span) -> Span:
    return Span(
        one.value * other.value, one.low * other.low, one.high * other.high, one.known & other.known
    )
