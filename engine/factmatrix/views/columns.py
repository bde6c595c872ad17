"""Plain-text columns that line up when some characters take two cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from wcwidth import clip, ljust, rjust, width

Align = Literal["left", "right"]


def cut(text: str, cells: int) -> str:
    """The text in at most that many cells, ended by … where something was left out."""
    return text if width(text) <= cells else clip(text, 0, cells - 1).rstrip() + "…"


def columns(rows: Sequence[Sequence[str]], aligns: Sequence[Align], indent: int = 2) -> list[str]:
    """Rows as lines, two spaces between the columns, each as wide as its widest cell."""
    if not rows:
        return []
    widths = [max(width(row[i]) for row in rows) for i in range(len(aligns))]
    justify = {"left": ljust, "right": rjust}
    return [
        " " * indent
        + "  ".join(
            justify[align](cell, cells)
            for cell, cells, align in zip(row, widths, aligns, strict=True)
        ).rstrip()
        for row in rows
    ]
