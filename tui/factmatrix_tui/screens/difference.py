"""Two versions of a file, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from factmatrix import Text
from factmatrix.text import clean
from factmatrix_tui.widgets.hint import RETURN, Hint
from factmatrix_tui.widgets.said import Said

_TITLE = Text("- theirs, + mine", "- 对方的版本，+ 我的版本")
_SAME = Text("Both say the same.", "两个版本内容相同。")
_STYLES = {"+": "$text-success", "-": "$text-error", "@": "$text-muted"}


class Difference(ModalScreen[None]):
    """Lines of a unified difference; escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss", show=False)]

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Said(_TITLE, classes="dialog-title")
            with VerticalScroll(classes="difference"):
                if self.lines:
                    yield Static(Content("\n").join(map(_styled, self.lines)))
                else:
                    yield Said(_SAME)
            yield Hint(RETURN)


def _styled(line: str) -> Content:
    return Content.assemble((clean(line), _STYLES.get(line[:1], "")))
