"""Tables for spreadsheet programs: their encoding, and texts that are no formulas."""

from __future__ import annotations

import polars as pl

BOM = "\ufeff"
"""Without it they take UTF-8 for another encoding."""

_SIGNS = r"[=+\-@＝＋－＠\t\r\n]"
FORMULA = f"^{_SIGNS}"
"""How a text begins that they take for a formula."""
GUARDED = f"^'({_SIGNS})"
"""How such a text begins once it is guarded."""


def guarded(table: pl.DataFrame) -> pl.DataFrame:
    """The table with an apostrophe before each text that would be a formula."""
    texts = pl.col(pl.String)
    safe = pl.when(texts.str.contains(FORMULA)).then("'" + texts).otherwise(texts)
    return table.with_columns(safe.name.keep())
