"""What could not be read in each row: never silent, and nearly free where there is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import polars as pl

from factmatrix.tables.cells import json_text
from factmatrix.tables.values import is_unknown

UNREAD = "unread"
"""The column of a row's unreadable cells: list of {column, cell, reason}, null where none is."""
UNREAD_TYPE = pl.List(
    pl.Struct({"column": pl.String(), "cell": pl.String(), "reason": pl.String()})
)


class Watched(NamedTuple):
    """A column of cells, the column of what was read from them, and the header above."""

    cells: str
    values: str
    header: str
    reason: str


def unread(watched: Sequence[Watched], wrong_row: tuple[str, str] | None) -> pl.Expr:
    """The column UNREAD. `wrong_row`: a column with the text of rows wrong as a whole, and why."""
    if not watched and wrong_row is None:
        return pl.lit(None, dtype=UNREAD_TYPE)
    names = [name for column in watched for name in (column.cells, column.values)]
    names += [wrong_row[0]] if wrong_row else []
    find = partial(_find, watched=watched, reason=wrong_row[1] if wrong_row else None)
    return pl.map_batches(
        [pl.col(name) for name in names], find, return_dtype=UNREAD_TYPE, is_elementwise=True
    )


def _find(
    columns: Sequence[pl.Series], watched: Sequence[Watched], reason: str | None
) -> pl.Series:
    found: dict[int, list[dict[str, str]]] = {}
    if reason is not None:
        for row, text in _bad(columns[-1], columns[-1].is_not_null()):
            found.setdefault(row, []).append({"column": "", "cell": text, "reason": reason})
    pairs = zip(columns[::2], columns[1::2], watched, strict=False)
    for cells, values, (_, _, header, why) in pairs:
        for row, text in _bad(cells, cells.is_not_null() & values.is_null()):
            found.setdefault(row, []).append({"column": header, "cell": text, "reason": why})
    height = len(columns[0])
    if not found:
        return pl.Series([None], dtype=UNREAD_TYPE).new_from_index(0, height)
    return pl.Series([found.get(row) for row in range(height)], dtype=UNREAD_TYPE)


def _bad(cells: pl.Series, mask: pl.Series) -> Iterator[tuple[int, str]]:
    """Row and text of the cells that were not read although they say something."""
    if not mask.any():
        return
    if cells.dtype == pl.String:
        mask = mask & ~is_unknown(cells)
    for row in mask.arg_true():
        yield row, _said(cells[row])


def _said(cell: object) -> str:
    return json_text(cell.to_list()) if isinstance(cell, pl.Series) else str(cell)
