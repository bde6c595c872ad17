"""How one field of a profile is declared: everything a form, a schema or a reader must know.

A field's *kind* fixes its unit and its range. The declaration is the only place where a field's
title, help, range and sources stand; the JSON Schema, `fact new`, the reference page, the error
messages and the form of the terminal app are all made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticKnownError

from factmatrix.text import Text

KindName = Literal[
    "score", "percentile", "share", "money", "count", "rank", "days", "hours", "minutes", "ratio",
    "flag", "choice", "set", "date", "text",
]  # fmt: skip
Better = Literal["higher", "lower", "neither"]


class Kind(NamedTuple):
    """Unit and range that all fields of one kind share (`high` None: no upper end)."""

    name: KindName
    unit: str
    low: float | None = None
    high: float | None = None
    step: float | None = None

    @property
    def numeric(self) -> bool:
        """Whether values are numbers on a line (so curves and thresholds make sense)."""
        return self.low is not None


KINDS: Mapping[KindName, Kind] = {
    kind.name: kind
    for kind in (
        Kind("score", "score", 0, 100, 1),
        Kind("percentile", "percentile", 0, 100, 1),
        Kind("share", "share", 0, 1, 0.01),
        Kind("money", "CNY", 0, None, 1),
        Kind("count", "count", 0, None, 1),
        Kind("rank", "rank", 1, None, 1),
        Kind("days", "days", 0, None, 1),
        Kind("hours", "hours", 0, None, 1),
        Kind("minutes", "minutes", 0, None, 0.5),
        Kind("ratio", "ratio", 0, None, 0.1),
        Kind("flag", "flag"),
        Kind("choice", "choice"),
        Kind("set", "set"),
        Kind("date", "date"),
        Kind("text", "text"),
    )
}


class Choice(NamedTuple):
    """One value of a choice or set: its label and other spellings that a file may use."""

    value: str | int
    label: Text
    aliases: tuple[str, ...] = ()


class Declaration(NamedTuple):
    """What is known of one field besides its value.

    `plausible` is the band outside which a value is allowed but probably wrong: above its first
    number and up to its second, while 0 says "none" and is never doubted. `better` says in which
    direction the field is good for a brand; `actionable` whether a brand can move it within
    months. `rules` are ids of the source's rules that the field feeds.
    """

    kind: Kind
    title: Text
    help: Text
    low: float | None
    high: float | None
    plausible: tuple[float, float] | None
    better: Better
    actionable: bool
    step: float | None
    rubric: Text | None
    where: Text | None
    question: Text | None
    rules: tuple[str, ...]
    choices: tuple[Choice, ...]


def declare(
    kind: KindName,
    title: Text,
    help: Text,  # noqa: A002 - the field's term, as in a form
    *,
    low: float | None = None,
    high: float | None = None,
    plausible: tuple[float, float] | None = None,
    better: Better = "neither",
    actionable: bool = False,
    step: float | None = None,
    rubric: Text | None = None,
    where: Text | None = None,
    question: Text | None = None,
    rules: tuple[str, ...] = (),
    choices: tuple[Choice, ...] = (),
    required: bool = False,
) -> Any:  # noqa: ANN401 - as pydantic's own Field, so that any annotation takes it
    """A pydantic field that carries its declaration.

    `low` and `high` narrow or replace the kind's own range. A field is optional and unknown
    (`None`) unless `required`. A choice may be written by its id, its Chinese label or an alias;
    it is read as the id.
    """
    base = KINDS[kind]
    low = base.low if low is None else low
    high = base.high if high is None else high
    declaration = Declaration(
        base, title, help, low, high, plausible, better, actionable,
        base.step if step is None else step, rubric, where, question, rules, choices,
    )  # fmt: skip
    limits: dict[str, Any] = {"ge": low, "le": high} if base.numeric else {}
    info: FieldInfo = Field(... if required else None, **limits)
    info.metadata.append(declaration)
    if choices:
        info.metadata.append(BeforeValidator(_reader_of(choices)))
    return info


def _reader_of(choices: tuple[Choice, ...]) -> Callable[[object], object]:
    """Turns Chinese labels and aliases, alone or in a list, into ids; leaves the rest alone."""
    ids = {
        spelling: choice.value
        for choice in choices
        for spelling in (choice.label.zh, *choice.aliases)
    }
    expected = ", ".join(repr(choice.value) for choice in choices)

    def read(value: object) -> object:
        if isinstance(value, str):
            return ids.get(value, value)
        if isinstance(value, list | tuple):
            return tuple(read(item) for item in value)
        if isinstance(value, bool | float):  # pydantic would take true and 1.0 for the choice 1
            raise PydanticKnownError("literal_error", {"expected": expected})
        return value

    return read


def declaration_of(info: FieldInfo) -> Declaration | None:
    """The declaration a field was made with; None for tables and lists of tables."""
    return next((item for item in info.metadata if isinstance(item, Declaration)), None)
