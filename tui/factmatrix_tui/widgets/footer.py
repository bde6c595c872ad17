"""The line at the bottom: the keys that matter now, as many as fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events
from textual.content import Content
from textual.dom import DOMNode

from factmatrix_tui.cells import cells
from factmatrix_tui.commands import Command
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import say
from factmatrix_tui.widgets.drawn import Kept

MOST = 7
_KEPT = 2
"""The last so many, help and the way out, stay where there is not room for all."""


class KeyFooter(Kept):
    """At most seven keys; a click works like the key. What cannot be done now is grey, in brackets.

    The brackets tell it without colour. Below a dialog, what the dialog has not as well is grey.
    """

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__(id="footer")
        self.commands = sorted((c for c in commands if c.footer), key=lambda c: c.footer)[:MOST]
        self._places: list[tuple[int, int, Command]] = []
        self._able: list[bool] = []

    def on_mount(self) -> None:
        """A dialog that opens or closes changes what can be done."""
        self.app.screen_change_signal.subscribe(self, lambda _: self.show())

    def show(self) -> None:
        """Draw again what can be done now, where that has changed."""
        if self._able != [self._can(command) for command in self.commands]:
            self.refresh()

    def render(self) -> Content:
        """Key and title of each command that fits."""
        parts: list[tuple[str, str]] = []
        self._able = [self._can(command) for command in self.commands]
        at = 0
        self._places = []
        for command, key, title in self._fitting():
            width = cells(key) + cells(title) + 3
            if self._can(command):
                parts += [(f" {key}", "$footer-key-foreground bold"), (f" {title} ", "")]
            else:
                parts += [(f"({key} {title})", "$text-muted")]
            self._places.append((at, at + width, command))
            at += width
        return Content.assemble(*parts)

    def _fitting(self) -> Sequence[tuple[Command, str, str]]:
        """All of them, or the first and the last few where there is not room for all."""
        shown = [(c, (keys_of(self, c) or [""])[0], say(self, c.title)) for c in self.commands]
        shown = [each for each in shown if each[1]]
        while sum(cells(key) + cells(title) + 3 for _, key, title in shown) > self.size.width:
            if not shown:
                break
            del shown[max(0, len(shown) - 1 - _KEPT)]
        return shown

    def _can(self, command: Command) -> bool:
        above = self.app.screen
        below_dialog = above is not self.screen and not command.always
        if below_dialog and not hasattr(above, f"action_{command.id}"):
            return False
        return self._owner(command).check_action(command.id, ()) is True

    def _owner(self, command: Command) -> DOMNode:
        return self.screen if hasattr(self.screen, f"action_{command.id}") else self.app

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        for start, end, command in self._places:
            if start <= event.x < end:
                await self.app.run_action(command.id, self._owner(command))
