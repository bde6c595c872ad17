"""One thing that is wrong or doubtful in a profile, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from factmatrix.text import Text

Severity = Literal["error", "warning"]
Path = tuple[str | int, ...]
"""Keys from the top of the file; a row of a list by its index from 0, ("creators", 1, "gmv")."""
Columns = Mapping[str, Sequence[Any]]
"""Fields of many profiles by their path, each with one value or None for every profile."""

_MAX_SHOWN = 40
"""Characters of a value that a message repeats; the line itself is shown below it."""


class Finding(NamedTuple):
    """An error (impossible) or a warning (allowed, but probably wrong), with its cure.

    `path` is where it shows, `also` the other places that it takes to be wrong; `implausible`
    says that it is about the size of one value.
    """

    severity: Severity
    path: Path
    also: tuple[Path, ...]
    message: Text
    implausible: bool = False


@dataclass(frozen=True, slots=True)
class EnteredProblem:
    """One thing that is wrong or doubtful in entered values, by the path of its field.

    The path () is that of the whole profile. `implausible` says that it is a value outside of the
    declared plausible range.
    """

    severity: Severity
    path: Path
    message: Text
    implausible: bool = False


class Spelling(NamedTuple):
    """How values are written where they come from; messages repeat them so.

    `value` writes the value at a path, `share` a share that was calculated.
    """

    value: Callable[[Path, object], Text]
    share: Callable[[float], Text]

    def __call__(self, path: Path, value: object) -> Text:
        """The value at a path as it is written there."""
        return self.value(path, value)


def place(path: Path) -> Text:
    """A path as a person reads it; rows are counted from 1."""
    if len(path) > 1 and isinstance(path[1], int):
        inside = ".".join(str(key) for key in path[2:])
        return Text(
            f"{path[0]} row {path[1] + 1}: {inside}".removesuffix(": "),
            f"{path[0]} 第 {path[1] + 1} 行 {inside}".strip(),
        )
    dotted = ".".join(str(key) for key in path)
    return Text(dotted, dotted)


def shown(value: object) -> str:
    """A value as a file writes it, long fractions and enormous numbers rounded."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.0f}" if 1e9 <= abs(value) < 1e15 else f"{value:.10g}"
    return f'"{value}"' if isinstance(value, str) else str(value)


def as_in_a_file(value: object) -> Text:
    """The same for a message, in which files are quoted alike in every language."""
    return Text(shown(value), shown(value))


PLAINLY = Spelling(lambda path, value: as_in_a_file(value), as_in_a_file)
"""The spelling of values that come from no text."""


def shortened(source: str) -> str:
    """A value's text in one line, cut where it is long."""
    line = " ".join(source.split())
    return line if len(line) <= _MAX_SHOWN else line[: _MAX_SHOWN - 1] + "…"
