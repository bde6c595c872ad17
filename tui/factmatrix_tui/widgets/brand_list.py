"""The list of brands: ten thousand of them are drawn a screen at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from factmatrix.desk import Summary
from factmatrix.text import clean
from factmatrix.views.figures import points
from factmatrix_tui.cells import filled
from factmatrix_tui.library import lead_score
from factmatrix_tui.widgets.drawn import CURSOR

OPEN, UNSAVED, INVALID, PROVISIONAL, BLOCKED, NOT_READ = "•", "*", "✗", "?", "!", "…"
_NO_LEAD = "–"


@dataclass(frozen=True, slots=True)
class OpenBrand:
    """The brand that is open, as it is now: it may differ from its file."""

    path: Path
    name: str
    unsaved: bool = False
    invalid: bool = False
    summary: Summary | None = None
    """What the engine says of it now; None before its first answer."""


class BrandList(ScrollView, can_focus=True):
    """One line a brand: signs, name, the letter of the lead and its score."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "go(0)", show=False),
        Binding("end", "go(-1)", show=False),
        Binding("enter", "open_brand", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "brand-list--cursor", "brand-list--open", "brand-list--open-cursor",
    }  # fmt: skip

    cursor = reactive(0)

    @dataclass
    class Opened(Message):
        """A brand was chosen."""

        path: Path

    def __init__(self) -> None:
        super().__init__(id="brands")
        self.paths: Sequence[Path] = ()
        self.summaries: Mapping[Path, Summary] = {}
        self.letters: Mapping[str, str] = {}
        self.open_brand: OpenBrand | None = None

    def show(
        self,
        paths: Sequence[Path],
        summaries: Mapping[Path, Summary],
        letters: Mapping[str, str],
        open_brand: OpenBrand | None,
    ) -> None:
        """Show these brands; the cursor stays on its brand, or where that was."""
        here = self.here
        self.summaries, self.letters, self.open_brand = summaries, letters, open_brand
        if paths is not self.paths:
            self.paths = paths
            self.virtual_size = Size(0, len(paths))
            if here in paths:
                self.cursor = paths.index(here)
            else:
                self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def mark(self, open_brand: OpenBrand | None) -> None:
        """Show how the open brand stands, where that is not shown yet."""
        before, self.open_brand = self.open_brand, open_brand
        if open_brand == before:
            return
        seen = self.seen
        if before and open_brand and before.path == open_brand.path in seen:
            self.refresh_line(self.scroll_offset.y + seen.index(open_brand.path))
        else:
            self.refresh()

    @property
    def here(self) -> Path | None:
        """The brand under the cursor."""
        return self.paths[self.cursor] if self.cursor < len(self.paths) else None

    @property
    def seen(self) -> Sequence[Path]:
        """The brands that are on the screen now."""
        first = self.scroll_offset.y
        return self.paths[first : first + max(1, self.size.height)]

    def go_to(self, path: Path) -> None:
        """The cursor on a brand of the list."""
        if path in self.paths:
            self.cursor = self.paths.index(path)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The line at `y` of the screen."""
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if index >= len(self.paths):
            return Strip.blank(width, self.rich_style)
        path = self.paths[index]
        at_cursor = self.has_focus and index == self.cursor
        style = self._style(is_open=self._is_open(path), at_cursor=at_cursor)
        return Strip([Segment(self._line(path, width, at_cursor=at_cursor), style)], width)

    def _style(self, *, is_open: bool, at_cursor: bool) -> Style:
        if at_cursor and is_open:
            return self.get_component_rich_style("brand-list--open-cursor")
        if at_cursor or is_open:
            name = "brand-list--cursor" if at_cursor else "brand-list--open"
            return self.get_component_rich_style(name)
        return self.rich_style

    def _line(self, path: Path, width: int, *, at_cursor: bool) -> str:
        summary = self.summaries.get(path)
        name = summary.name if summary else path.stem
        sign, state = " ", _state(summary)
        if self.open_brand and self._is_open(path):
            opened, name = self.open_brand, self.open_brand.name
            summary = opened.summary or summary
            state = INVALID if opened.invalid else _state(summary)
            sign = UNSAVED if opened.unsaved else OPEN
        if at_cursor and sign != UNSAVED:
            sign = CURSOR
        tail = _tail(summary, self.letters)
        return f"{sign}{state} {filled(clean(name), max(1, width - len(tail) - 3))}{tail}"

    def _is_open(self, path: Path) -> bool:
        return self.open_brand is not None and path == self.open_brand.path

    # The cursor

    def validate_cursor(self, cursor: int) -> int:
        """A line that exists."""
        return max(0, min(cursor, len(self.paths) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor on the screen."""
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)
        self.refresh()

    def on_resize(self) -> None:
        """The cursor stays on the screen, which may be lower now."""
        self.watch_cursor()

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.cursor += by

    def action_page(self, direction: int) -> None:
        """A screen up or down."""
        self.cursor += direction * max(1, self.size.height - 1)

    def action_go(self, line: int) -> None:
        """To a line; -1 is the last."""
        self.cursor = line % max(1, len(self.paths))

    def action_open_brand(self) -> None:
        """Open the brand under the cursor."""
        if self.here:
            self.post_message(self.Opened(self.here))

    def on_click(self, event: events.Click) -> None:
        """A click opens; the second one of a double click is no other."""
        if event.chain > 1:
            return
        index = event.y + self.scroll_offset.y
        if index < len(self.paths):
            self.cursor = index
            self.action_open_brand()


def _state(summary: Summary | None) -> str:
    if summary and summary.error:
        return INVALID
    return BLOCKED if summary and summary.blocked else " "


def _tail(summary: Summary | None, letters: Mapping[str, str]) -> str:
    """Letter and score of the lead; the sign after them says that little is known."""
    if summary is None:
        return f"  {NOT_READ:>6} "
    if summary.error:
        return " " * 9
    letter = letters.get(summary.lead or "", _NO_LEAD)
    score = points(lead_score(summary)) if summary.lead else ""
    return f" {letter} {score:>5}{PROVISIONAL if summary.provisional else ' '}"
