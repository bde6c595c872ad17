"""The language of the screen, and text that is safe to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from textual.content import Content
from textual.widget import Widget

from factmatrix import Text
from factmatrix.desk import Language

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from factmatrix_tui.app import FactApp


@runtime_checkable
class Spoken(Protocol):
    """A screen that writes texts into its parts, which drawing again does not change."""

    def language_changed(self) -> None:
        """Write them in the language of now."""


def language_of(widget: Widget) -> Language:
    """The language in which the app speaks now."""
    return cast("FactApp", widget.app).language


def say(widget: Widget, text: Text | str) -> str:
    """A text in the app's language; what is the same in all, such as a name, as it is."""
    return text.in_(language_of(widget)) if isinstance(text, Text) else text


def tell(
    widget: Widget, said: Text, severity: SeverityLevel = "information", seconds: float = 5
) -> None:
    """Say something in the corner of the screen, for so many seconds."""
    cast("FactApp", widget.app).tell(said, severity, seconds)


def plain(text: str, style: str = "") -> Content:
    """Text that is drawn as it is: nothing in it is read as markup."""
    return Content.styled(text, style) if style else Content(text)
