"""What is known of every brand of a table, as ranges: see `scoring.facts`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import NamedTuple

import polars as pl

from factmatrix.columns.curves import ColumnCurve, End, all_of, as_column, quotient
from factmatrix.columns.steps import Steps
from factmatrix.rules.curves import Points
from factmatrix.rules.derived import ROUNDING, Metric
from factmatrix.scoring.facts import AS_OF
from factmatrix.scoring.inputs import Domain, InputSpace


class Span(NamedTuple):
    """A figure: its value where that is known (else null), and the range where it is not.

    The ends are numbers that hold where `value` is null, or columns that hold everywhere and have
    no null.
    """

    value: pl.Expr
    least: End
    most: End
    known: pl.Expr

    @property
    def low(self) -> pl.Expr:
        """The lower end, known or not."""
        return _everywhere(self.value, self.least)

    @property
    def high(self) -> pl.Expr:
        """The upper end, known or not."""
        return _everywhere(self.value, self.most)


def _everywhere(value: pl.Expr, end: End) -> pl.Expr:
    return end if isinstance(end, pl.Expr) else value.fill_null(float(end))


class ColumnArithmetic:
    """Arithmetic of metrics on columns; `conversions` are the curves of `conversions.toml`."""

    def __init__(self, conversions: Mapping[str, Points]) -> None:
        self._conversions = {name: ColumnCurve.of(points) for name, points in conversions.items()}

    def minimum(self, a: pl.Expr, b: pl.Expr) -> pl.Expr:
        """The smaller of two numbers."""
        return pl.when(a <= b).then(a).otherwise(b)

    def quotient(self, a: pl.Expr, by: float) -> pl.Expr:
        """A figure divided by a number."""
        return quotient(a, by)

    def where(self, condition: pl.Expr, then: End, otherwise: End) -> pl.Expr:
        """`then` where the condition holds."""
        return pl.when(condition).then(as_column(then)).otherwise(as_column(otherwise))

    def convert(self, conversion: str, x: pl.Expr) -> pl.Expr:
        """`x` through a curve."""
        return self._conversions[conversion].at(x)


class ColumnFacts:
    """The range of every input that rules ask for; `day` is the date of a brand without one."""

    def __init__(
        self, space: InputSpace, arithmetic: ColumnArithmetic, day: date, steps: Steps
    ) -> None:
        self.space = space
        self.steps = steps
        self._arithmetic = arithmetic
        self._day = day
        self._spans: dict[str, Span] = {}
        self.fields: dict[str, Domain] = {}
        """The fields that were asked for, which the table has as columns."""

    def __getitem__(self, path: str) -> Span:
        """An input as numbers."""
        span = self._spans.get(path)
        if span is None:
            domain = self.space.domains[path]
            span = self._figure(domain.metric) if domain.metric else self._field(domain)
            self._spans[path] = span
        return span

    def stated(self, path: str) -> pl.Expr:
        """The column of a field as it is, null where the profile does not state it."""
        self.fields[path] = self.space.domains[path]
        return pl.col(path)

    def _field(self, domain: Domain) -> Span:
        value = self._number(domain)
        if domain.states is not None:
            value = pl.coalesce(value, self._derived(domain.states).value)
        value = self.steps.put(f"{domain.path} ·", value)
        return Span(value, domain.low, domain.high, value.is_not_null())

    def _number(self, domain: Domain) -> pl.Expr:
        stated = self.stated(domain.path)
        if domain.shape == "set":
            stated = stated.list.n_unique()
        elif domain.shape == "date":
            # Days of polars count from 1970, those of Python from the year 1.
            stated = stated.cast(pl.Int32) + date(1970, 1, 1).toordinal()
        number = stated.cast(pl.Float64)
        return number.fill_null(float(self._day.toordinal())) if domain.path == AS_OF else number

    def _figure(self, metric: Metric) -> Span:
        return self._derived(metric) if metric.given is None else self[metric.given]

    def _derived(self, metric: Metric) -> Span:
        put, spans = self.steps.put, [self[path] for path, _ in metric.arguments]
        low, high = self._range(metric, spans)
        low, high = put(f"{metric.id} low", low), put(f"{metric.id} high", high)
        value = put(f"{metric.id} ·", pl.when(low == high).then(low))
        return Span(value, low, high, value.is_not_null())

    def _range(self, metric: Metric, spans: list[Span]) -> tuple[pl.Expr, pl.Expr]:
        ends = [
            (self.steps.put(f"{path} low", span.low), self.steps.put(f"{path} high", span.high))
            for span, (path, _) in zip(spans, metric.arguments, strict=True)
        ]
        lows: list[pl.Expr] = []
        highs: list[pl.Expr] = []
        signs = [sign for _, sign in metric.arguments]
        for corner in product(*((0, 1) if sign == 0 else (None,) for sign in signs)):
            for figures, towards in ((lows, -1), (highs, 1)):
                chosen = [
                    end[fixed if fixed is not None else sign * towards > 0]
                    for end, sign, fixed in zip(ends, signs, corner, strict=True)
                ]
                figures.append(self._at(metric, f"{metric.id} {corner} {towards}", chosen))
        if len(lows) == 1:
            return lows[0], highs[0]
        low, high = pl.min_horizontal(*lows), pl.max_horizontal(*highs)
        # What lies between two corners may leave them by a rounding error.
        turning = [span.known for span, sign in zip(spans, signs, strict=True) if sign == 0]
        settled = all_of(turning)
        lower = pl.max_horizontal(low - ROUNDING, pl.lit(metric.low))
        higher = pl.min_horizontal(high + ROUNDING, pl.lit(metric.high))
        return (
            pl.when(settled).then(low).otherwise(lower),
            pl.when(settled).then(high).otherwise(higher),
        )

    def _at(self, metric: Metric, name: str, arguments: list[pl.Expr]) -> pl.Expr:
        # An infinite end stands for finite figures, and 0 times any of those is 0.
        figure = self.steps.put(name, metric.function(self._arithmetic, *arguments))
        return figure.fill_nan(0.0)
