"""All commands with their keys, and why one cannot be used now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast, runtime_checkable

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from factmatrix import Text
from factmatrix.text import clean
from factmatrix.views.wording import COLON
from factmatrix_tui.cells import cells, filled, hung
from factmatrix_tui.command_groups import Group
from factmatrix_tui.commands import BACK, Command
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import language_of, say
from factmatrix_tui.widgets.drawn import Drawn
from factmatrix_tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_TITLE = Text("Keys and commands", "按键与命令")
_REMAP = Text(
    "Other keys: in the table [keys] of config.toml, by the names in brackets, "
    'for example save = "f12".',
    '可以换键：在 config.toml 的 [keys] 表中按方括号里的名称填写，如 save = "f12"。',
)
_NOT_NOW = Text("Not now: ", "暂不可用：")
_NO_KEY = "–"
_WIDE = 90
"""Cells from which titles have a column of their own."""
_TITLE_ROOM = 20


@runtime_checkable
class Commanded(Protocol):
    """A screen with commands: those it has, and why one cannot be used now."""

    help_groups: Sequence[Group]

    def why_not(self, command: str) -> Text | None:
        """The reason, None where the command can be used."""


def reason(app: FactApp, screen: Screen[Any], command: Command) -> Text | None:
    """Why a command cannot be used on a screen now, None where it can."""
    asked = screen if isinstance(screen, Commanded) else app
    return asked.why_not(command.id) or app.why_not(command.id)


class HelpScreen(Screen[None]):
    """The keys of the screen that it was opened from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        BACK.binding,
        Binding("f1,question_mark,q", "back", show=False),
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self.about = about

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page"):
            yield CommandTable(self.about)
        yield KeyFooter([BACK])

    def action_back(self) -> None:
        """Back to the screen below."""
        self.dismiss()


class CommandTable(Drawn):
    """Group after group: keys, title and id of a command, and below them what it does."""

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self.about = about

    def drawn(self, width: int) -> Content:
        """Group after group."""
        return Content("\n").join(list(self._lines(width)))

    def _lines(self, width: int) -> Iterator[Content]:
        app = cast("FactApp", self.app)
        yield Content.styled(say(self, _TITLE), "bold")
        for wrong in app.wrong_keys:
            yield hung("✗ ", say(self, wrong), width, language_of(self), "$text-error")
        groups = self.about.help_groups if isinstance(self.about, Commanded) else ()
        names = [" ".join(keys_of(self, c)) for group in groups for c in group.commands]
        room = min(max(map(cells, names), default=0), 16) + 2
        for group in groups:
            yield Content("")
            yield Content.styled(say(self, group.title), "bold underline")
            for command in group.commands:
                yield from self._command(command, room, width)
        yield Content("")
        yield hung("", say(self, _REMAP), width, language_of(self), "$text-muted")

    def _command(self, command: Command, room: int, width: int) -> Iterator[Content]:
        """Keys, title and help in columns; on a narrow screen title and help in one paragraph."""
        language = language_of(self)
        keys = filled(" ".join(keys_of(self, command)) or _NO_KEY, room)
        title, told = clean(say(self, command.title)), f"{say(self, command.help)} [{command.id}]"
        if width >= _WIDE:
            head = keys + filled(title, _TITLE_ROOM)
            line = hung(head, told, width, language)
        else:
            head = keys
            line = hung(head, title + COLON[language] + told, width, language)
        line = line.stylize("bold $text-accent", 0, len(keys))
        yield line.stylize("bold", len(keys), len(keys) + len(title))
        why = reason(cast("FactApp", self.app), self.about, command)
        if why:
            said = say(self, _NOT_NOW) + say(self, why)
            yield hung(" " * cells(head), said, width, language, "$text-warning")
