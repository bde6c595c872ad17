"""Keys as people call them, and the keys that a user's config gives to commands."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from textual.binding import Binding
from textual.keys import KEY_ALIASES, Keys, format_key
from textual.widget import Widget

from factmatrix import Text
from factmatrix_tui.command_groups import REMAPPABLE
from factmatrix_tui.commands import (
    ALL,
    APP,
    COMPARISON,
    EXPLANATION,
    FIELD,
    FORM,
    ROWS,
    TABLE,
    Command,
)

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_NAMES = {
    "escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "delete": "Del",
    "backspace": "Backspace", "insert": "Ins", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End", "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip
_MODIFIERS = {"shift": "Shift+", "alt": "Alt+", "super": "Super+", "ctrl": "^"}
_WORKING_TOGETHER = (
    (*ALL, *FORM, *FIELD), (*ALL, *FORM, *ROWS), (*APP, *COMPARISON), (*APP, *TABLE),
    (*APP, *EXPLANATION),
)  # fmt: skip
"""Commands of one line can be meant by one key press."""
_KNOWN = {key.value for key in Keys} | set(KEY_ALIASES)


def key_name(key: str) -> str:
    """One key as it is written for people: ctrl+s is ^s, f1 F1, question_mark ?."""
    *modifiers, last = key.split("+")
    if last[:1] == "f" and last[1:].isdigit():
        name = last.upper()
    else:
        name = _NAMES.get(last) or format_key(last)
    return "".join(_MODIFIERS.get(m, f"{m}+") for m in modifiers) + name


def keys_of(widget: Widget, command: Command) -> list[str]:
    """The keys of a command, remapped ones where there are any, as people call them."""
    remapped = cast("FactApp", widget.app).remapped
    keys = remapped.get(command.id, command.keys)
    return [key_name(key) for key in keys.split(",") if key]


def checked(wanted: Mapping[str, str]) -> tuple[dict[str, str], list[Text]]:
    """The keys of the config that can be used, and what is wrong with the others.

    A command that is not known, a key that is not known and a key that two commands would share
    are left out: these commands keep the keys they have.
    """
    usable: dict[str, str] = {}
    wrong: list[Text] = []
    for name, written in wanted.items():
        keys = _spelt(written)
        if name not in REMAPPABLE:
            wrong.append(_no_command(name))
        elif strange := [key for key in keys if not _is_key(key)] or ([""] if not keys else []):
            wrong.append(_no_key(name, strange[0]))
        else:
            usable[name] = ",".join(keys)
    while clash := _clash(usable):
        name, other, key = clash
        wrong.append(_shared(name, other, key))
        del usable[name]
    return usable, wrong


def _spelt(written: str) -> list[str]:
    """Keys as Textual calls them; people may write ?, ^s or Ctrl+S."""
    parts = (part.strip() for part in written.split(","))
    keys = (p if len(p) == 1 else p.lower().replace("^", "ctrl+") for p in parts if p)
    return [made.key for key in keys for made in Binding.make_bindings([Binding(key, "")])]


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    return (
        bool(last)
        and set(modifiers) <= _MODIFIERS.keys()
        and (last in _KNOWN or len(format_key(last)) == 1)
    )


def _clash(usable: Mapping[str, str]) -> tuple[str, str, str] | None:
    """A remapped command, another that has the same key at the same time, and the key."""
    for together in _WORKING_TOGETHER:
        taken: dict[str, str] = {}
        for command in together:
            for key in filter(None, usable.get(command.id, command.keys).split(",")):
                other = taken.setdefault(key, command.id)
                if other != command.id:
                    name, other = sorted((command.id, other), key=lambda each: each not in usable)
                    return name, other, key
    return None


def _no_command(name: str) -> Text:
    near = get_close_matches(name, REMAPPABLE, 1)
    meant = Text(f"Did you mean {near[0]}?", f"是否想写 {near[0]}？") if near else _ALL_NAMES
    return Text(
        f"[keys] {name}: there is no such command. {meant.en}",
        f"[keys] {name}：没有这个命令。{meant.zh}",
    )


_ALL_NAMES = Text("The help (F1) names all of them.", "帮助（F1）列出了全部命令名。")


def _no_key(name: str, key: str) -> Text:
    return Text(
        f"[keys] {name}: '{key}' is no key. Write ctrl+s, f6, x or several with commas.",
        f"[keys] {name}：“{key}”不是按键。请写 ctrl+s、f6、x 等，多个用逗号隔开。",
    )


def _shared(name: str, other: str, key: str) -> Text:
    return Text(
        f"[keys] {name}: {key_name(key)} is the key of '{other}' already, so '{name}' keeps its "
        "own. Give one of them another key.",
        f"[keys] {name}：{key_name(key)} 已是“{other}”的按键，“{name}”仍用原来的键。"
        "请给其中一个换键。",
    )
