"""The profile's text in the person's own editor, and back again."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported

from factmatrix import Text
from factmatrix.desk import Desk, EditError, EngineLost, Opened, reason
from factmatrix_tui.document import Document
from factmatrix_tui.screens.ask import Ask, Choice

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen

_EDITED = Text("Text edited", "修改原文")
_NO_TOML = Text(
    "The text cannot be read; nothing was taken over.", "原文无法读取，未采用任何修改。"
)
_REOPEN = Choice("reopen", Text("Open it again", "重新打开"), "o")
_GIVE_UP = Choice("give_up", Text("Give this text up", "放弃这份原文"), "x")
_NO_EDITOR = Text(
    "No editor was found. Set EDITOR, for example EDITOR=nano, and start again.",
    "找不到编辑器。请设置 EDITOR 环境变量（例如 EDITOR=nano）后重新启动。",
)
_UNCLEAR = Text(
    "EDITOR cannot be read as a command: a quotation mark is missing. "
    "Set it, for example EDITOR=nano, and start again.",
    "EDITOR 的内容不是可用的命令：引号不成对。请改为 EDITOR=nano 之类的写法后重新启动。",
)
_NOT_UTF_8 = Text("the text is not UTF-8", "文本不是 UTF-8 编码")


class EditorError(Exception):
    """The editor could not be used; `message` says why and what helps."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


async def edit_in_editor(screen: MainScreen, document: Document) -> None:
    """Let a person rewrite the text as it would be saved, and take it over as one change.

    The file itself is left alone until it is saved. A text that is no TOML is told with its place
    and can be opened again. Call it from a worker: it waits for an answer.
    """
    text = document.source.text
    try:
        if document.source.values is not None:
            text = await screen.fact.engine.ask(Desk.revise, document.source, document.values)
        opened = await _edited(screen, document, text)
    except (EditorError, EditError, EngineLost) as error:
        screen.complain(error.message)
    else:
        if opened is not None and screen.document is document:
            document.rewrite(_EDITED, opened)
            screen.document_changed()


async def _edited(screen: MainScreen, document: Document, text: str) -> Opened | None:
    """What was written, None where nothing was changed or the text was given up."""
    name = document.path.name if document.path else "profile.toml"
    written = text
    while True:
        written = _in_editor(screen.app, written, name)
        if written == text:
            return None
        opened = await screen.fact.engine.ask(Desk.read, written)
        if opened.values is not None:
            return opened
        said = [problem.render(name, screen.fact.language) for problem in opened.problems]
        lines = [line for each in said for line in each.splitlines()[:2]]  # no caret: lines wrap
        question = Ask(_NO_TOML, lines, [_REOPEN, _GIVE_UP], needed=True)
        if await screen.app.push_screen_wait(question) != _REOPEN.id:
            return None


def _in_editor(app: App[None], text: str, name: str) -> str:
    """The text after the editor was closed; raises EditorError."""
    with TemporaryDirectory(prefix="factmatrix-") as folder:
        file = Path(folder, name)
        file.write_bytes(text.encode())
        command = [*_editor(), str(file)]
        failure = _run(app, command)
        try:
            written = file.read_bytes().decode()
        except OSError as error:
            failure = reason(error)
        except UnicodeError:
            failure = _NOT_UTF_8
    if failure:
        raise EditorError(_failed(command[0], failure))
    return written


def _run(app: App[None], command: list[str]) -> Text | None:
    """Run the editor in the terminal, which the app leaves to it; why it failed, if it did."""
    with ExitStack() as terminal, _deaf_to_ctrl_c():
        with suppress(SuspendNotSupported):  # there is no terminal to leave
            terminal.enter_context(app.suspend())
        try:  # inside, because the app would not take the terminal back after an error
            code = subprocess.run(command, check=False).returncode
        except OSError as error:
            return reason(error)
    return Text(f"exit code {code}", f"退出码 {code}") if code else None


def _editor() -> list[str]:
    """The command of $VISUAL or $EDITOR, else an editor that comes with the system."""
    set_by_person = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(set_by_person, posix=os.name != "nt")
    except ValueError:
        raise EditorError(_UNCLEAR) from None
    if command:
        return command
    usual = ("notepad",) if os.name == "nt" else ("nano", "vim", "vi")
    found = next((command for command in usual if shutil.which(command)), None)
    if found is None:
        raise EditorError(_NO_EDITOR)
    return [found]


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Ctrl+C while the editor runs is meant for the editor."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _failed(command: str, why: Text) -> Text:
    return Text(
        f"The editor {command} failed ({why.en}). Nothing was taken over; EDITOR names another.",
        f"编辑器 {command} 运行失败（{why.zh}），未采用任何修改；可用 EDITOR 指定其他编辑器。",
    )
