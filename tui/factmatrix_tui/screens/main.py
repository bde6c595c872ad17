"""The main screen: brands, the form of one, and its advice."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path as FilePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from factmatrix import Text
from factmatrix.desk import Desk, EngineLost
from factmatrix.text import clean
from factmatrix_tui.commands import ALL, MAIN
from factmatrix_tui.document import Document
from factmatrix_tui.files import Files, is_protected
from factmatrix_tui.folder import Folder
from factmatrix_tui.language import say
from factmatrix_tui.opening import open_as_left, open_at
from factmatrix_tui.problems import caution, errors_of
from factmatrix_tui.saving import Saving
from factmatrix_tui.screens.brands import Brands
from factmatrix_tui.waiting import waiting_told
from factmatrix_tui.what_if import WhatIf, WhatIfBanner
from factmatrix_tui.widgets.advice import Advice, QuestionRow
from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.containers import Horizontal, Vertical
from factmatrix_tui.widgets.drawn import Kept
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.filter_line import FilterLine
from factmatrix_tui.widgets.footer import KeyFooter
from factmatrix_tui.widgets.form import Form
from factmatrix_tui.widgets.guide import Broken, Guide, NoEngine
from factmatrix_tui.widgets.lines import Lines
from factmatrix_tui.widgets.list_head import ListHead
from factmatrix_tui.widgets.rows_table import RowsTable
from factmatrix_tui.widgets.short_advice import ShortAdvice
from factmatrix_tui.widgets.waiting_line import WaitingLine

_READ_ONLY = Text("read only", "只读")
_SETTLED = 0.15
"""Seconds without a change after which gains and questions are worked out as well."""
_AT_EASE = 0.35
"""Seconds more after which it is worked out how sure that is, which takes longer than a key may."""


class MainScreen(Brands, Kept):
    """Opens brands, takes what is entered, keeps the advice up to date."""

    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in MAIN if c.keys]
    AUTO_FOCUS = "#brands"

    def __init__(self) -> None:
        super().__init__()
        self.folder = Folder(self)
        self.library = self.folder.library
        self.document: Document | None = None
        self.saving = Saving(self)
        self.what_if = WhatIf(self)
        self.files = Files(self)
        self._protected: FilePath | None = None
        self._changed = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield WhatIfBanner()
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield FilterLine()
                yield ListHead()
                yield BrandList()
            with Vertical(id="middle"):
                yield Lines("title")
                yield ShortAdvice()
                yield Guide()
            yield Advice()
        yield WaitingLine()
        yield KeyFooter(ALL)

    def on_mount(self) -> None:
        """Begin to read what the app was started with."""
        self.add_class("-no-form")
        self._start()

    async def on_unmount(self) -> None:
        """Nothing goes on behind an app that has ended."""
        await self.folder.close()

    @work(exclusive=True, group="start")
    async def _start(self) -> None:
        try:
            with waiting_told(self):
                await self.fact.load()
            await self._open()
        except EngineLost as lost:
            self.query_one(Guide).show(NoEngine(lost.message))

    async def _open(self) -> None:
        form = Form(self.fact.about.form)
        await self.query_one("#middle").mount(form)
        self._judge_changes()
        restored = await self.saving.offer_drafts()
        if self.fact.target is None:
            await open_as_left(self, self.fact.session, restored=restored)
        else:
            await open_at(self, self.fact.target, restored=restored)
        gc.freeze()  # what is loaded stays; to look through it for garbage would hold up a key

    # The folder

    @on(BrandList.Opened)
    @work(group="saving")
    async def _brand_chosen(self, event: BrandList.Opened) -> None:
        if await self.may_leave():
            await self.open(event.path)
            self.query_one(BrandList).go_to(event.path)
            self.make_room()

    async def open(self, path: FilePath) -> None:
        """Read a file and show it: a profile in the form, all else in words."""
        try:
            opened = await self.fact.engine.ask(Desk.open, path)
        except EngineLost as lost:
            self.complain(lost.message)
        else:
            await self.show_document(Document.of(opened))

    async def judge_saved(self, document: Document) -> None:
        """What the engine says of the file itself: what later changes are compared with."""
        values = document.base.values or {}
        try:
            judged = await self.fact.engine.ask(Desk.judge, values, self.fact.today, full=True)
        except EngineLost as lost:
            self.complain(lost.message)
            return
        document.judged_when_saved = judged
        if values == document.values and not document.entered:
            document.was_judged(judged)

    async def show_document(self, document: Document) -> None:
        """Show another document, as far as it was changed, and have it judged."""
        if document.judged_when_saved is None:
            await self.judge_saved(document)
        self.document = document
        path = document.path
        self._protected = path if path and is_protected(path) else None
        self.document_changed()

    def show_guide(self) -> None:
        """Where there is nothing to edit, say why in the place of the form."""
        document = self.document
        editable = document is not None and document.readable
        if document is None:
            self.query_one("#title", Lines).show([])
            self.query_one(Guide).show(self.folder.guide())
            self.query_one(KeyFooter).show()
        elif not editable:
            self.query_one(Guide).show(Broken(document.source))
        self.set_class(not editable, "-no-form")

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
        event.stop()
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

    @work(exclusive=True, group="judge")
    async def _judge_changes(self) -> None:
        """Ask the engine after every change: first who leads, then, as typing rests, all."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self._judge(full=False)
            if await self._rests(_SETTLED):
                self.folder.mark_open()
                await self._judge(full=True)
                if await self._rests(_AT_EASE):
                    await self._ask_how_sure()

    async def _rests(self, seconds: float) -> bool:
        """Whether nothing changes for so long."""
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return True
        return False

    async def _judge(self, *, full: bool) -> None:
        document = self.document
        if document is None:
            return
        values, entered = document.values, document.entered
        earlier = full and document.outdated  # the answer shown is to these values, and in short
        asked = document.answered if earlier else document.known
        folded = () if full else self.query_one(Advice).folded
        try:
            judged = await self.fact.engine.ask(
                Desk.judge, asked, self.fact.today, full=full, in_short=folded
            )
        except EngineLost as lost:
            self.complain(lost.message)
            return
        if not self.app.is_running:
            return  # the answer came while the screen was taken down
        same = values is document.values and entered is document.entered
        if document is self.document and same:
            if earlier:
                document.answer = judged.assessment
            else:
                document.was_judged(judged)
            self._show_answer(document)
            if full:  # keys and the list need not follow every keystroke
                self.query_one(KeyFooter).show()
                self.folder.mark_open()

    async def _ask_how_sure(self) -> None:
        document = self.document
        if document is None or document.answer is None:
            return
        values = document.answered
        try:
            found = await self.fact.engine.ask(Desk.robustness, values, self.fact.today)
        except EngineLost as lost:
            self.complain(lost.message)
            return
        if document is self.document and values is document.answered and self.app.is_running:
            document.robustness, document.examined = found, values
            self._show_answer(document)

    def _show_document(self) -> None:
        document = self.document
        if document is None:
            return
        self.show_guide()
        mark = "* " if document.unsaved else ""
        protected = document.path is not None and document.path == self._protected
        note = f"{say(self, _READ_ONLY)} · " if protected else ""  # first: a long name is cut
        self.query_one("#title", Lines).show([Content(clean(f"{mark}{note}{document.name}"))])
        self._show_answer(document)
        self.query_one(KeyFooter).show()

    def _show_answer(self, document: Document) -> None:
        """Show what the engine's answer can change."""
        form = self.query_one(Form)
        form.show(document)
        errors = () if document.answer else errors_of(form.problems, form.map)
        self.query_one(ShortAdvice).show(document, len(errors))
        told = caution(document, form.map)
        self.query_one(Advice).show(document, self.fact.space, errors, told)
        self.query_one(WhatIfBanner).show(self.what_if, document.answer)

    @on(QuestionRow.Asked)
    def _question_asked(self, event: QuestionRow.Asked) -> None:
        self.query_one(Form).go_to(event.path)

    def language_changed(self) -> None:
        """Write what was written in the other language anew."""
        if self.document:
            self._show_document()
        else:
            self.show_guide()
        self.query_one(FilterLine).speak()
        self.folder.show()

    # Commands

    @work(group="saving")
    async def action_save(self) -> None:
        """Write the changes into the file; a trial is ended first."""
        if await self.what_if.may_end():
            await self.saving.save()

    @work(group="saving")
    async def action_quit(self) -> None:
        """Leave, if nothing would be lost."""
        if await self.may_leave():
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

    @work(exclusive=True, group="editor")
    async def action_editor(self) -> None:
        """Open the text in the person's editor and take over what comes back."""
        from factmatrix_tui.external_editor import edit_in_editor

        if self.document:
            await edit_in_editor(self, self.document)
