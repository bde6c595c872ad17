"""Tables of results as files, by suffix."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError
from polars.io.plugins import register_io_source

Tables = Iterator[pl.DataFrame]
Schema = Mapping[str, pl.DataType]
Write = Callable[[Tables, Schema, Path, Mapping[str, str]], None]

BOM = b"\xef\xbb\xbf"
"""Tells Excel that a CSV file is UTF-8."""
_FORMULA = r"^[=+\-@\t\r＝＋－＠]"


def write_parquet(tables: Tables, schema: Schema, path: Path, about: Mapping[str, str]) -> None:
    """Row groups as they come; `about` stands in the file's metadata as JSON."""
    came_to_an_end = False

    def source(*_: object) -> Tables:
        nonlocal came_to_an_end
        yield from tables
        came_to_an_end = True

    lazy = register_io_source(source, schema=dict(schema))
    facts = {"factmatrix": json.dumps(dict(about))}
    try:
        lazy.sink_parquet(path, metadata=facts, maintain_order=True)
    except PolarsError as error:
        if came_to_an_end:  # so it was the writing
            raise OSError(errno.EIO, str(error)) from error
        raise


def write_csv(tables: Tables, schema: Schema, path: Path, about: Mapping[str, str]) -> None:
    """UTF-8 for Excel, where no cell of text begins a formula."""
    with path.open("wb") as file:
        file.write(BOM)
        pl.DataFrame(schema=dict(schema)).write_csv(file)
        for table in tables:
            neutral(table).write_csv(file, include_header=False)


def neutral(table: pl.DataFrame) -> pl.DataFrame:
    """The table with an apostrophe before what a spreadsheet would take for a formula."""
    texts = [pl.col(name) for name, kind in table.schema.items() if kind == pl.String]
    return table.with_columns(
        pl.when(text.str.contains(_FORMULA))
        .then(pl.lit("'") + text)
        .otherwise(text)
        .alias(text.meta.output_name())
        for text in texts
    )


WRITERS: Mapping[str, Write] = {".parquet": write_parquet, ".csv": write_csv}
"""How a table of results is written, by the suffix of the file."""
