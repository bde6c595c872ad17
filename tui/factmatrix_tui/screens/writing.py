"""A page for a text of several lines: notes, and where a number comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import TextArea

from factmatrix import Text
from factmatrix_tui.widgets.hint import Hint
from factmatrix_tui.widgets.said import Said

_KEPT = ("escape", Text("Back; what is written stays", "返回，已写内容会保留"))


class WritingScreen(ModalScreen[None]):
    """Every keystroke is given on, so that nothing typed is lost with the page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "leave", show=False, priority=True),
    ]

    def __init__(
        self, title: Text, explanation: Text, text: str, changed: Callable[[str], None]
    ) -> None:
        super().__init__()
        self.heading = title
        self.explanation = explanation
        self.text = text
        self.changed = changed

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Said(self.heading, classes="dialog-title")
            yield Said(self.explanation, classes="dialog-line")
            yield TextArea(self.text, soft_wrap=True, compact=True, tab_behavior="focus")
            yield Hint(_KEPT)

    @on(TextArea.Changed)
    def _written(self, event: TextArea.Changed) -> None:
        event.stop()
        if event.text_area.text != self.text:
            self.text = event.text_area.text
            self.changed(self.text)

    def action_leave(self) -> None:
        """Back to the form; the text is kept."""
        self.dismiss()
