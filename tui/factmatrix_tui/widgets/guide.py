"""What stands in the middle where there is no brand to edit: why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from factmatrix import Text
from factmatrix.desk import Opened, Problem
from factmatrix.text import clean
from factmatrix_tui.cells import hung
from factmatrix_tui.commands import EDITOR, NEW, Command
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import language_of, say
from factmatrix_tui.widgets.drawn import Drawn


@dataclass(frozen=True, slots=True)
class Loading:
    """The engine is not ready yet: it waits for a `plugin`, if that is named, so many seconds."""

    plugin: str = ""
    limit: float = 0.0


@dataclass(frozen=True, slots=True)
class NoEngine:
    """The engine could not be loaded, and why."""

    why: Text


@dataclass(frozen=True, slots=True)
class EmptyFolder:
    """There are no profiles in a folder."""

    folder: Path


@dataclass(frozen=True, slots=True)
class NoFolder:
    """A folder cannot be listed, and why."""

    folder: Path
    why: Text


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that is no TOML, or could not be read."""

    opened: Opened


Subject = Loading | NoEngine | EmptyFolder | NoFolder | Broken


class Guide(VerticalScroll):
    """Explains one subject at a time."""

    def __init__(self) -> None:
        super().__init__(id="guide")
        self._text = GuideText()

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, subject: Subject) -> None:
        """Explain this."""
        if subject != self._text.subject:
            self._text.subject = subject
            self._text.refresh(layout=True)
            self.scroll_home(animate=False)


class GuideText(Drawn):
    """The text, in the language of now."""

    def __init__(self) -> None:
        super().__init__()
        self.subject: Subject = Loading()

    def drawn(self, width: int) -> Content:
        """A heading, then paragraphs."""
        heading, *rest = (self._broken_up(said, width) for said in self._said())
        return Content("\n\n").join([heading.stylize("bold"), *rest])

    def _broken_up(self, said: Content, width: int) -> Content:
        """Each line broken to the width; what stands out at its beginning still does."""
        lines = (hung("", line, width, language_of(self)) for line in said.plain.split("\n"))
        broken = Content("\n").join(list(lines))
        return Content(broken.plain, spans=list(said.spans))

    def _said(self) -> Iterator[Content]:
        match self.subject:
            case Loading(plugin, limit):
                yield Content(say(self, _LOADING))
                if plugin:
                    yield Content(say(self, _WAITING).format(clean(plugin), f"{limit:g}"))
            case NoEngine(why):
                yield Content(say(self, why))
            case EmptyFolder(folder):
                yield Content(say(self, _EMPTY))
                yield Content(clean(str(folder)))
                yield self._with_key(_MAKE, NEW)
                yield Content(say(self, _COPY))
            case NoFolder(folder, why):
                yield Content(say(self, _NO_FOLDER))
                yield Content(clean(str(folder)))
                yield Content(f"✗ {say(self, why)}")
                yield Content(say(self, _OTHER_FOLDER))
            case Broken(opened):
                yield from self._broken(opened)

    def _broken(self, opened: Opened) -> Iterator[Content]:
        yield Content(say(self, _UNREADABLE if opened.data is None else _BROKEN))
        yield Content(clean(str(opened.path)))
        for problem in opened.problems:
            yield Content(self._problem(opened, problem))
        if opened.data is not None:
            yield self._with_key(_EDIT, EDITOR)
        yield Content(say(self, _SHOWN_AS_SOON))

    def _problem(self, opened: Opened, problem: Problem) -> str:
        """With its place, where it has one."""
        if opened.data is None:
            return say(self, problem.message)
        return problem.render(opened.path.name if opened.path else "", language_of(self))

    def _with_key(self, text: Text, command: Command) -> Content:
        key = next(iter(keys_of(self, command)), "–")
        return Content.assemble((f"{key} ", "bold $text-accent"), say(self, text))


_LOADING = Text("Loading …", "正在加载……")
_WAITING = Text(
    "Waiting for the plugin {}. Without an answer within {} seconds it is left out.",
    "正在等待插件 {}；{} 秒内没有响应就不再使用它。",
)
_EMPTY = Text("There are no profiles in this folder.", "这个文件夹里还没有档案。")
_MAKE = Text("makes the first one.", "新建第一个。")
_COPY = Text(
    "Or copy profiles (*.toml) here: they appear at once.",
    "也可以把已有的档案（*.toml）复制进来，会立即出现在列表里。",
)
_NO_FOLDER = Text("This folder cannot be opened.", "无法打开这个文件夹。")
_OTHER_FOLDER = Text(
    "Check the name, or start with another one:\nfact tui FOLDER",
    "请检查名称，或换一个文件夹启动：\nfact tui 文件夹",
)
_UNREADABLE = Text("This file cannot be read.", "无法读取这个文件。")
_BROKEN = Text("This file is no TOML yet.", "这个文件不是有效的 TOML。")
_EDIT = Text("opens it in your editor.", "用编辑器打开修改。")
_SHOWN_AS_SOON = Text(
    "The brand is shown as soon as the file can be read.", "文件能读取后，品牌会立即显示在这里。"
)
