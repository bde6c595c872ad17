"""Which field the header of a column means."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from factmatrix.tables.columns import Column, open_column
from factmatrix.tables.spellings import plain

_LONGEST = 60
"""Longer headers are no misspelling of anything, and comparing them takes long."""


def meant_columns(known: Mapping[str, Column]) -> Mapping[str, Column]:
    """Every unambiguous spelling of a header, as `plain` spells, with its column: path and titles.

    A title that two fields have means neither of them.
    """
    found: dict[str, Column | None] = {}
    for column in known.values():
        for spelling in {plain(column.title.en), plain(column.title.zh)}:
            found[spelling] = None if spelling in found else column
    unambiguous = {spelling: column for spelling, column in found.items() if column is not None}
    return unambiguous | {plain(path): column for path, column in known.items()}


def column_of(header: str, meant: Mapping[str, Column]) -> Column | None:
    """The column that a header means: a field by its path or title, or the table `ext.<id>`."""
    return meant.get(plain(header)) or open_column(header.strip())


def nearest(name: str, known: Mapping[str, Column]) -> Column | None:
    """The column whose path or title is most like a name, if any is like it."""
    if len(name) > _LONGEST:
        return None
    by_name = {
        plain(spelling): column
        for column in reversed(tuple(known.values()))
        for spelling in (
            column.title.en, column.title.zh, column.keys[-1], column.path,
        )
    }  # fmt: skip
    close = get_close_matches(plain(name), by_name, n=1)
    return by_name[close[0]] if close else None
