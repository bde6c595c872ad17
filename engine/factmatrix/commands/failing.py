"""How a run ends: the exit codes, and messages for people on stderr."""

from __future__ import annotations

import sys
from enum import IntEnum

from factmatrix.commands.streams import readable
from factmatrix.text import Language, Text, clean


class Exit(IntEnum):
    """What the exit code of `fact` means."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    INTERRUPTED = 130


class UsageProblem(Exception):
    """Wrong usage or configuration: nothing was done."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def complain(text: Text, language: Language) -> None:
    """Tell the person at the terminal, apart from the data on stdout."""
    said = text.in_(readable(language, sys.stderr))
    lines = [clean(line) for line in said.splitlines()]
    print("fact: " + "\n".join(lines), file=sys.stderr)
