"""From one criterion to its utility: how good the input is, 0–100, as a range where it is unknown.

Utilities lie on the grid of the scores, so that equal utilities give equal scores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import floor

from factmatrix.rules.curves import Points, Range, compile_curve_range
from factmatrix.rules.scorecard import Criterion
from factmatrix.scoring.facts import Facts

GRID = 2.0**30
Utility = Callable[[Facts], Range]


def to_grid(points: float) -> float:
    """The nearest number of points on the grid."""
    return floor(points * GRID + 0.5) / GRID


def compile_utility(criterion: Criterion) -> Utility:
    """A function that gives the least and the greatest utility that the facts allow."""
    utility = _mapped(criterion.input, criterion.map) if criterion.map else _curved(criterion)
    gate = criterion.gate
    if gate is None:
        return utility
    path, curve = gate.input, compile_curve_range(gate.curve)

    def gated(facts: Facts) -> Range:
        low, high = utility(facts)
        least, most = curve(*facts[path])
        return to_grid(low * least), to_grid(high * most)

    return gated


def _mapped(path: str, utility_of: Mapping[str, float]) -> Utility:
    on_grid = {choice: to_grid(utility) for choice, utility in utility_of.items()}

    def mapped(facts: Facts) -> Range:
        utilities = [on_grid[choice] for choice in facts.choices(path)]
        return min(utilities), max(utilities)

    return mapped


def _curved(criterion: Criterion) -> Utility:
    path, flag = criterion.input, criterion.flag
    points: Points = ((0.0, flag.no), (1.0, flag.yes)) if flag else criterion.curve or ()
    curve = compile_curve_range(points)

    def curved(facts: Facts) -> Range:
        low, high = curve(*facts[path])
        return to_grid(low), to_grid(high)

    return curved
