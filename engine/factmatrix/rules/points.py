"""The points of a curve as rules write them: `[[x, y], …]`, x strictly rising."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf
from typing import Annotated

from pydantic import AfterValidator, Field, Strict

from factmatrix.rules.refusing import UnfitError

Pairs = tuple[tuple[float, float], ...]
NEAREST = 1e-9
"""How far apart the x of two points must be for the slope between them to be a number."""


def _sound(low: float, high: float) -> AfterValidator:
    """Refuses points whose x do not rise or whose y leave a range, all of them at once."""

    def check(points: Pairs) -> Pairs:
        faults = [*_not_rising(points), *_outside(points, low, high)]
        if faults:
            raise UnfitError.all(faults)
        return points

    return AfterValidator(check)


def _not_rising(points: Pairs) -> Iterator[UnfitError]:
    for index, ((before, _), (x, _)) in enumerate(pairwise(points), start=1):
        if not NEAREST <= x - before < inf:
            yield UnfitError(
                f"x must rise from point to point: {x:.15g} comes after {before:.15g}.",
                f"各点的 x 必须逐点增大：{before:.15g} 之后是 {x:.15g}。",
                (index, 0),
            )


def _outside(points: Pairs, low: float, high: float) -> Iterator[UnfitError]:
    for index, (_, y) in enumerate(points):
        if not low <= y <= high:
            yield UnfitError(
                f"y must lie between {low:g} and {high:g}, not at {y:.15g}.",
                f"y 须在 {low:g} 到 {high:g} 之间，而不是 {y:.15g}。",
                (index, 1),
            )


_TwoOrMore = Annotated[
    tuple[Annotated[tuple[float, float], Strict(False)], ...], Strict(False), Field(min_length=2)
]
CurvePoints = Annotated[_TwoOrMore, _sound(-inf, inf)]
UtilityCurve = Annotated[_TwoOrMore, _sound(0, 100)]
"""From a figure to a utility or strength of 0–100."""
GateCurve = Annotated[_TwoOrMore, _sound(0, 1)]
"""From a figure to a factor of 0–1."""
