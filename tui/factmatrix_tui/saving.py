"""Never lose work: saving, leaving with unsaved changes, a file that somebody else changed."""

from __future__ import annotations

import hashlib
from difflib import unified_diff
from typing import TYPE_CHECKING

from factmatrix import Text
from factmatrix.desk import ChangedOnDisk, Desk, EditError, EngineLost, Opened, SaveError
from factmatrix_tui.document import Document
from factmatrix_tui.drafts import Draft
from factmatrix_tui.language import say
from factmatrix_tui.screens.ask import Ask, Choice
from factmatrix_tui.screens.difference import Difference
from factmatrix_tui.values import get

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen

_SAVED = Text("Saved.", "已保存。")
_UNSAVED = Text("There are unsaved changes.", "有修改尚未保存。")
_WRONG = Text("Some fields have errors.", "有字段填写有误。")
_WRONG_HELP = Text(
    "The file can be saved with them, but it is not scored until they are corrected. What is no "
    "value at all (marked “…”) is not saved.",
    "可以照样保存，但改正之前不会评分；根本不是数值的内容（引号标出）不会写入文件。",
)
_CHANGED = Text("The file was changed by another program.", "文件已被其他程序修改。")
_CHANGED_HELP = Text(
    "Mine writes your values into their file, with their comments. Theirs drops your changes.",
    "“用我的”会把你的数值写进对方的文件，保留其注释；“用对方的”会放弃你的修改。",
)
_LEFT_BEHIND = Text("Last time ended with unsaved changes.", "上次退出时有修改没有保存。")
_RESTORED = Text("restored changes", "恢复的修改")
_CHANGED_SINCE = Text(
    "The file was changed since; saving writes your values into its new text.",
    "之后文件又有改动；保存会把你的数值写进新的内容。",
)
_RESTORE = Choice("restore", Text("Restore", "恢复"), "r")
_FORGET = Choice("forget", Text("Discard", "丢弃"), "x")
_LATER = Choice("later", Text("Later", "以后再说"), "escape")
_SAVE = Choice("save", Text("Save", "保存"), "s")
_DROP = Choice("drop", Text("Don't save", "不保存"), "n")
_STAY = Choice("stay", Text("Stay", "留下"), "escape")
_ANYWAY = Choice("save", Text("Save anyway", "仍然保存"), "s")
_CORRECT = Choice("correct", Text("Correct first", "先改正"), "c")
_MINE = Choice("mine", Text("Mine", "用我的"), "m")
_THEIRS = Choice("theirs", Text("Theirs", "用对方的"), "t")
_DIFFERENCE = Choice("difference", Text("Difference", "看差异"), "d")


class Saving:
    """Talks to the person about the open document's file; its methods run in a worker."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    async def save(self) -> bool:
        """Write the document; True when nothing is unsaved any more."""
        document = self.screen.document
        if document is None or not document.unsaved:
            return True
        if document.path is None:
            return False
        if (document.entered or not document.valid) and not await self._despite_errors():
            return False
        try:
            await self._write(document)
        except ChangedOnDisk:
            return await self.file_changed()
        except (SaveError, EditError) as error:
            self._complain(say(self.screen, error.message))
            return False
        except EngineLost as lost:
            self._complain(str(lost))
            return False
        self.screen.notify(say(self.screen, _SAVED), timeout=2)
        return not document.unsaved

    async def offer_drafts(self) -> bool:
        """Offer what an app that was killed left unsaved; whether something was restored.

        One is restored at a time: the others are offered at the next start.
        """
        drafts = self.screen.fact.drafts
        for draft in drafts.left_behind():
            lines = [str(draft.path or get(draft.values, ("brand", "name")) or "?")]
            question = Ask(_LEFT_BEHIND, lines, [_RESTORE, _FORGET, _LATER])
            answer = await self.screen.app.push_screen_wait(question)
            if answer == "restore":
                await self._restore(draft)
            if answer in ("restore", "forget"):
                drafts.forget(draft)
            if answer == "restore":
                return True
        return False

    async def _restore(self, draft: Draft) -> None:
        opened = Opened(draft.path, None, "", {}, ())
        if draft.path is not None:
            opened = await self.screen.fact.engine.ask(Desk.open, draft.path)
        document = Document.of(opened)
        if draft.rewritten is not None:
            read = await self.screen.fact.engine.ask(Desk.read, draft.rewritten)
            document.rewrite(_RESTORED, read)
        document.restore(_RESTORED, draft.values, draft.entered)
        await self.screen.show_document(document)
        self.screen.fact.drafts.keep(document)
        data = opened.data
        if data is not None and hashlib.sha256(data).hexdigest() != draft.base:
            self.screen.notify(say(self.screen, _CHANGED_SINCE), severity="warning", timeout=15)

    async def may_leave(self) -> bool:
        """Whether the open document may be left: it is saved, was saved now, or is given up."""
        document = self.screen.document
        if document is None or not document.unsaved:
            return True
        question = Ask(_UNSAVED, [document.name], [_SAVE, _DROP, _STAY])
        answer = await self.screen.app.push_screen_wait(question)
        if answer == "save":
            return await self.save()
        if answer == "drop":
            self.screen.fact.drafts.drop(document)
        return answer == "drop"

    async def file_changed(self) -> bool:
        """The file is not what was read: take it, keep mine, or look at both first."""
        document = self.screen.document
        assert document is not None
        assert document.path is not None
        theirs = await self.screen.fact.engine.ask(Desk.open, document.path)
        if theirs.data == document.base.data:
            return False
        if not document.unsaved:
            self.screen.take(theirs)
            return True
        while True:
            lines = [str(document.path), say(self.screen, _CHANGED_HELP)]
            question = Ask(_CHANGED, lines, [_MINE, _THEIRS, _DIFFERENCE, _STAY])
            answer = await self.screen.app.push_screen_wait(question)
            if answer == "theirs":
                self.screen.take(theirs)
                return True
            if answer == "mine":
                document.base = theirs
                return await self.save()
            if answer != "difference":
                return False
            await self._show_difference(document, theirs)

    async def _despite_errors(self) -> bool:
        question = Ask(_WRONG, [say(self.screen, _WRONG_HELP)], [_CORRECT, _ANYWAY])
        if await self.screen.app.push_screen_wait(question) == "save":
            return True
        self.screen.go_to_first_error()
        return False

    async def _write(self, document: Document) -> None:
        assert document.path is not None
        values = document.values
        opened = await self.screen.fact.engine.ask(
            Desk.save, document.source, values, document.path
        )
        document.saved_as(opened)
        self.screen.document_changed()

    async def _show_difference(self, document: Document, theirs: Opened) -> None:
        try:
            mine = await self.screen.fact.engine.ask(Desk.revise, theirs, document.values)
        except EditError as error:
            self._complain(say(self.screen, error.message))
            return
        lines = unified_diff(theirs.text.splitlines(), mine.splitlines(), lineterm="", n=2)
        await self.screen.app.push_screen_wait(Difference(list(lines)[2:]))

    def _complain(self, message: str) -> None:
        self.screen.notify(message, severity="error", timeout=15, markup=False)
