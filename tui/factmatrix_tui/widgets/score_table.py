"""Brands × positions: ten thousand brands are drawn a screen at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from wcwidth import rjust

from factmatrix import Text
from factmatrix.desk import Summary
from factmatrix.text import clean
from factmatrix.views.figures import points
from factmatrix_tui.cells import cells, cut, filled
from factmatrix_tui.language import say
from factmatrix_tui.library import lead_score

BRAND, LEAD = Text("Brand", "品牌"), Text("Lead", "主推")
_BLOCKS = "▁▂▃▄▅▆▇█"
"""A score of 0 to 100 as a height, so that it is seen without colour."""
_STRONGEST = 0.5
"""How much of the theme's colour lies behind a score of 100; the text stays legible."""
FAILED, BLOCKED, PROVISIONAL = "✗", "!", "?"
_SIDE = 2
"""Cells between columns."""
_LEAST, _MOST = 9, 22
"""Cells of a column; the least hold a mark, 100.0 and its block."""
_LEAST_TITLE = 14
"""Cells below which a title is not cut any more: its letter stands for it."""
_LEAST_NAME, _MOST_NAME = 12, 40


class Column(NamedTuple):
    """A position as a column: its id, letter and title."""

    id: str
    letter: str
    title: Text


class ScoreTable(ScrollView, can_focus=True):
    """A line a brand; ◆ marks the lead, a block how high a score is, an arrow the order.

    Left and right mark a column, `sort` sorts by it: scores from high to low, names from A to Z,
    once more the other way round. What has no score comes last either way.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
        Binding("left", "mark(-1)", show=False),
        Binding("right", "mark(1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"score-table--head", "score-table--cursor"}

    cursor = reactive(0)

    @dataclass
    class Chosen(Message):
        """A brand is to be opened."""

        path: Path

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = columns
        self.paths: Sequence[Path] = ()
        self.summaries: Mapping[Path, Summary] = {}
        self._longest = 0
        self._marked = 0
        self._by = 0
        self._turned = False

    def show(self, paths: Sequence[Path], summaries: Mapping[Path, Summary]) -> None:
        """Show these brands in the order that was chosen; the cursor stays on its brand."""
        here = self.paths[self.cursor] if self.cursor < len(self.paths) else None
        self.summaries = summaries
        self.paths = self._sorted(paths)
        self.cursor = self.paths.index(here) if here in self.paths else 0
        self._longest = max((cells(self._name_of(path)) for path in self.paths), default=0) + 2
        self._measure()

    def _measure(self) -> None:
        self.virtual_size = Size(sum(self._widths()) - _SIDE, len(self.paths) + 1)
        self.refresh()

    def on_resize(self) -> None:
        """Columns are as wide as there is room."""
        self._measure()

    # Order

    def sort(self) -> None:
        """By the marked column, or the other way round where it is the order already."""
        self._turned = self._by == self._marked and not self._turned
        self._by = self._marked
        self.show(self.paths, self.summaries)

    def _sorted(self, paths: Sequence[Path]) -> Sequence[Path]:
        """Two stable steps: by name, then by score with what has none at the end."""
        named = sorted(paths, key=self._name_of, reverse=self._by == 0 and self._turned)
        if self._by == 0:
            return named
        scores = {path: self._score(path, self._by) for path in named}
        sign = 1 if self._turned else -1
        return sorted(named, key=lambda path: _last_if_none(scores[path], sign))

    def _name_of(self, path: Path) -> str:
        summary = self.summaries.get(path)
        return (summary.name if summary else path.stem).casefold()

    def _score(self, path: Path, column: int) -> float | None:
        summary = self.summaries.get(path)
        if summary is None:
            return None
        if column > len(self.columns):
            return lead_score(summary)
        return summary.scores.get(self.columns[column - 1].id)

    # Drawing

    def _widths(self) -> list[int]:
        """Cells of name, positions and lead, the room between columns included."""
        count = len(self.columns) + 1
        width = self.scrollable_content_region.width or 80
        room = min(_MOST_NAME, width - count * (_LEAST + _SIDE), self._longest)
        name = max(_LEAST_NAME, room)
        each = max(_LEAST, min(_MOST, (width - name) // count - _SIDE))
        return [name + _SIDE, *[each + _SIDE] * count]

    def render_line(self, y: int) -> Strip:
        """The head stays; below it the brands that are scrolled to."""
        index = y - 1 + self.scroll_offset.y
        if y == 0:
            segments = self._head()
        elif index < len(self.paths):
            segments = self._row(index)
        else:
            segments = iter(())
        width = self.scrollable_content_region.width
        strip = Strip(segments).adjust_cell_length(
            max(width, self.virtual_size.width), self.rich_style
        )
        x = self.scroll_offset.x
        return strip.crop(x, x + width)

    def _head(self) -> Iterator[Segment]:
        style = self.get_component_rich_style("score-table--head")
        texts = [say(self, BRAND)]
        titles = [f"{c.letter} {say(self, c.title)}" for c in self.columns]
        room = self._widths()[1] - _SIDE - 1
        cramped = room < _LEAST_TITLE and any(cells(title) > room for title in titles)
        texts += [c.letter for c in self.columns] if cramped else titles
        for i, (text, width) in enumerate(
            zip([*texts, say(self, LEAD)], self._widths(), strict=True)
        ):
            arrow = ("▲" if self._turned != (i == 0) else "▼") if i == self._by else ""
            room = width - _SIDE - cells(arrow)
            said = cut(clean(text), room) + arrow
            said = filled(said, width - _SIDE) if i == 0 else rjust(said, width - _SIDE)
            marked = style + Style(reverse=True) if i == self._marked else style
            yield Segment(said, marked)
            yield Segment(" " * _SIDE, style)

    def _row(self, index: int) -> Iterator[Segment]:
        path = self.paths[index]
        summary = self.summaries.get(path)
        here = index == self.cursor
        plain = self.get_component_rich_style("score-table--cursor") if here else self.rich_style
        first, *widths = self._widths()
        name = clean(summary.name if summary else path.stem)
        sign = _sign(summary)
        yield Segment(filled(sign + name, first - _SIDE) + " " * _SIDE, plain)
        if summary is None:
            yield Segment(rjust("…", widths[0] - _SIDE), plain)
            return
        for column, width in enumerate(widths, start=1):
            score = self._score(path, column)
            if column <= len(self.columns):
                lead = self.columns[column - 1].id == summary.lead
                mark = "◆" if lead else ""
            else:
                mark = next((c.letter for c in self.columns if c.id == summary.lead), "")
            block = _BLOCKS[min(int((score or 0) / 100 * 8), 7)] if score is not None else " "
            style = plain if here or score is None else plain + self._shade(score)
            said = points(score) if self._answered(summary, column) else FAILED
            yield Segment(rjust(f"{mark} {said} {block}", width - _SIDE), style)
            yield Segment(" " * _SIDE, plain)

    def _answered(self, summary: Summary, column: int) -> bool:
        """Whether the position was scored, be it that its score is unknown."""
        if summary.error:
            return False
        return column > len(self.columns) or self.columns[column - 1].id in summary.scores

    def _shade(self, score: float) -> Style:
        colour = self.app.theme_variables["primary"]
        behind = self.background_colors[1].blend(Color.parse(colour), score / 100 * _STRONGEST)
        return Style(bgcolor=behind.rich_color)

    # Moving

    def validate_cursor(self, cursor: int) -> int:
        """A line that exists."""
        return max(0, min(cursor, len(self.paths) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor on the screen, below the head."""
        top, rows = self.scroll_offset.y, max(1, self.size.height - 1)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + rows:
            self.scroll_to(y=self.cursor - rows + 1, animate=False, force=True)
        self.refresh()

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.cursor += by

    def action_page(self, direction: int) -> None:
        """A screen up or down."""
        self.cursor += direction * max(1, self.size.height - 2)

    def action_mark(self, by: int) -> None:
        """Another column."""
        self._marked = (self._marked + by) % (len(self.columns) + 2)
        widths = self._widths()
        region = Region(sum(widths[: self._marked]), self.scroll_offset.y, widths[self._marked], 1)
        self.scroll_to_region(region, animate=False, force=True)
        self.refresh()

    def choose(self) -> None:
        """The brand under the cursor is to be opened."""
        if self.paths:
            self.post_message(self.Chosen(self.paths[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """A click on the head sorts, on a brand opens it."""
        if event.y == 0:
            self._marked = self._column_at(event.x + self.scroll_offset.x)
            self.sort()
            return
        index = event.y - 1 + self.scroll_offset.y
        if index < len(self.paths):
            self.cursor = index
            self.choose()

    def _column_at(self, x: int) -> int:
        widths = self._widths()
        return next((i for i in range(len(widths)) if x < sum(widths[: i + 1])), 0)


def _sign(summary: Summary | None) -> str:
    """What is the matter with a whole brand."""
    if summary and summary.error:
        return f"{FAILED} "
    if summary and summary.blocked:
        return f"{BLOCKED} "
    return f"{PROVISIONAL} " if summary and summary.provisional else ""


def _last_if_none(score: float | None, sign: int) -> tuple[bool, float]:
    return (score is None, 0.0 if score is None else sign * score)
