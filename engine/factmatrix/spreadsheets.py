"""Tables for spreadsheet programs: their encoding, and texts that are no formulas."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeVar

import polars as pl

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

BOM = "\ufeff"
"""Without it they take UTF-8 for another encoding."""
MOST_ROWS = 1_048_575
"""Rows below the headers that a sheet of XLSX takes."""
MOST_COLUMNS, LONGEST_CELL = 16_384, 32_767
"""Columns that it takes, and units of UTF-16 in a cell."""
FIRST_DAY = date(1900, 3, 1)
"""Excel's calendar has a 29 February 1900, so days before are written as text."""

_SIGNS = r"[=+\-@＝＋－＠\t\r\n]"
FORMULA = f"^{_SIGNS}"
"""How a text begins that they take for a formula."""
GUARDED = f"^'({_SIGNS})"
"""How such a text begins once it is guarded."""


def guarded(table: Frame) -> Frame:
    """The table with an apostrophe before each text that would be a formula."""
    texts = pl.col(pl.String)
    safe = pl.when(texts.str.contains(FORMULA)).then("'" + texts).otherwise(texts)
    return table.with_columns(safe.name.keep())


def guarded_text(text: str) -> str:
    """The same for one text."""
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Whether they would take a text for a formula."""
    return re.match(FORMULA, text) is not None
