"""Whether a table that a plugin declares is one that forms, schemas and readers can work with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from factmatrix.profile.allowed import example
from factmatrix.profile.declaration import Declaration, KindName
from factmatrix.profile.declaring import DeclaredWronglyError, check_text
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.keys import table_of
from factmatrix.profile.table import Table

_ANNOTATIONS: Mapping[KindName, str] = {
    "count": "int | None",
    "rank": "int | None",
    "flag": "bool | None",
    "date": "datetime.date | None",
    "text": "str | None",
    "set": "Annotated[tuple[str, ...], Strict(False)] | None",
}
"""What to write for each kind; all others are `float | None`, a choice a Literal of its ids."""
_OF_ANOTHER_KIND = "\N{REPLACEMENT CHARACTER}"
"""A text that is no choice, and no value of any kind but a text."""
_NO_TYPES = ("value_error", "assertion_error")
"""Errors by which a validator of the author's own refuses a value."""


def check_table(table: type[Table]) -> None:
    """Refuses a heading or an explanation that is no text, and a field that takes no right value.

    Tables in it and rows are looked into as well. Raises TypeError with the cure.
    """
    name = table.__name__
    for words in ("heading", "explanation"):
        right = f'{words}: ClassVar[Text] = Text("…", "…")'
        if words in table.model_fields:
            raise DeclaredWronglyError(
                f"{name}.{words} is made a field; write {right}",
                f"{name}.{words} 成了字段；应写成 {right}",
            )
        given = getattr(table, words, None)
        if words == "heading" or given is not None:
            check_text(f"{name}.{words}", given, right)
    for key, info in table.model_fields.items():
        declaration, inner = declaration_of(info), table_of(info)
        if declaration is not None:
            _check_annotation(f"{name}.{key}", info, declaration)
        elif inner is not None:
            check_table(inner)


def _check_annotation(name: str, info: FieldInfo, declaration: Declaration) -> None:
    """Refuses a field that does not take what its kind is read as, or takes what it is not."""
    metadata = [item for item in info.metadata if not isinstance(item, Declaration)]
    annotation: Any = info.annotation
    reader: TypeAdapter[Any] = TypeAdapter(
        Annotated[annotation, *metadata] if metadata else annotation,
        config={"strict": True, "allow_inf_nan": False},
    )
    wrong = 1.5 if declaration.kind.name == "text" else _OF_ANOTHER_KIND
    if all(_takes(reader, value) for value in _right(declaration)) and not _takes(reader, wrong):
        return
    kind = declaration.kind.name
    right = _ANNOTATIONS.get(kind, "float | None")
    if declaration.choices and kind != "set":
        right = f"Literal[{', '.join(repr(c.value) for c in declaration.choices)}] | None"
    found = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    raise DeclaredWronglyError(
        f"{name} is annotated {found}, which does not fit its kind {kind!r}; write {right}",
        f"{name} 的注解 {found} 与其 kind {kind!r} 不符；应写成 {right}",
    )


def _right(declaration: Declaration) -> Iterator[object]:
    yield example(declaration)
    if declaration.kind.name != "set":
        yield from (choice.value for choice in declaration.choices)


def _takes(reader: TypeAdapter[Any], value: object) -> bool:
    try:
        reader.validate_python(value)
    except ValidationError as error:
        return all(detail["type"] in _NO_TYPES for detail in error.errors())
    return True
