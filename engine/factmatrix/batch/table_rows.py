"""Rows of a table of brands that are read one by one, in pieces that travel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from factmatrix.batch.brands import AT_A_TIME, Brand
from factmatrix.batch.failures import Failure
from factmatrix.engine import Engine
from factmatrix.profile.as_of import as_of_doubt
from factmatrix.profile.reading import Reading
from factmatrix.profile.validating import Sections
from factmatrix.tables.columns import Column, known_columns
from factmatrix.tables.making import CellProblem, MadeRow, made_row
from factmatrix.tables.problems import TableError
from factmatrix.tables.scanning import ROW, UNREAD, Table
from factmatrix.tables.sources import unreadable
from factmatrix.text import Text
from factmatrix.toml.problem import Problem
from factmatrix.unreadable import UNREADABLE


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows of a table: `cells` are of its frame, with ROW and UNREAD.

    `headers` are those of the table, and `strangers` its columns of plugins that are not in use,
    both by field path.
    """

    path: Path
    headers: Mapping[str, str]
    strangers: Mapping[str, Column]
    cells: pl.DataFrame

    def __len__(self) -> int:
        return self.cells.height

    def singles(self) -> Iterator[TableRows]:
        slices = self.cells.iter_slices(1)
        return (TableRows(self.path, self.headers, self.strangers, cells) for cells in slices)

    def lost(self, why: Text) -> list[Failure]:
        path = str(self.path)
        return [Failure(path, row, None, None, "", None, why) for row in self.cells[ROW]]

    def read(self, engine: Engine, day: date | None) -> Iterator[Brand]:
        sections = engine.sections
        known = {**dict(known_columns(sections)), **self.strangers}
        table = Table(self.path, pl.LazyFrame(), known, self.headers, (), ())
        columns = {path: column for path, column in known.items() if path in self.headers}
        for cells in self.cells.iter_rows(named=True):
            made = made_row(table, columns, cells, sections, doubts=day is not None)
            reading = self._reading(made, sections, day)
            yield Brand(str(self.path), made.row, reading, wrong_cells(self.path, made))

    def _reading(self, made: MadeRow, sections: Sections, day: date | None) -> Reading:
        problems = list(made.problems)
        if day and made.profile and (doubt := as_of_doubt(made.profile, day)):
            problems.append(CellProblem("warning", self.headers.get("brand.as_of", ""), doubt))
        return Reading(
            self.path,
            None,
            "",
            made.profile,
            tuple(Problem(p.severity, 0, 0, p.header, p.message, None, "") for p in problems),
            made.unclaimed,
            made.plugin_failures,
            sections,
        )


def wrong_cells(path: Path, made: MadeRow) -> list[Failure]:
    """What keeps a row from being a profile."""
    return [
        Failure(str(path), made.row, None, None, p.header, None, p.message)
        for p in made.problems
        if p.severity == "error"
    ]


def pieces_of_table(table: Table, sections: Sections) -> Iterator[TableRows]:
    """All rows of a table, piece by piece; raises TableError where it cannot be read to its end.

    `sections` are the plugins' own tables (`Engine.sections`).
    """
    columns, strangers = _columns(table, sections)
    frame = table.frame.select(ROW, *columns, UNREAD)
    try:
        for batch in frame.collect_batches(chunk_size=10 * AT_A_TIME):
            for cells in batch.iter_slices(AT_A_TIME):
                yield TableRows(table.path, table.headers, strangers, cells)
    except UNREADABLE as error:
        raise TableError(unreadable(table.path, error)) from error


def pieces_of_rows(table: Table, sections: Sections, rows: Sequence[int]) -> Iterator[TableRows]:
    """Some rows of a table by their numbers, in that order; like `pieces_of_table` otherwise."""
    columns, strangers = _columns(table, sections)
    frame = table.frame.select(ROW, *columns, UNREAD)
    at_once = 10 * AT_A_TIME
    try:
        for start in range(0, len(rows), at_once):
            wanted = pl.DataFrame({ROW: rows[start : start + at_once]}, {ROW: pl.UInt32})
            found = wanted.lazy().join(
                frame.with_columns(pl.col(ROW).cast(pl.UInt32)), on=ROW, maintain_order="left"
            )
            cells = found.collect(engine="streaming")
            if cells.height < wanted.height:
                raise TableError(_gone(table.path))
            for some in cells.iter_slices(AT_A_TIME):
                yield TableRows(table.path, table.headers, strangers, some)
    except UNREADABLE as error:
        raise TableError(unreadable(table.path, error)) from error


def _gone(path: Path) -> Text:
    return Text(
        f"{path} was changed while it was scored: rows are no longer there. Nothing was written.",
        f"{path} 在评分期间被改动，有的行已不存在。未写结果。",
    )


def _columns(table: Table, sections: Sections) -> tuple[list[str], dict[str, Column]]:
    """The columns that the table has, and those of plugins that are not in use."""
    known = known_columns(sections)
    columns = [path for path in table.columns if path in table.headers]
    return columns, {path: table.columns[path] for path in columns if path not in known}
