"""The cells of a sheet as text, exactly as they are, error values included."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import polars as pl

from factmatrix.tables.problems import TableError
from factmatrix.text import Text

_PIECE, _LONGEST_CELL = 1 << 20, 1 << 16
"""Bytes that are searched together, and that a cell with its formula may have."""
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>(#[^<]*)<', re.DOTALL
)
_PLACE = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_UNKNOWN = "#N/A"
"""The one error value that is meant: there is no figure."""
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_sheet(path: Path, name: str | None) -> pl.DataFrame:
    """The cells of a sheet (the first unless it is named) by row, in columns "0", "1", ….

    Figures are written out to their last digit. Raises TableError where there is no such sheet or
    the file is no workbook.
    """
    try:
        workbook = fastexcel.read_excel(path)
        if name is not None and name not in workbook.sheet_names:
            raise TableError(_no_sheet(path, name, workbook.sheet_names))
        chosen = workbook.sheet_names[0] if name is None else name
        texts, numbers = (
            workbook.load_sheet(chosen, header_row=None, skip_rows=0, dtypes=kind)
            for kind in ("string", "float")
        )
        cells, figures = texts.to_polars(), numbers.to_polars()
        places = [column.absolute_index for column in texts.selected_columns]
        errors = _error_cells(path, chosen)
    except (
        fastexcel.FastExcelError,
        zipfile.BadZipFile,
        KeyError,
        ElementTree.ParseError,
    ) as error:
        said = str(error).partition("\n")[0]
        raise TableError(
            Text(
                f"{path} is no workbook that can be read: {said}",
                f"{path} 不是可读的工作簿：{said}",
            )
        ) from error
    columns = []
    for number, (place, text, figure) in enumerate(
        zip(places, cells.get_columns(), figures.get_columns(), strict=True)
    ):
        wrong = {row: said for (row, column), said in errors.items() if column == place}
        exact = _exact(text, figure)
        columns.append(exact.scatter(list(wrong), list(wrong.values())).alias(str(number)))
    return pl.DataFrame(columns)


def _exact(texts: pl.Series, figures: pl.Series) -> pl.Series:
    """The texts, with all digits where they show fewer than the figure has."""
    text, figure = pl.col("text"), pl.col("figure")
    shown = text.cast(pl.Float64, strict=False)
    return (
        pl.DataFrame({"text": texts.cast(pl.String), "figure": figures.cast(pl.Float64)})
        .select(pl.when(shown != figure).then(figure.cast(pl.String)).otherwise(text))
        .to_series()
    )


def _error_cells(path: Path, sheet: str) -> Mapping[tuple[int, int], str]:
    """Error values such as #DIV/0! by row and column from 0; the reader takes them for blank."""
    found: dict[tuple[int, int], str] = {}
    with zipfile.ZipFile(path) as archive, archive.open(_part(archive, sheet)) as file:
        data = b""
        while piece := file.read(_PIECE):
            data = data[-_LONGEST_CELL:] + piece
            for attributes, said in _ERROR.findall(data):
                if place := _PLACE.search(attributes):
                    row, column = int(place[2]) - 1, _number(place[1])
                    found[row, column] = said.decode()
    return {place: said for place, said in found.items() if said != _UNKNOWN}


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The file inside the workbook that holds a sheet."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            target = targets[element.get(_ID)]
            return target[1:] if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _number(letters: bytes) -> int:
    """A column's letters as a number from 0: A, B, … Z, AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _no_sheet(path: Path, name: str, names: list[str]) -> Text:
    return Text(
        f"{path} has no sheet “{name}”. There are: {', '.join(names)}.",
        f"{path} 里没有工作表“{name}”。现有：{'、'.join(names)}。",
    )
