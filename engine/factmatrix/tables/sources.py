"""Opening a table of any kind: its headers, and its cells as they are."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from factmatrix.system_errors import reason
from factmatrix.tables.cells import json_data, json_text, number_text
from factmatrix.tables.encodings import as_utf8
from factmatrix.tables.problems import NO_ROW, TOO_MANY_CELLS, TableError
from factmatrix.tables.quotes import with_sound_quotes
from factmatrix.text import Text
from factmatrix.unreadable import UNREADABLE

ROW = "row"
"""The column of row numbers; the first row below the headers is 1."""
_LINES = 20_000
"""Lines of JSON that are read at a time."""


@dataclass(frozen=True)
class Source:
    """A table as it stands: cells in the columns "0", "1", … beside ROW.

    `wrong_row` names a column with the text of rows that are wrong as a whole (else null) and says
    what is. `texts_as_they_are` says that a text is a text: no blanks or guards around it.
    """

    frame: pl.LazyFrame
    headers: tuple[str, ...]
    types: tuple[pl.DataType, ...]
    texts_as_they_are: bool
    wrong_row: tuple[str, str] | None = None


def open_table(path: Path, header_row: int, sheet: str | None) -> Source:
    """The table in a file, by its ending; raises TableError where it cannot be read.

    `header_row` counts from 1 and is for CSV and XLSX, as `sheet` is for XLSX.
    """
    ending = path.suffix.lower()
    try:
        if not path.is_file():
            raise TableError(_no_file(path))
        if ending == ".csv":
            return _csv(path, header_row)
        if ending == ".xlsx":
            return _xlsx(path, header_row, sheet)
        if ending == ".parquet":
            return _parquet(path)
        if ending in (".jsonl", ".ndjson"):
            return _json_lines(path)
    except OSError as error:
        why = reason(error)
        raise TableError(
            Text(f"{path} cannot be read: {why.en}.", f"{path} 无法读取：{why.zh}。")
        ) from error
    except UNREADABLE as error:
        raise TableError(unreadable(path, error)) from error
    raise TableError(unknown_ending(path))


def unknown_ending(path: Path) -> Text:
    """That the name of a file does not say which kind of table it is."""
    return Text(
        f"{path}: the kind of table is known by its ending: .csv, .xlsx, .parquet or .jsonl.",
        f"{path}：表格类型按扩展名判断，可用 .csv、.xlsx、.parquet、.jsonl。",
    )


def unreadable(path: Path, error: Exception) -> Text:
    """That a file is not what its ending says, in the words of whoever tried."""
    said = str(error).splitlines()[0]
    return Text(
        f"{path} cannot be read as {path.suffix}: {said}",
        f"{path} 无法按 {path.suffix} 读取：{said}",
    )


def _no_file(path: Path) -> Text:
    if path.is_dir():
        return Text(f"{path} is a folder, not a table.", f"{path} 是文件夹，不是表格。")
    return Text(f"There is no file {path}.", f"没有文件 {path}。")


def _no_headers(path: Path, header_row: int) -> TableError:
    return TableError(
        Text(f"{path} has no headers in row {header_row}.", f"{path} 第 {header_row} 行没有表头。")
    )


def _csv(path: Path, header_row: int) -> Source:
    path = as_utf8(path)
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        *_, line = ("", *islice(file, header_row))
        separator = max(",\t;", key=line.count)
        file.seek(0)
        reader = csv.reader(file, delimiter=separator)
        try:
            headers = next(islice(reader, header_row - 1, None), [])
        except csv.Error as error:
            raise TableError(unreadable(path, error)) from error
        skipped = reader.line_num
    if not any(map(str.strip, headers)):
        raise _no_headers(path, header_row)
    path = with_sound_quotes(path, separator, len(headers))
    names = [str(number) for number in range(len(headers))]
    frame = pl.scan_csv(
        path,
        has_header=False,
        separator=separator,
        skip_lines=skipped,
        schema=dict.fromkeys([*names, TOO_MANY_CELLS], pl.String()),
        missing_columns="insert",
        truncate_ragged_lines=True,
        raise_if_empty=False,
        glob=False,
        row_index_name=ROW,
        row_index_offset=1,
    )
    return Source(
        _without_blank_rows(frame, [*names, TOO_MANY_CELLS]),
        tuple(headers),
        (pl.String(),) * len(names),
        texts_as_they_are=False,
        wrong_row=(TOO_MANY_CELLS, TOO_MANY_CELLS),
    )


def _xlsx(path: Path, header_row: int, sheet: str | None) -> Source:
    from factmatrix.tables.xlsx import read_sheet  # reading another kind needs none of it

    cells = read_sheet(path, sheet)
    if cells.height < header_row:
        raise _no_headers(path, header_row)
    headers = [header or "" for header in cells.row(header_row - 1)]
    if not any(map(str.strip, headers)):
        raise _no_headers(path, header_row)
    frame = cells.slice(header_row).with_row_index(ROW, 1).lazy()
    names = cells.columns
    types = (pl.String(),) * len(names)
    blank_free = _without_blank_rows(frame, names)
    return Source(blank_free, tuple(headers), types, texts_as_they_are=False)


def _without_blank_rows(frame: pl.LazyFrame, names: list[str]) -> pl.LazyFrame:
    return frame.filter(pl.any_horizontal(pl.col(names).is_not_null()))


def _parquet(path: Path) -> Source:
    frame = pl.scan_parquet(path, glob=False, row_index_name="row ", row_index_offset=1)
    row, *schema = frame.collect_schema().items()
    cells = [pl.col(header).alias(str(number)) for number, (header, _) in enumerate(schema)]
    return Source(
        frame.select(pl.col(row[0]).alias(ROW), *cells),
        tuple(header for header, _ in schema),
        tuple(kept_as for _, kept_as in schema),
        texts_as_they_are=True,
    )


def _json_lines(path: Path) -> Source:
    frames, count = [pl.DataFrame(schema={NO_ROW: pl.String()})], 0
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
        while lines := list(islice(file, _LINES)):
            objects = [
                {ROW: number, **_cells(line)}
                for number, line in enumerate(lines, count + 1)
                if line.strip()
            ]
            keys = dict.fromkeys(key for cells in objects for key in cells)
            schema = {key: pl.UInt32() if key == ROW else pl.String() for key in keys}
            frames.append(pl.DataFrame(objects, schema=schema))
            count += len(lines)
    table = pl.concat(frames, how="diagonal")
    if table.is_empty():
        raise _no_headers(path, 1)
    headers = tuple(name[1:] for name in table.columns if name not in (ROW, NO_ROW))
    if not headers:
        raise TableError(
            Text(f"No line of {path} is a JSON object.", f"{path} 中没有一行是 JSON 对象。")
        )
    named = [pl.col(f".{header}").alias(str(number)) for number, header in enumerate(headers)]
    return Source(
        table.lazy().select(ROW, NO_ROW, *named),
        headers,
        (pl.String(),) * len(headers),
        texts_as_they_are=True,
        wrong_row=(NO_ROW, NO_ROW),
    )


def _cells(line: str) -> Mapping[str, str | None]:
    """The values of one line by "." and their key, as text; the line itself where it is wrong."""
    data = json_data(line)
    if not isinstance(data, dict):
        return {NO_ROW: line.encode(errors="replace").decode().strip()}
    cells = {f".{key}": _cell(value) for key, value in data.items()}
    try:
        "".join(filter(None, (*cells, *cells.values()))).encode()
    except UnicodeEncodeError:  # half of a pair, which is no character
        return {NO_ROW: line.strip()}
    return cells


def _cell(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON holds
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, int | float) else json_text(value)
