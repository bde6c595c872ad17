"""One measure for changes of all fields: steps, about what two careful people may differ by.

A step of a score or a percentile is a twentieth of its range, one of any other figure a tenth of
itself. The sizes stand in `ranking.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor, isinf, log
from typing import NamedTuple

from factmatrix.profile.model import Value
from factmatrix.rules.ranking import Ranking
from factmatrix.scoring.answers import OPEN_END
from factmatrix.scoring.inputs import Domain, as_number

_POINTS = ("score", "percentile")
"""Units of figures on a scale of points, on which a step is the same everywhere."""
_SCALE = "quality.experience_scale"
_ON_SCALE = "quality.experience_"
_DIGITS = 5
"""Significant digits of a figure some steps away: nobody plans for more."""
_FIRST = 1.0
"""Where the steps of a figure begin that is 0, if its declaration does not say."""


class Steps(NamedTuple):
    """The steps of one figure from what is possible at least to at most.

    `size` is one step; None where steps are factors of `factor`.
    """

    domain: Domain
    low: float
    high: float
    size: float | None
    factor: float

    @classmethod
    def of(cls, domain: Domain, stated: Mapping[str, Value], limits: Ranking) -> Steps:
        """The steps of a number; `stated` is what the profile states besides."""
        low, high = _usual(domain, stated)
        even = domain.unit in _POINTS or low < 0
        size = limits.step_share.value * (high - low) if even else None
        return cls(domain, low, high, size, limits.step_factor.value)

    def moved(self, value: float, steps: float) -> float:
        """The value so many steps higher (or lower), within what is possible."""
        if self.size is not None:
            moved = value + steps * self.size
        elif value < self._first:
            moved = self._first * self.factor ** (steps - 1) if steps > 0 else value
        else:
            moved = value * self.factor**steps
            moved = 0.0 if moved < self._first else moved
        if self.domain.whole:  # at least by one
            moved = ceil(moved) if steps > 0 else floor(moved)
        moved = float(f"{moved:.{_DIGITS}g}")
        return min(max(moved, min(self.low, value)), max(self.high, value))

    def between(self, value: float, other: float) -> float:
        """How many steps lie between two values, 0 and up."""
        if self.size is not None:
            return abs(other - value) / self.size
        near, far = sorted((max(value, self._first), max(other, self._first)))
        to_zero = min(value, other) < self._first <= max(value, other)
        return log(far / near) / log(self.factor) + to_zero

    def outward(self, value: float, direction: int) -> list[float]:
        """Where to look on the way to an end: each step at first, then ever fewer of them."""
        places: list[float] = []
        steps = 1.0
        while not places or places[-1] not in (self.low, self.high):
            place = self.moved(value, direction * steps)
            if place == (places[-1] if places else value):
                break
            places.append(place)
            steps += max(1.0, steps // 2)
        return places

    @property
    def _first(self) -> float:
        declared = self.domain.declaration
        return self.low or (declared and declared.step) or _FIRST


def _usual(domain: Domain, stated: Mapping[str, Value]) -> tuple[float, float]:
    """The range in which values are not doubted; 0 is never doubted where it is possible."""
    low, high = domain.low, domain.high
    if domain.path.startswith(_ON_SCALE) and domain.path != _SCALE:
        return low, as_number(stated.get(_SCALE, high))
    plausible = domain.declaration.plausible if domain.declaration else None
    if plausible:
        low, high = plausible
        return (0.0 if domain.low <= 0 <= low else low), high
    return (0.0 if isinf(low) else low), (OPEN_END if isinf(high) else high)
