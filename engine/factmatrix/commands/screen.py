"""What the terminal at hand can show."""

from __future__ import annotations

import os
import shutil
import sys

from factmatrix.text import Language
from factmatrix.views.terminal import Screen

PIPED_CELLS = 100


def screen(language: Language) -> Screen:
    """The screen behind stdout: no colour when piped, under NO_COLOR, or on a dumb terminal."""
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    cells = shutil.get_terminal_size().columns if terminal else PIPED_CELLS
    return Screen(language, max(cells, 40), colour, _shows("█░✗→±…–"))


def _shows(characters: str) -> bool:
    try:
        characters.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
