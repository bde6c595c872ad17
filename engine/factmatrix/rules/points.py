"""The points of a curve as rules write them: `[[x, y], …]`, x strictly rising."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import inf
from typing import Annotated

from pydantic import AfterValidator, Field, Strict

from factmatrix.rules.refusing import UnfitError

Pairs = tuple[tuple[float, float], ...]
NEAREST = 1e-9
"""How far apart the x of two points must be for the slope between them to be a number."""


def _rising(points: Pairs) -> Pairs:
    for index, ((before, _), (x, _)) in enumerate(pairwise(points), start=1):
        if not NEAREST <= x - before < inf:
            raise UnfitError(
                f"x must rise from point to point: {x:.15g} comes after {before:.15g}.",
                f"各点的 x 必须逐点增大：{before:.15g} 之后是 {x:.15g}。",
                (index, 0),
            )
    return points


def _up_to(top: float) -> Callable[[Pairs], Pairs]:
    def check(points: Pairs) -> Pairs:
        for index, (_, y) in enumerate(points):
            if not 0 <= y <= top:
                raise UnfitError(
                    f"y must lie between 0 and {top:g}, not at {y:.15g}.",
                    f"y 须在 0 到 {top:g} 之间，而不是 {y:.15g}。",
                    (index, 1),
                )
        return points

    return check


CurvePoints = Annotated[
    tuple[Annotated[tuple[float, float], Strict(False)], ...],
    Strict(False),
    Field(min_length=2),
    AfterValidator(_rising),
]
UtilityCurve = Annotated[CurvePoints, AfterValidator(_up_to(100))]
"""From a figure to a utility or strength of 0–100."""
GateCurve = Annotated[CurvePoints, AfterValidator(_up_to(1))]
"""From a figure to a factor of 0–1."""
