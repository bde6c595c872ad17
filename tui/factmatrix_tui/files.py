"""New, duplicated, renamed and deleted profiles."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen


class Files:
    """Makes and changes files as a person asks; its methods run in workers of the screen.

    `turn` is held while a file is moved or deleted, so that nobody takes that for what another
    program did.
    """

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.turn = asyncio.Lock()
