"""Conditions as data: clauses on inputs, joined by all, any and not.

They are data so that they can be checked when a scorecard is loaded, shown to a person, and
evaluated for one profile as for a million rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Strict, Tag, model_validator

from factmatrix.rules.refusing import UnfitError

Operator = Literal["at_least", "above", "at_most", "below", "is", "in", "contains", "missing"]
OPERATORS: tuple[Operator, ...] = (
    "at_least", "above", "at_most", "below", "is", "in", "contains", "missing",
)  # fmt: skip
Scalar = float | bool | str | date
Needed = Scalar | tuple[str, ...]
"""What an operator compares with."""


class RuleTable(BaseModel):
    """A table of a rules file: unknown keys are errors, numbers are finite, nothing changes."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        populate_by_name=True,
        defer_build=True,
    )


class Clause(RuleTable):
    """One statement about one input, such as `{ input = "live.gpm", at_least = 800 }`.

    `missing` is true of an unknown input, and is the only operator that is never unknown itself.
    """

    input: str
    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    below: float | None = None
    is_: Scalar | None = Field(default=None, alias="is")
    in_: Annotated[tuple[str, ...], Strict(False)] | None = Field(default=None, alias="in")
    contains: str | None = None
    missing: bool | None = None

    @model_validator(mode="after")
    def _one_operator(self) -> Clause:
        given = [name for name in OPERATORS if self._value(name) is not None]
        if len(given) != 1:
            raise UnfitError(
                f"A clause takes exactly one of {', '.join(OPERATORS)}; "
                f"found {', '.join(given) or 'none'}.",
                f"一个条件须在 {'、'.join(OPERATORS)} 中选且只选一个；"
                f"现有 {'、'.join(given) or '0 个'}。",
            )
        return self

    def _value(self, name: Operator) -> Needed | None:
        value: Needed | None = getattr(self, f"{name}_" if name in ("is", "in") else name)
        return value

    @cached_property
    def op(self) -> Operator:
        """The operator this clause uses."""
        return next(name for name in OPERATORS if self._value(name) is not None)

    @property
    def needed(self) -> Needed:
        """The value that the operator compares with."""
        values = (self._value(name) for name in OPERATORS)
        return next(value for value in values if value is not None)


class All(RuleTable):
    """True where every part is true."""

    all: Annotated[tuple[Condition, ...], Strict(False)] = Field(min_length=1)


class AnyOf(RuleTable):
    """True where at least one part is true."""

    any: Annotated[tuple[Condition, ...], Strict(False)] = Field(min_length=1)


class Not(RuleTable):
    """True where the part is false."""

    not_: Condition = Field(alias="not")


def _shape(value: object) -> str:
    if isinstance(value, RuleTable):
        return {All: "all", AnyOf: "any", Not: "not"}.get(type(value), "clause")
    keys = value if isinstance(value, dict) else ()
    return next((word for word in ("all", "any", "not") if word in keys), "clause")


Condition = Annotated[
    Annotated[Clause, Tag("clause")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(_shape),
]

for _table in (All, AnyOf, Not):
    _table.model_rebuild()


def clauses(condition: Condition) -> Iterator[Clause]:
    """Every clause of a condition, in reading order."""
    match condition:
        case All(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from clauses(part)
        case Not(not_=part):
            yield from clauses(part)
        case Clause():
            yield condition
