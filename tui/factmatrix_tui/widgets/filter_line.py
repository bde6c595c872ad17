"""The line in which one types what to look for among the brands."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from factmatrix import Text
from factmatrix_tui.language import say

_PLACEHOLDER = Text("name, category, tag, lead", "名称、类目、标签、主推")


class FilterLine(Input):
    """There while something is typed into it; escape empties it and goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear_and_leave", show=False),
        Binding("enter,down", "leave", show=False),
    ]

    class Wanted(Message):
        """Something else is looked for: `words`."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self) -> None:
        super().__init__(id="filter", compact=True)
        self.display = False
        self._back: Widget | None = None

    def begin(self, words: str | None = None) -> None:
        """Show the line and put the cursor into it; with `words` only show them."""
        self.speak()
        self.display = True
        if words is not None:
            self.value = words
        elif not self.has_focus:
            self._back = self.screen.focused
            self.screen.set_focus(self)  # at once: the next letter is for this line

    def speak(self) -> None:
        """Say in the language of now what can be looked for."""
        self.placeholder = say(self, _PLACEHOLDER)

    def action_clear_and_leave(self) -> None:
        """All brands again; the cursor is where it was before."""
        self.value = ""
        self._go(self._back)

    def action_leave(self) -> None:
        """The words stay; the cursor goes to the brands that were found."""
        self._go(None)

    def _go(self, back: Widget | None) -> None:
        self.display = bool(self.value)
        self.screen.set_focus(back if back and back.focusable else self.screen.query_one("#brands"))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Wanted(event.value))
