"""Bars of two series side by side, round by round, told apart without colour."""

from __future__ import annotations

import math
from collections.abc import Sequence

from wcwidth import rjust, width

from factmatrix.text import Language
from factmatrix.views.figures import short

FIRST, SECOND, SPECK = "░", "█", "▁"
"""A bar of each series, and what is left of one too small for a cell but not nothing."""
PUSH, AFTER = "=", "-"
_WIDEST = 4
_STEPS = (1, 2, 4, 5, 8, 10)
"""Ends of an axis, times a power of ten, whose halves are read easily as well."""


def round_chart(
    first: Sequence[float],
    second: Sequence[float],
    pushed: Sequence[bool],
    cells: int,
    rows: int,
    language: Language,
) -> list[str]:
    """The chart in at most so many cells, its bars in so many rows; no figure is negative.

    The line below the bars is `=` under rounds that pushed, `-` under others.
    """
    top = _top(max(*first, *second))
    labels = [short(top, language), short(top / 2, language), "0"]
    margin = max(map(width, labels)) + 2
    each = max(1, min(_WIDEST, ((cells - margin - 3) // len(first) - 1) // 2))
    middle = rows - rows // 2
    marks = {rows: labels[0], middle: labels[1]} if rows % 2 == 0 else {rows: labels[0]}
    lines = []
    for row in range(rows, 0, -1):
        bars = (
            " " + _cell(a, top, rows, row, FIRST) * each + _cell(b, top, rows, row, SECOND) * each
            for a, b in zip(first, second, strict=True)
        )
        lines.append(f"  {rjust(marks.get(row, ''), margin - 2)} |{''.join(bars)}".rstrip())
    axis = "".join((PUSH if push else AFTER) * (2 * each + 1) for push in pushed)
    lines.append(f"  {rjust(labels[2], margin - 2)} +{axis}")
    numbers = "".join(f" {number:^{2 * each}}" for number in range(1, len(first) + 1))
    lines.append(f"{' ' * (margin + 2)}{numbers}".rstrip())
    return lines


def _cell(value: float, top: float, rows: int, row: int, block: str) -> str:
    filled = round(value / top * rows)
    if row <= filled:
        return block
    return SPECK if row == 1 and value > 0 else " "


def _top(most: float) -> float:
    """A round number that is no less than the greatest value."""
    if most <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(most))
    return next((step * power for step in _STEPS if step * power >= most), 10 * power)
