"""How far a small number of orders can be trusted.

Orders are taken as a Poisson count: each view may or may not bring one, few do, and none knows of
the others. Unlike a binomial rate it also holds where a source counts units instead of orders, so
that there may be more of them than views.

Everything rests on one approximation, Wilson and Hilferty's of 1931: the cube root of a gamma
variable is nearly normal. It needs no quantiles but the normal ones.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

_NORMAL = NormalDist()
_MOST_GROWTH = 10_000.0
"""Tests that more than so many times the data would not tell apart are alike for any purpose."""


class Interval(NamedTuple):
    """The two ends of what a figure may be."""

    low: float
    high: float

    def times(self, factor: float) -> Interval:
        """The interval of a multiple (0 and up) of the figure."""
        return Interval(self.low * factor, self.high * factor)


class Counted(NamedTuple):
    """A sum over counted orders: `orders` (0 and up) of them, each worth `worth` (0 and up)."""

    orders: float
    worth: float

    def grown(self, growth: float) -> Counted:
        """The same sum from `growth` times the data."""
        return Counted(self.orders * growth, self.worth / growth)


def count_interval(count: float, confidence: float) -> Interval:
    """The expected counts under which so many orders are not surprising.

    Byar's closed form of the exact (Garwood) interval. `confidence` (0–1) is the share of cases in
    which it holds the truth, or a little more; half of the rest lies on either side. It contains
    the count, begins at 0 for a count of 0, and is relatively narrower the greater the count.
    """
    z = _NORMAL.inv_cdf((1 + confidence) / 2)
    low = 0.0
    if count > 0:
        low = count * max(0.0, 1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    more = count + 1
    return Interval(low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3)


def chance_of_more(one: Counted, other: Counted) -> float:
    """How likely (0–1) `one` would be above `other` if both could be repeated for ever.

    Each rate is taken as a gamma variable of shape count + ½ (Jeffreys' prior).
    """
    mean, variance = _cube_root(one)
    other_mean, other_variance = _cube_root(other)
    spread = math.sqrt(variance + other_variance)
    if not spread:
        return 0.5
    return _NORMAL.cdf((mean - other_mean) / spread)


def growth_to_tell_apart(one: Counted, other: Counted, confidence: float) -> float | None:
    """How many times the data of both it takes to be so confident that `one` is above `other`.

    At the rates so far; 1 where they are told apart already, None where no practical amount is
    enough.
    """

    def told_apart(growth: float) -> bool:
        return chance_of_more(one.grown(growth), other.grown(growth)) >= confidence

    low, high = 1.0, 1.0
    while not told_apart(high):
        low, high = high, high * 2
        if high > _MOST_GROWTH:
            return None
    while high - low > 0.001 * high:
        middle = (low + high) / 2
        low, high = (low, middle) if told_apart(middle) else (middle, high)
    return high


def _cube_root(counted: Counted) -> tuple[float, float]:
    """Mean and variance of the sum's cube root."""
    shape = counted.orders + 0.5
    scale = math.cbrt(counted.worth * shape)
    return scale * (1 - 1 / (9 * shape)), scale**2 / (9 * shape)
