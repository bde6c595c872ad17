"""CSV rows with misplaced quotes: the parser would give up the whole file for one of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from factmatrix.tables.encodings import temporary_csv

_PIECE = 1 << 20
_LONGEST_CELL = 1 << 24
"""Characters; a profile has a megabyte at most, so a longer cell is a quote that nobody closed."""
_SHOWN = 500
"""Characters of a row with a misplaced quote that are kept to tell which it is."""


def with_sound_quotes(path: Path, separator: str, cells: int) -> Path:
    """The file itself, or a copy where each row with a misplaced quote has one cell too many.

    Such a row has `cells` blank ones and the beginning of its text, so that it is told and the
    others are read. The file is UTF-8.
    """
    with _long_cells():
        if not _has_quotes(path) or _is_sound(path, separator):
            return path
        copy = temporary_csv()
        with (
            path.open(encoding="utf-8-sig", newline="\n") as file,
            copy.open("w", encoding="utf-8", newline="") as made,
        ):
            csv.writer(made, delimiter=separator).writerows(_rows(file, separator, cells))
    return copy


def _has_quotes(path: Path) -> bool:
    with path.open("rb") as file:
        return any(b'"' in piece for piece in iter(lambda: file.read(_PIECE), b""))


def _is_sound(path: Path, separator: str) -> bool:
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        try:
            for _ in csv.reader(file, delimiter=separator, strict=True):
                pass
        except csv.Error:
            return False
    return True


def _rows(file: Iterable[str], separator: str, cells: int) -> Iterator[list[str]]:
    """The rows of a file; one with a misplaced quote ends with the line that shows it."""
    pending: list[str] = []

    def lines() -> Iterator[str]:
        for line in file:
            pending.append(line)
            yield line

    remaining = lines()
    while True:
        try:
            for row in csv.reader(remaining, delimiter=separator, strict=True):
                pending.clear()
                yield row
        except csv.Error:
            yield [*[""] * cells, "".join(pending)[:_SHOWN].strip()]
            pending.clear()
        else:
            return


@contextmanager
def _long_cells() -> Iterator[None]:
    """Python's own limit is lower than what a profile may hold."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
