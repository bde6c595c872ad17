"""What could not be read in each row: never silent, and nearly free where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial, reduce
from operator import or_
from typing import NamedTuple

import polars as pl

from factmatrix.tables.values import is_unknown, list_texts

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
    bad = []
    for cells, values, column in zip(columns[::2], columns[1::2], watched, strict=False):
        if values.null_count() > cells.null_count():  # what is null stays null
            bad.append((cells, _bad(cells, values), column.header, column.reason))
    if reason is not None:
        bad.append((columns[-1], columns[-1].is_not_null(), "", reason))
    bad = [entry for entry in bad if entry[1].any()]
    if not bad:
        return pl.Series([None], dtype=UNREAD_TYPE).new_from_index(0, len(columns[0]))
    somewhere = reduce(or_, (here for _, here, _, _ in bad))
    entries = [
        _entries(cells.filter(somewhere), here.filter(somewhere), header, why)
        for cells, here, header, why in bad
    ]
    together = pl.concat_list(entry.alias(str(n)) for n, entry in enumerate(entries))
    lists = pl.select(together.list.drop_nulls()).to_series()
    number = pl.when(somewhere).then(somewhere.cum_sum() - 1)
    return lists.gather(pl.select(number).to_series())


def _bad(cells: pl.Series, values: pl.Series) -> pl.Series:
    """Which cells were not read although they say something."""
    bad = cells.is_not_null() & values.is_null()
    return bad & ~is_unknown(cells) if cells.dtype == pl.String and bad.any() else bad


def _entries(cells: pl.Series, bad: pl.Series, header: str, reason: str) -> pl.Series:
    """The entry of each bad cell, null for the others."""
    listed = isinstance(cells.dtype, pl.List)
    entry = pl.struct(
        pl.lit(header).alias("column"),
        (list_texts(cells) if listed else cells.cast(pl.String)).alias("cell"),
        pl.lit(reason).alias("reason"),
    )
    return pl.select(pl.when(bad).then(entry)).to_series()
