"""A question with a few answers, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Button

from factmatrix import Text
from factmatrix_tui.cells import cells
from factmatrix_tui.keys import key_name
from factmatrix_tui.language import say, tell
from factmatrix_tui.widgets.said import Said

SEEN = 0.8
"""Seconds after which somebody who was typing has seen a question and taken the hands away."""
_AROUND = 3
"""Cells beside the words of a button, up to the next one."""
_NEEDED = Text("Answer this first, so that nothing is lost.", "请先回答，以免内容丢失。")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its id, what stands on its button, and the key that gives it."""

    id: str
    label: Text
    key: str


def label(screen: Screen[Any], choice: Choice) -> Content:
    """What stands on the button of an answer: its words and its key."""
    return Content(f"{say(screen, choice.label)} [{key_name(choice.key)}]")


class Ask(ModalScreen[str | None]):
    """Shows a title, some lines and buttons; gives the id of the answer, None for escape.

    The first choice has the focus, so that enter gives it. `lines` are shown as they are. A
    `sudden` question, which nobody's key press brought up, can be answered after a moment only:
    what is being typed into a field is no answer. A `needed` one stays until it is answered,
    because something would be lost without an answer.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(
        self,
        title: Text,
        lines: Sequence[Text | str],
        choices: Sequence[Choice],
        *,
        sudden: bool = False,
        needed: bool = False,
    ) -> None:
        super().__init__()
        self.question = title
        self.lines = lines
        self.choices = choices
        self.sudden = sudden
        self.needed = needed

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Said(self.question, classes="dialog-title")
            with VerticalScroll(classes="dialog-lines", can_focus=False):
                for line in self.lines:
                    yield Said(line, classes="dialog-line")
            with Horizontal(classes="dialog-buttons"):
                for choice in self.choices:
                    button = Button(label(self, choice), id=f"answer-{choice.id}", compact=True)
                    button.disabled = self.sudden
                    yield button

    def language_changed(self) -> None:
        """The answers in the language of now."""
        for button, choice in zip(self.query(Button), self.choices, strict=True):
            button.label = label(self, choice)
        self._arrange()

    def on_resize(self) -> None:
        """There may be less room now."""
        self._arrange()

    def _arrange(self) -> None:
        """Answers below each other where they do not fit beside each other."""
        buttons = self.query_one(".dialog-buttons")
        wide = sum(cells(label(self, choice).plain) + _AROUND for choice in self.choices)
        buttons.set_class(wide > buttons.container_size.width, "-stacked")

    def on_mount(self) -> None:
        """A sudden question waits until it was seen."""
        if self.sudden:
            self.set_timer(SEEN, self._listen)

    def _listen(self) -> None:
        self.sudden = False
        for button in self.query(Button):
            button.disabled = False
        self.query(Button).first().focus()

    def on_key(self, event: events.Key) -> None:
        """The key of an answer gives it."""
        for choice in self.choices:
            if event.key == choice.key and not self.sudden:
                event.stop()
                self.dismiss(choice.id)

    def action_page(self, direction: int) -> None:
        """Lines that there is no room for."""
        self.query_one(".dialog-lines").scroll_relative(y=direction * 4, animate=False)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss((event.button.id or "").removeprefix("answer-"))

    def action_leave(self) -> None:
        """No answer: everything stays as it is."""
        if self.needed:
            tell(self, _NEEDED, "warning")
        else:
            self.dismiss(None)
