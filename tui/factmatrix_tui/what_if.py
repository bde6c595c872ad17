"""Trying changes out: a trial copy of the document that is never written to its file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from textual.content import Content

from factmatrix import Text
from factmatrix.desk import Desk
from factmatrix.text import clean
from factmatrix.views.figures import points
from factmatrix_tui.cells import hung, side_by_side
from factmatrix_tui.commands import WHAT_IF
from factmatrix_tui.document import Document
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import language_of, say, tell
from factmatrix_tui.moves import moved
from factmatrix_tui.screens.ask import Ask, Choice
from factmatrix_tui.talking import FAILURES
from factmatrix_tui.values import get, put
from factmatrix_tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from factmatrix.assessment import Assessment
    from factmatrix_tui.screens.main import MainScreen

_HEAD = Text("WHAT IF", "假设")
_TOLD = Text("nothing is written to the file; {} ends it", "不会写入文件，按 {} 结束")
_APPLIED = Text("what if", "假设中的修改")
_END = Text("End what-if: what becomes of the changes?", "结束假设：这些修改如何处理？")
_NEW_FILE = Text("A new file would be {}.", "另存的文件名为 {}。")
_NOT_KEPT = Text(
    "What was typed and is no value yet does not go into a new file.",
    "已输入但还不是有效数值的内容不会写入新文件。",
)
_KEPT = Text("Kept as: {}", "已另存为：{}")
_SUFFIX = Text(" (what if)", "（假设）")
_APPLY = Choice("apply", Text("Apply to the profile", "应用到档案"), "a")
_KEEP = Choice("keep", Text("New file", "另存为新文件"), "n")
_DROP = Choice("drop", Text("Drop", "放弃"), "x")
_STAY = Choice("stay", Text("Go on", "继续试"), "escape")


class WhatIf:
    """The trial of the main screen; its methods that ask run in a worker."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.original: Document | None = None
        self.trial: Document | None = None
        self._question: Ask | None = None

    @property
    def active(self) -> bool:
        """Whether what the screen shows is a trial."""
        return self.trial is not None and self.screen.document is self.trial

    @property
    def kept(self) -> Document | None:
        """The document that drafts are kept of while a trial lies over it."""
        return self.original if self.active else None

    @property
    def before(self) -> Assessment | None:
        """The answer that the trial started from."""
        return self.original.answer if self.original else None

    async def start(self) -> None:
        """Go on with a copy of the open document."""
        document = self.screen.document
        assert document is not None
        self.original = document
        self.trial = Document(
            document.base,
            document.values,
            dict(document.entered),
            document.rewritten,
            document.judged,
            document.judged,
            document.answer,
            document.answered,
        )
        await self.screen.show_document(self.trial)

    async def may_end(self) -> bool:
        """Whether there is no trial any more: it was applied, kept or dropped now.

        Where the question is open already, it is only closed.
        """
        if not self.active:
            return True
        if self._question is not None:
            self._question.dismiss(None)
            return False
        assert self.original is not None
        assert self.trial is not None
        answer = await self._ask() if self._changed() else "drop"
        if answer == "keep" and not await self._keep():
            return False
        if answer == "apply":
            self.original.restore(_APPLIED, self.trial.values, self.trial.entered)
        if answer not in ("keep", "apply", "drop"):
            return False
        original, self.original, self.trial = self.original, None, None
        await self.screen.show_document(original)
        # Whoever leaves need not wait for a file that does not come back.
        self.screen.run_worker(self.screen.saving.file_changed(), group="saving")
        return True

    def _changed(self) -> bool:
        original, trial = self.original, self.trial
        assert original is not None
        assert trial is not None
        return (trial.values, trial.entered) != (original.values, original.entered)

    async def _ask(self) -> str | None:
        assert self.trial is not None
        name = self._new_path().name
        lines = [Text(_NEW_FILE.en.format(name), _NEW_FILE.zh.format(name))]
        lines += [_NOT_KEPT] if self.trial.entered else []
        self._question = Ask(_END, lines, [_APPLY, _KEEP, _DROP, _STAY])
        try:
            return await self.screen.app.push_screen_wait(self._question)
        finally:
            self._question = None

    def _new_path(self) -> FilePath:
        """A name beside the profile that no file has."""
        path = self.original.path if self.original else None
        folder = path.parent if path else self.screen.library.folder or FilePath.cwd()
        stem = f"{path.stem if path else 'new'}-what-if"
        numbered = (f"{stem}-{number}.toml" for number in range(2, 10_000))
        names = (f"{stem}.toml", *numbered)
        return next(folder / name for name in names if not (folder / name).exists())

    async def _keep(self) -> bool:
        """Write the trial into a new file under a name of its own."""
        assert self.trial is not None
        path = self._new_path()
        name = get(self.trial.values, ("brand", "name"))
        values = self.trial.values
        if isinstance(name, str):
            values = put(values, ("brand", "name"), name + say(self.screen, _SUFFIX))
        try:
            await self.screen.fact.engine.ask(Desk.save, self.trial.source, values, path)
        except FAILURES as error:
            self.screen.complain(error.message)
            return False
        tell(self.screen, Text(_KEPT.en.format(path.name), _KEPT.zh.format(path.name)))
        await self.screen.folder.look()
        return True


class WhatIfBanner(Drawn):
    """Says that nothing is written, and how each position moves: before → after."""

    def __init__(self) -> None:
        super().__init__(id="what-if")
        self.before: Assessment | None = None
        self.after: Assessment | None = None
        self.display = False

    def show(self, what_if: WhatIf, after: Assessment | None) -> None:
        """Show the trial, or nothing where there is none."""
        self.display = what_if.active
        if what_if.active:
            self.before, self.after = what_if.before, after
            self.refresh(layout=True)

    def drawn(self, width: int) -> Content:
        """What this is, then positions, as many beside each other as fit."""
        key = (keys_of(self, WHAT_IF) or ["–"])[0]
        told = f"{say(self, _HEAD)} · {say(self, _TOLD).format(key)}"
        moves = side_by_side(self._moves(), "   ", width)
        return Content("\n").join([hung("", told, width, language_of(self)), *map(Content, moves)])

    def _moves(self) -> Iterator[str]:
        if self.before is None or self.after is None:
            return
        then = {ranked.info.id: ranked.fit.score for ranked in self.before.ranking}
        for ranked in self.after.ranking:
            before, now = points(then.get(ranked.info.id)), points(ranked.fit.score)
            letter, change = clean(ranked.info.letter), moved(ranked, self.before).score
            yield f"{letter} {before} → {now} {change}".rstrip()
