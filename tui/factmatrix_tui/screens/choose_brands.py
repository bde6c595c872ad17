"""Choosing the brands that are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from factmatrix import Text
from factmatrix.text import clean
from factmatrix_tui.commands import COMPARE
from factmatrix_tui.language import say, tell
from factmatrix_tui.widgets.hint import RETURN, Hint
from factmatrix_tui.widgets.said import Said

LEAST, MOST = 2, 4
"""So many brands are compared; more do not fit beside each other."""
_LISTED = 200
"""So many brands are listed; those who look for another type a part of its name."""
_TITLE = Text("Compare two to four brands", "对比两到四个品牌")
_KEYS = (
    ("down", Text("List", "列表")),
    ("space", Text("Mark", "勾选")),
    ("enter", COMPARE.title),
    RETURN,
)
_MORE = Text("… {} more: type a part of the name", "…… 另有 {} 个，请输入名称查找")
_FEW = Text("Mark at least two.", "请至少勾选两个。")
_MANY = Text("At most four fit beside each other.", "最多并排四个。")
_FIND = Text("Type a part of the name …", "输入名称查找……")

Choice = Path | None
"""A file, or None for the open document as it was edited."""


class ChooseBrands(ModalScreen[tuple[Choice, ...] | None]):
    """Gives what was marked, in the order of marking; None where the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "compare", show=False, priority=True),
        Binding("down", "to_list", show=False),
        Binding("space", "mark", show=False),
    ]

    def __init__(self, names: Mapping[Choice, Text | str], marked: Sequence[Choice]) -> None:
        super().__init__()
        self.names = names
        self.marked = [choice for choice in marked if choice in names]
        self._listed: list[Choice] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Said(_TITLE, classes="dialog-title")
            yield Input(placeholder=say(self, _FIND), compact=True)
            yield OptionList(compact=True)
            yield Hint(*_KEYS)

    def on_mount(self) -> None:
        """What is marked stands first."""
        self._list("")

    def language_changed(self) -> None:
        """List and line in the language of now."""
        line = self.query_one(Input)
        line.placeholder = say(self, _FIND)
        self._list(line.value)

    @on(Input.Changed)
    def _looked_for(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, words: str) -> None:
        wanted = words.casefold().split()
        found = [c for c in self.names if _has(say(self, self.names[c]), c, wanted)]
        first = [choice for choice in self.marked if choice in found]
        self._listed = [*first, *(choice for choice in found if choice not in first)]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._line(choice)) for choice in self._listed[:_LISTED])
        if len(self._listed) > _LISTED:
            more = say(self, _MORE).format(len(self._listed) - _LISTED)
            options.add_option(Option(Content.styled(more, "$text-muted"), disabled=True))

    def _line(self, choice: Choice) -> Content:
        name = say(self, self.names[choice])
        return Content(f"{'[x]' if choice in self.marked else '[ ]'} {clean(name)}")

    def action_to_list(self) -> None:
        """From the line that is typed in to the list."""
        options = self.query_one(OptionList)
        options.focus()
        if options.highlighted is None and self._listed:
            options.highlighted = 0

    def action_mark(self) -> None:
        """Mark the line under the cursor, or take the mark away."""
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._listed):
            self._turn(at)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._turn(event.option_index)

    def _turn(self, at: int) -> None:
        choice = self._listed[at]
        if choice in self.marked:
            self.marked.remove(choice)
        elif len(self.marked) == MOST:
            tell(self, _MANY, "warning")
            return
        else:
            self.marked.append(choice)
        self.query_one(OptionList).replace_option_prompt_at_index(at, self._line(choice))

    def action_compare(self) -> None:
        """Show what is marked side by side."""
        if len(self.marked) < LEAST:
            tell(self, _FEW, "warning")
        else:
            self.dismiss(tuple(self.marked))

    def action_leave(self) -> None:
        """Nothing is compared."""
        self.dismiss(None)


def _has(name: str, choice: Choice, words: Sequence[str]) -> bool:
    text = f"{name} {choice.stem if choice else ''}".casefold()
    return all(word in text for word in words)
