"""A column of fields: the arrow keys walk from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from factmatrix_tui.widgets.containers import VerticalScroll


class Fields(VerticalScroll, can_focus=False):
    """Fields and tables below each other; what can take the cursor is walked through in order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "walk(1)", show=False),
        Binding("up", "walk(-1)", show=False),
        Binding("pagedown", "walk(8)", show=False),
        Binding("pageup", "walk(-8)", show=False),
        Binding("home", "walk(-1000)", show=False),
        Binding("end", "walk(1000)", show=False),
    ]

    def stops(self) -> Iterator[Widget]:
        """What the cursor can stand on, from top to bottom."""
        return (child for child in self.children if child.focusable)

    def action_walk(self, by: int) -> None:
        """So many stops on or back, at most to the end."""
        stops = list(self.stops())
        here = next((i for i, stop in enumerate(stops) if stop.has_focus_within), None)
        if stops:
            at = 0 if here is None else max(0, min(here + by, len(stops) - 1))
            self.stand_on(stops[at])

    def stand_on(self, stop: Widget) -> None:
        """Put the cursor there and bring it into view, with what stands above the first stop."""
        self.screen.set_focus(stop, scroll_visible=False)
        self.bring_into_view(stop)

    def bring_into_view(self, stop: Widget) -> None:
        """Scroll there, wherever the cursor is by now."""
        if stop is next(self.stops(), None):
            self.scroll_home(animate=False)
        else:
            self.scroll_to_widget(stop, animate=False)
