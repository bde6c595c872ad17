"""Choosing one or several of a field's values; unknown and none are lines of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from factmatrix import Text
from factmatrix.desk import Declaration
from factmatrix.text import clean
from factmatrix.views.figures import UNKNOWN
from factmatrix_tui.language import say
from factmatrix_tui.widgets.said import Said

_NONE = Text("none of these", "以下都没有")
_ONE = Text("Enter chooses · Esc leaves", "回车选定 · Esc 返回")
_SEVERAL = Text("Space turns on and off · Esc leaves", "空格开关 · Esc 返回")


class ChoicesScreen(ModalScreen[None]):
    """The values of a choice or set; what is turned on or off is given on at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("space", "choose", show=False),
    ]

    def __init__(
        self,
        declaration: Declaration,
        value: object,
        changed: Callable[[object], None],
        required: bool,
    ) -> None:
        super().__init__()
        self.declaration = declaration
        self.value = value
        self.changed = changed
        self.several = declaration.kind.name == "set"
        self.values: list[object] = [] if required else [None]
        self.values += [[]] if self.several else []
        self.values += [choice.value for choice in declaration.choices]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Said(self.declaration.title, classes="dialog-title")
            yield OptionList(*(Option(self._line(value)) for value in self.values), compact=True)
            yield Said(_SEVERAL if self.several else _ONE, classes="hint")

    def on_mount(self) -> None:
        """The cursor begins on what is chosen."""
        chosen = (i for i, value in enumerate(self.values) if self._is_on(value))
        self.query_one(OptionList).highlighted = next(chosen, 0)

    def _is_on(self, value: object) -> bool:
        if self.several and isinstance(value, str):
            return isinstance(self.value, list | tuple) and value in self.value
        return value == (list(self.value) if isinstance(self.value, tuple) else self.value)

    def _line(self, value: object) -> Content:
        several = self.several and isinstance(value, str)
        mark = ("[x]" if several else "(•)") if self._is_on(value) else "[ ]" if several else "( )"
        return Content(f"{mark} {clean(self._label(value))}")

    def _label(self, value: object) -> str:
        if value is None:
            return say(self, UNKNOWN)
        labels = (c.label for c in self.declaration.choices if c.value == value)
        return say(self, next(labels, _NONE))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(event.option_index)

    def action_choose(self) -> None:
        """Turn the line under the cursor on or off, or choose it."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._choose(at)

    def _choose(self, at: int) -> None:
        value = self.values[at]
        if self.several and isinstance(value, str):
            here = list(self.value) if isinstance(self.value, list | tuple) else []
            here = [v for v in here if v != value] if value in here else [*here, value]
            # In the order of the choices; what is none of them stays at the end.
            known = [v for v in self.values if v in here]
            value = known + [v for v in here if v not in known]
        self.value = value
        self.changed(value)
        if not self.several:
            self.dismiss()
            return
        self._draw_lines()

    def language_changed(self) -> None:
        """The lines in the language of now."""
        self._draw_lines()

    def _draw_lines(self) -> None:
        options = self.query_one(OptionList)
        for index, each in enumerate(self.values):
            options.replace_option_prompt_at_index(index, self._line(each))

    def action_leave(self) -> None:
        """Back to the form; what was chosen is chosen."""
        self.dismiss()
