"""A table of brands as one lazy frame: columns by field path, each of its field's type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from factmatrix.profile.findings import shortened
from factmatrix.profile.validating import NO_SECTIONS, Sections
from factmatrix.tables.columns import Column, known_columns
from factmatrix.tables.headers import column_of, meant_columns, nearest
from factmatrix.tables.mapping import TableMapping
from factmatrix.tables.problems import TableError, what_is_wrong
from factmatrix.tables.sources import ROW, Source, open_table
from factmatrix.tables.spellings import plain
from factmatrix.tables.unread import UNREAD, Watched, unread
from factmatrix.tables.values import TYPES, is_total, value
from factmatrix.text import Text

__all__ = ["ROW", "UNREAD", "Table", "scan"]

_MAX_LISTED = 20
"""More headers without any likeness to a field are counted, not listed."""


@dataclass(frozen=True)
class Table:
    """A table of brands that is read when `frame` is.

    `frame` has ROW (from 1), every known column by its path, of the types of `values.TYPES` and
    null where the table has none, and UNREAD. `headers` are the headers of the columns that the
    table has, by path; that of a constant is its path. `unknown` are headers that are no field.
    """

    path: Path
    frame: pl.LazyFrame
    columns: Mapping[str, Column]
    headers: Mapping[str, str]
    unknown: tuple[str, ...]
    warnings: tuple[Text, ...]

    def what_is_wrong(self, header: str, cell: str, reason: str) -> Text:
        """Why a cell could not be read and what would be right, of one entry of UNREAD."""
        path = next((path for path, above in self.headers.items() if above == header), None)
        return what_is_wrong(self.columns[path] if path and header else None, cell, reason)


def scan(
    path: Path,
    sections: Sections = NO_SECTIONS,
    mapping: TableMapping | None = None,
    sheet: str | None = None,
) -> Table:
    """The table in a file: CSV, XLSX, Parquet or JSON Lines.

    `sections` are the plugins' own tables (`Engine.sections`), `sheet` wins over the mapping's.
    CSV and Parquet are read in pieces. Raises TableError for a file that is no such table, that has
    no field among its headers, or one field twice. What a cell says wrongly is in UNREAD.
    """
    known = dict(known_columns(sections))
    return scan_columns(path, known, mapping, sheet, example="brand.name", open_tables=True)


def scan_columns(
    path: Path,
    known: dict[str, Column],
    mapping: TableMapping | None = None,
    sheet: str | None = None,
    *,
    example: str,
    open_tables: bool = False,
) -> Table:
    """As `scan`, for a table of anything whose columns are `known`; `example` is one of them.

    With `open_tables` a header such as ext.xhs is the table of a plugin that is not in use.
    """
    mapping = mapping or TableMapping()
    if sheet is not None and path.suffix.lower() != ".xlsx":
        raise TableError(
            Text(
                f"{path} has no sheets. Leave --sheet out.", f"{path} 没有工作表，请去掉 --sheet。"
            )
        )
    source = open_table(path, mapping.header_row, sheet or mapping.sheet)
    places = _places(path, source.headers, known, mapping, open_tables=open_tables)
    named = {place for place, _ in places.values()}
    unknown = tuple(
        header
        for place, header in enumerate(source.headers)
        if place not in named and header.strip()
    )
    if not places:
        raise TableError(_no_field(path, source.headers, example))
    return Table(
        path,
        _frame(source, known, places, mapping.constants),
        known,
        {name: source.headers[place] for name, (place, _) in places.items()}
        | {name: name for name in mapping.constants},
        unknown,
        tuple(_warnings(path, source.headers, unknown, known, mapping)),
    )


def _places(
    path: Path,
    headers: tuple[str, ...],
    known: dict[str, Column],
    mapping: TableMapping,
    *,
    open_tables: bool,
) -> Mapping[str, tuple[int, int]]:
    """The number of each column that is a field and the power of its unit, by the field's path.

    Tables of plugins that are not in use are added to `known`.
    """
    meant = meant_columns(known)
    places: dict[str, tuple[int, int]] = {}
    for place, header in enumerate(headers):
        mapped = mapping.columns.get(plain(header))
        column = known[mapped.field] if mapped else column_of(header, meant)
        if column is None or (column.path not in known and not open_tables):
            continue
        known.setdefault(column.path, column)
        if column.path in mapping.constants:
            raise TableError(_twice(path, column, f"[constants] {column.path}", header))
        if column.path in places:
            raise TableError(_twice(path, column, headers[places[column.path][0]], header))
        places[column.path] = place, mapped.power if mapped else 0
    return places


def _frame(
    source: Source,
    known: Mapping[str, Column],
    places: Mapping[str, tuple[int, int]],
    constants: Mapping[str, Any],
) -> pl.LazyFrame:
    values, watched, as_they_are = [], [], source.texts_as_they_are
    for path, column in known.items():
        kept_as = TYPES[column.shape]
        if path in places:
            place, power = places[path]
            cells, found_as = str(place), source.types[place]
            read = value(
                column, pl.col(cells), found_as,
                power=power, texts_as_they_are=as_they_are,
            )  # fmt: skip
            if not is_total(column.shape, found_as, texts_as_they_are=as_they_are):
                watched.append(Watched(cells, path, source.headers[place], column.shape))
        else:
            read = pl.lit(constants.get(path), dtype=kept_as)
        values.append(read.alias(path))
    problems = unread(watched, source.wrong_row)
    return source.frame.with_columns(values).select(ROW, *known, problems.alias(UNREAD))


def _warnings(
    path: Path,
    headers: tuple[str, ...],
    unknown: tuple[str, ...],
    known: Mapping[str, Column],
    mapping: TableMapping,
) -> Iterator[Text]:
    """Headers that are no field, each with the nearest one, and mapped ones that are not there."""
    nameless = sum(not header.strip() for header in headers)
    if nameless:
        yield Text(
            f"{path}: columns without a header were left out: {nameless}",
            f"{path}：略过 {nameless} 个没有表头的列",
        )
    strange = []
    for header in unknown:
        said, near = shortened(header), nearest(header, known)
        if near is None:
            strange.append(said)
            continue
        yield Text(
            f"{path}: the column “{said}” is no field and was left out. "
            f"Is {near.path} ({near.title.en}) meant?",
            f"{path}：列“{said}”不是档案字段，已略过。是不是 {near.path}（{near.title.zh}）？",
        )
    if strange:
        more = len(strange) - _MAX_LISTED
        listed, rest = ", ".join(strange[:_MAX_LISTED]), f" (+{more})" if more > 0 else ""
        yield Text(
            f"{path}: columns that are no field were left out: {listed}{rest}",
            f"{path}：以下列不是档案字段，已略过：{listed}{rest}",
        )
    there = {plain(header) for header in headers}
    for header in mapping.written:
        if plain(header) not in there:
            yield Text(
                f"{path}: there is no column “{header}”, which the mapping names.",
                f"{path}：没有映射文件所写的列“{header}”。",
            )


def _no_field(path: Path, headers: tuple[str, ...], example: str) -> Text:
    listed = shortened(", ".join(header for header in headers if header.strip()))
    return Text(
        f"{path}: none of the headers is a field: {listed}. Write field paths such as "
        f"{example} or their titles, or name a mapping with --map; if the headers stand further "
        "down, it says in which row (header_row).",
        f"{path}：表头中没有一个是档案字段：{listed}。请写字段路径（如 {example}）或字段名称，"
        "或用 --map 指定映射文件；表头不在第一行时，用其中的 header_row 说明。",
    )


def _twice(path: Path, column: Column, one: str, other: str) -> Text:
    return Text(
        f"{path}: “{one}” and “{other}” are both {column.path}. Leave one of them out.",
        f"{path}：“{one}”和“{other}”都是 {column.path}，请去掉一个。",
    )
