"""Results in tables: CSV, XLSX and Parquet, opened and not yet read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from factmatrix.results.about import About, listed
from factmatrix.results.columns import type_of
from factmatrix.results.refusing import unreadable
from factmatrix.spreadsheets import GUARDED

if TYPE_CHECKING:
    from fastexcel import ExcelReader

METADATA = "factmatrix"
"""The key of Parquet's metadata with what is true of the whole file, as JSON."""
RANKING, CONTRIBUTIONS, ABOUT = "ranking", "contributions", "about"
"""Sheets of a workbook: the brands, the parts of their scores, and what is true of all of them."""
_BRAND = ["path", "row"]
_PART = ["position", "kind", "part"]


def scan_csv(path: Path) -> tuple[pl.LazyFrame, About]:
    """A CSV file in UTF-8; it says nothing of how it was made."""
    return _as_stated(pl.scan_csv(path, infer_schema=False, glob=False)), About()


def scan_parquet(path: Path) -> tuple[pl.LazyFrame, About]:
    """A Parquet file."""
    metadata = pl.read_parquet_metadata(path).get(METADATA)
    return pl.scan_parquet(path, glob=False), _described(metadata)


def read_xlsx(path: Path) -> tuple[pl.LazyFrame, About]:
    """The sheet "ranking" of a workbook, or its first."""
    from fastexcel import FastExcelError, read_excel

    try:
        book = read_excel(path)
        sheet = RANKING if RANKING in book.sheet_names else 0
        table = _sheet(book, sheet)
        if CONTRIBUTIONS in book.sheet_names and set(_BRAND) <= set(table.columns):
            table = _with_parts(table, book)
        about = _about(book) if ABOUT in book.sheet_names else About()
    except FastExcelError as error:
        raise unreadable(path, error) from None
    return _as_stated(table.lazy()), about


def _sheet(book: ExcelReader, sheet: str | int) -> pl.DataFrame:
    """A sheet, numbers as numbers.

    It is read as text as well: numbers in text have fewer digits, and where a number is wanted a
    text comes as nothing. A column with such a text stays text, so that it can be told.
    """
    texts = book.load_sheet(sheet, dtypes="string").to_polars()
    wanted = [name for name in texts.columns if type_of(name) == pl.Float64]
    numbers = book.load_sheet(sheet, dtypes=dict.fromkeys(wanted, "float"), use_columns=wanted)
    read = numbers.to_polars()
    return texts.with_columns(
        read[name] for name in wanted if read[name].null_count() == texts[name].null_count()
    )


def _with_parts(table: pl.DataFrame, book: ExcelReader) -> pl.DataFrame:
    """The brands with the parts of their scores, which stand one a row, as columns."""
    parts = book.load_sheet(
        CONTRIBUTIONS,
        dtypes={**dict.fromkeys([*_BRAND, *_PART], "string"), "points": "float"},
        use_columns=[*_BRAND, *_PART, "points"],
    ).to_polars()
    kind = pl.col("kind").replace("criterion", "points")
    column = pl.concat_str("position", kind, "part", separator=".", ignore_nulls=True)
    wide = parts.with_columns(column.alias("column")).pivot(
        "column", index=_BRAND, values="points", aggregate_function="first"
    )
    apart = [name for name in wide.columns if name not in table.columns or name in _BRAND]
    return table.join(
        wide.select(apart), on=_BRAND, how="left", nulls_equal=True, maintain_order="left"
    )


def _about(book: ExcelReader) -> About:
    told = book.load_sheet(ABOUT, header_row=None, dtypes="string").to_polars()
    return listed((row[0], row[1]) for row in told.iter_rows() if len(row) > 1)


def _as_stated(frame: pl.LazyFrame) -> pl.LazyFrame:
    texts = [
        name
        for name, kind in frame.collect_schema().items()
        if name in ("path", "name") and kind == pl.String
    ]
    return frame.with_columns(pl.col(texts).str.replace(GUARDED, "$1"))


def _described(metadata: str | None) -> About:
    """What Parquet's metadata says, as far as it is ours."""
    try:
        facts = json.loads(metadata or "{}")
    except (ValueError, RecursionError):
        return About()
    return listed(facts.items()) if isinstance(facts, dict) else About()
