"""The app: one engine process, one screen at a time, one language."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from factmatrix.desk import About, Desk, EngineProcess, InputSpace, Language, Setting
from factmatrix_tui.commands import APP
from factmatrix_tui.screens.main import MainScreen


class FactApp(App[None]):
    """factmatrix in the terminal.

    `target` is the profile or folder to open, `setting` what the engine is loaded with, `today`
    the assessment date.
    """

    TITLE = "factmatrix"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in APP if c.keys]

    def __init__(self, target: Path, setting: Setting, language: Language, today: date) -> None:
        super().__init__()
        self.target = target
        self.language: Language = language
        self.today = today
        self.engine = EngineProcess(setting)
        self._on_leaving = AsyncExitStack()
        self.about: About
        self.space: InputSpace
        self.letters: Mapping[str, str] = {}

    async def on_mount(self) -> None:
        """Start the engine and show the main screen."""
        await self._on_leaving.enter_async_context(self.engine)
        self.push_screen(MainScreen())

    async def on_unmount(self) -> None:
        """The engine's process ends with the app."""
        await self._on_leaving.aclose()

    async def load(self) -> None:
        """Wait until the engine has said what there is to fill in."""
        self.about = await self.engine.ask(Desk.about)
        self.space = self.about.space()
        self.letters = {p.id: p.letter for p in self.about.positions}
