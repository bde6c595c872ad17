"""How a field of a profile is made: a pydantic field that carries its declaration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BeforeValidator, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticKnownError

from factmatrix.profile.declaration import KINDS, Better, Choice, Declaration, KindName
from factmatrix.profile.declaring import check_declaration, check_kind
from factmatrix.text import Text


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
    it is read as the id. Raises DeclaredWronglyError for an argument that cannot be.
    """
    check_kind(kind)
    base = KINDS[kind]
    low = base.low if low is None else low
    high = base.high if high is None else high
    declaration = Declaration(
        base, title, help, low, high, plausible, better, actionable,
        base.step if step is None else step, rubric, where, question, rules, choices,
    )  # fmt: skip
    check_declaration(declaration)
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
