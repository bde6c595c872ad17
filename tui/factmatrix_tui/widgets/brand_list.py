"""The list of brands: ten thousand of them are drawn a screen at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from wcwidth import clip, ljust

from factmatrix.desk import Summary
from factmatrix.text import clean
from factmatrix.views.figures import points
from factmatrix_tui.library import lead_score


class BrandList(ScrollView, can_focus=True):
    """One line a brand: marks, name, the letter of the lead and its score."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
        Binding("enter", "open", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "brand-list--cursor", "brand-list--open", "brand-list--muted",
    }  # fmt: skip

    cursor = reactive(0)

    @dataclass
    class Opened(Message):
        """A brand was chosen."""

        path: Path

    @dataclass
    class Seen(Message):
        """These brands are on the screen now."""

        paths: tuple[Path, ...]

    def __init__(self) -> None:
        super().__init__(id="brands")
        self.paths: Sequence[Path] = ()
        self.summaries: Mapping[Path, Summary] = {}
        self.letters: Mapping[str, str] = {}
        self.marked: Mapping[Path, str] = {}
        self.open_path: Path | None = None

    def show(
        self,
        paths: Sequence[Path],
        summaries: Mapping[Path, Summary],
        letters: Mapping[str, str],
        marked: Mapping[Path, str],
        open_path: Path | None,
    ) -> None:
        """Show these brands; `marked` has a sign for each unsaved or invalid one."""
        here = self.paths[self.cursor] if self.cursor < len(self.paths) else open_path
        self.paths, self.summaries, self.letters = paths, summaries, letters
        self.marked, self.open_path = marked, open_path
        self.cursor = paths.index(here) if here in paths else 0
        self.virtual_size = Size(self.size.width, len(paths))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line at `y` of the screen."""
        index = y + self.scroll_offset.y
        width = self.size.width
        style = self.rich_style
        if index >= len(self.paths):
            return Strip.blank(width, style)
        path = self.paths[index]
        if path == self.open_path:
            style = self.get_component_rich_style("brand-list--open")
        if index == self.cursor and self.has_focus:
            style = self.get_component_rich_style("brand-list--cursor")
        return Strip([Segment(self._line(path, width), style)])

    def _line(self, path: Path, width: int) -> str:
        summary = self.summaries.get(path)
        score, letter, sign = "", " ", self.marked.get(path, " ")
        name = clean(summary.name if summary else path.stem)
        if summary and summary.error:
            sign = "✗"
        elif summary:
            letter = self.letters.get(summary.lead or "", "–")
            score = points(lead_score(summary)) + ("?" if summary.provisional else " ")
        tail = f" {letter} {score:>6}"
        room = max(1, width - len(tail) - 2)
        if wcs(name) > room:
            name = clip(name, 0, room - 1) + "…"
        return f"{sign} {ljust(name, room)}{tail}"

    def validate_cursor(self, cursor: int) -> int:
        """A line that exists."""
        return max(0, min(cursor, len(self.paths) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor on the screen."""
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)
        self.refresh()

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Tell what is seen, so that it is read first."""
        super().watch_scroll_y(old, new)
        first = int(new)
        self.post_message(self.Seen(tuple(self.paths[first : first + self.size.height])))

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.cursor += by

    def action_page(self, direction: int) -> None:
        """A screen up or down."""
        self.cursor += direction * max(1, self.size.height - 1)

    def action_open(self) -> None:
        """Open the brand under the cursor."""
        if self.paths:
            self.post_message(self.Opened(self.paths[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """A click opens."""
        index = event.y + self.scroll_offset.y
        if index < len(self.paths):
            self.cursor = index
            self.action_open()


def wcs(text: str) -> int:
    """Cells that a text takes."""
    from wcwidth import wcswidth

    return max(0, wcswidth(text))
