"""The columns that a table of brands can have: one a field, one for each list or open table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from factmatrix.profile.declaration import Declaration
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.keys import is_list_of_rows, table_of
from factmatrix.profile.model import BrandProfile, Extensions
from factmatrix.profile.table import OpenTable, Table
from factmatrix.profile.validating import Sections
from factmatrix.text import Text
from factmatrix.toml.parse import parse
from factmatrix.toml.problem import SourceError
from factmatrix.toml.writing import dotted_text

Shape = Literal["number", "flag", "choice", "set", "date", "text", "rows", "open"]
"""What the cells of a column hold; `rows` is a list of tables, `open` a table with free keys."""

MOST_EXACT = 2**53
"""Whole numbers beyond it need not be floats, and a table states figures as these."""


class Column(NamedTuple):
    """One column: the keys that lead to its value in a profile, and what is declared of it.

    `table` is the class of the rows of a list or of an open table.
    """

    keys: tuple[str, ...]
    shape: Shape
    declaration: Declaration | None = None
    table: type[Table] = OpenTable

    @property
    def path(self) -> str:
        """The name of the column: the dotted path of the field."""
        return dotted_text(self.keys)

    @property
    def title(self) -> Text:
        """What people call the column."""
        return self.table.heading if self.declaration is None else self.declaration.title


def column_shape(declaration: Declaration) -> Shape:
    """What the cells of a field's column hold."""
    kind = declaration.kind
    if kind.numeric or scale(declaration):
        return "number"
    shapes: Mapping[str, Shape] = {"flag": "flag", "set": "set", "date": "date", "text": "text"}
    return shapes.get(kind.name, "choice")


def scale(declaration: Declaration) -> tuple[int, ...]:
    """The values of a choice among numbers; () for any other field."""
    return tuple(c.value for c in declaration.choices if isinstance(c.value, int))


def known_columns(sections: Sections) -> Mapping[str, Column]:
    """Every column of the core and of the plugins' sections by its path, in the profile's order."""
    columns = list(_core_columns())
    for position, section in sections.items():
        columns += _columns(section, ("ext", position))
    return {column.path: column for column in columns}


def open_column(header: str) -> Column | None:
    """The column `ext.<id>`, which holds the whole table of a plugin; None for another header."""
    if not header.startswith("ext."):
        return None
    try:
        data = parse(f"{header} = 0")
    except SourceError:
        return None
    match data:
        case {"ext": {**inside}} if len(data) == len(inside) == 1 and 0 in inside.values():
            return Column(("ext", str(*inside)), "open")
    return None


@cache
def _core_columns() -> tuple[Column, ...]:
    return tuple(_columns(BrandProfile, ()))


def _columns(table: type[Table], above: tuple[str, ...]) -> Iterator[Column]:
    for key, info in table.model_fields.items():
        keys, declaration, inner = (*above, key), declaration_of(info), table_of(info)
        if declaration is not None:
            yield Column(keys, column_shape(declaration), declaration)
        elif inner is None or inner is Extensions:
            continue
        elif is_list_of_rows(info):
            yield Column(keys, "rows", table=inner)
        elif issubclass(inner, OpenTable):
            yield Column(keys, "open", table=inner)
        else:
            yield from _columns(inner, keys)
