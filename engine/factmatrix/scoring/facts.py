"""What is known of one brand on one day, as ranges: a missing field stands for its whole range.

A field is *missing* where the profile neither states nor determines it. Determined are the date
(`as_of` is the day of the assessment where none is stated) and a figure that may be stated or
derived, price strength or GPM, once what it is derived from is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from factmatrix.profile.model import BrandProfile, Value
from factmatrix.rules.curves import Range
from factmatrix.rules.derived import FloatArithmetic, Metric
from factmatrix.scoring.inputs import Domain, InputSpace, as_number

AS_OF = "brand.as_of"
CATEGORY = "brand.category"


class Facts(dict[str, Range]):
    """The range of every input, filled in when first read; `choices` has what a choice can be.

    Numbers, flags (0 or 1), dates (day numbers) and sets (their size) are ranges (low, high), equal
    where known. `stated` holds what the profile states.
    """

    __slots__ = ("_choices", "arithmetic", "space", "stated")

    def __init__(
        self, space: InputSpace, arithmetic: FloatArithmetic, stated: Mapping[str, Value]
    ) -> None:
        super().__init__()
        self.space = space
        self.arithmetic = arithmetic
        self.stated = stated
        self._choices: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(
        cls, profile: BrandProfile, space: InputSpace, arithmetic: FloatArithmetic, day: date
    ) -> Facts:
        """The facts of a profile; `day` is the date where it states none."""
        return cls(space, arithmetic, {AS_OF: day, **profile.inputs})

    def __missing__(self, path: str) -> Range:
        domain = self.space.domains[path]
        possible = self._figure(domain.metric) if domain.metric else self._field(domain)
        self[path] = possible
        return possible

    def _field(self, domain: Domain) -> Range:
        value = self.stated.get(domain.path)
        if value is not None:
            number = as_number(value)
            return number, number
        if domain.states is not None:
            low, high = self._derived(domain.states)
            if low == high:
                return low, high
        return domain.low, domain.high

    def _figure(self, metric: Metric) -> Range:
        # The field that states a figure has what is derived once that is known. While it is open it
        # may still be stated, and would then win over what the arithmetic leaves open.
        return self._derived(metric) if metric.given is None else self[metric.given]

    def _derived(self, metric: Metric) -> Range:
        return metric.range_over([self[path] for path, _ in metric.arguments], self.arithmetic)

    def choices(self, path: str) -> tuple[str, ...]:
        """The values that a choice can have."""
        choices = self._choices.get(path)
        if choices is None:
            value = self.stated.get(path)
            choices = self.space.domains[path].choices if value is None else (str(value),)
            self._choices[path] = choices
        return choices

    def known(self, path: str) -> bool:
        """Whether an input has one value: stated, or determined by what is stated."""
        if path in self.stated:
            return True
        choice = self.space.domains[path].shape == "choice"
        possible = self.choices(path) if choice else self[path]
        return possible[0] == possible[-1]

    def seen(self, path: str) -> Value | None:
        """The known value of an input as the file states it, or None."""
        value = self.stated.get(path)
        if value is not None or self.space.domains[path].shape != "number":
            return value
        low, high = self[path]
        return low if low == high else None

    def with_values(self, changes: Mapping[str, Value | None]) -> Facts:
        """The same facts with some fields stated anew (None: unknown again)."""
        known = {path: value for path, value in changes.items() if value is not None}
        stated = {**self.stated, **known}
        for path in changes.keys() - known.keys():
            stated.pop(path, None)
        return self._copy(stated, changes)

    def within(self, path: str, low: float, high: float) -> Facts:
        """The same facts where a missing field lies in a part of its range."""
        facts = self._copy(self.stated, (path,))
        facts[path] = low, high
        return facts

    def among(self, path: str, choices: tuple[str, ...]) -> Facts:
        """The same facts where a missing choice is one of these."""
        facts = self._copy(self.stated, (path,))
        facts._choices[path] = choices
        return facts

    def _copy(self, stated: Mapping[str, Value], changed: Iterable[str]) -> Facts:
        facts = Facts(self.space, self.arithmetic, stated)
        facts.update(self)
        facts._choices.update(self._choices)
        for path in changed:
            facts.pop(path, None)
            facts._choices.pop(path, None)
            for figure in self.space.dependents.get(path, ()):
                facts.pop(figure, None)
        return facts
