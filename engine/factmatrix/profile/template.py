"""`fact new`: a profile with every field explained, ready to fill in.

Everything comes from the declarations. Lines of prose begin with "##", fields that are not yet
known with "# ", so that deleting "# " in front of a field is all it takes to fill it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from wcwidth import ljust, wrap

from factmatrix.profile.allowed import allowed, example, listed
from factmatrix.profile.declaration import Declaration
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.keys import is_list_of_rows, table_of
from factmatrix.profile.model import BrandProfile, Extensions
from factmatrix.profile.reading import read_profile
from factmatrix.profile.table import OpenTable, Table
from factmatrix.profile.validating import NO_SECTIONS, Sections
from factmatrix.text import Language, Text
from factmatrix.toml.parse import parse
from factmatrix.toml.writing import dotted_text, dump, key_text, value_text

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
_REQUIRED = Text("Required.", "必填。")
_WHERE = Text("Where to find it: ", "在哪里找：")
_SCALE = Text("Scale: ", "评分标准：")
_VALUES = Text("Values: ", "可填：")

Path = tuple[str, ...]


def new_profile(
    name: str,
    category: str | None,
    language: Language,
    *,
    sections: Sections = NO_SECTIONS,
    schema: str | None = None,
) -> str:
    """The text of a new profile file: name and category filled in, all else a comment.

    `category` is an id or a Chinese label; None leaves it open, to be chosen in the file. `schema`
    is where editors find the JSON Schema, a path or an address. Raises ValueError, in the language
    asked for, for a name or category that no profile may hold.
    """
    examples = example_brand()
    given: dict[Path, object] = {("format",): examples["format"], ("brand", "name"): name}
    if category is not None:
        given["brand", "category"] = category
        examples["campaigns"][0]["categories"] = [category]
    _check_brand(name, category or examples["brand"]["category"], language)
    page = _Page(language, given)
    lines = [f"#:schema {schema}"] if schema else []
    lines += _prose(_PREAMBLE.in_(language))
    lines += page.table((), BrandProfile, examples)
    for position, section in sections.items():
        lines += page.table(("ext", position), section, {})
    return "\n".join(lines) + "\n"


def example_brand() -> dict[str, Any]:
    """The values that the template shows, as the data of a profile in which all is known."""
    return parse((files("factmatrix.profile") / "example.toml").read_text("utf-8"))


def _check_brand(name: str, category: str, language: Language) -> None:
    """Raises ValueError for a name or category that no profile may hold."""
    brand = dump({"format": 1, "brand": {"name": name, "category": category}})
    for problem in read_profile(brand).errors:
        raise ValueError(problem.message.in_(language))


@dataclass(frozen=True, slots=True)
class _Page:
    """What all lines of a file depend on: its language, and what is known, by path."""

    language: Language
    given: Mapping[Path, object]

    def table(
        self,
        path: Path,
        table: type[Table],
        examples: Mapping[str, Any],
        *,
        row: bool = False,
        closed: bool = False,
    ) -> Iterator[str]:
        """A table with its fields, then the tables in it; all of a `closed` one is a comment."""
        closed = closed or row or self._lacks_required(path, table)
        if path:
            yield from ("", *_prose(f"{'=' * 8} {table.heading.in_(self.language)}"))
            if table.explanation:
                yield from _prose(table.explanation.in_(self.language))
        if row or (path and (issubclass(table, OpenTable) or _has_fields(table))):
            header = f"[[{dotted_text(path)}]]" if row else f"[{dotted_text(path)}]"
            yield f"# {header}" if closed else header
        if issubclass(table, OpenTable):  # its keys are free, so the example names some
            yield from (_line(key, value, commented=True) for key, value in examples.items())
        yield from self._fields(path, table, examples)
        for key, info in table.model_fields.items():
            inner, rows = table_of(info), is_list_of_rows(info)
            if inner and inner is not Extensions:
                shown = examples.get(key, [{}] if rows else {})
                below = shown[0] if rows else shown
                yield from self.table((*path, key), inner, below, row=rows, closed=closed)

    def _lacks_required(self, path: Path, table: type[Table]) -> bool:
        """Whether a table has required fields and none is known: its header would be an error."""
        required = [key for key, info in table.model_fields.items() if info.is_required()]
        return bool(required) and not any((*path, key) in self.given for key in required)

    def _fields(self, path: Path, table: type[Table], examples: Mapping[str, Any]) -> Iterator[str]:
        """The fields of one table, each explained, and commented out unless it is known."""
        where = None
        for key, info in table.model_fields.items():
            if declaration := declaration_of(info):
                here, language = (*path, key), self.language
                yield ""
                if info.is_required() and here not in self.given:
                    yield from _prose(_REQUIRED.in_(language))
                yield from _explained(declaration, language, where)
                where = declaration.where
                value = self.given.get(here, examples.get(key, example(declaration)))
                short = _in_short(declaration, language)
                yield _line(key, value, short, commented=here not in self.given)


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
