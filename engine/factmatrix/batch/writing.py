"""Tables of results as files, by suffix."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import polars as pl

from factmatrix.batch.chosen import TABLES
from factmatrix.batch.destination import Target
from factmatrix.spreadsheets import guarded

ZSTD_LEVEL = 1
"""At polars' own choice of 3, files are a twentieth smaller and take three tenths more CPU."""
Write = Callable[[pl.LazyFrame, Target, Mapping[str, str]], None]


def write_parquet(results: pl.LazyFrame, target: Target, about: Mapping[str, str]) -> None:
    """Row groups as they come; `about` stands in the file's metadata as JSON.

    Least and greatest of row groups are left out: brands stand in the order of their table.
    """
    facts = {"factmatrix": json.dumps(dict(about))}
    results.sink_parquet(
        target,
        compression_level=ZSTD_LEVEL,
        statistics=False,
        metadata=facts,
        maintain_order=True,
    )


def write_csv(results: pl.LazyFrame, target: Target, about: Mapping[str, str]) -> None:
    """UTF-8 for Excel, where no cell of text begins a formula."""
    guarded(results).sink_csv(target, include_bom=True, maintain_order=True)


WRITERS: Mapping[str, Write] = dict(zip(TABLES, (write_parquet, write_csv), strict=True))
"""How a table of results is written, by the ending of the file."""
