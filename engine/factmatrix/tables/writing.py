"""Writing a table of brands: CSV, XLSX, Parquet or JSON Lines, by its ending."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from factmatrix.profile.fields import declaration_of
from factmatrix.spreadsheets import FIRST_DAY, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from factmatrix.tables import ENDINGS
from factmatrix.tables.cells import (
    data_text,
    json_data,
    json_text,
    number_text,
    set_cell,
    text_cell,
)
from factmatrix.tables.columns import Column, column_shape
from factmatrix.tables.exporting import Brands
from factmatrix.tables.problems import TableError
from factmatrix.tables.sources import unknown_ending
from factmatrix.tables.values import TYPES
from factmatrix.text import Text
from factmatrix.whole_file import whole

_XLSX_FORMATS = {"share": "0.0#%", "date": "yyyy-mm-dd"}


def check_writable(path: Path, rows: int) -> None:
    """Raises TableError for an ending of no table, and for more rows than its kind takes."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise TableError(unknown_ending(path))
    if ending == ".xlsx" and rows > MOST_ROWS:
        raise TableError(
            Text(
                f"{path}: an XLSX sheet takes {MOST_ROWS:,} rows, and there are {rows:,} "
                "profiles. Write .csv or .parquet instead.",
                f"{path}：XLSX 每张表最多 {MOST_ROWS:,} 行，而档案有 {rows:,} 份。"
                "请改写 .csv 或 .parquet。",
            )
        )


def write_table(path: Path, brands: Brands) -> None:
    """Writes the table, whole or not at all; a file of that name is replaced.

    Raises TableError for what the kind of table cannot hold, OSError where the system refuses.
    """
    check_writable(path, brands.height)
    with whole(path) as temporary:
        match path.suffix.lower():
            case ".csv":
                _csv(temporary, brands)
            case ".xlsx":
                _xlsx(temporary, brands)
            case ".parquet":
                _parquet(temporary, brands)
            case _:
                _json_lines(temporary, brands)


def _csv(path: Path, brands: Brands) -> None:
    columns = list(brands.columns.values())
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(brands.columns)
        for row in _rows(brands):
            writer.writerow(map(_cell, columns, row))


def _rows(brands: Brands) -> Iterator[tuple[Any, ...]]:
    return zip(*(brands.values[path] for path in brands.columns), strict=True)


def _cell(column: Column, value: Any) -> str | None:  # noqa: ANN401 - whatever a field takes
    """A value as the cell of a spreadsheet spells it."""
    if value is None or column.shape == "choice":
        return value  # type: ignore[no-any-return]  # the id of a choice is text
    if column.shape == "text":
        return text_cell(value)
    if column.shape == "number":
        return number_text(value)
    if column.shape == "set":
        return set_cell(value)
    if column.shape == "flag":
        return "true" if value else "false"
    if column.shape == "rows":
        return json_text(value)
    return data_text(value) if column.shape == "open" else str(value)


def _xlsx(path: Path, brands: Brands) -> None:
    import xlsxwriter  # only this kind needs it
    from xlsxwriter.exceptions import FileCreateError

    columns = list(brands.columns.values())
    if len(columns) > MOST_COLUMNS:
        raise TableError(
            Text(
                f"There are {len(columns)} columns, and an XLSX sheet takes {MOST_COLUMNS}.",
                f"共有 {len(columns)} 列，XLSX 每张表最多 {MOST_COLUMNS} 列。",
            )
        )
    try:
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
            sheet = workbook.add_worksheet("brands")
            sheet.freeze_panes(1, 2)
            bold = workbook.add_format({"bold": True})
            formats = {
                name: workbook.add_format({"num_format": as_shown})
                for name, as_shown in _XLSX_FORMATS.items()
            }
            for place, header in enumerate(brands.columns):
                sheet.write_string(0, place, header, bold)
            for number, row in enumerate(_rows(brands), 1):
                for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                    kind = column.declaration.kind.name if column.declaration else ""
                    shown = formats.get(kind)
                    if value is None:
                        continue
                    if column.shape == "number" and float(f"{value:.16G}") == value:
                        sheet.write_number(number, place, value, shown)
                    elif column.shape == "flag":
                        sheet.write_boolean(number, place, value)
                    elif column.shape == "date" and value >= FIRST_DAY:
                        sheet.write_datetime(number, place, value, shown)
                    else:
                        sheet.write_string(number, place, _short(column, _cell(column, value)))
    except FileCreateError as error:
        raise error.args[0] from error  # the system's own error


def _short(column: Column, cell: str | None) -> str:
    """The text of a cell; raises TableError for one that Excel would cut."""
    if cell is None or len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise TableError(
            Text(
                f"{column.path} is longer than the {LONGEST_CELL:,} characters that a cell "
                "of XLSX takes. Write .csv or .parquet instead.",
                f"{column.path} 超过 XLSX 单元格的 {LONGEST_CELL:,} 个字符。"
                "请改写 .csv 或 .parquet。",
            )
        )
    return cell


def frame(brands: Brands) -> pl.DataFrame:
    """The table with a type for each column; lists of plain tables are lists of structs."""
    series = []
    for path, column in brands.columns.items():
        values, kept_as = brands.values[path], TYPES[column.shape]
        if column.shape == "number":
            values = [None if value is None else float(value) for value in values]
        elif column.shape == "rows":
            struct = _struct(column)
            kept_as = pl.List(struct) if struct else kept_as
            values = values if struct else [_cell(column, value) for value in values]
        elif column.shape == "open":
            values = [_cell(column, value) for value in values]
        series.append(pl.Series(path, values, dtype=kept_as, strict=False))
    return pl.DataFrame(series)


def _struct(column: Column) -> pl.Struct | None:
    """The type of the rows of a list; None where they are not all plain fields."""
    fields = {}
    for key, info in column.table.model_fields.items():
        declaration = declaration_of(info)
        if declaration is None:
            return None
        fields[key] = TYPES[column_shape(declaration)]
    return pl.Struct(fields)


def _parquet(path: Path, brands: Brands) -> None:
    data = BytesIO()
    frame(brands).write_parquet(data)
    path.write_bytes(data.getvalue())  # polars has no words for a full disk, Python has


def _json_lines(path: Path, brands: Brands) -> None:
    columns = brands.columns.values()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in _rows(brands):
            line = {
                column.path: _as_json(column, value)
                for column, value in zip(columns, row, strict=True)
                if value is not None
            }
            file.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")


def _as_json(column: Column, value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A value as JSON has it; a table with dates, which JSON lacks, as the text of inline TOML."""
    if column.shape == "date":
        return str(value)
    if column.shape == "rows":
        return json.loads(json_text(value))
    if column.shape == "open":
        text = data_text(value)
        return text if json_data(text) is None else value
    return value
