"""What is shown where there is not room for the app."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from factmatrix import Text
from factmatrix_tui.language import say

LEAST = (60, 18)
"""Columns and lines from which the app can be used."""
_TOLD = Text(
    "The terminal is too small.\n{} × {} now, {} × {} needed.\nNothing is lost: make it larger.",
    "终端窗口太小。\n现为 {} × {}，至少需要 {} × {}。\n内容不会丢失，放大窗口即可继续。",
)


class TooSmallScreen(Screen[None]):
    """Lies over whatever was open and goes away when the terminal grows.

    A question may lie over it meanwhile: then it goes away once that is answered.
    """

    def compose(self) -> ComposeResult:
        yield SizeTold()

    def on_screen_resume(self) -> None:
        """There may be room by now."""
        if not is_too_small(*self.app.size):
            self.dismiss()


class SizeTold(Widget):
    """How large the terminal is and how large it must be."""

    def render(self) -> Content:
        """In the middle of the screen."""
        size = self.app.size
        if not is_too_small(*size):  # a question lies over this
            return Content("")
        return Content(say(self, _TOLD).format(size.width, size.height, *LEAST))


def is_too_small(width: int, height: int) -> bool:
    """Whether the app has not enough room."""
    return width < LEAST[0] or height < LEAST[1]
