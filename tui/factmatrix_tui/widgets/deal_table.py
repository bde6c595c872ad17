"""Deals with creators, a line each: ten thousand are drawn a screen at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from wcwidth import width as width_of

from factmatrix.deals.review import ReviewedDeal
from factmatrix.views.columns import GAP, padded
from factmatrix.views.deal_chart import MARKS
from factmatrix.views.deal_columns import CANDIDATE, NAME, ORDER, DealColumn
from factmatrix_tui.language import language_of
from factmatrix_tui.widgets.drawn import CURSOR

By = Literal["gpm", "roi", "net_roi", "name"]

_MEASURED = 200
"""Lines around those shown by which columns are made as wide as they need."""
_SIGN = 3
"""Cells of the cursor's sign and of the mark that a deal has in the chart."""
_LEAST_NAME, _MOST_NAME = 6, 30


class DealTable(ScrollView, can_focus=True):
    """The deals of one denominator, or the candidates, in the order that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"deal-table--head", "deal-table--cursor"}

    cursor = reactive(0)

    @dataclass
    class Pointed(Message):
        """The cursor is on another deal, or other deals are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.deals: Sequence[ReviewedDeal] = ()
        self._given: Sequence[ReviewedDeal] = ()
        self.columns: Sequence[DealColumn] = ORDER
        self.by: By = "gpm"
        self.turned = False

    def show(self, deals: Sequence[ReviewedDeal], *, candidates: bool) -> None:
        """Show these deals, in the order that was chosen."""
        self.columns = CANDIDATE if candidates else ORDER
        self._given = deals
        self.deals = ordered(deals, self.by, turned=self.turned)
        self.virtual_size = Size(self.size.width, len(self.deals) + 1)
        self.cursor = 0
        self.scroll_to(y=0, animate=False, force=True)
        self.refresh()
        self.post_message(self.Pointed())

    def sort(self, by: By) -> None:
        """In another order, or the same the other way round; the cursor goes to the first."""
        self.turned = self.by == by and not self.turned
        self.by = by
        self.show(self._given, candidates=self.columns is CANDIDATE)

    @property
    def here(self) -> ReviewedDeal | None:
        """The deal under the cursor."""
        return self.deals[self.cursor] if self.deals else None

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The head stays; below it the deals that are scrolled to."""
        index = y - 1 + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if y == 0:
            style = self.get_component_rich_style("deal-table--head")
            language = language_of(self)
            text = self._line([c.head.in_(language) for c in self.columns], " " * _SIGN)
        elif index < len(self.deals):
            here = index == self.cursor
            style = self.get_component_rich_style("deal-table--cursor") if here else self.rich_style
            mark = MARKS[index] if index < len(MARKS) and self.columns is ORDER else " "
            text = self._line(self._cells(index), f"{CURSOR if here else ' '}{mark} ")
        else:
            style, text = self.rich_style, ""
        return Strip([Segment(padded(text, width), style)])

    def _cells(self, index: int) -> list[str]:
        language = language_of(self)
        return [column.cell(self.deals[index], language) for column in self.columns]

    def _line(self, texts: Sequence[str], sign: str) -> str:
        cells = zip(texts, self._widths(), self.columns, strict=True)
        return sign + GAP.join(padded(text, width, column.align) for text, width, column in cells)

    def _widths(self) -> list[int]:
        """As wide as what is near the lines shown; the name has what is left."""
        language, top = language_of(self), max(0, self.scroll_offset.y // _MEASURED * _MEASURED)
        key = (language, top, self.size.width, id(self.deals), id(self.columns))
        if self._measured is None or self._measured[0] != key:
            near = range(top, min(len(self.deals), top + 2 * _MEASURED))
            rows = [[column.head.in_(language) for column in self.columns]]
            rows += [self._cells(index) for index in near]
            widths = [max(width_of(row[i]) for row in rows) for i in range(len(self.columns))]
            place = self.columns.index(NAME)
            others = sum(widths) - widths[place] + len(GAP) * (len(widths) - 1) + _SIGN
            room = self.scrollable_content_region.width - others
            widths[place] = max(_LEAST_NAME, min(_MOST_NAME, widths[place], room))
            self._measured = key, widths
        return self._measured[1]

    _measured: tuple[object, list[int]] | None = None

    # Moving

    def validate_cursor(self, cursor: int) -> int:
        """A line that exists."""
        return max(0, min(cursor, len(self.deals) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor on the screen, below the head."""
        top, rows = self.scroll_offset.y, max(1, self.size.height - 1)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + rows:
            self.scroll_to(y=self.cursor - rows + 1, animate=False, force=True)
        self.refresh()
        self.post_message(self.Pointed())

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.cursor += by

    def action_page(self, direction: int) -> None:
        """A screen up or down."""
        self.cursor += direction * max(1, self.size.height - 2)

    def on_click(self, event: events.Click) -> None:
        """A click goes to a deal."""
        index = event.y - 1 + self.scroll_offset.y
        if event.y > 0 and index < len(self.deals):
            self.cursor = index


def ordered(deals: Sequence[ReviewedDeal], by: By, *, turned: bool) -> Sequence[ReviewedDeal]:
    """Figures from high to low, names from A to Z, or turned round; unknown figures come last."""
    if by == "name":
        return sorted(deals, key=lambda d: d.deal.name.casefold(), reverse=turned)
    sign = 1 if turned else -1

    def place(deal: ReviewedDeal) -> tuple[bool, float]:
        figure: float | None = getattr(deal.deal, by)
        return figure is None, sign * (figure or 0.0)

    return sorted(deals, key=place)
