"""Words of the app that follow its language."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from factmatrix import Text
from factmatrix.text import clean
from factmatrix_tui.language import say
from factmatrix_tui.widgets.drawn import Kept


class Said(Static, Kept):
    """A text, or what a function says now; it is asked again whenever it is drawn."""

    def __init__(self, said: Text | str | Callable[[], str], *, classes: str = "") -> None:
        super().__init__(classes=classes, markup=False)
        self._said = said

    def render(self) -> Content:
        """The words in the language of now."""
        said = self._said
        if isinstance(said, str):
            return Content(clean(said))
        return Content(clean(say(self, said) if isinstance(said, Text) else said()))
