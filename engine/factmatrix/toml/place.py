"""Where a value stands in a text, for messages about values that are TOML but not right."""

from __future__ import annotations

from dataclasses import dataclass

from factmatrix.text import Text
from factmatrix.toml.layout import Layout
from factmatrix.toml.problem import Path, Problem, Severity, place_of
from factmatrix.toml.writing import key_text

_SPREAD = ("table", "rows")  # over several statements


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: line and column from 1, in characters, and the value's own spelling."""

    line: int
    column: int
    source: str | None
    source_line: str


class Places:
    """The places of one text that `parse` has accepted.

    A path that the text does not have is looked up as far as it goes, so a missing key has the
    place of its table; one at the top level has the beginning of the file. Where a `table` of the
    text is a document of its own, paths begin there.
    """

    def __init__(self, text: str, table: Path = ()) -> None:
        self._text = text
        self._table = table
        self._layout = Layout(text)
        self._lines: dict[int, str] = {}

    def key(self, path: Path) -> Place:
        """Where the key of a value stands; for an element of an array, the element itself."""
        return self._place(path, of_key=True)

    def value(self, path: Path) -> Place:
        """Where a value stands, with its source; for a table or a row, where it begins."""
        return self._place(path, of_key=False)

    def source(self, path: Path) -> str | None:
        """How the text spells the value at `path`; None for what it does not spell in one piece."""
        node = self._layout.find((*self._table, *path))
        return None if node is None or node.form in _SPREAD else self._text[node.start : node.end]

    def problem(
        self, path: Path, message: Text, *, severity: Severity = "error", of_key: bool = False
    ) -> Problem:
        """A problem with the value at `path`, or with its key."""
        place = self._place(path, of_key=of_key)
        return Problem(
            severity,
            place.line,
            place.column,
            dotted(path),
            message,
            place.source,
            place.source_line,
        )

    def _place(self, path: Path, *, of_key: bool) -> Place:
        node, found = self._layout.root, True
        for step in (*self._table, *path):
            child = node.child(step)
            if child is None:
                found = False
                break
            node = child
        written = found and node.form not in _SPREAD
        offset = node.key if of_key and found else node.start
        line, column, source_line = place_of(self._text, offset)
        # One copy for all places in a line: it may be the whole text.
        source_line = self._lines.setdefault(line, source_line)
        return Place(
            line, column, self._text[node.start : node.end] if written else None, source_line
        )


def dotted(path: Path) -> str:
    """A path as a person reads it: `brand.name`, `evidence."a.b"`, `rows#2.x` (second row)."""
    parts = [f"#{step + 1}" if isinstance(step, int) else f".{key_text(step)}" for step in path]
    return "".join(parts).removeprefix(".")
