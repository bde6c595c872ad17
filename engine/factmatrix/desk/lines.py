"""Which lines of a text were changed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher


def changed_lines(before: Sequence[str], after: Sequence[str]) -> frozenset[int]:
    """The lines of `after`, counted from 0, that are not as they were."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return frozenset(
        line
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag != "equal"
        for line in range(start, end)
    )
