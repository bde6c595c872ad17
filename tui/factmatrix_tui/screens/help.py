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
from factmatrix_tui.cells import cells, cut, filled, hung
from factmatrix_tui.command_groups import REMAPPABLE, Group
from factmatrix_tui.commands import BACK, Command
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import language_of, say
from factmatrix_tui.widgets.drawn import Drawn
from factmatrix_tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_TITLE = Text("Keys and commands", "按键与命令")
_OTHER_KEYS = Text("To use other keys", "自定义按键")
_REMAP = Text(
    "Write a line into the table [keys] of config.toml. The keys are now:",
    "在 config.toml 的 [keys] 表中写一行即可，目前的按键为：",
)
_NOT_NOW = Text("Not now: ", "暂不可用：")
_NO_KEY, _UNSET = "–", "…"
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

    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012

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
    """Group after group: keys and title of a command and what it does; last, how to change keys."""

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self.about = about

    def drawn(self, width: int) -> Content:
        """Line by line."""
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
            if width >= _WIDE or group is not groups[0]:
                yield Content("")
            yield Content.styled(say(self, group.title), "bold underline")
            for command in group.commands:
                yield from self._command(command, room, width)
        yield Content("")
        yield Content.styled(say(self, _OTHER_KEYS), "bold underline")
        yield hung("", say(self, _REMAP), width, language_of(self))
        yield from self._ids(groups, width)

    def _ids(self, groups: Sequence[Group], width: int) -> Iterator[Content]:
        """What may be given other keys, as the config has it."""
        remapped = cast("FactApp", self.app).remapped
        shown = {c.id: c for group in groups for c in group.commands if c.id in REMAPPABLE}
        lines = {
            f'{name} = "{remapped.get(name, command.keys) or _UNSET}"': say(self, command.title)
            for name, command in shown.items()
        }
        widest = max(map(cells, lines), default=0)
        room = min(widest, width - _TITLE_ROOM) + 2
        for line, title in lines.items():
            told = filled(line, max(room, cells(line) + 2)) + clean(title)
            yield Content.styled(cut(told, width), "$text-muted")

    def _command(self, command: Command, room: int, width: int) -> Iterator[Content]:
        """Keys, title and help in columns; on a narrow screen title and help in one paragraph."""
        language = language_of(self)
        keys = filled(" ".join(keys_of(self, command)) or _NO_KEY, room)
        title, told = clean(say(self, command.title)), say(self, command.help)
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
