"""The page of all keys of the app, made from its table of commands, both languages side by side."""

from __future__ import annotations

from collections.abc import Iterator

from factmatrix import Text
from factmatrix_tui.command_groups import MAIN_HELP, REMAPPABLE, Group
from factmatrix_tui.commands import COMPARISON, DEALS, EXPLANATION, ROLLING, TABLE
from factmatrix_tui.keys import key_name

GROUPS = (
    *MAIN_HELP,
    Group(Text("In a comparison", "对比"), COMPARISON),
    Group(Text("In the portfolio", "总览"), TABLE),
    Group(Text("On the snowball", "雪球"), ROLLING),
    Group(Text("On the creators", "达人合作"), DEALS),
    Group(Text("In the explanation of a position", "阵地详情"), EXPLANATION),
)

HEAD = """\
# Keys of the app · 终端应用的按键

Generated from the app's table of commands; do not edit. 本页由命令表生成，请勿手改。

Another key: `[keys]` in `config.toml`, for example `save = "f12"`. Commands without an id have
fixed keys. 换键：写在 `config.toml` 的 `[keys]` 表里，如 `save = "f12"`；没有 id 的按键不能换。
"""
COLUMNS = "| Key · 按键 | id | English | 中文 |\n| --- | --- | --- | --- |\n"


def page() -> str:
    """The page `docs/keys.md`."""
    parts = [HEAD]
    for group in GROUPS:
        parts.append(f"\n## {group.title.en} · {group.title.zh}\n\n{COLUMNS}")
        parts += _rows(group)
    return "".join(parts)


def _rows(group: Group) -> Iterator[str]:
    for command in group.commands:
        keys = ", ".join(f"`{key_name(key)}`" for key in command.keys.split(",") if key)
        name = f"`{command.id}`" if command.id in REMAPPABLE else ""
        english, chinese = (
            f"**{command.title.in_(lg)}** {command.help.in_(lg)}" for lg in ("en", "zh")
        )
        yield f"| {keys} | {name} | {english} | {chinese} |\n"
