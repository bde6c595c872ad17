"""The values of a profile as the form holds them: plain data, never changed in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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

    Tables that become empty are taken out, so that undoing an answer leaves no trace.
    """
    return _put(values, path, value) or {}


def _put(here: Any, path: Path, value: object) -> Any:  # noqa: ANN401 - a table, rows or nothing
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        rows = list(here or ())
        rows[step] = _put(rows[step], tuple(rest), value) or {}
        return rows
    table = dict(here or {})
    inside = _put(table.get(step), tuple(rest), value)
    if inside is None or (inside == {} and rest):
        table.pop(step, None)
    else:
        table[step] = inside
    return table
