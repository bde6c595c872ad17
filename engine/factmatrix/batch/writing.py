"""Tables of results as files, by suffix."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator, Mapping

import polars as pl
from polars.exceptions import PolarsError

from factmatrix.batch.destination import Target, opened
from factmatrix.batch.output import system_error
from factmatrix.batch.pieces import as_one
from factmatrix.spreadsheets import BOM, guarded

Tables = Iterator[pl.DataFrame]
Schema = Mapping[str, pl.DataType]
Write = Callable[[Tables, Schema, Target, Mapping[str, str]], None]


def write_parquet(tables: Tables, schema: Schema, target: Target, about: Mapping[str, str]) -> None:
    """Row groups as they come; `about` stands in the file's metadata as JSON."""
    scoring_failed = False

    def scored() -> Tables:
        nonlocal scoring_failed
        try:
            yield from tables
        except Exception:
            scoring_failed = True
            raise

    facts = {"factmatrix": json.dumps(dict(about))}
    try:
        as_one(scored(), schema).sink_parquet(target, metadata=facts, maintain_order=True)
    except PolarsError as error:
        if scoring_failed:
            raise
        raise system_error(error) or OSError(errno.EIO, str(error)) from error


def write_csv(tables: Tables, schema: Schema, target: Target, about: Mapping[str, str]) -> None:
    """UTF-8 for Excel, where no cell of text begins a formula."""
    with opened(target) as file:
        file.write(BOM.encode())
        pl.DataFrame(schema=dict(schema)).write_csv(file)
        for table in tables:
            guarded(table).write_csv(file, include_header=False)


WRITERS: Mapping[str, Write] = {".parquet": write_parquet, ".csv": write_csv}
"""How a table of results is written, by the ending of the file."""
