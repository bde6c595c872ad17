"""The file `OUT.errors.csv`: what could not be scored, and why."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

from factmatrix.batch.failures import ERROR_COLUMNS, Failure
from factmatrix.batch.output import Output
from factmatrix.spreadsheets import guarded_text
from factmatrix.text import Language


def error_file(out: Path) -> Path:
    """Where the errors of the results in `out` stand."""
    return out.with_name(f"{out.name}.errors.csv")


class ErrorFile:
    """The errors of a run, written as they come; what there is of an earlier run is replaced.

    To be used as a context. The file takes its place on leaving without an exception; where nothing
    was told there is none. Raises InUse and OSError.
    """

    def __init__(self, out: Path, language: Language) -> None:
        self._path = error_file(out)
        self._language = language
        self._file: TextIO | None = None
        self._closing = ExitStack()

    def __enter__(self) -> ErrorFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None and self._file is None:
            with suppress(FileNotFoundError):
                self._path.unlink()
        self._closing.__exit__(kind, error, trace)

    def tell(self, failure: Failure) -> None:
        """Write it down."""
        self._write(failure.cells(self._language))

    def _write(self, cells: Iterable[str | int | None]) -> None:
        if self._file is None:
            part = self._closing.enter_context(Output(self._path))
            self._file = part.open("w", encoding="utf-8-sig", newline="")
            self._closing.enter_context(self._file)
            self._write(ERROR_COLUMNS)
        safe = [guarded_text(cell) if isinstance(cell, str) else cell for cell in cells]
        csv.writer(self._file, lineterminator="\n").writerow(safe)
