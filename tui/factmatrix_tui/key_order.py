"""Keys one after the other, however fast they come.

A key goes from the widget with the cursor up to the app, and waits in a queue at every step. Those
that come meanwhile would go after the old cursor: what is typed on after enter would still land in
the field that enter left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from factmatrix_tui.widgets.entry_line import CORRECTIONS, EntryLine

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

Typed = events.Key | events.Paste

_PATIENCE = 2
"""Seconds that a key waits at most for the one before it."""


class KeyOrder:
    """Hands on one key after the other; `hand_on` gives one to the widget with the cursor."""

    def __init__(self, app: App[None], hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._waiting: asyncio.Queue[Typed] = asyncio.Queue()

    def add(self, typed: Typed) -> None:
        """Another key, after all that came before."""
        self._waiting.put_nowait(typed)

    async def run(self) -> None:
        """Hand on what was typed for as long as the app runs."""
        while True:
            typed = await self._waiting.get()
            while _at_once(self._cursor, typed):  # a line keeps their order
                await self._hand_on(typed)
                typed = await self._waiting.get()
                if not _at_once(self._cursor, typed):  # it may leave the line with what is in it
                    await self._wait()
            await self._hand_on(typed)
            await self._wait()

    async def _wait(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._settled()

    async def _settled(self) -> None:
        """Until a key has gone its way, and what was said because of it, wherever the cursor is."""
        await self._passed(self._cursor)
        before = None
        while before is not self._cursor:
            before = self._cursor
            await self._passed(before)

    @property
    def _cursor(self) -> Widget:
        return self._app.focused or self._app.screen

    async def _passed(self, cursor: Widget) -> None:
        """Until all from the cursor up to the app are done with what they were sent."""
        for each in cursor.ancestors_with_self:
            done = asyncio.Event()
            if each.call_later(done.set):
                await done.wait()


def _at_once(cursor: Widget, typed: Typed) -> bool:
    """Whether this goes no further than the line with the cursor."""
    if isinstance(typed, events.Paste) or typed.is_printable:
        return isinstance(cursor, Input)
    return isinstance(cursor, EntryLine) and typed.key in CORRECTIONS
