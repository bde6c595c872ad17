"""Brands that were read, as tables of inputs of a size worth scoring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from factmatrix.batch.reading import Rows

_SCORED_TOGETHER = 5_000
"""Brands in one table: enough to make the start of an evaluation cheap, few enough to be seen."""


def tables_of(read: Iterator[Rows], types: Mapping[str, pl.DataType]) -> Iterator[pl.DataFrame]:
    """Tables of `path`, `row`, `name` and the inputs, in the order of the rows."""
    together = Rows.none(types)
    for rows in read:
        together.extend(rows)
        if len(together.paths) >= _SCORED_TOGETHER:
            yield _table(together, types)
            together = Rows.none(types)
    yield _table(together, types)


def _table(rows: Rows, types: Mapping[str, pl.DataType]) -> pl.DataFrame:
    about = {
        "path": pl.Series(rows.paths, dtype=pl.String),
        "row": pl.Series(rows.rows, dtype=pl.UInt32),
        "name": pl.Series(rows.names, dtype=pl.String),
    }
    inputs = {
        name: pl.Series(rows.columns[name], dtype=of, strict=False) for name, of in types.items()
    }
    return pl.DataFrame(about | inputs)
