"""What is wrong with a table of brands, in words."""

from __future__ import annotations

from collections.abc import Mapping

from factmatrix.profile.allowed import allowed, listed
from factmatrix.profile.findings import shortened
from factmatrix.tables.columns import Column
from factmatrix.text import Text

TOO_MANY_CELLS = "cells"
"""The reason of a row that has more cells than there are headers."""
NO_ROW = "line"
"""The reason of a line that is no JSON object."""

_RIGHT: Mapping[str, Text] = {
    "flag": Text("Write yes or no (是 or 否).", "应填写：是 或 否。"),
    "date": Text(
        "Write a date such as 2026-06-30 or 2026/6/30.",
        "应填写日期，如 2026-06-30 或 2026/6/30。",
    ),
    "set": Text('Write the items as "a; b".', "各项用分号或顿号隔开，如“甲；乙”。"),
    "rows": Text(
        'Write a JSON list of tables such as [{"name": "…"}].',
        '应填写 JSON 表的列表，如 [{"name": "…"}]。',
    ),
    "open": Text(
        'Write a JSON table such as {"key": "value"}.', '应填写 JSON 表，如 {"key": "value"}。'
    ),
}
_ROWS: Mapping[str, Text] = {
    TOO_MANY_CELLS: Text(
        "The row has more cells than there are headers, or a misplaced quote. Put texts with "
        "commas in quotes, and write a quote inside of them twice.",
        "这一行的单元格比表头多，或引号位置不对。含逗号的文字要加引号，其中的引号要写两遍。",
    ),
    NO_ROW: Text(
        'The line is no JSON object, or a key stands twice in it. Write {"brand.name": "…", …}.',
        '这一行不是 JSON 对象，或有重复的键。应写成 {"brand.name": "…", …}。',
    ),
}


class TableError(Exception):
    """A table, or a mapping, that cannot be used at all; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def what_is_wrong(column: Column | None, cell: str, reason: str) -> Text:
    """Why a cell could not be read, and what would be right.

    `reason` is the id in the column `unread`; a row that is wrong as a whole has no column.
    """
    if column is None:
        return _ROWS[reason]
    said, right = shortened(cell), _right(column)
    return Text(
        f"“{said}” cannot be read as {column.path}. {right.en}",
        f"“{said}”不能读作 {column.path}（{column.title.zh}）。{right.zh}",
    )


def _right(column: Column) -> Text:
    declaration = column.declaration
    if declaration is None or column.shape in ("flag", "date"):
        return _RIGHT[column.shape]
    if column.shape == "set":
        if not declaration.choices:
            return _RIGHT["set"]
        choices = listed(declaration.choices)
        return Text(
            f'Write any of {choices.en}, as "a; b".', f"可填：{choices.zh}，用分号或顿号隔开。"
        )
    right = allowed(declaration)
    return Text(f"Write {right.en}.", f"应填写：{right.zh}。")
