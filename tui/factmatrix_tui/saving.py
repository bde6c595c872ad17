"""Never lose work: saving, leaving with unsaved changes, a file that somebody else changed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from difflib import unified_diff
from itertools import count
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from factmatrix import Text
from factmatrix.desk import ChangedOnDisk, Desk, Opened, PathKind, SaveError, file_name, lines_of
from factmatrix_tui import saving_texts as texts
from factmatrix_tui.changes import title_of
from factmatrix_tui.document import Document
from factmatrix_tui.language import tell
from factmatrix_tui.recovering import offer_drafts
from factmatrix_tui.screens.difference import Difference
from factmatrix_tui.talking import FAILURES, Talk
from factmatrix_tui.widgets.form import Form

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen


_PATIENCE = 0.4
"""Seconds that leaving waits for a save that runs."""


class Saving:
    """Talks to the person about the open document's file; its methods run in workers.

    One at a time: whoever leaves while a save runs waits for it a moment, then gives it up. A
    worker that runs one of these must not be cancelled: the file may be written already.
    `under_way` says that a save runs.
    """

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._turn = asyncio.Lock()
        self._talk = Talk(screen)
        self._declined: bytes | None = None
        self.under_way = False

    @property
    def _document(self) -> Document | None:
        """What the file is to say: never a trial that lies over the open document."""
        return self.screen.what_if.kept or self.screen.document

    async def save(self) -> bool:
        """Write the document; True when all of it that is a value is in the file."""
        if self._talk.closed():
            return False
        async with self._turn:
            return await self._save()

    async def may_leave(self) -> bool:
        """Whether the open document may be left: it is saved, was saved now, or is given up.

        Where a question is open, leaving only closes it.
        """
        if self._talk.closed():
            return False
        if not await self._comes_back():
            self.screen.fact.engine.stop()
        async with self._turn:
            document = self._document
            if document is None or not document.unsaved:
                return True
            choices = [texts.SAVE, texts.DROP, texts.STAY]
            answer = await self._talk.ask(texts.UNSAVED, [document.name], choices)
            if answer == "save":
                return await self._save()
            return answer == "drop"

    async def file_changed(self) -> None:
        """Look whether the open document's file says something else now.

        If so it is read again, or where there are unsaved changes, the person is asked. While a
        trial lies over the document, that waits for its end.
        """
        if self.screen.what_if.active:
            return
        async with self._turn:
            document = self._document
            if document is None or document.path is None:
                return
            theirs = await self._read_again(document)
            if theirs is None or theirs.data == document.base.data:
                return
            if theirs.data is None and document.readable:
                await self._unreadable_now(document, theirs)
            elif not document.changed:
                await self._take(document, theirs)
                tell(self.screen, texts.READ_AGAIN)
            elif theirs.data != self._declined:
                await self._choose(document, theirs, sudden=True)

    async def offer_drafts(self) -> bool:
        """Offer what an app that was killed left unsaved; whether something was restored."""
        async with self._turn:
            return await offer_drafts(self.screen, self._talk)

    # Saving

    async def _comes_back(self) -> bool:
        """Whether what is being done with the file is done soon."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE), self._turn:
                return True
        return False

    async def _save(self) -> bool:
        self.under_way = True
        try:
            return await self._write_unsaved()
        finally:
            self.under_way = False

    async def _write_unsaved(self) -> bool:
        document = self._document
        if document is None or not document.unsaved:
            return True
        if not document.readable:
            self.screen.complain(texts.not_readable(document.source))
            return False
        if not await self._are_errors_wanted(document):
            return False
        path = document.path or await self._new_path(document)
        return path is not None and await self._write(document, document.source, path)

    async def _are_errors_wanted(self, document: Document) -> bool:
        """Whether there are none, or the person wants to save them."""
        fact = self.screen.fact
        judged = await self._talk.tried(
            fact.engine.ask(Desk.judge, document.values, fact.today, full=False)
        )
        if judged is None:
            return False
        if judged.valid and not document.entered:
            return True
        form = self.screen.query_one(Form).map
        lost = [_typed(title_of(path, form), text) for path, text in document.entered.items()]
        lines: list[Text | str] = [] if judged.valid else [texts.WRONG_HELP]
        lines += [texts.NO_VALUES, *lost] if lost else []
        if await self._talk.ask(texts.WRONG, lines, [texts.CORRECT, texts.ANYWAY]) == "save":
            return True
        self.screen.go_to_first_error()
        return False

    async def _new_path(self, document: Document) -> FilePath | None:
        """A name for a document that has no file yet, None where the person does not want it."""
        folder = self._folder
        stem = file_name(document.name) or "brand"
        for number in count(1):
            path = folder / (f"{stem}.toml" if number == 1 else f"{stem} {number}.toml")
            kind = await self._kind(path)
            if kind is None:
                return None
            if kind == "missing":
                break
        answer = await self._talk.ask(texts.NEW_FILE, [str(path)], [texts.SAVE, texts.STAY])
        return path if answer == "save" else None

    async def _write(self, document: Document, source: Opened, path: FilePath) -> bool:
        """Write the document's values into the text of `source`."""
        saved = document.state
        engine = self.screen.fact.engine
        try:
            opened = await engine.ask(Desk.save, source, saved.values, path)
        except ChangedOnDisk as refusal:
            return await self._refused(document, refusal)
        except SaveError as refusal:
            lost = document.gone and await self._is_folder_gone(document)
            why = texts.FOLDER_GONE if lost else refusal.message
            return await self._write_elsewhere(document, why)
        except FAILURES as error:
            self.screen.complain(error.message)
            return False
        document.saved_as(opened, saved)
        told = texts.SAVED_MOSTLY if document.entered else texts.SAVED
        tell(self.screen, told, seconds=3)
        await self._show_saved(document)
        return document.state == replace(saved, values=opened.values or {}, rewritten=None)

    async def _write_elsewhere(self, document: Document, why: Text) -> bool:
        """The file cannot be written: offer another one."""
        place = document.path.parent if document.path else self._folder
        folder = await self._talk.tried(self.screen.fact.engine.ask(Desk.place_near, place))
        if folder is None:
            return False
        path = await self._talk.show(self.screen.files.elsewhere(document, folder, why))
        return path is not None and await self._write(document, document.source, path)

    @property
    def _folder(self) -> FilePath:
        """Where a profile without a file belongs."""
        return self.screen.library.folder or FilePath.cwd()

    # A file that somebody else changed

    async def _refused(self, document: Document, refusal: ChangedOnDisk) -> bool:
        """The file is not what was read: take it, keep mine, or look at both first."""
        theirs = await self._read_again(document) if document.path else None
        if theirs is None or theirs.data == document.base.data:
            self.screen.complain(refusal.message)
            return False
        if theirs.data is not None:
            return await self._choose(document, theirs)
        await self._unreadable_now(document, theirs)
        if not document.gone:
            return False
        if await self._is_folder_gone(document):
            return await self._write_elsewhere(document, texts.FOLDER_GONE)
        answer = await self._talk.ask(
            texts.GONE, [str(document.path)], [texts.WRITE_AGAIN, texts.STAY]
        )
        return answer == "write" and await self._save_again(document, document.source)

    async def _choose(self, document: Document, theirs: Opened, *, sudden: bool = False) -> bool:
        """Ask until one of both is chosen; True when nothing is unsaved any more.

        Where they wrote what is here, there is nothing to choose: so does a save that was given up.
        """
        if document.is_said_by(theirs):
            document.saved_as(theirs, document.state)
            await self._show_saved(document)
            return True
        over = document.written_over(theirs)
        broken = theirs.values is None
        explained = texts.BROKEN_HELP if broken else texts.CHANGED_HELP
        lines: list[Text | str] = [str(document.path), explained]
        choices = [texts.DIFFERENCE, texts.MINE, texts.THEIRS, texts.STAY]
        if broken:
            choices.remove(texts.THEIRS)
        while True:
            answer = await self._talk.ask(texts.CHANGED, lines, choices, sudden=sudden)
            if answer == "difference":
                await self._show_difference(document, theirs, over)
                sudden = False
            elif answer == "mine":
                return await self._save_again(document, over)
            elif answer == "theirs":
                await self._take(document, theirs)
                return True
            else:
                self._declined = theirs.data  # it was seen; saving asks again
                return False

    async def _save_again(self, document: Document, source: Opened) -> bool:
        assert document.path is not None
        return await self._write(document, source, document.path)

    async def _unreadable_now(self, document: Document, theirs: Opened) -> None:
        """The file cannot be read any more; what it said is kept."""
        assert document.path is not None
        if await self._kind(document.path) == "missing":
            document.lost_file()
            self.screen.fact.keep_draft()
            self.screen.document_changed()
            folder_gone = await self._is_folder_gone(document)
            self._talk.warn(texts.FOLDER_GONE_NOTE if folder_gone else texts.GONE_NOTE)
        elif theirs.problems:
            self.screen.complain(theirs.problems[0].message)

    async def _is_folder_gone(self, document: Document) -> bool:
        """Whether the file has no folder any more, so that it cannot be written again as it was."""
        assert document.path is not None
        return await self._kind(document.path.parent) == "missing"

    async def _kind(self, path: FilePath) -> PathKind | None:
        return await self._talk.tried(self.screen.fact.engine.ask(Desk.kind, path))

    async def _take(self, document: Document, theirs: Opened) -> None:
        document.take(texts.THEIR_VERSION, theirs)
        await self._show_saved(document)

    async def _show_saved(self, document: Document) -> None:
        """Show what became of the document with its file, and what changes are compared with."""
        self.screen.fact.keep_draft()
        self.screen.document_changed()
        await self.screen.judge_saved(document)

    async def _read_again(self, document: Document) -> Opened | None:
        assert document.path is not None
        return await self._talk.tried(self.screen.fact.engine.ask(Desk.open, document.path))

    async def _show_difference(self, document: Document, theirs: Opened, over: Opened) -> None:
        mine = await self._talk.tried(
            self.screen.fact.engine.ask(Desk.revise, over, document.values)
        )
        if mine is not None:
            lines = unified_diff(lines_of(theirs.text), lines_of(mine), lineterm="", n=2)
            await self._talk.show(Difference(list(lines)[2:]))


def _typed(title: Text, text: str) -> Text:
    return Text(f"{title.en}: “{text}”", f"{title.zh}：“{text}”")
