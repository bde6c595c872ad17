"""The command palette: commands, brands of the folder, fields of the form, themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen
from textual.types import IgnoreReturnCallbackType
from textual.widgets import Input

from factmatrix import Text
from factmatrix.text import clean
from factmatrix_tui.commands import PALETTE
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import say
from factmatrix_tui.screens.help import Commanded, reason
from factmatrix_tui.values import path_of

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

MOST = 50
"""So many lines are listed: more than a screen or two nobody reads, they type on."""
_PLACEHOLDER = Text("Command, brand or field …", "输入命令、品牌或字段……")
_NOTHING = Text("Nothing here is called that.", "没有找到匹配的内容。")
_NOT_NOW = Text("Not now: {}", "暂不可用：{}")
_BRAND = Text("Brand: {}", "品牌：{}")
_FIELD = Text("Field: {}", "字段：{}")
_THEME = Text("Theme: {} ({})", "主题：{}（{}）")
_THEME_HELP = Text("Colours of the screen.", "屏幕配色。")
_DARK, _LIGHT = Text("dark", "深色"), Text("light", "浅色")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette: what stands there, what it is found by, and what it does."""

    title: str
    help: str
    searched: str
    run: IgnoreReturnCallbackType


class Palette(CommandPalette):
    """The palette over the screen that is open now; it begins with what was `typed` before."""

    def __init__(self, placeholder: str, typed: str = "") -> None:
        super().__init__([Everything], placeholder=placeholder)
        self._begun_with = typed

    def on_mount(self) -> None:
        """Look for it at once."""
        line = self.query_one(Input)
        line.value = self._begun_with
        line.cursor_position = len(line.value)


def palette(app: FactApp, typed: str = "") -> Palette:
    """The palette in the language of now."""
    return Palette(say(app.screen, _PLACEHOLDER), typed)


class Everything(Provider):
    """Finds lines in which every typed word occurs.

    Words are looked for as they are, not letter by letter: with ten thousand brands that is the
    difference between at once and a second.
    """

    async def startup(self) -> None:
        """What there is when the palette is opened."""
        app = cast("FactApp", self.app)
        self._commands = list(_commands(app, self.screen))
        self._entries = [
            *self._commands, *_fields(app), *_themes(app), *_brands(app),
        ]  # fmt: skip

    async def search(self, query: str) -> Hits:
        """The best lines for what was typed; among equally good ones the first."""
        words = query.casefold().split()
        found = [e for e in self._entries if all(word in e.searched for word in words)]
        found.sort(key=lambda entry: -_likeness(entry.title, words))
        for place, e in enumerate(found[:MOST]):
            yield Hit(1 - place / MOST, Content(e.title), e.run, e.title, e.help)
        if not found:
            nothing = say(self.screen, _NOTHING)
            yield Hit(0, Content.styled(nothing, "italic"), _do_nothing, query)

    async def discover(self) -> Hits:
        """The commands, before anything is typed."""
        for e in self._commands:
            yield DiscoveryHit(Content(e.title), e.run, e.title, e.help)


def _likeness(title: str, words: list[str]) -> int:
    """How much a title is like what was typed: 2 where each word begins one of its words."""
    folded = title.casefold()
    parts = folded.replace("：", " ").split()
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 2
    return int(all(word in folded for word in words))


def _do_nothing() -> None:
    """What the line does that says that there is none."""


def _commands(app: FactApp, screen: Screen[Any]) -> Iterator[Entry]:
    """What can be done here, found in both languages, and why something cannot be done now."""
    groups = screen.help_groups if isinstance(screen, Commanded) else ()
    commands = {c.id: c for group in groups for c in group.commands if c != PALETTE}
    for command in commands.values():
        owner: Any = screen if hasattr(screen, f"action_{command.id}") else app
        if not hasattr(owner, f"action_{command.id}"):
            continue  # what belongs to a field or a list works only there
        why = reason(app, screen, command)
        told = say(screen, _NOT_NOW).format(say(screen, why)) if why else say(screen, command.help)
        keys = " ".join(keys_of(screen, command))
        title = clean(say(screen, command.title)) + (f"  {keys}" if keys else "")
        texts = (command.title.en, command.title.zh, command.help.en, command.help.zh, command.id)
        run = partial(app.run_action, command.id, owner)
        yield Entry(title, clean(told), " ".join(texts).casefold(), run)


def _brands(app: FactApp) -> Iterator[Entry]:
    """The brands of the folder; one that was not read yet is known by its file's name."""
    library, called = app.main.library, _BRAND.in_(app.language)
    for path in library.paths:
        summary = library.summaries.get(path)
        name = summary.name if summary else path.stem
        run = partial(_to_brand, app, path)
        shown = called.format(clean(name))
        yield Entry(shown, path.name, f"{shown} {name} {path.stem}".casefold(), run)


def _to_brand(app: FactApp, path: Path) -> None:
    app.back_to_main()
    app.main.go_to_brand(path)


def _fields(app: FactApp) -> Iterator[Entry]:
    """The fields of the form, by title in both languages and by path; tables by their heading."""
    if app.main.document is None:
        return
    language, called = app.language, _FIELD.in_(app.language)
    for table in app.about.form:
        heading = table.heading
        named = [(table.path, heading)] if table.rows else []
        if not table.rows:
            named = [
                (f"{table.path}.{field.key}".lstrip("."), field.declaration.title)
                for field in table.fields
            ]
        for path, title in named:
            shown = called.format(clean(title.in_(language)))
            searched = f"{shown} {title.en} {title.zh} {path} {heading.en} {heading.zh}".casefold()
            about = f"{clean(heading.in_(language))} · {path}"
            yield Entry(shown, about, searched, partial(_to_field, app, path))


def _to_field(app: FactApp, path: str) -> None:
    app.back_to_main()
    app.main.go_to_field(path_of(path))


def _themes(app: FactApp) -> Iterator[Entry]:
    """Textual's themes, dark or light."""
    for name, theme in app.available_themes.items():
        shade = _DARK if theme.dark else _LIGHT
        title = _THEME.in_(app.language).format(name, shade.in_(app.language))
        searched = f"theme 主题 {name} {shade.en} {shade.zh} {title}".casefold()
        yield Entry(title, _THEME_HELP.in_(app.language), searched, partial(_use, app, name))


def _use(app: FactApp, theme: str) -> None:
    app.theme = theme
