"""A scatter of CPM against GPM in text: what deals cost, what they sell, and where they break even.

Both axes are logarithmic where their figures differ by more than a factor of ten.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from factmatrix.deals.review import ReviewedDeal
from factmatrix.text import Language, Text
from factmatrix.views.columns import padded
from factmatrix.views.deal_columns import amount

MARKS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The marks of the first deals; those behind them share one."""
OTHER, SEVERAL, HERE = "+", "#", "@"
NONE_PAYS, ALL_PAY = "-", "="
_SPREAD = 10
_LABEL = 8
_WIDER = 1.15
"""Room beside the outermost deals, so that none lies on the frame."""

NOTHING_TO_DRAW = Text(
    "No deal has both a cost and sales per 1,000 of what is counted: nothing to draw.",
    "没有哪笔合作同时有千次成本和千次成交，画不出图。",
)
_LINE = Text(f"{ALL_PAY} break-even: above it deals pay", f"{ALL_PAY} 保本线，线上方回本")
_BAND = Text(
    f"above {ALL_PAY} every deal pays, below {NONE_PAYS} none does",
    f"{ALL_PAY} 以上都回本，{NONE_PAYS} 以下都亏",
)
_BELOW = Text(f"below {NONE_PAYS} none pays", f"{NONE_PAYS} 以下都亏")
_SIGNS = Text(
    f"{HERE} this deal, {OTHER} others, {SEVERAL} several",
    f"{HERE} 光标所在，{OTHER} 其他，{SEVERAL} 多笔重叠",
)
_LOG = Text("log", "对数轴")
_NOT_DRAWN = Text("{} not drawn", "{} 笔未画出")


class _Axis(NamedTuple):
    """Figures from `low` to `high` over so many cells."""

    low: float
    high: float
    cells: int
    log: bool

    @classmethod
    def over(cls, figures: Sequence[float], cells: int) -> _Axis:
        low, high = min(figures), max(figures)
        log = high > _SPREAD * low
        if log or low == high:
            return cls(low / _WIDER, high * _WIDER, cells, log)
        return cls(max(0.0, low - (high - low) / 10), high + (high - low) / 10, cells, log=False)

    def cell(self, figure: float) -> int:
        """The cell that a figure falls into, below 0 or past the last outside of the axis."""
        if figure <= 0:
            return -1
        low, high, at = self.low, self.high, figure
        if self.log:
            low, high, at = math.log(low), math.log(high), math.log(at)
        return math.floor((at - low) / (high - low) * self.cells)

    def figure(self, cell: int) -> float:
        """The figure in the middle of a cell."""
        part = (cell + 0.5) / self.cells
        if self.log:
            return self.low * math.exp(part * math.log(self.high / self.low))
        return self.low + part * (self.high - self.low)


def chart(
    deals: Sequence[ReviewedDeal], here: int | None, width: int, height: int, language: Language
) -> list[str]:
    """The chart in at most so many cells and lines; `here` is the place of the deal pointed at."""
    drawn = [
        (place, deal.deal.cpm, deal.deal.gpm)
        for place, deal in enumerate(deals)
        if deal.deal.cpm and deal.deal.gpm
    ]
    if not drawn:
        return [NOTHING_TO_DRAW.in_(language)]
    least = min(deal.verdict.least_margin for deal in deals)
    most = max(deal.verdict.most_margin for deal in deals)
    costs, sales = [cpm for _, cpm, _ in drawn], [gpm for _, _, gpm in drawn]
    across = _Axis.over(costs, max(10, width - _LABEL - 1))
    typical = math.sqrt(across.figure(0) * across.figure(across.cells - 1))
    lines = [(sign, margin) for sign, margin in ((NONE_PAYS, most), (ALL_PAY, least)) if margin > 0]
    up = _Axis.over([*sales, *(typical / margin for _, margin in lines)], max(3, height - 3))
    grid = [[" "] * across.cells for _ in range(up.cells)]
    for sign, margin in lines:
        for column in range(across.cells):
            row = up.cell(across.figure(column) / margin)
            if 0 <= row < up.cells:
                grid[row][column] = sign
    taken: dict[tuple[int, int], int] = {}
    for place, cpm, gpm in drawn:
        row, column = up.cell(gpm), across.cell(cpm)
        mark = MARKS[place] if place < len(MARKS) else OTHER
        grid[row][column] = SEVERAL if (row, column) in taken else mark
        taken.setdefault((row, column), place)
    for place, cpm, gpm in drawn:
        if place == here:
            grid[up.cell(gpm)][across.cell(cpm)] = HERE
    return [
        padded(f"GPM  {_legend(least, most, len(deals) - len(drawn), language)}", width).rstrip(),
        *_rows(grid, up, language),
        *_foot(across, up, language),
    ]


def _rows(grid: list[list[str]], up: _Axis, language: Language) -> list[str]:
    labelled = {0, len(grid) // 2, len(grid) - 1}
    return [
        padded(amount(_short(up.figure(row)), language) if row in labelled else "", _LABEL, "right")
        + "│"
        + "".join(grid[row]).rstrip()
        for row in reversed(range(len(grid)))
    ]


def _foot(across: _Axis, up: _Axis, language: Language) -> list[str]:
    low, middle, high = (
        amount(_short(across.figure(cell)), language)
        for cell in (0, across.cells // 2, across.cells - 1)
    )
    log = _LOG.in_(language)
    axes = [name for name, axis in (("GPM", up), ("CPM", across)) if axis.log]
    noted = f" ({log}{': ' if language == 'en' else '：'}{', '.join(axes)})" if axes else ""
    half = across.cells // 2
    below = f"{low:<{half - len(middle) // 2}}{middle}"
    below += f"{high:>{across.cells - len(below)}}"
    frame = "─" * across.cells
    signs = f"CPM{noted}  {_SIGNS.in_(language)}"
    return [
        " " * _LABEL + "└" + frame,
        " " * (_LABEL + 1) + below,
        padded(signs, _LABEL + 1 + across.cells).rstrip(),
    ]


def _legend(least: float, most: float, not_drawn: int, language: Language) -> str:
    if least == most > 0:
        said = [_LINE.in_(language)]
    elif least > 0:
        said = [_BAND.in_(language)]
    else:
        said = [_BELOW.in_(language)] if most > 0 else []
    if not_drawn:
        said.append(_NOT_DRAWN.in_(language).format(f"{not_drawn:,}"))
    return ("; " if language == "en" else "；").join(said)


def _short(figure: float) -> float:
    """A figure with two digits that count, as an axis needs."""
    return float(f"{figure:.2g}")
