"""Brands that were read, as tables of inputs of a size worth scoring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from factmatrix.batch.reading import Rows

SOUND = "sound"
"""Beside the inputs: false for a row that is no profile, whose values mean nothing."""
_SCORED_TOGETHER = 5_000
"""Brands in one table: enough to make the start of an evaluation cheap, few enough to be seen."""


def tables_of(read: Iterator[Rows], types: Mapping[str, pl.DataType]) -> Iterator[pl.DataFrame]:
    """Tables of `path`, `row`, `name`, the inputs and SOUND, in the order of the rows."""
    return (table_of(rows, types) for rows in together(read))


def together(read: Iterator[Rows]) -> Iterator[Rows]:
    """The same rows in numbers worth scoring; at the end there may be none."""
    rows: Rows | None = None
    for more in read:
        if rows is None:
            rows = more
        else:
            rows.extend(more)
        if len(rows.paths) >= _SCORED_TOGETHER:
            yield rows
            rows = None
    yield rows or Rows.none()


def table_of(rows: Rows, types: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """One table of `path`, `row`, `name`, those of the inputs that have `types`, and SOUND."""
    about = {
        "path": pl.Series(rows.paths, dtype=pl.String),
        "row": pl.Series(rows.rows, dtype=pl.UInt32),
        "name": pl.Series(rows.names, dtype=pl.String),
    }
    columns = dict(zip(rows.inputs, rows.columns, strict=True))
    values = {name: _column(columns[name] if rows.paths else (), of) for name, of in types.items()}
    return pl.DataFrame(about | values).with_columns(pl.lit(True).alias(SOUND))


def _column(values: Sequence[Any], of: pl.DataType) -> pl.Series:
    if of != pl.List:
        return pl.Series(values, dtype=of, strict=False)
    # Polars takes long over a list, so each that occurs is made once: there are few sets.
    numbers: dict[Any, int] = {}
    which = [numbers.setdefault(value, len(numbers)) for value in values]
    return pl.Series(list(numbers), dtype=of).gather(which)
