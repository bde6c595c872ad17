"""What could not be scored, told in a file beside the results while the rest goes on."""

from __future__ import annotations

from typing import NamedTuple

from factmatrix.text import Text


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


class TooManyFailures(Exception):
    """More brands failed than the run was to bear; nothing is written."""

    def __init__(self, failed: int) -> None:
        super().__init__(failed)
        self.failed = failed
