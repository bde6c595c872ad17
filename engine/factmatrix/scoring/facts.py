"""What is known of one brand on one day, as ranges: a missing field stands for its whole range."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from factmatrix.profile.model import BrandProfile, Value
from factmatrix.rules.curves import Range
from factmatrix.rules.derived import ASSESSMENT_DATE, FloatArithmetic
from factmatrix.scoring.inputs import Domain, InputSpace, as_number

Possible = Range | tuple[str, ...]
"""A range of numbers, or for a choice the values it can have."""


class Facts(dict[str, Possible]):
    """The possible values of every input, filled in when first read.

    `stated` holds what the profile states. Numbers, flags, dates and sets are ranges (low, high),
    equal where known; choices are the tuple of values still possible.
    """

    __slots__ = ("arithmetic", "space", "stated")

    def __init__(
        self,
        space: InputSpace,
        arithmetic: FloatArithmetic,
        stated: Mapping[str, Any],
        day: date,
    ) -> None:
        day_number = float(day.toordinal())
        super().__init__({ASSESSMENT_DATE: (day_number, day_number)})
        self.space = space
        self.arithmetic = arithmetic
        self.stated = stated

    @classmethod
    def of(
        cls, profile: BrandProfile, space: InputSpace, arithmetic: FloatArithmetic, day: date
    ) -> Facts:
        """The facts of a profile."""
        return cls(space, arithmetic, profile.inputs, day)

    def __missing__(self, path: str) -> Possible:
        domain = self.space.domains[path]
        possible = self[path] = self._metric(domain) if domain.metric else self._field(domain)
        return possible

    def _field(self, domain: Domain) -> Possible:
        value = self.stated.get(domain.path)
        if domain.shape == "choice":
            return domain.choices if value is None else (value,)
        if value is None:
            return domain.low, domain.high
        number = as_number(value)
        return number, number

    def _metric(self, domain: Domain) -> Range:
        metric = domain.metric
        assert metric is not None
        given = self.stated.get(metric.given) if metric.given else None
        if given is not None:
            return float(given), float(given)
        ranges: list[Any] = [self[path] for path, _ in metric.arguments]
        low, high = metric.range_over(ranges, self.arithmetic)
        if metric.given and low != high:
            # The figure may still be stated directly, and would then win over the arithmetic.
            other: Any = self[metric.given]
            low, high = min(low, other[0]), max(high, other[1])
        return low, high

    def known(self, path: str) -> bool:
        """Whether an input has one value: stated, or derived from stated fields."""
        if path in self.stated:
            return True
        domain = self.space.domains[path]
        return domain.metric is not None and self[path][0] == self[path][1]

    def seen(self, path: str) -> Value | None:
        """The known value of an input as the file states it, or None."""
        value: Value | None = self.stated.get(path)
        if value is None and self.space.domains[path].metric is not None:
            low, high = self[path]
            return float(low) if low == high else None
        return value

    def with_value(self, path: str, value: Value | None) -> Facts:
        """The same facts with one field stated (None: unknown again)."""
        return self.with_values({path: value})

    def with_values(self, changes: Mapping[str, Value | None]) -> Facts:
        """The same facts with some fields stated anew."""
        stated = {**self.stated, **changes}
        return self._copy({p: v for p, v in stated.items() if v is not None}, changes)

    def within(self, box: Mapping[str, Possible]) -> Facts:
        """The same facts where some missing fields lie in the given parts of their ranges."""
        facts = self._copy(self.stated, box)
        facts.update(box)
        return facts

    def _copy(self, stated: Mapping[str, Any], changed: Mapping[str, Any]) -> Facts:
        facts = Facts.__new__(Facts)
        dict.update(facts, self)
        facts.space, facts.arithmetic, facts.stated = self.space, self.arithmetic, stated
        for path in changed:
            facts.pop(path, None)
            for metric in self.space.dependents.get(path, ()):
                facts.pop(metric, None)
        return facts
