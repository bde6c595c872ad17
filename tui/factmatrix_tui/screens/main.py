"""The main screen: brands, the form of one, and its advice."""

from __future__ import annotations

import asyncio
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from factmatrix.desk import Desk, EngineLost
from factmatrix_tui.commands import MAIN
from factmatrix_tui.document import Document
from factmatrix_tui.external_editor import edit_in_editor
from factmatrix_tui.library import Library
from factmatrix_tui.saving import Saving
from factmatrix_tui.widgets.advice import Advice, QuestionRow
from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.footer import KeyFooter
from factmatrix_tui.widgets.form import Form
from factmatrix_tui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_SETTLED = 0.15
"""Seconds without a change after which gains and questions are worked out as well."""
_CHUNK = 10
"""Profiles that are scored in one breath, so that a key press never waits long for the engine."""


class MainScreen(Screen[None]):
    """Opens brands, takes what is entered, keeps the advice up to date."""

    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in MAIN if c.keys]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-medium"), (150, "-wide")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.library = Library()
        self.document: Document | None = None
        self.saving = Saving(self)
        self._changed = asyncio.Event()
        self._seen: tuple[FilePath, ...] = ()

    @property
    def fact(self) -> FactApp:
        """The app, with the engine."""
        return cast("FactApp", self.app)

    def compose(self) -> ComposeResult:
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Input(id="filter", compact=True)
                yield BrandList()
            with Vertical(id="middle"):
                yield Static(id="title", markup=False)
                yield Static(id="welcome", markup=False)
            yield Advice(id="advice")
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Begin to read what the app was started with."""
        self.query_one("#filter").display = False
        self._start()

    @work(exclusive=True, group="start")
    async def _start(self) -> None:
        await self.fact.load()
        form = Form(self.fact.about.form)
        form.display = False
        await self.query_one("#middle").mount(form)
        self._judge_changes()
        target = self.fact.target
        folder = target if target.is_dir() else target.parent
        if not await self.saving.offer_drafts() and target.is_file():
            await self.open(target)
        self._read_folder(folder)

    # The folder

    @work(exclusive=True, group="folder")
    async def _read_folder(self, folder: FilePath) -> None:
        self.library.folder = folder
        self.library.found(await self.fact.engine.ask(Desk.find, folder))
        self._show_brands()
        if self.document is None and self.library.paths:
            await self.open(self.library.shown()[0])
        while unread := self.library.unread():
            first = [path for path in self._seen if path in set(unread)]
            chunk = (first or unread)[:_CHUNK]
            self.library.add(
                await self.fact.engine.ask_later(Desk.summaries, chunk, self.fact.today)
            )
            self._show_brands()

    @on(BrandList.Seen)
    def _brands_seen(self, event: BrandList.Seen) -> None:
        self._seen = event.paths

    @on(BrandList.Opened)
    @work(group="saving")
    async def _brand_chosen(self, event: BrandList.Opened) -> None:
        if await self.saving.may_leave():
            await self.open(event.path)

    def _show_brands(self) -> None:
        document = self.document
        marked = {}
        if document and document.path and document.unsaved:
            marked[document.path] = "*"
        self.query_one(BrandList).show(
            self.library.shown(),
            self.library.summaries,
            self.fact.letters,
            marked,
            document.path if document else None,
        )

    async def open(self, path: FilePath) -> None:
        """Read a profile and show it."""
        opened = await self.fact.engine.ask(Desk.open, path)
        await self.show_document(Document.of(opened))

    async def judge_saved(self, document: Document) -> None:
        """What the engine says of the file itself: what later changes are compared with."""
        values = document.base.values or {}
        try:
            judged = await self.fact.engine.ask(Desk.judge, values, self.fact.today, full=True)
        except EngineLost as lost:
            self.notify(lost.message.in_(self.fact.language), severity="error", markup=False)
            return
        document.judged_when_saved = judged
        if values == document.values:
            document.was_judged(judged)

    async def show_document(self, document: Document) -> None:
        """Show another document, as far as it was changed, and have it judged."""
        if document.judged_when_saved is None:
            await self.judge_saved(document)
        self.document = document
        self.query_one("#welcome").display = False
        self.query_one(Form).display = True
        self.document_changed()

    def go_to_first_error(self) -> None:
        """The cursor on the first field that is wrong."""
        document = self.document
        if document is None:
            return
        paths = [*document.entered]
        if document.judged:
            paths += [p.path for p in document.judged.problems if p.severity == "error"]
        if paths:
            self.query_one(Form).go_to(paths[0])

    # Editing

    @on(FieldRow.Changed)
    def _field_changed(self, event: FieldRow.Changed) -> None:
        document = self.document
        if document is None:
            return
        if event.text is not None:
            document.enter(event.what, event.path, event.text)
        else:
            document.change(event.what, event.path, event.value)
        self.document_changed()

    @on(RowsTable.Rearranged)
    def _rows_rearranged(self, event: RowsTable.Rearranged) -> None:
        if self.document:
            self.document.rearrange(event.what, event.table, event.order)
            self.document_changed()

    @on(FieldRow.Finished)
    def _field_finished(self) -> None:
        if self.document:
            self.document.finish_change()

    def document_changed(self) -> None:
        """Show the document after a change, and have it judged."""
        self._changed.set()
        self._show_document()
        self._show_brands()

    @work(exclusive=True, group="judge")
    async def _judge_changes(self) -> None:
        """Ask the engine after every change: first who leads, then, when typing rests, all."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self._judge(full=False)
            try:
                await asyncio.wait_for(self._changed.wait(), _SETTLED)
            except TimeoutError:
                await self._judge(full=True)

    async def _judge(self, *, full: bool) -> None:
        document = self.document
        if document is None:
            return
        values = document.values
        try:
            judged = await self.fact.engine.ask(Desk.judge, values, self.fact.today, full=full)
        except EngineLost as lost:
            self.notify(str(lost), severity="error", markup=False)
            return
        if document is self.document and values is document.values:
            document.was_judged(judged)
            self._show_document()

    def _show_document(self) -> None:
        document = self.document
        if document is None:
            return
        mark = "* " if document.unsaved else ""
        self.query_one("#title", Static).update(f"{mark}{document.name}")
        self.query_one(Form).show(document)
        self.query_one(Advice).show(document, self.fact.space)
        self.query_one(KeyFooter).refresh()

    @on(QuestionRow.Asked)
    def _question_asked(self, event: QuestionRow.Asked) -> None:
        self.query_one(Form).go_to(event.path)

    # Commands

    @work(group="saving")
    async def action_save(self) -> None:
        """Write the changes into the file."""
        await self.saving.save()

    @work(group="saving")
    async def action_quit(self) -> None:
        """Leave, if nothing would be lost."""
        if await self.saving.may_leave():
            self.fact.leave()

    def action_undo(self) -> None:
        """Take back the last change."""
        self._step(back=True)

    def action_redo(self) -> None:
        """Do it again."""
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        if self.document and (change := self.document.undo() if back else self.document.redo()):
            self.document_changed()
            if change.path:
                self.query_one(Form).go_to(change.path)

    def action_next_pane(self) -> None:
        """The cursor goes to the pane on the right, from the last to the first."""
        self._turn_pane(1)

    def action_previous_pane(self) -> None:
        """The cursor goes to the pane on the left."""
        self._turn_pane(-1)

    def _turn_pane(self, by: int) -> None:
        places = [self.query_one("#left"), *self.query(Form), self.query_one(Advice)]
        panes = [pane for pane in places if pane.display]
        here = next((i for i, pane in enumerate(panes) if pane.has_focus_within), -1)
        pane = panes[(here + by) % len(panes)]
        if isinstance(pane, Form):
            pane.focus_field()
        else:
            self.set_focus(next((w for w in pane.query("*") if w.focusable), None))

    @work(exclusive=True, group="editor")
    async def action_editor(self) -> None:
        """Open the text in the person's editor and take over what comes back."""
        if self.document:
            await edit_in_editor(self, self.document)

    def action_filter(self) -> None:
        """Open the filter line."""
        line = self.query_one("#filter", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        self.library.words = event.value
        self._show_brands()

    def action_sort(self) -> None:
        """The next order of the list."""
        self.library.order = self.library.order.next
        self._show_brands()
