"""Lines that are drawn again only when they change, and laid out again only when their number does.

Most key presses change a few figures and move nothing; laying the screen out each time would cost
more than all the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from factmatrix_tui.widgets.drawn import Kept


class Lines(Kept, Static):
    """Content line by line; nothing is shown where there are no lines."""

    def __init__(self, id: str) -> None:  # noqa: A002 - as every widget
        super().__init__(id=id)
        self._lines: tuple[Content, ...] = ()
        self.display = False

    def show(self, lines: Sequence[Content], *, steady: bool = False) -> None:
        """Show these lines, which fit into the width.

        `steady` keeps the height where less would do, so that what is below does not jump while
        somebody types.
        """
        if steady and lines:
            lines = [*lines, *[Content("")] * (len(self._lines) - len(lines))]
        before, self._lines = self._lines, tuple(lines)
        if len(before) == len(lines) and all(map(Content.is_same, before, lines)):
            return
        if bool(before) != bool(lines):
            self.display = bool(lines)
        self.update(Content("\n").join(lines), layout=len(before) != len(lines))
