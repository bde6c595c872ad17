"""What must be known before a file is made, copied, renamed or saved elsewhere."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static

from factmatrix import Text
from factmatrix.desk import Declaration, FormField, file_name
from factmatrix.text import clean
from factmatrix_tui.language import say
from factmatrix_tui.screens.ask import Ask, Choice, label
from factmatrix_tui.widgets.said import Said

ENDING = ".toml"
_FILE = Text("File", "文件名")
_MAKE = Choice("make", Text("OK", "确定"), "enter")
_LEAVE = Choice("leave", Text("Cancel", "取消"), "escape")
_DISCARD = Text("Discard what you entered?", "放弃已填写的内容？")
_LOST = Text("It is in no file yet.", "这些内容还没有写入文件。")
_GO_ON = Choice("go_on", Text("Go on", "继续填写"), "escape")
_DROP = Choice("drop", Text("Discard", "丢弃"), "x")
_REQUIRED = Text("required", "必填")
_OPTIONAL = Text("may stay open", "可不填")
_MISSING = Text("{} is required.", "请填写{}。")
_NAME_IT = Text("The file needs a name.", "请填写文件名。")
_NOT_EVERYWHERE = Text(
    "Not every system takes this file name. “{}” works everywhere.",
    "有的系统不接受这个文件名，可以改用“{}”。",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was entered: values by key of the field, None where one stays open, and the path."""

    values: dict[str, str | None]
    path: Path


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: fields of the brand, and in which folder the file is named at first.

    Required fields stand above the file's name, the others below it. `name` is the field from
    which the file's name is proposed. `lines` explain.
    """

    title: Text
    folder: Path
    fields: Sequence[FormField] = ()
    name: str = "name"
    file: str = ""
    lines: Sequence[Text | str] = ()


class NewFile(ModalScreen[Path | None]):
    """Asks, and closes once `make` has done what was asked; it gives the path that was made.

    `make` returns why it could not: that stands below the fields, and nothing entered is lost.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(
        self, question: Question, make: Callable[[Wanted], Awaitable[Text | None]]
    ) -> None:
        super().__init__()
        self.question = question
        self.make = make
        self._refusal: Text | None = None
        self._proposed = question.file

    def compose(self) -> ComposeResult:
        required = [field for field in self.question.fields if field.required]
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Said(self.question.title, classes="dialog-title")
            for line in self.question.lines:
                yield Said(line, classes="dialog-line")
            for field in required:
                yield from self._asked(field)
            with Horizontal(classes="asked"):
                yield Said(_FILE, classes="asked-title")
                yield Input(self.question.file, id="file", compact=True)
                yield Static(ENDING, classes="asked-ending")
            for field in self.question.fields:
                if not field.required:
                    yield from self._asked(field)
            refused = Said(self._refused, classes="complaint")
            refused.display = False
            yield refused
            with Horizontal(classes="dialog-buttons"):
                yield Button(label(self, _MAKE), id="make", compact=True)
                yield Button(label(self, _LEAVE), id="leave", compact=True)

    def _asked(self, field: FormField) -> Iterator[Widget]:
        declaration = field.declaration
        with Horizontal(classes="asked"):
            yield Said(declaration.title, classes="asked-title")
            if declaration.choices:
                yield self._select(field.key, declaration, required=field.required)
            else:
                yield Input(
                    placeholder=self._prompt(required=field.required),
                    id=f"field-{field.key}",
                    compact=True,
                )

    def _select(self, key: str, declaration: Declaration, *, required: bool) -> Select[str]:
        options, prompt = self._options(declaration), self._prompt(required=required)
        return Select(options, prompt=prompt, id=f"field-{key}", compact=True)

    def _options(self, declaration: Declaration) -> list[tuple[str, str]]:
        return [(clean(say(self, c.label)), str(c.value)) for c in declaration.choices]

    def _prompt(self, *, required: bool) -> str:
        return say(self, _REQUIRED if required else _OPTIONAL)

    def language_changed(self) -> None:
        """Choices and buttons in the language of now."""
        for field in self.question.fields:
            for line in self.query(f"#field-{field.key}").results(Input):
                line.placeholder = self._prompt(required=field.required)
            for select in self.query(f"#field-{field.key}").results(Select):
                value = select.value
                with select.prevent(Select.Changed):
                    select.set_options(self._options(field.declaration))
                    select.prompt = self._prompt(required=field.required)
                    select.value = value
        self.query_one("#make", Button).label = label(self, _MAKE)
        self.query_one("#leave", Button).label = label(self, _LEAVE)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """The file is called as the brand, until a person calls it otherwise."""
        event.stop()
        self._take_back()
        file = self.query_one("#file", Input)
        if event.input.id == f"field-{self.question.name}" and file.value == self._proposed:
            self._proposed = file_name(event.value)
            file.value = self._proposed

    @on(Select.Changed)
    def _chosen(self, event: Select.Changed) -> None:
        event.stop()
        self._take_back()
        if event.select.has_focus_within and not event.select.is_blank():
            self.focus_next()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """On to what is still missing; when nothing is, that is all."""
        event.stop()
        missing = self._missing()
        if missing is None or event.input.id == f"field-{missing.key}":
            self._finish()
        else:
            self.query_one(f"#field-{missing.key}").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "make":
            self._finish()
        else:
            self.action_leave()

    @work(exclusive=True, group="make")
    async def _finish(self) -> None:
        if missing := self._missing():
            title = missing.declaration.title
            why = Text(_MISSING.en.format(title.en), _MISSING.zh.format(title.zh))
            self._refuse(why, f"field-{missing.key}")
            return
        typed = self.query_one("#file", Input).value.strip().removesuffix(ENDING)
        path = self._path(typed)
        values = {field.key: self._value(field) for field in self.question.fields}
        refusal = _refused_name(typed, path.name.removesuffix(ENDING))
        if refusal is None:
            refusal = await self.make(Wanted(values, path))
        if refusal is not None:
            self._refuse(refusal, "file")
        else:
            self.dismiss(path)

    def _path(self, typed: str) -> Path:
        file = Path(f"{typed}{ENDING}")
        with suppress(RuntimeError):  # where there is no such person, ~ is a letter of the name
            file = file.expanduser()
        # Without ".." as a person reads it, whatever links there are: so it is shown and saved.
        return Path(os.path.normpath(Path(self.question.folder, file)))

    def _missing(self) -> FormField | None:
        """The first required field that is empty."""
        required = (field for field in self.question.fields if field.required)
        return next((field for field in required if self._value(field) is None), None)

    def _value(self, field: FormField) -> str | None:
        widget = self.query_one(f"#field-{field.key}")
        if isinstance(widget, Input):
            return widget.value.strip() or None
        assert isinstance(widget, Select)
        return None if widget.is_blank() else str(widget.value)

    def _refuse(self, why: Text, at: str) -> None:
        self._refusal = why
        refused = self.query_one(".complaint", Said)
        refused.display = True
        refused.refresh(layout=True)
        self.query_one(f"#{at}").focus()

    def _take_back(self) -> None:
        """What was refused has changed."""
        self._refusal = None
        self.query_one(".complaint", Said).display = False

    def _refused(self) -> str:
        return f"✗ {say(self, self._refusal)}" if self._refusal else ""

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        """Make nothing; what was entered is asked about first."""
        if self._entered_anything():
            question = Ask(_DISCARD, [_LOST], [_GO_ON, _DROP])
            if await self.app.push_screen_wait(question) != "drop":
                return
        self.dismiss(None)

    def _entered_anything(self) -> bool:
        file = self.query_one("#file", Input).value
        return file != self.question.file or any(map(self._value, self.question.fields))


def _refused_name(typed: str, stem: str) -> Text | None:
    """Why a file cannot be called so everywhere."""
    if not typed or typed.endswith(("/", "\\")):
        return _NAME_IT
    good = file_name(stem)
    if good == stem:
        return None
    good = good or "brand"
    return Text(_NOT_EVERYWHERE.en.format(good), _NOT_EVERYWHERE.zh.format(good))
