"""Widgets that break their lines themselves, so that these hang under the right column."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from factmatrix.desk import EnteredProblem, Language
from factmatrix_tui.cells import hung


class Drawn(Widget):
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
