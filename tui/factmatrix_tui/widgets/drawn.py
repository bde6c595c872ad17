"""Widgets that break their lines themselves, so that these hang under the right column."""

from __future__ import annotations

from typing import Self

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from factmatrix.desk import EnteredProblem, Language
from factmatrix_tui.cells import hung

CURSOR = "›"


class Kept(Widget):
    """Keeps its lines as they were drawn, until something asks for new ones.

    Textual asks every widget of a page for its lines when one of them changes.
    """

    auto_links = reactive(False)  # no text of ours has links, and to look for them takes its time
    _kept: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that are kept, or new ones."""
        if self._kept is None or self._kept[0] != crop:
            self._kept = crop, super().render_lines(crop)
        return self._kept[1]

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw anew."""
        self._kept = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Other styles draw other lines."""
        self._kept = None
        super().notify_style_update()


class Pointed(Kept):
    """Has a sign in the padding before its first line while the cursor is on it or in it."""

    @property
    def pointed_at(self) -> bool:
        """Whether the cursor is here. Asked at every drawing: `has_focus_within` looks for long."""
        return self.has_focus

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines, the first one with the sign."""
        lines = super().render_lines(crop)
        if not (lines and self.pointed_at and crop.x == crop.y == 0):
            return lines
        first = lines[0]
        style = next((s.style for s in first if s.style and s.style.color), self.rich_style)
        return [Strip.join([Strip([Segment(CURSOR, style)], 1), first.crop(1)]), *lines[1:]]


class Drawn(Kept):
    """Asks `drawn` for its lines, also when the height that they take is to be known."""

    def drawn(self, width: int) -> Content:
        """The lines, each at most so many cells wide."""
        raise NotImplementedError

    def render(self) -> Content:
        """The lines at the width that there is."""
        return self.drawn(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines there will be; `size` may not be asked for while it is settled."""
        if self.children:
            return super().get_content_height(container, viewport, width)
        return self.drawn(width).plain.count("\n") + 1


def complaint(problem: EnteredProblem, indent: str, width: int, language: Language) -> Content:
    """What is wrong, below the thing it is about; its sign tells errors from warnings."""
    error = problem.severity == "error"
    mark, style = ("✗", "$text-error") if error else ("!", "$text-warning")
    return hung(f"{indent}{mark} ", problem.message.in_(language), width, language, style)
