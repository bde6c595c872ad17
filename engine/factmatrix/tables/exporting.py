"""Profiles to a table of brands, in columns by field path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import Section
from factmatrix.profile.validating import Sections
from factmatrix.tables.columns import MOST_EXACT, Column, known_columns
from factmatrix.tables.problems import TableError
from factmatrix.text import Text


class Brands:
    """A table in the making: the values of every column, in the order the profiles came in.

    There are all columns of the core and of the plugins' sections, filled in or not, and one for
    each table of a plugin that is not in use.
    """

    def __init__(self, sections: Sections) -> None:
        self.columns: dict[str, Column] = dict(known_columns(sections))
        self.values: dict[str, list[Any]] = {path: [] for path in self.columns}
        self.height = 0

    def add(self, profile: BrandProfile) -> None:
        """Add a row; raises TableError for a number that no table could give back."""
        stated, own = _stated(profile)
        values = {path: _at(stated, column) for path, column in self.columns.items()}
        for path, value in values.items():
            if isinstance(value, int) and abs(value) > MOST_EXACT:
                raise TableError(_too_large(path, value))
        for position, table in own.items():
            column = Column(("ext", position), "open")
            if column.path not in self.columns:
                self.columns[column.path] = column
                self.values[column.path] = [None] * self.height
            values[column.path] = table
        for path, column_values in self.values.items():
            column_values.append(values.get(path))
        self.height += 1


def _stated(profile: BrandProfile) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The data of fields, and the tables of plugins that are not in use, whole."""
    data = profile.to_data()
    ext = data.pop("ext", {})
    claimed = {p: table for p, table in ext.items() if isinstance(profile.ext.get(p), Section)}
    return data | {"ext": claimed}, {p: ext[p] for p in ext if p not in claimed}


def _at(data: Mapping[str, Any], column: Column) -> Any:  # noqa: ANN401 - whatever a field takes
    """The value of a column; None where it is unknown, or a list or table that holds nothing."""
    inside: Any = data
    for key in column.keys:
        inside = inside.get(key)
        if inside is None:
            return None
    return inside if inside or column.shape not in ("rows", "open") else None


def _too_large(path: str, value: int) -> Text:
    return Text(
        f"{path} = {value} is too large for a table, which is exact up to {MOST_EXACT}.",
        f"{path} = {value} 过大，表格最多精确到 {MOST_EXACT}。",
    )
