"""The app: one engine process, one screen at a time, one language."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import ClassVar

from rich.markup import escape
from textual.app import App
from textual.binding import BindingType

from factmatrix import Text
from factmatrix.desk import About, Desk, EngineProcess, InputSpace, Language
from factmatrix.system_errors import reason
from factmatrix_tui.commands import APP
from factmatrix_tui.crash import message, write_report
from factmatrix_tui.drafts import Drafts
from factmatrix_tui.screens.main import MainScreen

DRAFT_EVERY = 2.0
"""Seconds between two drafts: what a crash can cost of typing."""


class FactApp(App[None]):
    """factmatrix in the terminal.

    `target` is the profile or folder to open, `engine` the process that answers, which lives longer
    than the app, `today` the assessment date.
    """

    TITLE = "factmatrix"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in APP if c.keys]

    def __init__(
        self, target: Path, engine: EngineProcess, language: Language, today: date
    ) -> None:
        super().__init__()
        self.target = target
        self.language: Language = language
        self.today = today
        self.engine = engine
        self.drafts = Drafts()
        self._draft_failure: Text | None = None
        self.about: About
        self.space: InputSpace
        self.letters: Mapping[str, str] = {}

    def on_mount(self) -> None:
        """Show the main screen."""
        self._begin_drafts()
        self.push_screen(MainScreen())

    def leave(self) -> None:
        """End; everything was saved or given up."""
        self.drafts.end()
        self.exit()

    def _begin_drafts(self) -> None:
        try:
            self.drafts.begin()
        except OSError as error:
            self._drafts_fail(error)
        self.set_interval(DRAFT_EVERY, self.keep_draft)

    def keep_draft(self) -> bool:
        """Keep what is unsaved in the open document; whether drafts can be kept."""
        try:
            for screen in self.screen_stack:
                if isinstance(screen, MainScreen) and screen.document:
                    self.drafts.keep(screen.document)
        except OSError as error:
            self._drafts_fail(error)
            return False
        self._draft_failure = None
        return self.drafts.begun

    def _drafts_fail(self, error: OSError) -> None:
        """Say it once, not every two seconds."""
        told = reason(error)
        if told == self._draft_failure:
            return
        self._draft_failure = told
        warning = Text(
            f"Drafts cannot be kept ({told.en}): save often.",
            f"无法保留草稿（{told.zh}）：请勤保存。",
        )
        self.notify(warning.in_(self.language), severity="warning", timeout=15, markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """A short message in place of Textual's, which prints the values of variables."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._return_code = 1
        if self._exit_renderables:  # the first error says enough
            return
        kept = False
        with suppress(Exception):  # whatever is broken, the report is written
            kept = self.keep_draft()
        self.panic(escape(message(write_report(error), kept=kept).in_(self.language)))

    async def load(self) -> None:
        """Wait until the engine has said what there is to fill in."""
        self.about = await self.engine.ask(Desk.about)
        self.space = self.about.space()
        self.letters = {p.id: p.letter for p in self.about.positions}
