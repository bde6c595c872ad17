"""The folder that is open: listed, scored in the background, watched for what others change."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from factmatrix import Text
from factmatrix.assessment import Assessment
from factmatrix.desk import Desk, EngineLost, Summary, reason
from factmatrix_tui.language import tell
from factmatrix_tui.library import Library, Vocabulary
from factmatrix_tui.watching import Watcher
from factmatrix_tui.widgets.brand_list import BrandList, OpenBrand
from factmatrix_tui.widgets.guide import EmptyFolder, Loading, NoFolder, Subject
from factmatrix_tui.widgets.list_head import ListHead, ListState

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen

_CHUNK = 10
"""Profiles that are scored in one breath, so that a key press never waits long for the engine."""
_SHOWN_EVERY = 0.25
"""Seconds between two looks of the list while it is being scored."""
_NOT_WATCHED = Text(
    "Changes that other programs make in this folder cannot be followed. "
    "They are noticed when you save.",
    "无法跟踪其他程序对此文件夹的改动，保存时会检查。",
)


class Folder:
    """Keeps the list of brands as the folder is; its methods run in workers of the screen."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.library = Library()
        self.stopped = False
        self.watched = False
        self.unlistable: Text | None = None
        self._to_read = asyncio.Event()
        self.watcher: Watcher | None = None

    async def open(self, folder: Path) -> None:
        """List the folder, then score and watch it."""
        self.library.vocabulary = Vocabulary.of(self.screen.fact.about)
        self.library.folder = folder
        await self.look()
        self.screen.run_worker(self._score(), group="scoring", exclusive=True)
        self.screen.run_worker(self._watch(folder), group="watching", exclusive=True)

    async def open_first(self) -> None:
        """Open the first brand of the list where none is open."""
        async with self.screen.files.turn:
            if self.screen.document is None and self.library.paths:
                await self.screen.open((self.library.shown() or self.library.paths)[0])

    async def close(self) -> None:
        """Watch no more; the app ends."""
        if self.watcher:
            await self.watcher.end()

    async def look(self) -> None:
        """List the folder again: what is new is read, what is gone is forgotten."""
        folder = self.library.folder
        if folder is None:
            return
        paths: Collection[Path] = ()
        self.unlistable = None
        try:
            paths = await self.screen.fact.engine.ask(Desk.find, folder)
        except OSError as error:
            self.unlistable = reason(error)
        except EngineLost as lost:  # that says nothing of what is there
            paths = self.library.paths
            self.unlistable = lost.message
            if paths:
                self.screen.complain(lost.message)
        self.library.found(paths)
        self._to_read.set()
        self.show()
        self.screen.show_guide()

    def guide(self) -> Subject:
        """What to say where no brand is open."""
        folder = self.library.folder
        if folder is None or self.library.paths:
            return Loading()
        return EmptyFolder(folder) if self.unlistable is None else NoFolder(folder, self.unlistable)

    @property
    def scoring(self) -> bool:
        """Whether brands are still to be scored."""
        return len(self.library.summaries) < len(self.library.paths)

    def stop_or_go_on(self) -> None:
        """Stop scoring, or go on with it."""
        self.stopped = not self.stopped
        self._to_read.set()
        self.show()

    def show(self) -> None:
        """Draw the list as it is now."""
        library = self.library
        shown = library.shown()
        letters = self.screen.fact.letters
        self.screen.query_one(BrandList).show(shown, library.summaries, letters, self._open_brand())
        self.screen.query_one(ListHead).show(
            ListState(
                len(shown), len(library.paths), len(library.summaries), library.order,
                bool(library.words.strip()), self.stopped,
            )
        )  # fmt: skip

    def mark_open(self) -> None:
        """Show in the list how the open brand stands."""
        self.screen.query_one(BrandList).mark(self._open_brand())

    def neighbour(self, path: Path) -> Path | None:
        """The brand below another one in the list, or above the last one."""
        shown = self.library.shown()
        if path not in shown or len(shown) == 1:
            return None
        at = shown.index(path)
        return shown[at + 1] if at + 1 < len(shown) else shown[at - 1]

    def _open_brand(self) -> OpenBrand | None:
        document = self.screen.document
        if document and document.path:
            judged = document.judged
            invalid = bool(document.entered) or (judged is not None and not judged.valid)
            summary = _summary(document.path, document.answer) if document.answer else None
            return OpenBrand(document.path, document.name, document.unsaved, invalid, summary)
        return None

    async def _score(self) -> None:
        """Read what is unread, what is on the screen first; wait for more when all is read."""
        drawn = 0.0
        brands = self.screen.query_one(BrandList)
        while True:
            taken = () if self.stopped else self.library.take_unread(brands.seen, _CHUNK)
            if taken:
                await self._read(taken)
            else:
                self._to_read.clear()
            if not taken or monotonic() - drawn >= _SHOWN_EVERY:
                self.show()
                drawn = monotonic()
            await self._to_read.wait()

    async def _read(self, paths: Sequence[Path]) -> None:
        fact = self.screen.fact
        try:
            summaries = await fact.engine.ask_each(Desk.summaries, paths, fact.today)
        except EngineLost as lost:
            self.library.give_back(paths)
            self.stopped = True
            self.screen.complain(lost.message)
        else:
            self.library.add(summaries)

    async def _watch(self, folder: Path) -> None:
        self.watcher = watcher = Watcher(folder)
        async for paths in watcher.changes():
            if not self.watched:  # what changed between its reading and now, nobody has seen
                self.library.read_all_again()
            self.watched = True
            self.library.changed(paths)
            await self.look()
            await self._open_file_changed(paths)
            await self.open_first()
        # Of a folder that was never there, the guide says all there is to say.
        if not watcher.ended and (self.watched or self.unlistable is None):
            tell(self.screen, _NOT_WATCHED, "warning", 10)

    async def _open_file_changed(self, paths: Collection[Path]) -> None:
        """Take what others changed in the open file, once the app itself is done with it.

        Where the folder itself is named, nobody has watched its files until now.
        """
        async with self.screen.files.turn:
            document = self.screen.document
            if document is None or document.path is None:
                return
            if document.path not in paths and self.library.folder not in paths:
                return
            await self.screen.saving.file_changed()


def _summary(path: Path, answer: Assessment) -> Summary:
    """A line of the list for values that are in no file yet."""
    return Summary(
        path,
        answer.profile.brand.name,
        lead=answer.verdict.lead,
        provisional=answer.verdict.provisional,
        blocked=any(not notice.positions for notice in answer.blockers),
        scores={ranked.info.id: ranked.fit.score for ranked in answer.ranking},
    )
