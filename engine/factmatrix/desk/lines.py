"""Which lines of a text were changed, and where some were taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal

LineChange = Literal["changed", "removed"]


def lines_of(text: str) -> list[str]:
    """The lines of a TOML text: nothing ends one but a line feed, as in an editor."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines if lines[-1] else lines[:-1]


def changed_lines(before: Sequence[str], after: Sequence[str]) -> Mapping[int, LineChange]:
    """The lines of `after`, counted from 0, that are not as they were.

    "removed" is a line behind which some are no longer there; -1 stands for the beginning.
    """
    return dict(_changes(before, after))


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, LineChange]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag == "delete":
            yield start - 1, "removed"
        elif tag != "equal":
            yield from ((line, "changed") for line in range(start, end))
