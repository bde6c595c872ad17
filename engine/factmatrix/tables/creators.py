"""A table of creators, such as an export of Buyin or Xingtu, as rows of `[[creators]]`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from factmatrix.deals.deal import DENOMINATOR_OF_CHANNEL
from factmatrix.profile.choices import DENOMINATORS, Denominator
from factmatrix.profile.entered import check_entered
from factmatrix.profile.fields import declaration_of
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.sound_part import SoundPart
from factmatrix.profile.tables.creators import Creator
from factmatrix.profile.validating import Sections
from factmatrix.profile.writing import as_written
from factmatrix.tables.columns import MOST_EXACT, Column, column_shape
from factmatrix.tables.making import CellProblem
from factmatrix.tables.mapping import TableMapping, mapping_of
from factmatrix.tables.problems import NO_ROW, TOO_MANY_CELLS, TableError
from factmatrix.tables.scanning import ROW, UNREAD, Table, scan_columns
from factmatrix.tables.sources import unreadable
from factmatrix.text import Text
from factmatrix.unreadable import UNREADABLE

_COUNTS: Mapping[str, Denominator] = {
    "count.plays": "plays",
    "count.views": "views",
    "count.viewers": "viewers",
    "count.impressions": "impressions",
}
"""The columns that count something, in the order in which they are taken."""


class TableRow(NamedTuple):
    """What is wrong or doubtful in one row (from 1 below the headers)."""

    row: int
    problem: CellProblem


class CreatorTable(NamedTuple):
    """A brand whose creators are those of a table: what is right of them.

    `people` is whom each row is about. `rows` counts the rows, `left_out` those that could not be
    taken at all. `warnings` are about the table as a whole.
    """

    profile: BrandProfile
    people: tuple[str, ...]
    rows: int
    left_out: int
    problems: tuple[TableRow, ...]
    warnings: tuple[Text, ...]


@cache
def creator_columns() -> Mapping[str, Column]:
    """The columns of a table of creators: the fields of a row, and a count of each kind."""
    columns = {}
    for key, info in Creator.model_fields.items():
        if declaration := declaration_of(info):
            columns[key] = Column((key,), column_shape(declaration), declaration)
    views = columns["views"]
    labels = {choice.value: choice.label for choice in DENOMINATORS}
    for path, denominator in _COUNTS.items():
        declaration = views.declaration and views.declaration._replace(title=labels[denominator])
        columns[path] = Column(tuple(path.split(".")), "number", declaration)
    return columns


def understood_headers() -> TableMapping:
    """The headers of exports that are understood without a mapping."""
    return mapping_of(files("factmatrix.tables") / "creator_headers.toml", creator_columns())


def read_creators(
    path: Path,
    brand: BrandProfile | None,
    sections: Sections,
    mapping: TableMapping | None = None,
    sheet: str | None = None,
) -> CreatorTable:
    """The creators of a table (CSV, XLSX, Parquet, JSON Lines) in the profile of their brand.

    A cell that is wrong counts as unknown and is told. Raises TableError for what is no table.
    """
    known = understood_headers()
    mapping = mapping or TableMapping()
    merged = replace(mapping, columns={**known.columns, **mapping.columns})
    table = scan_columns(path, dict(creator_columns()), merged, sheet, example="name")
    columns = {p: c for p, c in table.columns.items() if p in table.headers}
    try:
        cells = table.frame.select(ROW, *columns, UNREAD).collect().to_dicts()
    except UNREADABLE as error:
        raise TableError(unreadable(path, error)) from error
    problems, numbers, rows, several = [], [], [], 0
    for row in cells:
        bad = row[UNREAD] or ()
        problems += [TableRow(row[ROW], _unread(table, entry)) for entry in bad]
        if any(entry["reason"] in (TOO_MANY_CELLS, NO_ROW) for entry in bad):
            continue
        data, more = _creator(columns, row)
        several += more
        numbers.append(row[ROW])
        rows.append(data)
    people = tuple(
        data.get("name") or f"#{number}" for data, number in zip(rows, numbers, strict=True)
    )
    _tell_apart(rows, numbers)
    sound, found = _checked(path, rows, brand, sections)
    gone = {place for place in range(len(rows)) if ("creators", place) in sound.left_out}
    for place, key, problem in found:
        header = table.headers.get(_column_of(key, table.headers), key)
        problems.append(TableRow(numbers[place], problem._replace(header=header)))
    warnings = (*table.warnings, *([_several(path, several)] if several else []))
    return CreatorTable(
        sound.profile,
        tuple(person for place, person in enumerate(people) if place not in gone),
        len(cells),
        len(cells) - len(rows) + len(gone),
        tuple(problems),
        warnings,
    )


def _unread(table: Table, entry: Mapping[str, str]) -> CellProblem:
    said = table.what_is_wrong(entry["column"], entry["cell"], entry["reason"])
    return CellProblem("error", entry["column"], said)


def _creator(
    columns: Mapping[str, Column], cells: Mapping[str, Any]
) -> tuple[dict[str, Any], bool]:
    """A row as a file would state it, and whether it has counts of several kinds."""
    data = {
        path: _plain(cells[path])
        for path in columns
        if cells[path] is not None and path not in _COUNTS
    }
    counts = {
        denominator: _plain(cells[path])
        for path, denominator in _COUNTS.items()
        if cells.get(path) is not None
    }
    if counts and "views" not in data:
        stated = data.get("denominator") or DENOMINATOR_OF_CHANNEL.get(data.get("channel"))  # type: ignore[arg-type]
        taken = stated if stated in counts else next(iter(counts))
        data |= {"denominator": taken, "views": counts[taken]}
    return data, len(counts) > 1


def _plain(cell: Any) -> Any:  # noqa: ANN401 - whatever a field takes
    """80 for 80.0, which a count must be."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) <= MOST_EXACT:
        return int(cell)
    return cell


def _tell_apart(rows: list[dict[str, Any]], numbers: list[int]) -> None:
    """Deals of one creator get the day or the row behind the name, since names are unique."""
    often = Counter(row.get("name") for row in rows)
    taken: set[str] = {name for name, times in often.items() if name and times == 1}
    for row, number in zip(rows, numbers, strict=True):
        name = row.get("name")
        if name is None or often[name] == 1:
            continue
        apart = f"{name} {row['date']}" if row.get("date") else f"{name} #{number}"
        if apart in taken:
            apart = f"{apart} #{number}"
        taken.add(apart)
        row["name"] = apart


def _checked(
    path: Path, rows: list[dict[str, Any]], brand: BrandProfile | None, sections: Sections
) -> tuple[SoundPart, list[tuple[int, str, CellProblem]]]:
    """What is right, and by place and key what is not."""
    named = path.stem.strip() or "?"
    rest = (
        as_written(brand) if brand else {"format": 1, "brand": {"name": named, "category": "other"}}
    )
    entered = check_entered({**rest, "creators": rows}, sections)
    if entered.sound is None:
        raise AssertionError("a profile that was read has all that it needs")
    found = []
    for problem in entered.problems:
        match problem.path:
            case ("creators", int(place), *keys):
                key = str(keys[0]) if keys else ""
                found.append((place, key, CellProblem(problem.severity, "", problem.message)))
    return entered.sound, found


def _column_of(key: str, headers: Mapping[str, str]) -> str:
    """The path of the column that a field's value came from."""
    if key == "views" and key not in headers:
        return next((path for path in _COUNTS if path in headers), key)
    return key


def _several(path: Path, rows: int) -> Text:
    return Text(
        f"{path}: {rows} rows have counts of several kinds. Taken was that of the denominator "
        "column, else plays of a video and views of a live session, else the first of plays, "
        "views, viewers, impressions; the others were left out.",
        f"{path}：有 {rows} 行同时填了几种统计口径。优先取口径列所写的，其次短视频取播放次数、"
        "直播取观看人次，再次按播放、人次、人数、曝光的顺序取第一个，其余不计。",
    )
