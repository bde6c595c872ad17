"""Tables of boost tests, one row a test: CSV, XLSX, Parquet or JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple

import polars as pl

from factmatrix.profile.entered import checked
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.findings import Severity
from factmatrix.profile.tables.boost_tests import BoostTest
from factmatrix.profile.validating import NO_SECTIONS
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.loading import read_rules
from factmatrix.tables.columns import Column, column_shape
from factmatrix.tables.headers import nearest
from factmatrix.tables.problems import TableError, what_is_wrong
from factmatrix.tables.sources import ROW, Source, open_table, unreadable
from factmatrix.tables.spellings import plain
from factmatrix.tables.unread import UNREAD, Watched, unread
from factmatrix.tables.values import is_total, value
from factmatrix.text import Text
from factmatrix.unreadable import UNREADABLE


class Headers(RuleTable):
    """What headers of other people's tables mean: spellings by the key of the field."""

    format: Literal[1]
    headers: dict[str, list[str]]


class RowProblem(NamedTuple):
    """What is wrong or doubtful in a row (from 1; 0 is the table) below a header ("" for none)."""

    severity: Severity
    row: int
    header: str
    message: Text


class TestTable(NamedTuple):
    """The sound tests of a table, and everything that was left out or is doubtful."""

    tests: tuple[BoostTest, ...]
    problems: tuple[RowProblem, ...]


def read_tests(path: Path) -> TestTable:
    """The tests in a table; a row with anything wrong in it is left out whole.

    Raises TableError for a file that is no table, or has no field of a test among its headers.
    """
    source = open_table(path, 1, None)
    places = _places(path, source)
    rows, problems = _rows(path, source, places)
    headers = {key: source.headers[place] for key, place in places.items()}
    problems = [*_left_out(source, places), *problems]
    wrong = {problem.row for problem in problems if problem.severity == "error"}
    for problem in _checked(rows, wrong, headers):
        problems.append(problem)
        if problem.severity == "error":
            wrong.add(problem.row)
    tests = [BoostTest.model_validate(data) for row, data in rows.items() if row not in wrong]
    return TestTable(tuple(tests), tuple(problems))


@cache
def columns_of_tests() -> Mapping[str, Column]:
    """The columns that such a table can have, by the key of the field."""
    found = {}
    for key, info in BoostTest.model_fields.items():
        declaration = declaration_of(info)
        assert declaration is not None
        found[key] = Column((key,), column_shape(declaration), declaration)
    return found


@cache
def _meant() -> Mapping[str, str]:
    """Every spelling of a header, as `plain` spells, and the key of its field."""
    meant = {}
    aliases = read_rules(files("factmatrix.boosts") / "headers.toml", Headers).headers
    for key, column in columns_of_tests().items():
        for spelling in (key, column.title.en, column.title.zh, *aliases.get(key, ())):
            meant[plain(spelling)] = key
    return meant


def _places(path: Path, source: Source) -> Mapping[str, int]:
    """The number of each column that is a field, by the key of the field."""
    places: dict[str, int] = {}
    for place, header in enumerate(source.headers):
        key = _meant().get(plain(header))
        if key in places:
            other = source.headers[places[key]]
            raise TableError(
                Text(
                    f"{path}: “{other}” and “{header}” are both {key}. Leave one of them out.",
                    f"{path}：“{other}”和“{header}”都是 {key}，请去掉一个。",
                )
            )
        if key:
            places[key] = place
    if not places:
        titles = [column.title for column in columns_of_tests().values()]
        said = Text(", ".join(t.en for t in titles), "、".join(t.zh for t in titles))
        raise TableError(
            Text(
                f"{path}: none of the headers is a figure of a boost test. Row 1 should hold such "
                f"as these: {said.en}.",
                f"{path}：表头里没有投放测试的字段。第一行应为这类表头：{said.zh}。",
            )
        )
    return places


def _left_out(source: Source, places: Mapping[str, int]) -> Iterator[RowProblem]:
    for place, header in enumerate(source.headers):
        if place in places.values() or not header.strip():
            continue
        said = Text(
            "This column is no figure of a boost test and was left out.",
            "这一列不是投放测试的字段，已略过。",
        )
        if near := nearest(header, columns_of_tests()):
            title = near.title
            said = Text(f"{said.en} Is “{title.en}” meant?", f"{said.zh}是不是“{title.zh}”？")
        yield RowProblem("warning", 0, header, said)


def _rows(
    path: Path, source: Source, places: Mapping[str, int]
) -> tuple[dict[int, dict[str, Any]], list[RowProblem]]:
    """The data of every row by its number, and the cells that could not be read."""
    known, values, watched = columns_of_tests(), [], []
    for key, place in places.items():
        cells, found_as, as_they_are = str(place), source.types[place], source.texts_as_they_are
        read = value(known[key], pl.col(cells), found_as, texts_as_they_are=as_they_are)
        values.append(read.alias(key))
        shape = known[key].shape
        if not is_total(shape, found_as, texts_as_they_are=as_they_are):
            watched.append(Watched(cells, key, source.headers[place], shape))
    problems_of = unread(watched, source.wrong_row).alias(UNREAD)
    try:
        frame = source.frame.with_columns(values).select(ROW, *places, problems_of).collect()
    except UNREADABLE as error:
        raise TableError(unreadable(path, error)) from error
    by_header = {source.headers[place]: known[key] for key, place in places.items()}
    rows, problems = {}, []
    for cells_of in frame.iter_rows(named=True):
        row = cells_of[ROW]
        for bad in cells_of[UNREAD] or ():
            header = bad["column"]
            column = by_header.get(header) if header else None
            message = what_is_wrong(column, bad["cell"], bad["reason"])
            problems.append(RowProblem("error", row, header, message))
        rows[row] = {
            key: int(cell) if isinstance(cell, float) and cell.is_integer() else cell
            for key, cell in ((key, cells_of[key]) for key in places)
            if cell is not None
        }
    return rows, problems


def _checked(
    rows: Mapping[int, dict[str, Any]], wrong: set[int], headers: Mapping[str, str]
) -> Iterator[RowProblem]:
    """What the checks of a profile say of these rows."""
    # Rows that are out hold their places, for messages count rows.
    last = max(rows, default=0)
    tests = [{} if row in wrong else rows.get(row, {}) for row in range(1, last + 1)]
    brand = {"name": "?", "category": "other"}
    _, problems = checked({"format": 1, "brand": brand, "boost_tests": tests}, NO_SECTIONS)
    for problem in problems:
        match problem.path:
            case ("boost_tests", int(place), *rest) if tests[place]:
                header = headers.get(str(rest[0]), str(rest[0])) if rest else ""
                yield RowProblem(problem.severity, place + 1, header, problem.message)
