"""What the terminal at hand can show."""

from __future__ import annotations

import os
import shutil

from factmatrix.commands.streams import out
from factmatrix.text import Language
from factmatrix.views.screen import Screen

PIPED_CELLS = 120
LEAST_CELLS, MOST_CELLS = 40, 120
"""Longer lines are hard to read, shorter ones hold no table."""


def screen(language: Language) -> Screen:
    """The screen behind stdout: plain when piped, under NO_COLOR, or on a dumb terminal."""
    terminal = out().isatty()
    size = shutil.get_terminal_size((PIPED_CELLS, 24))
    bold = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if os.name == "nt" and not os.environ.keys() & {"WT_SESSION", "TERM"}:
        bold = False  # the old console of Windows prints what it should obey
    cells = min(max(size.columns, LEAST_CELLS), MOST_CELLS)
    return Screen(language, cells, bold, size.lines if terminal else None)
