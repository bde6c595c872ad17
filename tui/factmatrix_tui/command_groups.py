"""What the help shows together, and what may be given other keys."""

from __future__ import annotations

from dataclasses import dataclass

from factmatrix import Text
from factmatrix_tui.commands import (
    ALL,
    ANSWER,
    APP,
    BOOSTS,
    BRANDS,
    CANCEL,
    COMPARE,
    COMPARISON,
    COPY_ADVICE,
    COPY_MARKDOWN,
    CREATORS,
    DEALS,
    DELETE,
    DETAILS,
    DUPLICATE,
    EDITOR,
    EXPLANATION,
    EXPORT_JSON,
    EXPORT_MARKDOWN,
    FIELD,
    FILTER,
    FORM,
    JUMP,
    NEW,
    NEXT_PANE,
    OPEN_BRAND,
    PORTFOLIO,
    PREVIOUS_PANE,
    REDO,
    RENAME,
    ROBUST,
    ROLLING,
    ROWS,
    SAVE,
    SNOWBALL,
    SORT,
    TABLE,
    UNDO,
    UNFOLD,
    WALK,
    WHAT_IF,
    Command,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that the help shows together."""

    title: Text
    commands: tuple[Command, ...]


REMAPPABLE = {
    command.id: command
    for command in (
        *ALL,
        *FIELD,
        *ROWS,
        *FORM,
        *COMPARISON,
        *TABLE,
        *DEALS,
        *ROLLING,
        *EXPLANATION,
    )
}
"""What `[keys]` of the config may give other keys, by id."""

_EVERYWHERE = Group(Text("Everywhere", "通用"), APP)
MAIN_HELP = (
    Group(
        Text("Profile", "档案"), (SAVE, UNDO, REDO, NEW, DUPLICATE, RENAME, DELETE, EDITOR),
    ),
    Group(
        Text("Other views", "其他视图"),
        (WHAT_IF, COMPARE, PORTFOLIO, CREATORS, BOOSTS, SNOWBALL, ROBUST),
    ),
    Group(
        Text("Advice, copied and exported", "复制与导出建议"),
        (COPY_ADVICE, COPY_MARKDOWN, EXPORT_MARKDOWN, EXPORT_JSON),
    ),
    Group(Text("From place to place", "移动"), (NEXT_PANE, PREVIOUS_PANE, JUMP)),
    _EVERYWHERE,
    Group(Text("List of brands", "品牌列表"), (WALK, OPEN_BRAND, FILTER, SORT, BRANDS, CANCEL)),
    Group(Text("Form", "表单"), (WALK, *FORM)),
    Group(Text("On a field", "在字段上"), FIELD),
    Group(Text("In a table of rows", "在明细表中"), ROWS),
    Group(Text("On the advice", "在建议上"), (WALK, UNFOLD, DETAILS, ANSWER)),
)  # fmt: skip
"""The help of the main screen."""


def help_of(commands: tuple[Command, ...]) -> tuple[Group, ...]:
    """The help of a screen that has only these commands and those of the app."""
    return (Group(Text("On this screen", "本屏"), (WALK, *commands)), _EVERYWHERE)
