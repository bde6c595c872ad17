"""What could not be scored, told beside the results while the rest goes on."""

from __future__ import annotations

from typing import NamedTuple

from factmatrix.text import Language, Text, clean

BrandKey = tuple[str, int | None]
"""What tells a brand from others: its path, and its row where that is a table."""


class Failure(NamedTuple):
    """One thing wrong with one brand: where it stands, and why it matters.

    `row` is the row of a table (1 is the first of data), None for a file; `line` and `column` are
    places in a file. `key` is the path of the field, or the header of the table's column, `value`
    what stands there.
    """

    path: str
    row: int | None
    line: int | None
    column: int | None
    key: str
    value: str | None
    message: Text

    @property
    def brand(self) -> BrandKey:
        """Whose it is."""
        return self.path, self.row

    def cells(self, language: Language) -> tuple[str | int | None, ...]:
        """The row of a table with the columns ERROR_COLUMNS."""
        value = None if self.value is None else clean(self.value)
        message = clean(self.message.in_(language))
        return clean(self.path), self.row, self.line, self.column, clean(self.key), value, message

    def said(self) -> Text:
        """One line that tells the place and the reason."""
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        said = [Text(place, place)]
        if self.row is not None:
            said.append(Text(f"row {self.row}", f"第 {self.row} 行"))
        if self.key:
            said.append(Text(self.key, self.key))
        said.append(self.message)
        return Text(": ".join(text.en for text in said), "：".join(text.zh for text in said))


ERROR_COLUMNS = ("path", "row", "line", "column", "field", "value", "reason")
"""The columns of a table of failures."""


class TooManyFailures(Exception):
    """More brands failed than the run was to bear; what was there before is left."""

    def __init__(self, failed: int) -> None:
        super().__init__(failed)
        self.failed = failed


class TooManyRows(Exception):
    """A sheet would have more rows than XLSX takes; `sheet` is its name."""

    def __init__(self, sheet: str) -> None:
        super().__init__(sheet)
        self.sheet = sheet
