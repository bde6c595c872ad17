"""Sheets of a workbook, written row by row so that their length is no matter of memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Literal

from wcwidth import width
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from factmatrix.batch.failures import TooManyRows
from factmatrix.spreadsheets import FIRST_DAY, LONGEST_CELL, MOST_ROWS, is_formula
from factmatrix.tables.cells import UNPRINTED

Figure = Literal["points", "share", "date"]
"""What the figures of a column are, where that decides how they are shown."""
Cell = str | float | bool | date | Sequence[str] | None

_SHOWN: Mapping[Figure, str] = {"points": "0.0", "share": "0.0#%", "date": "yyyy-mm-dd"}
_MEASURED = 200
"""So many rows decide how wide a column is."""
_NARROWEST, _WIDEST = 6, 60
"""Widths of columns, in characters of which a Chinese one takes two."""
_BUTTON = 3
"""What the button of the filter takes beside a header."""


class Book:
    """A workbook in the making; to be used as a context, at whose end it is written to `path`.

    Raises OSError where that fails.
    """

    def __init__(self, path: Path) -> None:
        self._folder = TemporaryDirectory(prefix="fact-", ignore_cleanup_errors=True)
        self._book = Workbook(
            path, {"constant_memory": True, "tmpdir": self._folder.name, "use_zip64": True}
        )
        self._sheets: list[Sheet] = []
        self.header = self._book.add_format({"bold": True, "bottom": 1})
        self.quoted = self._book.add_format({"quote_prefix": True})
        self.formats: dict[Figure | None, Any] = {
            figure: self._book.add_format({"num_format": shown}) for figure, shown in _SHOWN.items()
        }

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                for sheet in self._sheets:
                    sheet.finish()
                self._book.close()
        except FileCreateError as failed:
            raise failed.args[0] from failed  # the system's own error
        finally:
            for sheet in self._book.worksheets():
                with suppress(OSError):  # what it still holds is of no use
                    sheet.row_data_fh.close()
            self._folder.cleanup()

    def sheet(self, name: str, columns: Sequence[str], figures: Mapping[str, Figure]) -> Sheet:
        """A new sheet behind the others; `figures` says of columns what their figures are."""
        sheet = Sheet(self, self._book.add_worksheet(name), columns, figures)
        self._sheets.append(sheet)
        return sheet


class Sheet:
    """One sheet with a row of headers that stays in sight, and a filter on every column."""

    def __init__(
        self,
        book: Book,
        sheet: Any,  # noqa: ANN401 - xlsxwriter has no types
        columns: Sequence[str],
        figures: Mapping[str, Figure],
    ) -> None:
        self._sheet = sheet
        self._quoted = book.quoted
        self._formats = [book.formats.get(figures.get(name)) for name in columns]
        self._widths = [width(name) + _BUTTON for name in columns]
        self._height = 0
        sheet.freeze_panes(1, columns.index("name") + 1 if "name" in columns[:3] else 0)
        for place, name in enumerate(columns):
            sheet.write_string(0, place, name, book.header)

    def write(self, cells: Iterable[Cell]) -> None:
        """The next row; raises TooManyRows."""
        if self._height == MOST_ROWS:
            raise TooManyRows(self._sheet.name)
        self._height += 1
        for place, cell in enumerate(cells):
            if cell is not None:
                self._write(place, cell)

    def finish(self) -> None:
        """What can be told only once all rows are there."""
        self._sheet.autofilter(0, 0, self._height, len(self._widths) - 1)
        for place, cells in enumerate(self._widths):
            self._sheet.set_column(place, place, min(max(cells, _NARROWEST), _WIDEST))

    def _write(self, place: int, cell: Cell) -> None:
        row, sheet, shown = self._height, self._sheet, self._formats[place]
        if isinstance(cell, bool):
            sheet.write_boolean(row, place, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(row, place, cell, shown)
        elif isinstance(cell, date) and cell >= FIRST_DAY:
            sheet.write_datetime(row, place, cell, shown)
        else:
            text = _text(cell)
            sheet.write_string(row, place, text, self._quoted if is_formula(text) else None)
            if self._height <= _MEASURED:
                self._widths[place] = max(self._widths[place], width(text))


def _text(cell: Cell) -> str:
    """A text, a set or an early date as text; … stands for what no cell takes."""
    text = "; ".join(cell) if isinstance(cell, list) else str(cell)
    text = UNPRINTED.sub("\ufffd", text)
    if len(text) * 2 <= LONGEST_CELL:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= LONGEST_CELL:
        return text
    return units[: (LONGEST_CELL - 1) * 2].decode("utf-16-le", "ignore") + "…"
