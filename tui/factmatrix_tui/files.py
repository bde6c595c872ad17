"""New, duplicated, renamed and deleted profiles."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix import Text
from factmatrix.desk import Desk, EngineLost, FormField, Opened, file_name
from factmatrix_tui.document import Document
from factmatrix_tui.language import language_of, tell
from factmatrix_tui.screens.ask import Ask, Choice
from factmatrix_tui.screens.new_file import NewFile, Question, Wanted
from factmatrix_tui.talking import FAILURES
from factmatrix_tui.values import Values, put
from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.form import Form

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen

_NEW = Text("New brand", "新建品牌")
_DUPLICATE = Text("Duplicate: {}", "复制：{}")
_RENAME = Text("Rename the file {}", "重命名文件 {}")
_ELSEWHERE = Text("Save as another file", "另存为")
_PLACE = Text("It goes into {}; type a path for another place.", "将存入 {}；存到别处请填写路径。")
_UNREADABLE = Text(
    "The file cannot be read, so it cannot be duplicated.", "文件无法读取，不能复制。"
)
_NOT_SEEN = Text(
    "The file could not be read: what nobody has seen is not deleted.",
    "文件无法读取，未看到内容之前不删除。",
)
_DELETE = Text("Delete this file?", "删除这个文件？")
_FOR_GOOD = Text("It cannot be brought back.", "删除后无法恢复。")
_KEEP = Choice("keep", Text("Keep", "保留"), "escape")
_DO_DELETE = Choice("delete", Text("Delete", "删除"), "x")
_DELETED = Text("Deleted: {}", "已删除：{}")


class Files:
    """Makes and changes files as a person asks; its methods run in workers of the screen.

    `turn` is held while a file is moved or deleted, so that nobody takes that for what another
    program did.
    """

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.turn = asyncio.Lock()

    async def new(self) -> None:
        """Ask the required questions and open a new profile."""
        if not await self.screen.may_leave():
            return
        fields = self._brand_fields()
        asked = [field for field in fields if field.required or field.declaration.choices]
        await self._open(Question(_NEW, self._folder(), asked), self._make_new)

    async def duplicate(self) -> None:
        """Copy the open profile into a new file, under a new name."""
        if not await self.screen.may_leave():
            return
        document = self.screen.document
        if document is None or document.path is None:
            return
        if document.base.values is None:
            self.screen.complain(_UNREADABLE)
            return
        base, values = document.base, document.base.values

        async def copy(wanted: Wanted) -> Text | None:
            return await self._write(base, _with(values, wanted), wanted.path)

        title = _named(_DUPLICATE, document.name)
        fields = [field for field in self._brand_fields() if field.key == "name"]
        await self._open(Question(title, document.path.parent, fields), copy)

    async def rename(self) -> None:
        """Give the file of the open profile another name; what is unsaved stays."""
        document = self.screen.document
        if document is None or document.path is None:
            return
        old = document.path

        async def move(wanted: Wanted) -> Text | None:
            if wanted.path == old:
                return None
            async with self.turn:
                refusal = await self._refusal(
                    self.screen.fact.engine.ask(Desk.rename, old, wanted.path)
                )
                if refusal is None:
                    document.base = replace(document.base, path=wanted.path)
                    self.screen.fact.keep_draft()
                return refusal

        question = Question(_named(_RENAME, old.name), old.parent, file=old.stem)
        if await self.screen.app.push_screen_wait(NewFile(question, move)):
            await self.screen.folder.look()
            self.screen.query_one(BrandList).go_to(document.path)
            self.screen.document_changed()

    async def delete(self) -> None:
        """Delete the file of the open profile after asking, and open the next brand."""
        document = self.screen.document
        if document is None or document.path is None:
            return
        path, data = document.path, document.base.data
        if data is None:
            self.screen.complain(_NOT_SEEN)
            return
        question = Ask(_DELETE, [str(path), _FOR_GOOD], [_KEEP, _DO_DELETE])
        if await self.screen.app.push_screen_wait(question) != "delete":
            return
        async with self.turn:
            refusal = await self._refusal(self.screen.fact.engine.ask(Desk.delete, path, data))
            if refusal is not None:
                self.screen.complain(refusal)
                return
            following = self.screen.folder.neighbour(path)
            with suppress(OSError):  # the next draft takes its place
                self.screen.fact.drafts.drop()
            self.screen.document = None
            await self.screen.folder.look()
            if following:
                await self._show(following)
        tell(self.screen, _named(_DELETED, path.name))

    def elsewhere(self, document: Document, folder: Path, why: Text) -> NewFile:
        """A dialog that gives a path of a person's choice for what could not be written."""

        async def is_free(wanted: Wanted) -> Text | None:
            try:
                kind = await self.screen.fact.engine.ask(Desk.kind, wanted.path)
            except EngineLost as lost:
                return lost.message
            return None if kind == "missing" else _taken(wanted.path)

        stem = document.path.stem if document.path else file_name(document.name)
        beside = document.path is None or document.path.parent == folder
        file = f"{stem} 2" if beside else stem
        lines = [why, _named(_PLACE, str(folder))]
        return NewFile(Question(_ELSEWHERE, folder, file=file, lines=lines), is_free)

    async def _open(
        self, question: Question, make: Callable[[Wanted], Awaitable[Text | None]]
    ) -> None:
        path = await self.screen.app.push_screen_wait(NewFile(question, make))
        if path:
            await self.screen.folder.look()
            await self._show(path)
            self.screen.query_one(Form).focus_field()

    async def _make_new(self, wanted: Wanted) -> Text | None:
        fact = self.screen.fact
        name, category = wanted.values["name"], wanted.values["category"]
        assert name is not None
        assert category is not None
        try:
            opened = await fact.engine.ask(Desk.template, name, category, language_of(self.screen))
        except ValueError as error:  # it comes in the language asked for
            return Text(str(error), str(error))
        except EngineLost as lost:
            return lost.message
        return await self._write(opened, _with(opened.values or {}, wanted), wanted.path)

    async def _write(self, base: Opened, values: Values, path: Path) -> Text | None:
        """Write a new file; why that was refused, None where it was not."""
        unwritten = replace(base, path=None, data=None)  # else its own file could be meant
        return await self._refusal(self.screen.fact.engine.ask(Desk.save, unwritten, values, path))

    async def _refusal(self, done: Awaitable[object]) -> Text | None:
        try:
            await done
        except FAILURES as refusal:
            return refusal.message
        return None

    async def _show(self, path: Path) -> None:
        await self.screen.open(path)
        self.screen.query_one(BrandList).go_to(path)

    def _brand_fields(self) -> tuple[FormField, ...]:
        return next(table.fields for table in self.screen.fact.about.form if table.path == "brand")

    def _folder(self) -> Path:
        return self.screen.library.folder or Path.cwd()


def is_protected(path: Path) -> bool:
    """Whether there is a file that may not be written."""
    return os.access(path, os.F_OK) and not os.access(path, os.W_OK)


def _with(values: Values, wanted: Wanted) -> Values:
    for key, value in wanted.values.items():
        if value is not None:
            values = put(values, ("brand", key), value)
    return values


def _named(text: Text, name: str) -> Text:
    return Text(text.en.format(name), text.zh.format(name))


def _taken(path: Path) -> Text:
    return Text(f"{path.name} exists already.", f"{path.name} 已经存在。")
