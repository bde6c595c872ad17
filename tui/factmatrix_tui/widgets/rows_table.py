"""A list of creators, campaigns or boost tests: a line a row, with the columns that fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from factmatrix import Text
from factmatrix.desk import EnteredProblem, FormField, FormTable
from factmatrix.text import clean
from factmatrix.views.figures import NOTHING
from factmatrix_tui.cells import cells, filled, hung
from factmatrix_tui.commands import EDIT, ROWS
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import language_of, say
from factmatrix_tui.values import get
from factmatrix_tui.widgets.drawn import CURSOR, Drawn, complaint
from factmatrix_tui.widgets.field_value import written
from factmatrix_tui.widgets.fields import Fields

_ADD = Text("+ add a row", "+ 添加一行")
_MORE_COLUMNS = Text(
    "{shown} of {all} columns; {key} opens the whole row.",
    "显示 {shown}/{all} 列，按 {key} 查看整行。",
)
_WIDEST = 18
"""Cells of the widest column."""
_TELLING: Sequence[str] = ("higher", "lower", "neither")
"""Columns in which rows can be better or worse tell most of them."""


@dataclass(frozen=True, slots=True)
class RowState:
    """One row as it is shown."""

    values: object
    problems: tuple[EnteredProblem, ...]
    changed: bool


class RowsTable(Drawn, can_focus=True):
    """Rows are walked through with the arrow keys; the line after the last one adds a row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(command.binding for command in ROWS),
        Binding("down", "go(1)", show=False),
        Binding("up", "go(-1)", show=False),
    ]

    cursor = reactive(0)

    @dataclass
    class Opened(Message):
        """A row is to be shown as a whole; the one after the last is a new one."""

        table: FormTable
        row: int

    @dataclass
    class Rearranged(Message):
        """Rows are to be taken out or moved: `order` has the old places of those that stay."""

        what: Text
        table: str
        order: Sequence[int]

    def __init__(self, table: FormTable) -> None:
        super().__init__(classes="rows")
        self.table = table
        self.rows: tuple[RowState, ...] = ()
        self._row_at: list[int | None] = []

    def show(self, rows: tuple[RowState, ...]) -> None:
        """Draw these rows, where they are not drawn yet."""
        if rows != self.rows:
            self.rows = rows
            self.cursor = self.cursor
            self.refresh(layout=True)

    def validate_cursor(self, cursor: int) -> int:
        """A row, or the line that adds one."""
        return max(0, min(cursor, len(self.rows)))

    def watch_cursor(self) -> None:
        """The row stays in view, with what is wrong with it."""
        self.refresh()
        self.call_after_refresh(self._scroll_to_cursor)

    def _scroll_to_cursor(self) -> None:
        lines = [y for y, row in enumerate(self._row_at) if row == self.cursor]
        if lines and self.has_focus:
            top = self.virtual_region.y + lines[0]
            self.query_ancestor(Fields).scroll_to_region(
                Region(0, top, 1, len(lines)), animate=False
            )

    # Drawing

    def drawn(self, width: int) -> Content:
        """Heads, rows with what is wrong below each, the line that adds one, what is not shown."""
        columns = self._columns(width - 2)
        lines: list[Content] = []
        self._row_at = []

        def add(content: Content, row: int | None) -> None:
            lines.append(content)
            self._row_at += [row] * (content.plain.count("\n") + 1)

        if self.rows:
            heads = "  ".join(self._cell(f, say(self, f.declaration.title), w) for f, w in columns)
            add(Content.styled(f"  {heads}".rstrip(), "$text-muted"), None)
        for index, row in enumerate(self.rows):
            add(self._line(index, row, columns), index)
            for problem in row.problems:
                add(complaint(problem, "    ", width, language_of(self)), index)
        here = self._is_here(len(self.rows))
        add(Content.styled(f"{CURSOR if here else ' '} {say(self, _ADD)}", self._style(here)),
            len(self.rows))  # fmt: skip
        if self.rows and len(columns) < len(self.table.fields):
            said = say(self, _MORE_COLUMNS).format(
                shown=len(columns), all=len(self.table.fields), key="/".join(keys_of(self, EDIT))
            )
            add(hung("  ", said, width, language_of(self), "$text-muted"), None)
        return Content("\n").join(lines)

    def _is_here(self, row: int) -> bool:
        return self.has_focus and self.cursor == row

    def _style(self, here: bool) -> str:
        return "$block-cursor-foreground on $block-cursor-background" if here else ""

    def _line(self, index: int, row: RowState, columns: Sequence[tuple[FormField, int]]) -> Content:
        here = self._is_here(index)
        errors = any(p.severity == "error" for p in row.problems)
        mark = "✗" if errors else "!" if row.problems else "*" if row.changed else " "
        shown = "  ".join(self._cell(f, self._said(row, f), w) for f, w in columns)
        return Content.styled(f"{CURSOR if here else ' '}{mark}{shown}", self._style(here))

    def _said(self, row: RowState, field: FormField) -> str:
        value = get(row.values, (field.key,))
        return NOTHING if value is None else written(value, field, language_of(self))

    def _cell(self, field: FormField, text: str, width: int) -> str:
        text = filled(clean(text), width)
        if field.declaration.kind.numeric:
            return " " * (cells(text) - cells(text.rstrip())) + text.rstrip()
        return text

    def _columns(self, room: int) -> list[tuple[FormField, int]]:
        """The most telling columns that fit, with their widths, in the order of the file.

        The name is always there. Then come columns in which something is known: results before
        costs, costs before descriptions.
        """
        wanted = sorted(self.table.fields, key=self._rank)
        chosen: dict[str, int] = {}
        for field in wanted:
            texts = [say(self, field.declaration.title), *(self._said(r, field) for r in self.rows)]
            width = min(_WIDEST, max(cells(clean(text)) for text in texts))
            width = min(width, room)
            if width + (2 if chosen else 0) <= room and (width or not chosen):
                room -= width + (2 if chosen else 0)
                chosen[field.key] = width
        return [(f, chosen[f.key]) for f in self.table.fields if f.key in chosen]

    def _rank(self, field: FormField) -> tuple[bool, bool, int, bool]:
        unknown = all(get(row.values, (field.key,)) is None for row in self.rows)
        declared = field.declaration
        return (field.key != "name", unknown, _TELLING.index(declared.better), not declared.rules)

    # Doing

    def action_go(self, by: int) -> None:
        """To another row; beyond the ends to the fields around the table."""
        if not 0 <= self.cursor + by <= len(self.rows):
            raise SkipAction
        self.cursor += by

    def on_focus(self) -> None:
        """The cursor shows."""
        self.refresh()
        self._scroll_to_cursor()

    def on_blur(self) -> None:
        """The cursor shows no more."""
        self.refresh()

    def action_edit(self) -> None:
        """Show the row under the cursor as a whole."""
        self.post_message(self.Opened(self.table, self.cursor))

    def action_add_row(self) -> None:
        """A new row after the last."""
        self.post_message(self.Opened(self.table, len(self.rows)))

    def action_remove_row(self) -> None:
        """Take out the row under the cursor."""
        if self.cursor < len(self.rows):
            name = self._called(self.cursor)
            what = Text(f"{name} deleted", f"删除 {name}")
            order = [i for i in range(len(self.rows)) if i != self.cursor]
            self.post_message(self.Rearranged(what, self.table.path, order))

    def action_row_up(self) -> None:
        """Before the row above."""
        self._move(-1)

    def action_row_down(self) -> None:
        """After the row below."""
        self._move(1)

    def _move(self, by: int) -> None:
        here, there = self.cursor, self.cursor + by
        if here < len(self.rows) and 0 <= there < len(self.rows):
            order = list(range(len(self.rows)))
            order[here], order[there] = there, here
            name = self._called(here)
            what = Text(f"{name} moved", f"移动 {name}")
            self.post_message(self.Rearranged(what, self.table.path, order))
            self.cursor = there

    def _called(self, row: int) -> str:
        name: Any = get(self.rows[row].values, ("name",))
        return clean(name) if isinstance(name, str) and name.strip() else f"#{row + 1}"

    def on_click(self, event: events.Click) -> None:
        """A click goes to a row, a second one opens it; the last line adds one."""
        row = self._row_at[event.y] if event.y < len(self._row_at) else None
        if row is None:
            return
        if row == len(self.rows) or (row == self.cursor and event.chain > 1):
            self.post_message(self.Opened(self.table, row))
        self.cursor = row
