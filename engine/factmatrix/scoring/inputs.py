"""The inputs that rules may read, each with the values it can take.

An `InputSpace` joins the fields of the profile, the sections of plugins and the derived metrics
under one set of paths, so that a rule names any of them in the same way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from factmatrix.profile.declaration import Declaration
from factmatrix.rules.derived import METRICS, Metric
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.profile.inputs import Input
    from factmatrix.profile.model import Value

Shape = Literal["number", "flag", "choice", "set", "date", "text"]
_COUNTED = ("count", "rank")


class Domain(NamedTuple):
    """The values one input can take, and what is declared of it.

    Numbers, flags (0 or 1), dates (day numbers) and sets (their size) lie between `low` and
    `high`; `choices` lists what a choice or the members of a set can be.
    """

    path: str
    title: Text
    unit: str
    shape: Shape
    low: float
    high: float
    choices: tuple[str, ...]
    declaration: Declaration | None = None
    metric: Metric | None = None
    states: Metric | None = None
    """The metric whose figure this field states, so that it follows from the metric's arguments."""

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields that can change this input: itself, or those a figure is derived from."""
        metric = self.metric or self.states
        return (self.path,) if metric is None else metric.reads

    @property
    def scale(self) -> tuple[int, ...]:
        """All its values, where they are a few numbers."""
        choices = self.declaration.choices if self.declaration else ()
        return tuple(choice.value for choice in choices if isinstance(choice.value, int))

    @property
    def whole(self) -> bool:
        """Whether its values are whole numbers, or are counted by them."""
        return self.unit in _COUNTED or self.shape in ("flag", "set", "date")

    def stated(self, value: Value) -> Value:
        """The value as a profile states it: what is counted is an integer."""
        counted = self.scale or self.unit in _COUNTED
        if counted and isinstance(value, float) and value.is_integer():
            return int(value)
        return value


class InputSpace(NamedTuple):
    """All inputs by path, and for each field the figures that can be derived from it.

    `position` is the one whose rules may name them, "" where these are no position's own.
    """

    domains: Mapping[str, Domain]
    dependents: Mapping[str, tuple[str, ...]]
    position: str = ""

    @classmethod
    def of(cls, inputs: Iterable[Input], position: str = "") -> InputSpace:
        """The core fields and metrics, and `inputs` of plugins' sections besides."""
        domains = {**_core_domains(), **{item.path: field_domain(item) for item in inputs}}
        dependents: dict[str, tuple[str, ...]] = {}
        for domain in domains.values():
            for path in domain.reads:
                if path != domain.path:
                    dependents[path] = (*dependents.get(path, ()), domain.path)
        return cls(MappingProxyType(domains), MappingProxyType(dependents), position)


@cache
def _core_domains() -> Mapping[str, Domain]:
    # Imported here: the app is sent its inputs, and is not to wait for the models of a profile.
    from factmatrix.profile.inputs import core_inputs

    stating = {metric.given: metric for metric in METRICS.values()}
    fields = core_inputs().values()
    return MappingProxyType(
        {item.path: field_domain(item, stating.get(item.path)) for item in fields}
        | {metric.id: _metric_domain(metric) for metric in METRICS.values()}
    )


def field_domain(item: Input, states: Metric | None = None) -> Domain:
    """The values that a field can take; `states` is the metric whose figure it states."""
    declaration = item.declaration
    kind = declaration.kind
    values = [choice.value for choice in declaration.choices]
    numbers = [float(value) for value in values if not isinstance(value, str)]
    choices = tuple(value for value in values if isinstance(value, str))
    low, high = 0.0, 1.0
    shape: Shape = "number"
    if numbers:
        low, high = min(numbers), max(numbers)
    elif kind.numeric:
        low = -math.inf if declaration.low is None else float(declaration.low)
        high = math.inf if declaration.high is None else float(declaration.high)
    elif kind.name == "set":
        shape, high = "set", float(len(choices)) if choices else math.inf
    elif kind.name == "date":
        shape, low, high = "date", -math.inf, math.inf
    elif kind.name == "flag":
        shape = "flag"
    else:
        shape = "choice" if choices else "text"
    return Domain(
        item.path, declaration.title, kind.unit, shape, low, high, choices, declaration,
        states=states,
    )  # fmt: skip


def _metric_domain(metric: Metric) -> Domain:
    return Domain(
        metric.id, metric.title, metric.unit, "number", metric.low, metric.high, (), metric=metric
    )


def as_number(value: Value) -> float:
    """A known value on the line: true is 1, a date its day, a set how many members differ."""
    if isinstance(value, date):
        return float(value.toordinal())
    if isinstance(value, tuple):
        return float(len(set(value)))
    return float(value)
