"""Words of the app that follow its language."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size

from factmatrix import Text
from factmatrix.text import clean
from factmatrix_tui.cells import cells, hung
from factmatrix_tui.language import language_of, say
from factmatrix_tui.widgets.drawn import Drawn


class Said(Drawn):
    """A text, or what a function says now; it is asked again whenever it is drawn."""

    def __init__(self, said: Text | str | Callable[[], str], *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._said = said

    def drawn(self, width: int) -> Content:
        """The words in the language of now, as a paragraph."""
        return hung("", self._words(), width, language_of(self))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All of it in one line."""
        return cells(clean(self._words()))

    def _words(self) -> str:
        said = self._said
        if isinstance(said, Text):
            return say(self, said)
        return said if isinstance(said, str) else said()
