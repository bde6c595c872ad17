"""The line at the bottom: the keys that matter now, as many as fit."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widget import Widget
from wcwidth import wcswidth

from factmatrix_tui.commands import ALL, Command
from factmatrix_tui.language import language_of


class KeyFooter(Widget):
    """At most seven keys; a click works like the key."""

    def __init__(self) -> None:
        super().__init__(id="footer")
        self._places: list[tuple[int, int, Command]] = []

    def render(self) -> Content:
        """Key and title of each command of the footer that fits."""
        language = language_of(self)
        parts: list[str | tuple[str, str]] = []
        at = 0
        self._places = []
        for command in sorted((c for c in ALL if c.footer), key=lambda c: c.footer):
            key = self.app.get_key_display(command.binding)
            title = command.title.in_(language)
            width = wcswidth(key) + wcswidth(title) + 3
            if at + width > self.size.width:
                break
            enabled = self.screen.check_action(command.id, ()) is True
            style = "" if enabled else "$text-disabled"
            parts += [(f" {key}", "$footer-key-foreground bold" if enabled else style)]
            parts += [(f" {title} ", style)]
            self._places.append((at, at + width, command))
            at += width
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        for start, end, command in self._places:
            if start <= event.x < end:
                await self.screen.run_action(command.id)
