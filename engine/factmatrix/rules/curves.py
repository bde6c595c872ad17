"""Piecewise-linear curves: how a figure becomes a utility of 0–100 or a gate of 0–1."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

Points = Sequence[tuple[float, float]]
Curve = Callable[[float], float]
Range = tuple[float, float]


def compile_curve(points: Points) -> Curve:
    """The curve through `points` (x rising), flat outside its ends.

    Within a piece the value is `y0 + (x - x0) * slope`, cut to the piece's ends, so that rounding
    can neither leave the piece nor break monotony; the column evaluator repeats these operations.
    """
    xs = [float(x) for x, _ in points]
    ys = [float(y) for _, y in points]
    slopes = [(y1 - y0) / (x1 - x0) for (x0, y0), (x1, y1) in pairwise(zip(xs, ys, strict=True))]
    last = len(xs) - 1

    def curve(x: float) -> float:
        piece = bisect_right(xs, x) - 1
        if piece < 0:
            return ys[0]
        if piece >= last:
            return ys[last]
        y0, y1 = ys[piece], ys[piece + 1]
        y = y0 + (x - xs[piece]) * slopes[piece]
        low, high = (y0, y1) if y0 <= y1 else (y1, y0)
        return low if y < low else high if y > high else y

    return curve


def compile_curve_range(points: Points) -> Callable[[float, float], Range]:
    """The least and greatest value of the curve over all x in [low, high]."""
    curve = compile_curve(points)
    direction = slope_sign(points)
    if direction == 1:
        return lambda low, high: (curve(low), curve(high))
    if direction == -1:
        return lambda low, high: (curve(high), curve(low))

    def over(low: float, high: float) -> Range:
        values = [curve(low), curve(high), *(float(y) for x, y in points if low < x < high)]
        return min(values), max(values)

    return over


def slope_sign(points: Points) -> int | None:
    """1 where the curve never falls, -1 where it never rises, 0 where it is flat, None if mixed."""
    rises = any(y1 > y0 for (_, y0), (_, y1) in pairwise(points))
    falls = any(y1 < y0 for (_, y0), (_, y1) in pairwise(points))
    if rises and falls:
        return None
    return 1 if rises else -1 if falls else 0
