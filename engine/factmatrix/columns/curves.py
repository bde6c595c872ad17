"""Piecewise-linear curves on columns, operation for operation as `rules.curves`."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import pairwise
from math import inf, nextafter
from typing import NamedTuple

import polars as pl

from factmatrix.rules.curves import Points, compile_curve_range, slope_sign
from factmatrix.scoring.utilities import GRID

Curve = Callable[[pl.Expr], pl.Expr]
End = pl.Expr | float
"""One end of a range: a column, or the same number for the whole table."""


class ColumnCurve(NamedTuple):
    """A curve at a value (null at null), and its least and greatest value over a range."""

    points: Points
    at: Curve

    @classmethod
    def of(cls, points: Points) -> ColumnCurve:
        """The curve through these points."""
        return cls(points, _curve(points))

    def over(self, low: End, high: End) -> tuple[End, End]:
        """Least and greatest value over all x in [low, high]."""
        if not isinstance(low, pl.Expr) and not isinstance(high, pl.Expr):
            return compile_curve_range(self.points)(low, high)
        low, high = as_column(low), as_column(high)
        direction = slope_sign(self.points)
        if direction == 1:
            return self.at(low), self.at(high)
        if direction == -1:
            return self.at(high), self.at(low)
        inside = [
            pl.when((low < x) & (high > x)).then(pl.lit(float(y))) for x, y in self.points
        ]  # null where the point lies outside, which neither minimum nor maximum counts
        values = (self.at(low), self.at(high), *inside)
        return pl.min_horizontal(*values), pl.max_horizontal(*values)


def _curve(points: Points) -> Curve:
    xs = [float(x) for x, _ in points]
    ys = [float(y) for _, y in points]
    slopes = [(y1 - y0) / (x1 - x0) for (x0, y0), (x1, y1) in pairwise(zip(xs, ys, strict=True))]

    def piece(x: pl.Expr, number: int) -> pl.Expr:
        y0, y1, slope = ys[number], ys[number + 1], slopes[number]
        if slope == 0.0:
            return pl.lit(y0)
        y = y0 + (x - xs[number]) * slope
        # Rounding keeps the order of figures, so a piece leaves its end if its last figure does.
        last = y0 + (nextafter(xs[number + 1], -inf) - xs[number]) * slope
        if slope > 0.0:
            return at_most(y, y1) if last > y1 else y
        return at_least(y, y1) if last < y1 else y

    def curve(x: pl.Expr) -> pl.Expr:
        if slopes and slopes[0] != 0.0:
            value = pl.when(x < xs[0]).then(pl.lit(ys[0])).otherwise(piece(x, 0))
        else:
            value = pl.when(x < xs[min(1, len(slopes))]).then(pl.lit(ys[0])).otherwise(None)
        for number in range(1, len(slopes)):
            value = pl.when(x >= xs[number]).then(piece(x, number)).otherwise(value)
        return pl.when(x >= xs[-1]).then(pl.lit(ys[-1])).otherwise(value)

    return curve


def at_most(value: pl.Expr, end: float) -> pl.Expr:
    """The value, or the end if that is smaller; several times as fast as polars' clip."""
    return pl.when(value > end).then(pl.lit(float(end))).otherwise(value)


def at_least(value: pl.Expr, end: float) -> pl.Expr:
    """The value, or the end if that is greater."""
    return pl.when(value < end).then(pl.lit(float(end))).otherwise(value)


def to_grid(points: pl.Expr) -> pl.Expr:
    """The nearest number of points on the grid of the scores."""
    return (points * GRID + 0.5).floor() / GRID


def quotient(number: pl.Expr, by: End) -> pl.Expr:
    """`number / by` to the last bit, of finite figures.

    By a constant, or a column that turns out to be the same number everywhere, polars multiplies
    with the reciprocal; not by one that has to be added up row by row.
    """
    return number / (number * 0.0 + by)


def as_column(end: End) -> pl.Expr:
    """An end of a range as an expression."""
    return end if isinstance(end, pl.Expr) else pl.lit(float(end))


def all_of(conditions: list[pl.Expr]) -> pl.Expr:
    """Whether all of them hold."""
    return reduce(lambda one, other: one & other, conditions)
