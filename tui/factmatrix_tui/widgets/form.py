"""The form of a profile in tabs, made from the declarations of its fields."""

from __future__ import annotations

from collections.abc import Iterable
from operator import is_
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from factmatrix.desk import FormTable
from factmatrix_tui.commands import FORM
from factmatrix_tui.document import Document
from factmatrix_tui.language import language_of
from factmatrix_tui.problems import FormMap, Problems, named, problems_of
from factmatrix_tui.screens.row import RowScreen
from factmatrix_tui.tabs import FILE, Tab, tabbed
from factmatrix_tui.values import Path, dotted, get, path_of
from factmatrix_tui.widgets.containers import ContentSwitcher
from factmatrix_tui.widgets.drawn import Kept
from factmatrix_tui.widgets.field_help import FieldHelp
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.field_value import FieldState
from factmatrix_tui.widgets.form_page import FormPage
from factmatrix_tui.widgets.rows_table import RowsTable, RowState
from factmatrix_tui.widgets.source import Source
from factmatrix_tui.widgets.tab_line import TabLine
from factmatrix_tui.widgets.table_head import TableHead

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_ROOM_FOR_HELP = 30
"""Lines of the form from which the help of the field stands below it unasked."""


class Form(Kept):
    """All tabs of the form and the file; it shows a document and posts what is entered."""

    BINDINGS: ClassVar[list[BindingType]] = [command.binding for command in FORM]

    def __init__(self, form: Iterable[FormTable]) -> None:
        super().__init__(id="form")
        self.tables = tuple(form)
        self.map = FormMap(self.tables)
        self.tabs = tabbed(self.tables)
        self.tab = next(iter(self.tabs)).id
        self.document: Document | None = None
        self.problems = Problems()
        self._state: tuple[object, ...] | None = None
        self._cursors: dict[str, Widget] = {}
        self._row_screen: RowScreen | None = None

    def compose(self) -> ComposeResult:
        yield TabLine([*self.tabs, FILE])
        with ContentSwitcher(initial=f"page-{self.tab}"):
            for tab, tables in self.tabs.items():
                yield FormPage(tab, tables)
            yield Source()
        yield FieldHelp(cast("FactApp", self.app).letters)

    def on_mount(self) -> None:
        """The first tab is there from the beginning."""
        self.query_one(f"#page-{self.tab}", FormPage).fill()

    def on_resize(self, event: events.Resize) -> None:
        """On a low screen the fields need the lines of the help."""
        self.query_one(FieldHelp).set_class(event.size.height < _ROOM_FOR_HELP, "-low")

    # Showing

    def show(self, document: Document | None) -> None:
        """Show another document, or this one after a change."""
        self.document = document
        if document is None:
            return
        found = document.judged.problems if document.judged else ()
        state = (
            document.values, document.entered, document.base, document.rewritten, found,
            language_of(self),
        )  # fmt: skip
        if self._state is not None and all(map(is_, state, self._state)):
            return
        self._state = state
        self.problems = problems_of(document, self.map)
        self._refresh()

    def _refresh(self) -> None:
        """What is seen shows its values and problems; other tabs do when they are opened."""
        for child in self._page.children if isinstance(self._page, FormPage) else ():
            if isinstance(child, FieldRow):
                child.show(self.state_of(child.path))
            elif isinstance(child, RowsTable):
                child.show(self._rows_of(child.table))
            elif isinstance(child, TableHead):
                child.show(self.problems.by_table.get(child.table.path, ()))
        if self._row_screen is not None:
            self._row_screen.refresh_rows()
        self._refresh_line()
        self._refresh_help()
        if self.tab == FILE.id and self.document:
            self.query_one(Source).show(self.document)

    def state_of(self, path: Path) -> FieldState:
        """What a field or row of the open document shows."""
        document = self.document
        if document is None:
            return FieldState()
        value, text = get(document.values, path), document.entered.get(path)
        evidence, before = (
            get(values, ("evidence", dotted(path))) for values in (document.values, _file(document))
        )
        changed = text is not None or value != get(_file(document), path) or evidence != before
        noted = evidence if isinstance(evidence, str) else ""
        return FieldState(value, text, self.problems.of(path), changed, noted)

    def _rows_of(self, table: FormTable) -> tuple[RowState, ...]:
        rows = get(self.document.values, (table.path,)) if self.document else None
        return tuple(
            self._row_of((table.path, index), table)
            for index in range(len(rows) if isinstance(rows, list) else 0)
        )

    def _row_of(self, path: Path, table: FormTable) -> RowState:
        whole = self.state_of(path)
        problems = list(whole.problems)
        for field in table.fields:
            found = self.problems.of((*path, field.key))
            problems += [named(problem, field.declaration.title) for problem in found]
        document = self.document
        typed = document is not None and any(at[:2] == path for at in document.entered)
        return RowState(whole.value, tuple(problems), whole.changed or typed)

    def _refresh_line(self) -> None:
        """The tabs with errors and warnings in them are marked."""
        signs: dict[str, str] = {}
        found = {**self.problems.by_place}
        found |= {path_of(table): said for table, said in self.problems.by_table.items()}
        for path, problems in found.items():
            tab = self._tab_of(path).id
            errors = any(problem.severity == "error" for problem in problems)
            signs[tab] = "✗" if errors else signs.get(tab, "!")
        self.query_one(TabLine).show(self.tab, signs)

    def _refresh_help(self) -> None:
        stop = self._cursors.get(self.tab)
        help_of_field = self.query_one(FieldHelp)
        if isinstance(stop, FieldRow):
            help_of_field.about_field(stop.field, self.state_of(stop.path).evidence)
        elif isinstance(stop, RowsTable | TableHead):
            help_of_field.about_table(stop.table)
        help_of_field.set_class(stop is None or self.tab == FILE.id, "-nothing")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The help follows the cursor."""
        stops = (node for node in event.widget.ancestors_with_self if node.parent is self._page)
        stop = next(stops, None)
        if isinstance(stop, Widget):
            self._cursors[self.tab] = stop
            self._refresh_help()

    # Tabs

    @property
    def _page(self) -> FormPage | Source:
        if self.tab == FILE.id:
            return self.query_one(Source)
        return self.query_one(f"#page-{self.tab}", FormPage)

    def _tab_of(self, path: Path) -> Tab:
        table = self.map.table(path)
        return next(tab for tab, tables in self.tabs.items() if table in tables)

    def open_tab(self, tab: str) -> None:
        """Show another tab; one that is not there leaves the form as it is."""
        if tab not in [each.id for each in (*self.tabs, FILE)]:
            return
        self.tab = tab
        if isinstance(self._page, FormPage):
            self._page.fill()
        self.query_one(ContentSwitcher).current = self._page.id
        self._refresh()

    @on(TabLine.Chosen)
    def _tab_clicked(self, event: TabLine.Chosen) -> None:
        self.open_tab(event.tab)
        self.focus_field()

    def action_next_tab(self) -> None:
        """The tab to the right, after the last the first."""
        self._turn(1)

    def action_previous_tab(self) -> None:
        """The tab to the left."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        tabs = [tab.id for tab in (*self.tabs, FILE)]
        self.open_tab(tabs[(tabs.index(self.tab) + by) % len(tabs)])
        self.focus_field()

    # The cursor

    def focus_field(self) -> None:
        """Put the cursor back where it was in this tab, or on its first field."""
        page = self._page
        if isinstance(page, Source):
            self.screen.set_focus(page)
            return
        stop = self._cursors.get(self.tab) or next(page.stops(), None)
        if stop is not None and stop.focusable:
            self.screen.set_focus(stop, scroll_visible=False)
            self.call_after_refresh(page.bring_into_view, stop)

    def go_to(self, path: Path) -> None:
        """Open the tab of a value and put the cursor on its field or row; () is the whole text."""
        if not path:
            return
        if self._row_screen is not None and self._row_screen.go_to(path):
            return
        self.open_tab(self._tab_of(path).id)
        place = self.map.place(path) or path
        for child in self._page.children:
            if isinstance(child, FieldRow) and child.path == place:
                self._cursors[self.tab] = child
            elif isinstance(child, RowsTable) and child.table.path == place[0]:
                self._cursors[self.tab] = child
                if len(place) > 1 and isinstance(place[1], int):
                    child.cursor = place[1]
        self.focus_field()

    def action_next_problem(self) -> None:
        """The cursor on the next field or row in which something is wrong or doubtful."""
        places = sorted(map(_line_of, self.problems.by_place), key=self._order)
        if not places:
            return
        here = self._place_of_cursor()
        later = [place for place in places if self._order(place) > self._order(here)]
        self.go_to((later or places)[0])

    def _order(self, path: Path) -> tuple[int, int, int]:
        """Where a field or row stands in the form: tab, table and line."""
        tab, table = self._tab_of(path), self.map.table(path)
        keys = [field.key for field in table.fields]
        last = path[-1] if path else ""
        line = last if isinstance(last, int) else keys.index(last) if last in keys else -1
        return (list(self.tabs).index(tab), self.tabs[tab].index(table), line)

    def _place_of_cursor(self) -> Path:
        stop = self._cursors.get(self.tab)
        if isinstance(stop, FieldRow):
            return stop.path
        if isinstance(stop, RowsTable):
            return (stop.table.path, stop.cursor)
        return path_of(self._page.tables[0].path) if isinstance(self._page, FormPage) else ()

    def action_field_help(self) -> None:
        """More about the field, or less again."""
        self.query_one(FieldHelp).toggle_class("-tall")

    # Rows

    @on(RowsTable.Opened)
    def _row_opened(self, event: RowsTable.Opened) -> None:
        event.stop()
        self._row_screen = RowScreen(event.table, event.row, self.state_of, self.post_message)
        self.app.push_screen(self._row_screen, self._row_closed)

    def _row_closed(self, result: None) -> None:
        self._row_screen = None


def _line_of(path: Path) -> Path:
    """The field, or the row that a field stands in."""
    return path[:2] if len(path) > 1 and isinstance(path[1], int) else path


def _file(document: Document) -> object:
    return document.base.values
