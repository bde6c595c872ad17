"""From one criterion to its utility: how good the input is, 0–100, as a range where it is unknown.

Utilities lie on the grid of the scores, so that equal utilities give equal scores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import floor
from typing import NamedTuple

from factmatrix.rules.curves import Points, Range, compile_curve_range
from factmatrix.rules.scorecard import Criterion, Gate
from factmatrix.scoring.facts import Facts

GRID = 2.0**30
BEST = 100.0
Curve = Callable[[Facts], Range]


class Utility(NamedTuple):
    """The least and the greatest utility that the facts allow; equal ones are not always known.

    A utility in between that is the same for every answer is not *known* before its inputs are:
    else a better figure could make it known, and pull a higher base down to it.
    """

    low: float
    high: float
    known: bool


Rating = Callable[[Facts], Utility]


def to_grid(points: float) -> float:
    """The nearest number of points on the grid."""
    return floor(points * GRID + 0.5) / GRID


def compile_utility(criterion: Criterion) -> Rating:
    """A function that rates what the facts say of the criterion's input."""
    curve = _mapped(criterion.input, criterion.map) if criterion.map else _curved(criterion)
    gate = criterion.gate
    if gate is None:
        inputs: tuple[str, ...] = (criterion.input,)
    else:
        inputs, curve = (criterion.input, gate.input), _gated(curve, gate)

    def rating(facts: Facts) -> Utility:
        low, high = curve(facts)
        low, high = to_grid(low), to_grid(high)
        known = low == high and (low in (0.0, BEST) or all(map(facts.known, inputs)))
        return Utility(low, high, known)

    return rating


def _mapped(path: str, utility_of: Mapping[str, float]) -> Curve:
    def mapped(facts: Facts) -> Range:
        utilities = [utility_of[choice] for choice in facts.choices(path)]
        return min(utilities), max(utilities)

    return mapped


def _curved(criterion: Criterion) -> Curve:
    path, flag = criterion.input, criterion.flag
    points: Points = ((0.0, flag.no), (1.0, flag.yes)) if flag else criterion.curve or ()
    curve = compile_curve_range(points)
    return lambda facts: curve(*facts[path])


def _gated(utility: Curve, gate: Gate) -> Curve:
    path, curve = gate.input, compile_curve_range(gate.curve)

    def gated(facts: Facts) -> Range:
        low, high = utility(facts)
        least, most = curve(*facts[path])
        return low * least, high * most

    return gated
