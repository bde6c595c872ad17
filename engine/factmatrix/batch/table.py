"""A table of brands as tables of inputs: sound rows as they stand, the others one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from factmatrix.batch.brands import wrong_cells
from factmatrix.batch.running import Account
from factmatrix.columns.soundness import sound
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.validating import Sections
from factmatrix.tables.making import made_row
from factmatrix.tables.problems import TableError
from factmatrix.tables.scanning import ROW, UNREAD, Table
from factmatrix.tables.sources import unreadable
from factmatrix.unreadable import UNREADABLE

_AT_A_TIME = 20_000
"""Rows scored together: several hundred columns of them are held at the same time."""
_SOUND = "sound"


def inputs_of(
    table: Table, sections: Sections, types: Mapping[str, pl.DataType], account: Account
) -> Iterator[pl.DataFrame]:
    """The rows that are profiles, in order: `path`, `row`, `name` and the inputs.

    Raises TableError for a file that cannot be read to its end, and TooManyFailures.
    """
    columns = [path for path in table.columns if path in table.headers]
    is_sound = sound(columns) & (pl.col(UNREAD).is_null() | (pl.col(UNREAD).list.len() == 0))
    frame = table.frame.select(ROW, *columns, UNREAD, is_sound.fill_null(False).alias(_SOUND))
    about = [
        pl.lit(str(table.path)).alias("path"),
        pl.col(ROW).cast(pl.UInt32).alias("row"),
        pl.col("brand.name").alias("name"),
    ]
    inputs = [
        (pl.col(name) if name in columns else pl.lit(None)).cast(of).alias(name)
        for name, of in types.items()
    ]
    try:
        for batch in frame.collect_batches(chunk_size=_AT_A_TIME):
            rows = batch.filter(pl.col(_SOUND)).select(*about, *inputs)
            others = batch.filter(~pl.col(_SOUND))
            if others.height:
                made = _made(table, others, sections, types, account)
                rows = pl.concat((rows, made)).sort("row") if made.height else rows
            yield rows
    except UNREADABLE as error:
        raise TableError(unreadable(table.path, error)) from error


def count_rows(table: Table) -> int:
    """How many rows the table has; raises TableError."""
    try:
        count: int = table.frame.select(pl.len()).collect(engine="streaming").item()
    except UNREADABLE as error:
        raise TableError(unreadable(table.path, error)) from error
    return count


def _made(
    table: Table,
    rows: pl.DataFrame,
    sections: Sections,
    types: Mapping[str, pl.DataType],
    account: Account,
) -> pl.DataFrame:
    """The rows that validation takes for profiles after all; what is wrong with the others."""
    columns = {path: column for path, column in table.columns.items() if path in table.headers}
    numbers: list[int] = []
    profiles: list[BrandProfile] = []
    for cells in rows.drop(_SOUND).iter_rows(named=True):
        made = made_row(table, columns, cells, sections)
        if made.profile is None:
            account.add(wrong_cells(table.path, made))
        else:
            numbers.append(made.row)
            profiles.append(made.profile)
    return pl.DataFrame(
        {
            "path": pl.Series([str(table.path)] * len(numbers), dtype=pl.String),
            "row": pl.Series(numbers, dtype=pl.UInt32),
            "name": pl.Series([profile.brand.name for profile in profiles], dtype=pl.String),
            **{
                name: pl.Series(_stated(profiles, name), dtype=of, strict=False)
                for name, of in types.items()
            },
        }
    )


def _stated(profiles: Sequence[BrandProfile], name: str) -> list[Any]:
    values = (profile.inputs.get(name) for profile in profiles)
    return [list(value) if isinstance(value, tuple) else value for value in values]
