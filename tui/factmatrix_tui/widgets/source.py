"""The file as it would be saved, with changed lines marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from factmatrix import Text
from factmatrix.desk import Desk, EditError, EngineLost, LineChange, changed_lines, lines_of
from factmatrix_tui.cells import hung
from factmatrix_tui.commands import EDITOR
from factmatrix_tui.document import Document
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import language_of, say

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_AS_IT_IS = Text("As the file is: nothing was changed.", "与文件一致，没有修改。")
_AS_SAVED = Text(
    "As it would be saved; ▌ marks what differs from the file, ▁ where lines were taken out.",
    "保存后的样子；▌ 为与文件不同的行，▁ 表示其下有行被去掉。",
)
_MARKS: Mapping[LineChange, str] = {"changed": "▌", "removed": "▁"}
_WITH_ERRORS = Text("There are errors in it, see the marked tabs.", "其中有错误，见带 ✗ 的页签。")
_NOT_IN_IT = Text(
    "What was typed and is no value yet is not in it.", "输入了但还不是有效值的内容不在其中。"
)
_OLD = Text("What stands here is the text before that change.", "下面是改动之前的文本。")
_KEYS = Text("{} opens it in your editor.", "按 {} 用编辑器打开。")


class Source(VerticalScroll, can_focus=True):
    """Line numbers, a mark before each changed line, the line."""

    def __init__(self) -> None:
        super().__init__(id="page-source")
        self._document: Document | None = None
        self._text: str | None = None
        self._failed: Text | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="source-state")
        yield Static(id="source-text")

    def show(self, document: Document) -> None:
        """Show what a save would write for a document."""
        if document is not self._document:
            self._document, self._text = document, None
        self._write(document)

    @work(exclusive=True)
    async def _write(self, document: Document) -> None:
        self._failed = None
        engine = cast("FactApp", self.app).engine
        try:
            self._text = await engine.ask(Desk.revise, document.source, document.values)
        except (EditError, EngineLost) as error:
            self._failed = error.message
        self._draw()

    def on_resize(self) -> None:
        """Lines are broken anew."""
        self._draw()

    def _draw(self) -> None:
        document = self._document
        if document is None:
            return
        text = document.base.text if self._text is None else self._text
        self.query_one("#source-state", Static).update(self._state(document, text))
        lines = lines_of(text)
        changed = changed_lines(lines_of(document.base.text), lines)
        self.query_one("#source-text", Static).update(self._lines(lines, changed))

    def _state(self, document: Document, text: str) -> Content:
        """What one is looking at, and what is not in it."""
        said: list[tuple[str, str]] = []
        if self._failed:
            said += [(say(self, self._failed), "$text-error"), (say(self, _OLD), "")]
        else:
            said.append((say(self, _AS_IT_IS if text == document.base.text else _AS_SAVED), ""))
        if document.judged and not document.judged.valid:
            said.append((say(self, _WITH_ERRORS), "$text-error"))
        if document.entered:
            said.append((say(self, _NOT_IN_IT), "$text-warning"))
        if keys := keys_of(self, EDITOR):
            said.append((say(self, _KEYS).format(keys[0]), "$text-muted"))
        width, language = self.scrollable_content_region.width, language_of(self)
        return Content("\n").join(hung("", line, width, language, style) for line, style in said)

    def _lines(self, lines: list[str], changes: Mapping[int, LineChange]) -> Content:
        width = self.scrollable_content_region.width
        shown = [Content(f"     {_MARKS['removed']}")] if -1 in changes else []
        for number, line in enumerate(lines):
            change = changes.get(number)
            mark = _MARKS[change] if change else " "
            style = "bold" if change == "changed" else ""
            shown.append(hung(f"{number + 1:>4} {mark}", line, width, "zh", style))
        return Content("\n").join(shown)
