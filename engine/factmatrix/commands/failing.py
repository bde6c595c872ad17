"""How a run ends: the exit codes, and messages for people on stderr."""

from __future__ import annotations

import sys
from enum import IntEnum

from factmatrix.commands.language import told
from factmatrix.text import Text, clean


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


def complain(text: Text) -> None:
    """Tell the person at the terminal, apart from the data on stdout."""
    print(f"fact: {clean(told(text))}", file=sys.stderr)


def write(text: str) -> None:
    """Data to stdout, whatever the console's encoding can show."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
