"""One tab of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from factmatrix.desk import FormTable
from factmatrix_tui.tabs import Tab
from factmatrix_tui.values import path_of
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.fields import Fields
from factmatrix_tui.widgets.rows_table import RowsTable
from factmatrix_tui.widgets.table_head import TableHead


class FormPage(Fields):
    """The tables of one tab; its rows are made when it is first seen."""

    def __init__(self, tab: Tab, tables: Iterable[FormTable]) -> None:
        super().__init__(id=f"page-{tab.id}")
        self.tables = tuple(tables)

    def fill(self) -> None:
        """Make the rows, once."""
        if not self.children:
            self.mount_all(self._rows())

    def _rows(self) -> Iterator[Widget]:
        for table in self.tables:
            yield TableHead(table)
            if table.rows:
                yield RowsTable(table)
            else:
                prefix = path_of(table.path)
                yield from (FieldRow(field, (*prefix, field.key)) for field in table.fields)
