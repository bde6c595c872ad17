"""The tabs of the form in one line, as many as fit around the open one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from factmatrix_tui.cells import cells, cut
from factmatrix_tui.language import say
from factmatrix_tui.tabs import Tab
from factmatrix_tui.widgets.drawn import Kept


class TabLine(Kept):
    """Titles with a sign for what is wrong below them.

    ‹ and › lead to those that do not fit, and have the gravest sign of these.
    """

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        tab: str

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__(id="tabs")
        self.tabs = tabs
        self.open = tabs[0].id
        self.signs: Mapping[str, str] = {}
        self.places: list[tuple[int, int, str]] = []

    def show(self, open_tab: str, signs: Mapping[str, str]) -> None:
        """Mark the open tab, and tabs with a sign such as ✗ for errors in them."""
        if (open_tab, signs) != (self.open, self.signs):
            self.open, self.signs = open_tab, signs
            self.refresh()

    def render(self) -> Content:
        """The line; the open tab stands in brackets, so that it is told without colour."""
        titles = [f"{say(self, tab.title)}{self.signs.get(tab.id, '')}" for tab in self.tabs]
        here = next(i for i, tab in enumerate(self.tabs) if tab.id == self.open)
        signs = [self.signs.get(tab.id, "") for tab in self.tabs]
        widths = [cells(title) + 2 for title in titles]
        first, last = _window(widths, signs, here, self.size.width)
        parts: list[str | tuple[str, str]] = []
        self.places = []
        at = 0

        def add(text: str, style: str, tab: str) -> None:
            nonlocal at
            parts.append((text, style))
            self.places.append((at, at + cells(text), tab))
            at += cells(text)

        if first > 0:
            add(f"{_gravest(signs[:first])}‹", "bold", self.tabs[first - 1].id)
        for i in range(first, last):
            title = cut(titles[i], max(1, self.size.width - 4))
            is_open = i == here
            style = "bold reverse" if is_open else ""
            add(f"[{title}]" if is_open else f" {title} ", style, self.tabs[i].id)
        if last < len(titles):
            add(f"›{_gravest(signs[last:])}", "bold", self.tabs[last].id)
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Open what was clicked."""
        for start, end, tab in self.places:
            if start <= event.x < end:
                self.post_message(self.Chosen(tab))


def _gravest(signs: Sequence[str]) -> str:
    """Of tabs that are not seen: ✗ where one of them has errors, else ! where one is doubtful."""
    return next((sign for sign in ("✗", "!") if sign in signs), "")


def _window(widths: Sequence[int], signs: Sequence[str], here: int, room: int) -> tuple[int, int]:
    """The longest run of tabs around the open one that fits, arrows included: first, after last."""
    first, last = here, here + 1

    def fits(first: int, last: int) -> bool:
        left = cells(f"‹{_gravest(signs[:first])}") if first > 0 else 0
        right = cells(f"›{_gravest(signs[last:])}") if last < len(widths) else 0
        return left + sum(widths[first:last]) + right <= room

    while True:
        if last < len(widths) and fits(first, last + 1):
            last += 1
        elif first > 0 and fits(first - 1, last):
            first -= 1
        else:
            return first, last
