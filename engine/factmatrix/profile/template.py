"""`fact new`: a profile with every field explained, ready to fill in.

Everything comes from the declarations. Lines of prose begin with "##", fields that are not yet
known with "# ", so that deleting "# " in front of a field is all it takes to fill it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from wcwidth import ljust, wrap

from factmatrix.profile.allowed import allowed, example, listed
from factmatrix.profile.fields import Declaration, declaration_of
from factmatrix.profile.keys import is_list_of_rows, table_of
from factmatrix.profile.model import BrandProfile, Extensions
from factmatrix.profile.reading import read_profile
from factmatrix.profile.table import OpenTable, Table
from factmatrix.profile.validating import NO_SECTIONS, Sections
from factmatrix.text import Language, Text
from factmatrix.toml.parse import parse
from factmatrix.toml.writing import dotted_text, key_text, value_text

_WIDTH = 100
_COMMENT_COLUMN = 36
_MARKS = re.compile("([，、；：。）]+)")
_MARKS_AND_BLANK = re.compile("([，、；：。）]+) ")

_PREAMBLE = Text(
    "Delete the “# ” in front of a line to fill the field in; the values are examples. Leave "
    "out what you do not know: missing means unknown, it is never taken for 0, false or none.",
    "删去行首的“# ”即可填写该字段，现有数值仅为示例。不清楚的就留着不动：没填表示未知，"
    "不会当作 0、false 或没有。",
)
_WHERE = Text("Where to find it: ", "在哪里找：")
_SCALE = Text("Scale: ", "评分标准：")
_VALUES = Text("Values: ", "可填：")

Path = tuple[str, ...]


def new_profile(
    name: str,
    category: str,
    language: Language,
    *,
    sections: Sections = NO_SECTIONS,
    schema: str | None = None,
) -> str:
    """The text of a new profile file: name and category filled in, all else a comment.

    `category` is an id or a Chinese label. `schema` is where editors find the JSON Schema, a path
    or an address. Raises ValueError, in the language asked for, for what no profile may hold.
    """
    example_brand = parse((files("factmatrix.profile") / "example.toml").read_text("utf-8"))
    example_brand["brand"] |= {"name": name, "category": category}
    lines = [f"#:schema {schema}"] if schema else []
    lines += _prose(_PREAMBLE.in_(language))
    lines += _table((), BrandProfile, example_brand, language)
    for position, section in sections.items():
        lines += _table(("ext", position), section, {}, language)
    text = "\n".join(lines) + "\n"
    for problem in read_profile(text, sections=sections).errors:
        raise ValueError(problem.message.in_(language))
    return text


def _table(
    path: Path,
    table: type[Table],
    known: Mapping[str, Any],
    language: Language,
    *,
    row: bool = False,
) -> Iterator[str]:
    """A table with its fields, then the tables in it; `known` holds the values to show."""
    if path:
        yield from ("", *_prose(f"{'=' * 8} {table.heading.in_(language)}"))
        if table.explanation:
            yield from _prose(table.explanation.in_(language))
    if row:
        yield f"# [[{dotted_text(path)}]]"
    elif path and (issubclass(table, OpenTable) or _has_fields(table)):
        yield f"[{dotted_text(path)}]"
    if issubclass(table, OpenTable):  # its keys are free, so the example names some
        yield from (_line(key, value, commented=True) for key, value in known.items())
    yield from _fields(table, known, language, row=row)
    for key, info in table.model_fields.items():
        inner, rows = table_of(info), is_list_of_rows(info)
        if inner and inner is not Extensions:
            shown = known.get(key, [{}] if rows else {})
            yield from _table((*path, key), inner, shown[0] if rows else shown, language, row=rows)


def _fields(
    table: type[Table], known: Mapping[str, Any], language: Language, *, row: bool
) -> Iterator[str]:
    """The fields of one table, each explained and commented out unless it is required."""
    where = None
    for key, info in table.model_fields.items():
        if declaration := declaration_of(info):
            yield ""
            yield from _explained(declaration, language, where)
            where = declaration.where
            value, short = known.get(key, example(declaration)), _in_short(declaration, language)
            yield _line(key, value, short, commented=row or not info.is_required())


def _has_fields(table: type[Table]) -> bool:
    return any(declaration_of(info) for info in table.model_fields.values())


def _explained(declaration: Declaration, language: Language, before: Text | None) -> Iterator[str]:
    """What the field means and where its value is found, unless the field before said that."""
    yield from _prose(declaration.help.in_(language))
    if declaration.choices:
        yield from _prose(_VALUES.in_(language) + listed(declaration.choices).in_(language))
    if declaration.rubric:
        yield from _prose(_SCALE.in_(language) + declaration.rubric.in_(language))
    if declaration.where and declaration.where != before:
        yield from _prose(_WHERE.in_(language) + declaration.where.in_(language))


def _in_short(declaration: Declaration, language: Language) -> str:
    """Title and range; the values of a choice stand above it."""
    title = declaration.title.in_(language)
    if declaration.choices:
        return title
    between = "：" if language == "zh" else ": "
    return f"{title}{between}{allowed(declaration).in_(language)}"


def _line(key: str, value: object, comment: str = "", *, commented: bool) -> str:
    entry = f"{'# ' if commented else ''}{key_text(key)} = {value_text(value)}"
    return f"{ljust(entry, _COMMENT_COLUMN)}  # {' '.join(comment.split())}" if comment else entry


def _prose(text: str) -> Iterator[str]:
    """Comment lines; Chinese has no blanks to break at, so it breaks after a punctuation mark."""
    lines = wrap(_MARKS.sub(r"\1 ", text), _WIDTH - len("## "))
    return ("## " + _MARKS_AND_BLANK.sub(r"\1", line) for line in lines)
