"""Plain-text columns that line up when some characters take two cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from wcwidth import clip, ljust, rjust, width

Align = Literal["left", "right"]
GAP = "  "


def cut(text: str, cells: int) -> str:
    """The text in at most that many cells, ended by … where something was left out."""
    return text if width(text) <= cells else clip(text, 0, cells - 1).rstrip() + "…"


def padded(text: str, cells: int, align: Align = "left") -> str:
    """The text in exactly that many cells, cut or filled up with blanks."""
    justify = {"left": ljust, "right": rjust}[align]
    return justify(cut(text, cells), cells)


def columns(
    rows: Sequence[Sequence[str]],
    aligns: Sequence[Align],
    *,
    indent: int = 2,
    cells: int | None = None,
    flexible: Sequence[int] = (0,),
) -> list[str]:
    """Rows as lines, two blanks between the columns, each as wide as its widest cell.

    Lines wider than `cells` are made to fit by cutting the `flexible` columns, the widest first.
    """
    if not rows:
        return []
    widths = [max(width(row[i]) for row in rows) for i in range(len(aligns))]
    if cells is not None:
        over = indent + sum(widths) + len(GAP) * (len(widths) - 1) - cells
        for _ in range(over):
            widest = max(flexible, key=lambda column: widths[column])
            widths[widest] = max(widths[widest] - 1, 1)
    return [
        " " * indent
        + GAP.join(
            padded(text, in_cells, align)
            for text, in_cells, align in zip(row, widths, aligns, strict=True)
        ).rstrip()
        for row in rows
    ]
