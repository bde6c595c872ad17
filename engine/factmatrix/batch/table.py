"""A table of brands as tables of inputs: sound rows as they stand, the others one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import polars as pl

from factmatrix.batch.inputs import SOUND, table_of
from factmatrix.batch.reading import Rows
from factmatrix.batch.running import Account
from factmatrix.batch.scoring import Order, score
from factmatrix.batch.table_rows import wrong_cells
from factmatrix.columns.soundness import sound
from factmatrix.profile.model import fields_reader
from factmatrix.profile.validating import Sections
from factmatrix.tables.making import made_row
from factmatrix.tables.problems import TableError
from factmatrix.tables.scanning import ROW, UNREAD, Table
from factmatrix.tables.sources import unreadable
from factmatrix.unreadable import UNREADABLE

if TYPE_CHECKING:
    from factmatrix.batch.actions import Advise
    from factmatrix.batch.scoring import Destination
    from factmatrix.batch.verifying import Verification


def score_table(
    table: Table,
    sections: Sections,
    order: Order,
    place: Destination,
    account: Account,
    advise: Advise,
    verification: Verification | None = None,
) -> None:
    """Score the rows of a table of brands where no author's code is asked.

    The same errors as `score_brands`.
    """
    tables = inputs_of(table, sections, order.inputs, account, order.at_a_time)
    score(tables, order, place, account, advise, verification)


def inputs_of(
    table: Table,
    sections: Sections,
    types: Mapping[str, pl.DataType],
    account: Account,
    at_a_time: int,
) -> Iterator[pl.DataFrame]:
    """The rows in order: `path`, `row`, `name`, the inputs, SOUND, perhaps more.

    So many `at_a_time`, or fewer. What is wrong with rows that are not sound is told. Raises
    TableError for a file that cannot be read to its end, and TooManyFailures.
    """
    columns = [path for path in table.columns if path in table.headers]
    is_sound = sound(columns) & pl.col(UNREAD).is_null()
    frame = table.frame.select(
        pl.lit(str(table.path)).alias("path"),
        pl.col(ROW).cast(pl.UInt32),
        pl.col("brand.name").alias("name"),
        *columns,
        *(pl.lit(None, of).alias(name) for name, of in types.items() if name not in columns),
        UNREAD,
        is_sound.alias(SOUND),
    )
    try:
        for batch in frame.collect_batches(chunk_size=at_a_time):
            rows, others = batch, batch.filter(~pl.col(SOUND))
            if others.height and (made := _made(table, others, sections, types, account)).names:
                read = table_of(made, types)
                rows = pl.concat((batch.filter(SOUND)[read.columns], read)).sort("row")
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
) -> Rows:
    """The rows that validation takes for profiles after all; what is wrong with the others."""
    columns = {path: column for path, column in table.columns.items() if path in table.headers}
    found, fields_of = Rows.none(tuple(types)), fields_reader(tuple(types))
    for cells in rows.select(ROW, *columns, UNREAD).iter_rows(named=True):
        made = made_row(table, columns, cells, sections, doubts=False)
        if made.profile is None:
            account.add(wrong_cells(table.path, made))
        else:
            found.add(str(table.path), made.row, made.profile.brand.name, fields_of(made.profile))
    return found
