"""What is declared of one field of a profile: everything a form, a schema or a reader must know.

A field's *kind* fixes its unit and its range. The declaration is the only place where a field's
title, help, range and sources stand; the JSON Schema, `fact new`, the reference page, the error
messages and the form of the terminal app are all made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

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
