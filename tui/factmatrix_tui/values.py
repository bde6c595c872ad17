"""The values of a profile as the form holds them: plain data, never changed in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
Values = dict[str, Any]
"""A profile as TOML data: tables are dicts, lists of rows are lists of dicts."""
Path = tuple[str | int, ...]
"""The way to a value: keys of tables, and positions of rows counted from 0."""


def path_of(dotted: str) -> Path:
    """The path of a field that is written with dots."""
    return tuple(dotted.split("."))


def dotted(path: Path) -> str:
    """A path as a file writes it."""
    return ".".join(map(str, path))


def get(values: object, path: Path) -> Any:  # noqa: ANN401 - whatever the file holds there
    """The value at a path, None where it is unknown."""
    for step in path:
        if isinstance(values, Mapping):
            values = values.get(step)
        elif isinstance(values, Sequence) and isinstance(step, int) and step < len(values):
            values = values[step]
        else:
            return None
    return values


def put(values: Values, path: Path, value: object) -> Values:
    """The values with another one at a path; None makes it unknown.

    A path to the row after the last adds a row. Tables and last rows that become empty are taken
    out, so that undoing an answer leaves no trace.
    """
    return _put(values, path, value) or {}


def _put(here: object, path: Path, value: object) -> Any:  # noqa: ANN401 - a table, rows or nothing
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        return _put_row(list(here) if isinstance(here, list) else [], step, tuple(rest), value)
    table = dict(here) if isinstance(here, Mapping) else {}
    inside = _put(table.get(step), tuple(rest), value)
    if inside is None or (rest and inside in ({}, [])):
        table.pop(step, None)
    else:
        table[step] = inside
    return table


def _put_row(rows: list[Any], step: int, rest: Path, value: object) -> list[Any]:
    if step == len(rows):
        rows.append({})
    rows[step] = _put(rows[step], rest, value) or {}
    if step == len(rows) - 1 and not rows[step]:
        rows.pop()
    return rows


def rearranged(by_path: Mapping[Path, T], table: str, order: Sequence[int]) -> dict[Path, T]:
    """What is kept by path, after the rows of a list were put in an order of their old places."""
    now_at = {old: new for new, old in enumerate(order)}
    moved = {}
    for path, item in by_path.items():
        match path:
            case (str(first), int(row), *rest) if first == table:
                if row in now_at:
                    moved[table, now_at[row], *rest] = item
            case _:
                moved[path] = item
    return moved
