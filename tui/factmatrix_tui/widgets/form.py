"""The form of a profile in tabs, made from the declarations of its fields."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static, TabbedContent, TabPane

from factmatrix.desk import EnteredProblem, FormTable
from factmatrix_tui.document import Document
from factmatrix_tui.language import say
from factmatrix_tui.tabs import tabbed
from factmatrix_tui.values import Path, get, path_of
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.rows_table import RowsTable
from factmatrix_tui.widgets.source import SOURCE_TITLE, Source


class FormPage(VerticalScroll, can_focus=False):
    """The tables of one tab; its rows are made when it is first seen."""

    def __init__(self, tables: Iterable[FormTable]) -> None:
        super().__init__()
        self.tables = tuple(tables)

    def fill(self) -> None:
        """Make the rows, once."""
        if not self.children:
            self.mount_all(self._rows())

    def _rows(self) -> Iterable[Widget]:
        for table in self.tables:
            yield Static(say(self, table.heading), markup=False, classes="heading")
            if table.rows:
                yield RowsTable(table)
            else:
                prefix = path_of(table.path)
                for field in table.fields:
                    yield FieldRow(field, (*prefix, field.key))


class Form(Widget):
    """All tabs of the form and the source; it shows a document and posts what is entered."""

    def __init__(self, form: Iterable[FormTable]) -> None:
        super().__init__(id="form")
        self.tabs = tabbed(table for table in form if table.path != "")
        self.document: Document | None = None

    def compose(self) -> ComposeResult:
        with TabbedContent(id="tabs"):
            for tab, tables in self.tabs.items():
                with TabPane(say(self, tab.title), id=f"tab-{tab.id}"):
                    yield FormPage(tables)
            with TabPane(say(self, SOURCE_TITLE), id="tab-source"):
                yield Source()

    def on_tabbed_content_tab_activated(self, event: TabbedContent.TabActivated) -> None:
        """Fill the page when it is seen for the first time."""
        for page in event.pane.query(FormPage):
            page.fill()
        self.call_after_refresh(self.refresh_rows)

    def show(self, document: Document | None) -> None:
        """Show another document, or this one after a change."""
        self.document = document
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Every row that is there shows its value, its problems and whether it was changed."""
        document = self.document
        if document is None:
            return
        problems = _by_field(document)
        for row in self.query(FieldRow):
            value = get(document.values, row.path)
            text = document.entered.get(row.path)
            before = get(document.base.values, row.path)
            found = row.problems if text is not None else problems.get(row.path, ())
            row.show(value, text, found, changed=value != before or text is not None)
        for table in self.query(RowsTable):
            table.show(document)

    def go_to(self, path: Path) -> None:
        """Open the tab of a field and put the cursor on it."""
        dotted = ".".join(str(step) for step in path)
        for tab, tables in self.tabs.items():
            if any(_holds(table, dotted) for table in tables):
                self.query_one(TabbedContent).active = f"tab-{tab.id}"
                self.call_after_refresh(self._focus, path)

    def _focus(self, path: Path) -> None:
        for row in self.query(FieldRow):
            if row.path == path:
                row.focus()
                return
        for table in self.query(RowsTable):
            if path[:1] == (table.table.path,):
                table.focus()


def _holds(table: FormTable, dotted: str) -> bool:
    if table.rows:
        return dotted.split(".")[0] == table.path
    return any(f"{table.path}.{field.key}" == dotted for field in table.fields)


def _by_field(document: Document) -> dict[Path, tuple[EnteredProblem, ...]]:
    found: dict[Path, tuple[EnteredProblem, ...]] = {}
    for problem in document.judged.problems if document.judged else ():
        found[problem.path] = (*found.get(problem.path, ()), problem)
    return found
