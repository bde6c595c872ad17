"""From the rows of a table to profiles, or to everything that is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from factmatrix.profile.declaration import Declaration
from factmatrix.profile.entered import checked
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.findings import Path, Severity
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import Table as ProfileTable
from factmatrix.profile.validating import Sections
from factmatrix.tables.cells import data_of, json_data
from factmatrix.tables.columns import MOST_EXACT, Column
from factmatrix.tables.problems import TableError
from factmatrix.tables.scanning import ROW, UNREAD, Table
from factmatrix.tables.sources import unreadable
from factmatrix.text import Text
from factmatrix.toml.limits import (
    MAX_DEPTH,
    MAX_VALUES,
    many_values_message,
    measure,
    nesting_message,
)
from factmatrix.toml.place import dotted
from factmatrix.unreadable import UNREADABLE

_AT_A_TIME = 2_000
"""Rows that are held together."""
_REQUIRED = (("brand", "name"), ("brand", "category"))
_REQUIRED_TEXT = Text(
    "This is required. Fill in the cell, or give it for all rows under [constants] of a mapping.",
    "必填项为空。请填写单元格，或在映射文件的 [constants] 中为所有行统一填写。",
)


class CellProblem(NamedTuple):
    """What is wrong or doubtful in a row, and the header of its column ("" for the row itself)."""

    severity: Severity
    header: str
    message: Text


class MadeRow(NamedTuple):
    """One row (from 1), the name of its brand, and its profile; None where there are errors.

    `unclaimed` and `plugin_failures` are as those of a `Reading`.
    """

    row: int
    name: str
    profile: BrandProfile | None
    problems: tuple[CellProblem, ...]
    unclaimed: tuple[str, ...] = ()
    plugin_failures: Mapping[str, Text] = MappingProxyType({})


def profiles_of(table: Table, sections: Sections) -> Iterator[MadeRow]:
    """The profile of every row, checked as that of a file is, in the order of the table.

    Raises TableError for a file that cannot be read to its end.
    """
    columns = {path: column for path, column in table.columns.items() if path in table.headers}
    frame = table.frame.select(ROW, *columns, UNREAD)
    try:
        for batch in frame.collect_batches(chunk_size=_AT_A_TIME):
            for cells in batch.iter_rows(named=True):
                yield made_row(table, columns, cells, sections)
    except UNREADABLE as error:
        raise TableError(unreadable(table.path, error)) from error


def row_data(columns: Mapping[str, Column], cells: Mapping[str, Any]) -> dict[str, Any]:
    """The plain data of a profile, of a row of `Table.frame`, as a file would hold it."""
    data: dict[str, Any] = {"format": 1}
    for path, column in columns.items():
        if cells[path] is None:
            continue
        *above, key = column.keys
        inside = data
        for name in above:
            inside = inside.setdefault(name, {})
        stated = _stated(column, cells[path])
        inside[key] = inside.get(key, {}) | stated if column.shape == "open" else stated
    return data


def made_row(
    table: Table,
    columns: Mapping[str, Column],
    cells: Mapping[str, Any],
    sections: Sections,
    *,
    doubts: bool = True,
) -> MadeRow:
    """The profile of one row of `Table.frame`; `columns` are those that the table has.

    Without `doubts` there are no warnings.
    """
    row, name = cells[ROW], cells.get("brand.name") or ""
    problems = [
        CellProblem("error", bad["column"], table.what_is_wrong(**_entry(bad)))
        for bad in cells[UNREAD] or ()
    ]
    if any(not problem.header for problem in problems):
        return MadeRow(row, name, None, tuple(problems))  # its cells may stand in wrong columns
    data = row_data(columns, cells)
    if excess := _excess(data):
        return MadeRow(row, name, None, (*problems, CellProblem("error", "", excess)))
    told = {problem.header for problem in problems}
    absent = [keys for keys in _REQUIRED if keys[1] not in data.get("brand", {})]
    for keys in absent:
        header = _header(table, keys)
        if header not in told:
            problems.append(CellProblem("error", header, _REQUIRED_TEXT))
    validated, found = checked(data, sections, doubts=doubts)
    for severity, path, message in ((p.severity, p.path, p.message) for p in found):
        if path not in absent and path != ("brand",):
            problems.append(CellProblem(severity, _header(table, path), message))
    sound = not any(problem.severity == "error" for problem in problems)
    if not sound:
        return MadeRow(row, name, None, tuple(problems))
    return MadeRow(
        row,
        name,
        validated.profile,
        tuple(problems),
        validated.unclaimed,
        validated.plugin_failures,
    )


def _entry(bad: Mapping[str, str]) -> dict[str, str]:
    return {"header": bad["column"], "cell": bad["cell"], "reason": bad["reason"]}


def _header(table: Table, path: Path) -> str:
    """The header above a place of the profile, and where below it that is: "creators#2.gmv".

    Where the table has no such column it is the path.
    """
    whole = dotted(path)
    for depth in range(len(path), 0, -1):
        column = dotted(path[:depth])
        if header := table.headers.get(column):
            return header + whole.removeprefix(column)
    return whole


def _stated(column: Column, cell: Any) -> Any:  # noqa: ANN401 - whatever a field takes
    """A cell as a file states it."""
    if column.shape == "rows":
        return [_row(column.table, row) for row in json_data(cell)]
    if column.shape == "open":
        return data_of(cell)
    return _plain(column.declaration, cell) if column.declaration else cell


def _row(table: type[ProfileTable], row: Mapping[str, Any]) -> dict[str, Any]:
    """A table of a list; JSON null is unknown, and JSON has no dates."""
    stated = {}
    for key, written in row.items():
        info = table.model_fields.get(key)
        declaration = declaration_of(info) if info else None
        if written is not None:
            stated[key] = _plain(declaration, written) if declaration else written
    return stated


def _plain(declaration: Declaration, cell: Any) -> Any:  # noqa: ANN401 - whatever a field takes
    """A value as people write it in a file: 80 for 80.0, which a count must be."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) <= MOST_EXACT:
        return int(cell)
    if isinstance(cell, str) and declaration.kind.name == "date":
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return cell  # the field says what is wrong with it
    return cell


def _excess(data: dict[str, Any]) -> Text | None:
    """Why no file could hold the data."""
    depth, values = measure(data)
    if depth > MAX_DEPTH:
        return nesting_message()
    return many_values_message(values) if values > MAX_VALUES else None
