"""A list of creators, campaigns or boost tests as a table; enter opens a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DataTable

from factmatrix.desk import FormTable
from factmatrix.text import clean
from factmatrix.views.figures import NOTHING, figure
from factmatrix_tui.document import Document
from factmatrix_tui.language import language_of
from factmatrix_tui.values import Values


class RowsTable(DataTable[str]):
    """Rows by number; what is to be done with them is posted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,insert", "wish('add')", show=False),
        Binding("enter", "wish('edit')", show=False),
        Binding("delete", "wish('remove')", show=False),
        Binding("shift+up", "wish('up')", show=False),
        Binding("shift+down", "wish('down')", show=False),
    ]

    @dataclass
    class Wished(Message):
        """Something is to be done with a row: add, edit, remove, up or down."""

        table: RowsTable
        what: str
        row: int

    def __init__(self, table: FormTable) -> None:
        super().__init__(cursor_type="row", zebra_stripes=True, classes="rows")
        self.table = table
        self.rows_shown: list[Values] | None = None

    def show(self, document: Document) -> None:
        """Draw the rows of a document, where they are not drawn yet."""
        rows = [row for row in document.values.get(self.table.path, []) if isinstance(row, dict)]
        if rows == self.rows_shown:
            return
        self.rows_shown = rows
        language = language_of(self)
        here = self.cursor_row
        self.clear(columns=True)
        for field in self.table.fields:
            self.add_column(clean(field.declaration.title.in_(language)), key=field.key)
        for row in rows:
            self.add_row(
                *(
                    clean(figure(_known(row[f.key]), f.domain, language))
                    if f.key in row
                    else NOTHING
                    for f in self.table.fields
                )
            )
        self.move_cursor(row=min(here, len(rows) - 1))

    def action_wish(self, what: str) -> None:
        """Tell the screen what is to be done with the row under the cursor."""
        self.post_message(self.Wished(self, what, self.cursor_row))


def _known(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
