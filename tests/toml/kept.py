"""What an edit must leave of a text: followed statement by statement, from the old to the new."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from factmatrix.toml.differences import pair, same
from factmatrix.toml.layout import Layout, Statement
from factmatrix.toml.problem import Path

NOTE = re.compile(r"# note \d+ [^\n]*")
"""A comment of a generated document; each has a number of its own."""


@dataclass(frozen=True)
class Kept:
    """A header or key of the old text, with the comment lines right above it.

    `lines` are these and its own; where its value changes, they end with what stands before that.
    `group` is the innermost row that holds it: rows may move, what is in them stays in order.
    """

    lines: str
    group: Path


@dataclass(frozen=True)
class Fate:
    """What becomes of a text: the statements that stay, in order, and the comments that go."""

    kept: list[Kept]
    gone: set[str]
    rows_move: bool


def fate(text: str, old: Any, new: Any) -> Fate:  # noqa: ANN401 - whatever TOML holds
    """The fate of a text that says `old` when it is edited to say `new`."""
    layout = Layout(text)
    kept, gone, moved = [], set[str](), False
    end_before = len("\ufeff") if text.startswith("\ufeff") else 0
    for statement in layout.statements:
        start = _start(text, statement.start, end_before)
        end = _line_end(text, statement.end)
        end_before = end
        followed = follow(statement.path, old, new)
        if followed is None or (statement.is_header and not _is_headed(statement, old, new)):
            gone |= set(NOTE.findall(text[start:end]))
            continue
        path, before, after, in_place = followed
        moved = moved or not in_place
        if not statement.is_header and not same(before, after):
            node = layout.find(statement.path)
            assert node is not None
            end = node.start
        last = max((i + 1 for i, step in enumerate(path) if isinstance(step, int)), default=0)
        kept.append(Kept(text[start:end], statement.path[:last]))
    return Fate(kept, gone, moved)


def follow(path: Path, old: Any, new: Any) -> tuple[Path, Any, Any, bool] | None:  # noqa: ANN401
    """Where a path of the old data leads in the new, both values, and whether rows on the way only
    stay or go; None if it is gone."""
    steps: list[str | int] = []
    in_place = True
    for step in path:
        if isinstance(step, str):
            if not (isinstance(new, dict) and step in new):
                return None
            old, new = old[step], new[step]
            steps.append(step)
        else:
            pairs = pair(old, new) if _is_rows(new) else []
            if step not in pairs:
                return None
            stay = [index for index in pairs if index is not None]
            in_place = in_place and len(stay) == len(pairs) and stay == sorted(stay)
            steps.append(pairs.index(step))
            old, new = old[step], new[pairs.index(step)]
    return tuple(steps), old, new, in_place


def notes(text: str) -> list[str]:
    """Every comment of a generated document."""
    return NOTE.findall(text.replace("\r", ""))


def lacking(expected: Fate, text: str) -> list[str]:
    """What was to be kept and is not in the text, or not in its order."""
    reached: dict[Path, int] = {}
    found = []
    for each in expected.kept:
        group = each.group if expected.rows_move else ()
        position = _find(text, each.lines, reached.get(group, 0))
        if position < 0:
            found.append(each.lines)
        else:
            reached[group] = position + len(each.lines)
    return found


def _find(text: str, lines: str, start: int) -> int:
    """Where the lines begin as whole lines, -1 if nowhere after the start."""
    position = text.find(lines, start)
    while position > 0 and text[position - 1] not in "\n\ufeff":
        position = text.find(lines, position + 1)
    return position


def _start(text: str, start: int, earliest: int) -> int:
    """Where the comment lines right above a statement begin, or its own line."""
    start = max(text.rfind("\n", 0, start) + 1, earliest)
    while start > earliest:
        above = max(text.rfind("\n", 0, start - 1) + 1, earliest)
        if not text[above:start].lstrip(" \t").startswith("#"):
            break
        start = above
    return start


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _is_headed(statement: Statement, old: Any, new: Any) -> bool:  # noqa: ANN401
    """Whether what a header heads is still a table or a row."""
    followed = follow(statement.path, old, new)
    return followed is not None and isinstance(followed[2], dict)


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(type(row) is dict for row in value)
