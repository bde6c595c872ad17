"""Jump mode: a letter beside everything that the cursor can go to; one key goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.errors import NoWidget
from textual.geometry import Offset, Region
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.tab_line import TabLine

LETTERS = "asdfghjklqwertyuiopzxcvbnmASDFGHJKLQWERTYUIOPZXCVBNM1234567890"
"""In the order in which they are given out: those under the fingers first."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place on the screen, and what going there does."""

    at: Offset
    go: Callable[[], object]


def targets(screen: Screen[None]) -> list[Target]:
    """What can be gone to now: tabs, brands and every line that takes the cursor, top to bottom."""
    found = [*_tabs(screen), *_brands(screen), *_lines(screen)]
    return sorted(found, key=lambda target: (target.at.x > 0, target.at.y, target.at.x))


def _seen(screen: Screen[None], widget: Widget) -> Region:
    """The part of a widget that is on the screen."""
    try:
        return screen.find_widget(widget).visible_region
    except NoWidget:
        return Region()


def _tabs(screen: Screen[None]) -> Iterator[Target]:
    for line in screen.query(TabLine):
        region = _seen(screen, line)
        for start, _, tab in line.places if region else ():
            at = Offset(region.x + start, region.y)
            yield Target(at, partial(line.post_message, TabLine.Chosen(tab)))


def _brands(screen: Screen[None]) -> Iterator[Target]:
    for brands in screen.query(BrandList):
        region = _seen(screen, brands)
        for y, path in enumerate(brands.seen[: region.height]):
            at = Offset(region.x, region.y + y)
            yield Target(at, partial(brands.post_message, BrandList.Opened(path)))


def _lines(screen: Screen[None]) -> Iterator[Target]:
    for widget in screen.query("*"):
        region = _seen(screen, widget) if widget.focusable else Region()
        if region and not isinstance(widget, BrandList):
            yield Target(region.offset, partial(screen.set_focus, widget))


class JumpScreen(ModalScreen[Target | None]):
    """Letters over the screen below; a letter gives its target, any other key none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, found: Sequence[Target]) -> None:
        super().__init__()
        self.by_letter = dict(zip(LETTERS, found, strict=False))

    def compose(self) -> ComposeResult:
        for letter, target in self.by_letter.items():
            label = Static(letter, markup=False, classes="jump-letter")
            label.styles.position = "absolute"
            label.styles.offset = target.at
            yield label

    def on_key(self, event: events.Key) -> None:
        """One key goes there."""
        event.stop()
        self.dismiss(self.by_letter.get(event.character or ""))

    def on_click(self) -> None:
        """A click leaves."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Nothing changes."""
        self.dismiss(None)
