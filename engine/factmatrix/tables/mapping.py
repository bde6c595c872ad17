"""A mapping: which header of somebody's table is which field, and in which unit.

It is a small TOML file. See docs/tables.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path as File
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import BeforeValidator, Field

from factmatrix.profile.validating import Sections
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.loading import read_rules
from factmatrix.rules.problems import Fault, RulesError
from factmatrix.rules.texts import RulesText
from factmatrix.tables.cells import json_text
from factmatrix.tables.columns import Column, known_columns
from factmatrix.tables.headers import nearest
from factmatrix.tables.problems import what_is_wrong
from factmatrix.tables.spellings import plain
from factmatrix.tables.values import value
from factmatrix.text import Text
from factmatrix.toml.problem import Path

Unit = Literal["percent", "千", "万", "百万", "亿"]
_POWERS: Mapping[str, int] = {"percent": -2, "千": 3, "万": 4, "百万": 6, "亿": 8}
_SIZED = ("money", "count")
"""Kinds whose figures are told in thousands."""


class Mapped(RuleTable):
    """What one header stands for; `unit` is that of figures without one of their own."""

    field: str
    unit: Unit | None = None

    @property
    def power(self) -> int:
        """The power of ten that the unit stands for."""
        return _POWERS[self.unit] if self.unit else 0


def _mapped(written: object) -> object:
    return {"field": written} if isinstance(written, str) else written


class _MappingFile(RuleTable):
    format: Literal[1]
    sheet: str | None = None
    header_row: int = Field(default=1, ge=1)
    columns: dict[str, Annotated[Mapped, BeforeValidator(_mapped)]] = Field(default_factory=dict)
    constants: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True)
class TableMapping:
    """Headers, spelt as `plain` spells, with what they stand for; values of all rows by path.

    `written` are the headers as the file spells them. `header_row` counts from 1.
    """

    columns: Mapping[str, Mapped] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    sheet: str | None = None
    header_row: int = 1


def read_mapping(file: File, sections: Sections) -> TableMapping:
    """A mapping file; raises RulesError with every problem and its place.

    `sections` are the plugins' own tables, whose fields it may name.
    """
    return mapping_of(file, known_columns(sections))


def mapping_of(file: Traversable, known: Mapping[str, Column]) -> TableMapping:
    """As `read_mapping`, for a table of anything whose columns are `known`."""
    read = read_rules(file, _MappingFile)
    constants = dict(_constants(read.constants, ()))
    faults = [*_wrong_columns(read.columns, known)]
    values: dict[str, Any] = {}
    for keys, written in constants.items():
        path = ".".join(keys)
        place: Path = ("constants", *keys)
        if path not in known:
            faults.append(Fault(place, _unknown(path, known), of_key=True))
            continue
        text = _cell(written)
        values[path] = _value(known[path], text)
        if values[path] is None:
            faults.append(Fault(place, what_is_wrong(known[path], text, known[path].shape)))
    if faults:
        problems = RulesText(file)
        raise RulesError(map(problems.problem, faults))
    return TableMapping(
        {plain(header): mapped for header, mapped in read.columns.items()},
        values,
        tuple(read.columns),
        read.sheet,
        read.header_row,
    )


def _wrong_columns(columns: Mapping[str, Mapped], known: Mapping[str, Column]) -> Iterator[Fault]:
    for header, mapped in columns.items():
        place: Path = ("columns", header, "field")
        column = known.get(mapped.field)
        if column is None:
            yield Fault(place, _unknown(mapped.field, known))
        elif mapped.unit and not _fits(mapped.unit, column):
            yield Fault(("columns", header, "unit"), _unfit(mapped.unit, column))


def _fits(unit: Unit, column: Column) -> bool:
    kind = column.declaration.kind.name if column.declaration else ""
    return kind == "share" if unit == "percent" else kind in _SIZED


def _constants(
    table: Mapping[str, Any], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Values by their keys, whether "brand.category" is one key or two."""
    for key, written in table.items():
        if isinstance(written, dict):
            yield from _constants(written, (*above, key))
        else:
            yield (*above, key), written


def _cell(written: object) -> str:
    """A value of TOML as a cell would spell it."""
    if isinstance(written, bool):
        return "true" if written else "false"
    if isinstance(written, list):
        return json_text(written)
    return written.isoformat() if isinstance(written, date) else str(written)


def _value(column: Column, text: str) -> Any:  # noqa: ANN401 - whatever the field takes
    cell = value(column, pl.col("cell"), pl.String(), texts_as_they_are=True)
    return pl.DataFrame({"cell": [text]}).select(cell.alias("value")).to_dicts()[0]["value"]


def _unknown(path: str, known: Mapping[str, Column]) -> Text:
    near = nearest(path, known)
    if near is None:
        return Text(
            "There is no such field; docs/fields.md lists them all.",
            "没有这个字段；全部字段见 docs/fields.md。",
        )
    title = near.title
    return Text(
        f"There is no such field. Did you mean {near.path} ({title.en})?",
        f"没有这个字段。是否想写 {near.path}（{title.zh}）？",
    )


def _unfit(unit: Unit, column: Column) -> Text:
    if unit == "percent":
        return Text(
            f"{column.path} is no share, so it has no percentage. Leave the unit out.",
            f"{column.path} 不是比例，没有百分比单位。请去掉 unit。",
        )
    return Text(
        f"{column.path} is no amount and no count, so it has no “{unit}”. Leave the unit out.",
        f"{column.path} 不是金额或数量，不能以“{unit}”为单位。请去掉 unit。",
    )
