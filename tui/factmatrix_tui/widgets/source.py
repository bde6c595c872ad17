"""The file as it would be saved, with changed lines marked."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from factmatrix import Text
from factmatrix.desk import changed_lines

SOURCE_TITLE = Text("File", "文件")


class Source(VerticalScroll):
    """Line numbers, a mark before each changed line, the line."""

    def compose(self) -> ComposeResult:
        yield Static(id="source-text")

    def show(self, before: str, after: str) -> None:
        """Show the text `after`, compared with the file's."""
        lines = after.splitlines()
        changed = changed_lines(before.splitlines(), lines)
        parts: list[str | tuple[str, str]] = []
        for number, line in enumerate(lines):
            mark = "▌" if number in changed else " "
            parts.append((f"{number + 1:>4} {mark}", "$text-muted"))
            parts.append((line, "bold") if number in changed else line)
            parts.append("\n")
        self.query_one("#source-text", Static).update(Content.assemble(*parts))
