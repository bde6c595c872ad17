"""From an error of the models to a sentence that a consultant can act on.

Pydantic says which value is wrong; what would be right is said here, from what is declared of the
field or table.
"""

from __future__ import annotations

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from factmatrix.profile.fields import declaration_of, declare
from factmatrix.profile.findings import Path, shortened
from factmatrix.profile.keys import is_list_of_rows, table_of
from factmatrix.profile.table import Table
from factmatrix.profile.wrong_values import wrong_item, wrong_value
from factmatrix.text import Text
from factmatrix.toml.place import dotted
from factmatrix.toml.writing import key_text

_DECLARED = (
    "string_type", "float_type", "int_type", "int_from_float", "bool_type", "date_type",
    "tuple_type", "literal_error", "finite_number", "greater_than_equal", "less_than_equal",
)  # fmt: skip
"""Pydantic's errors that the declaration of a field explains."""

_FREE_SHARE: FieldInfo = declare(
    "share", Text("Share of sales", "销售占比"), Text("Share of GMV.", "占成交金额的比例。")
)
"""What the free keys of `[sales.shares]` hold; those of `[evidence]` hold texts."""
_FREE_TEXT: FieldInfo = declare(
    "text", Text("Evidence", "依据"), Text("Where the number comes from.", "数字的来源。")
)


def explain(error: ErrorDetails, table: type[Table], path: Path, source: str) -> Text:
    """What is wrong with one value of a table, and what would be right.

    `error` is pydantic's, its `loc` relative to `table`; `path` and `source` are the place of the
    value in the file and its text there. A key that is unknown or missing is no wrong value: see
    `unknown_key` and `missing_key`.
    """
    loc, value = error["loc"], error["input"]
    if path == ("format",):
        return _wrong_format(value, shortened(source))
    info = field_at(table, loc) or (_FREE_TEXT if error["type"] == "string_type" else _FREE_SHARE)
    declaration = declaration_of(info)
    if declaration is None or error["type"] == "model_type":
        return _wrong_table(is_list_of_rows(info), path, value)
    if error["type"] not in _DECLARED:
        return _refused(error, shortened(source))
    if info is _FREE_TEXT and isinstance(value, dict):
        return _unquoted_path(str(path[-1]), value)
    if isinstance(path[-1], int) and declaration.kind.name == "set":
        return wrong_item(declaration, value, source)
    whole = error["type"].startswith("int_")
    return wrong_value(declaration, value, key_text(str(path[-1])), source, whole=whole)


def field_at(table: type[Table], loc: Path) -> FieldInfo | None:
    """The field at a place of a table; None for a key of a table whose keys are free."""
    info: FieldInfo | None = None
    for key in loc:
        if isinstance(key, int) or (info and declaration_of(info)):
            continue  # a row or the item of a set: what it belongs to is known
        inner = table if info is None else table_of(info)
        info = inner.model_fields.get(key) if inner else None
        if info is None:
            return None
    return info


def _wrong_format(value: object, source: str) -> Text:
    if isinstance(value, int) and value > 1:
        return Text(
            f"The file has format {source}, this program reads format 1. Update the program.",
            f"文件是格式 {source}，本程序只能读取格式 1。请升级程序。",
        )
    return Text(
        f"{source} is no known format. Write format = 1.",
        f"没有 {source} 这种格式。应写成 format = 1。",
    )


def _wrong_table(rows: bool, path: Path, value: object) -> Text:
    """A value where a table belongs, or single brackets for double ones, or the reverse."""
    if isinstance(path[-1], int):
        name = shortened(dotted(path[:-1]))
        return Text(
            f"A row of {name} is a table. Write [[{name}]] and the fields of the row below it.",
            f"{name} 的每一行都是一个表。应写 [[{name}]]，并在其下填写字段。",
        )
    name = shortened(dotted(path))
    if rows:
        return Text(
            f"{name} is a list of rows. Write [[{name}]] above each row.",
            f"{name} 是由多行组成的列表。应在每一行上方写 [[{name}]]。",
        )
    if isinstance(value, list):
        return Text(
            f"{name} stands once and has no rows. Write [{name}] with single brackets.",
            f"{name} 只有一份，不分行。应写成单层方括号 [{name}]。",
        )
    return Text(
        f"{name} is a table. Write [{name}] and its fields below it.",
        f"{name} 是一个表。应写 [{name}]，并在其下填写字段。",
    )


def _unquoted_path(key: str, value: dict[str, object]) -> Text:
    """A field's path in `[evidence]` that TOML took for tables, because it has no quotes."""
    names, inner = [key], value
    while inner:
        name, below = next(iter(inner.items()))
        names.append(name)
        inner = below if isinstance(below, dict) else {}
    whole = shortened(".".join(names))
    return Text(
        f'The whole path of a field is one key here. Put it in quotes: "{whole}" = "…".',
        f'这里以字段的完整路径为键，要加引号："{whole}" = "…"。',
    )


def _refused(error: ErrorDetails, source: str) -> Text:
    """What a plugin's own validation says; it comes in the plugin's language."""
    own = error.get("ctx", {}).get("error")
    reason = error["msg"] if own is None else str(own)
    return Text(f"The plugin refuses {source}: {reason}", f"插件不接受 {source}：{reason}")
