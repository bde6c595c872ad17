"""The app: one engine process, one screen at a time, one language.

Screens that are not shown at the start are imported when they are first asked for, here as in all
modules: nobody is to wait for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from rich.markup import escape
from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.notifications import Notify, SeverityLevel
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from factmatrix import Text
from factmatrix.desk import About, Desk, EngineProcess, InputSpace, Language
from factmatrix.system_errors import reason
from factmatrix.text import clean
from factmatrix.views.paragraphs import paragraph
from factmatrix_tui.colours import legible
from factmatrix_tui.commands import APP, HELP, MAIN, PALETTE, PLUGINS
from factmatrix_tui.crash import message, write_report
from factmatrix_tui.drafts import Drafts
from factmatrix_tui.key_order import KeyOrder
from factmatrix_tui.keys import checked
from factmatrix_tui.language import Spoken
from factmatrix_tui.notes import Note
from factmatrix_tui.opening import left_at
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.screens.main import MainScreen
from factmatrix_tui.screens.new_file import NewFile
from factmatrix_tui.screens.too_small import TooSmallScreen, is_too_small
from factmatrix_tui.session import FRESH, Session, keep_session

DRAFT_EVERY = 2.0
"""Seconds between two drafts: what a crash can cost of typing."""

_TOLD_ROOM = ((150, 57), (110, 38), (0, 28))
"""From so many columns of the screen, so many for what is said in its corner."""

_AS_THEY_ARE: Mapping[str, str] = {}
_STILL_LOADING = Text("The engine is still loading.", "引擎仍在加载。")


class FactApp(App[None]):
    """factmatrix in the terminal.

    `target` is the profile or folder to open, None for where `session` says that the app was left.
    `engine` is the process that answers, which lives longer than the app, `today` the assessment
    date.
    """

    TITLE = "factmatrix"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-medium"), (150, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in APP if c.keys]

    ENABLE_COMMAND_PALETTE = False  # Textual's own; `action_command_palette` shows ours

    language: reactive[Language] = reactive("en", init=False)

    def __init__(
        self,
        target: Path | None,
        engine: EngineProcess,
        language: Language,
        today: date,
        keys: Mapping[str, str] = _AS_THEY_ARE,
        session: Session = FRESH,
    ) -> None:
        super().__init__()
        self.target = target
        self.session = session
        self.set_reactive(FactApp.language, language)
        self.today = today
        self.engine = engine
        self.drafts = Drafts()
        self._typed = KeyOrder(self, super().on_event)
        self._draft_failure: Text | None = None
        self._said: dict[str, Text] = {}
        self.about: About
        self.space: InputSpace
        self.letters: Mapping[str, str] = {}
        self.main = MainScreen()
        self.remapped, self.wrong_keys = checked(keys)
        self.set_keymap(self.remapped)
        for command in MAIN:
            if not command.keys and command.id in self.remapped:
                self.bind(self.remapped[command.id], f"screen.{command.id}")

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, its texts legible."""
        self.theme_variables = legible(super().get_css_variables())
        return self.theme_variables

    def on_mount(self) -> None:
        """Show the main screen."""
        if self.session.theme in self.available_themes:
            self.theme = self.session.theme
        self.push_screen(self.main)
        self.run_worker(self._typed.run(), group="typed")
        for wrong in self.wrong_keys:
            self.tell(wrong, "error", 20)

    async def on_event(self, event: events.Event) -> None:
        """What is typed goes on when all that was typed before has had its effect."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.add(event)
        else:
            await super().on_event(event)

    # What is said in the corner

    def tell(self, said: Text, severity: SeverityLevel = "information", seconds: float = 5) -> None:
        """Say something in the corner of the screen; it follows the language and the width.

        What is said again stands there once, for its whole time. Lines are broken here, since
        Textual would break them anywhere in Chinese, before a comma as well.
        """
        room = next(room for least, room in _TOLD_ROOM if self.size.width >= least)
        shown = "\n".join(paragraph(clean(said.in_(self.language)), room, self.language))
        for note in list(self._notifications):
            if note.message == shown:
                self._unnotify(note)
        self._said[shown] = said
        self.post_message(Notify(Note(shown, severity=severity, timeout=seconds)))

    @property
    def told(self) -> list[Text]:
        """What stands in the corner now."""
        return [said for note in self._notifications if (said := self._said.get(note.message))]

    def _tell_again(self) -> None:
        """What stands there, in the language and the width of now, for the rest of its time."""
        shown, before = list(self._notifications), self._said
        self.clear_notifications()
        self._said = {}
        for note in shown:
            if said := before.get(note.message):
                self.tell(said, note.severity, note.time_left)

    # Commands

    def why_not(self, command: str) -> Text | None:
        """Why a command of every screen cannot be used now."""
        if command in (PALETTE.id, PLUGINS.id) and not hasattr(self, "about"):
            return _STILL_LOADING
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be used is grey; nothing is opened over a terminal that is too small."""
        opens = action in (PALETTE.id, HELP.id, PLUGINS.id)
        if opens and self.screen_stack and isinstance(self.screen, TooSmallScreen):
            return False
        return None if self.why_not(action) else True

    async def action_quit(self) -> None:
        """Leave from wherever this is, if nothing would be lost.

        A dialog is closed first: what was typed there, or hangs on its answer, is nowhere else.
        """
        small = isinstance(self.screen, TooSmallScreen)
        if small:  # only what is on top can be closed
            self.pop_screen()
        if isinstance(self.screen, Ask | NewFile):
            self.screen.action_leave()
        else:
            self.main.action_quit()
        if small:
            self.push_screen(TooSmallScreen())

    def action_command_palette(self, typed: str = "") -> None:
        """Find a command, a brand or a field; `typed` is looked for at once."""
        from factmatrix_tui.palette import palette

        self.push_screen(palette(self, typed))

    def action_help(self) -> None:
        """All keys of this screen."""
        from factmatrix_tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def action_plugins(self) -> None:
        """What became of each plugin."""
        from factmatrix_tui.screens.plugins import PluginsScreen

        self.push_screen(PluginsScreen())

    def action_language(self) -> None:
        """The other language, at once."""
        self.language = "en" if self.language == "zh" else "zh"
        self.session = replace(self.session, language=self.language)

    def watch_language(self) -> None:
        """Everything is drawn again; screens that wrote texts into their parts write them anew."""
        self._tell_again()
        for screen in self.screen_stack:
            for widget in screen.walk_children(Widget, with_self=True):
                widget.refresh(layout=True)
            if isinstance(screen, Spoken):
                screen.language_changed()
        if isinstance(self.screen, CommandPalette):  # its lines are made once: it begins anew
            typed = self.screen.query_one(Input).value
            self.pop_screen()
            self.action_command_palette(typed)

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small for the app is told so; what was open stays below."""
        self._tell_again()
        small = is_too_small(event.size.width, event.size.height)
        if small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
        elif not small and isinstance(self.screen, TooSmallScreen):
            self.pop_screen()

    def back_to_main(self) -> None:
        """Close what lies over the main screen."""
        while self.screen is not self.main:
            self.pop_screen()

    def leave(self) -> None:
        """End; everything was saved or given up. The next start begins here."""
        keep_session(replace(left_at(self.main, self.session), theme=self.theme))
        self.drafts.end()
        self.workers.cancel_all()  # what still comes in finds no widgets any more
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
            if document := self.main.what_if.kept or self.main.document:
                self.drafts.keep(document)
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
        self.tell(warning, "warning", 15)

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
        """Wait until the engine has said what there is to fill in; drafts are kept from then on."""
        self.about = await self.engine.ask(Desk.about)
        self.space = self.about.space
        self.letters = {p.id: p.letter for p in self.about.positions}
        for warning in self.about.warnings:
            self.tell(Text(f"Settings: {warning.en}", f"设置：{warning.zh}"), "warning", 20)
        self._begin_drafts()
