"""The keys of a dialog, written as in the line at the bottom of a screen."""

from __future__ import annotations

from factmatrix import Text
from factmatrix_tui.commands import BACK
from factmatrix_tui.keys import key_name
from factmatrix_tui.language import say
from factmatrix_tui.widgets.said import Said

RETURN = ("escape", BACK.title)
"""What was entered stays."""


class Hint(Said):
    """Keys, several with commas, each with what it does."""

    def __init__(self, *keys: tuple[str, Text]) -> None:
        super().__init__(lambda: " · ".join(self._one(*each) for each in keys), classes="hint")

    def _one(self, keys: str, does: Text) -> str:
        return f"{' '.join(map(key_name, keys.split(',')))} {say(self, does)}"
