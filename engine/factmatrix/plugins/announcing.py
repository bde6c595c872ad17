"""Whose code is running: told to whoever watches over it from another process.

A plugin that never comes back cannot be asked who it is, so its name is told before.
"""

from __future__ import annotations

from collections.abc import Callable

_watching: list[Callable[[str], None]] = []
NOBODY = ""


def announce_to(tell: Callable[[str], None]) -> None:
    """From now on `tell` is called with a plugin's name before code of its author runs.

    It is called with NOBODY when that code has come back.
    """
    _watching.append(tell)


class announced:
    """Tells the name of a plugin (its entry point's or its position's id) while its code runs."""

    __slots__ = ("_plugin",)

    def __init__(self, plugin: str) -> None:
        self._plugin = plugin

    def __enter__(self) -> None:
        for tell in _watching:
            tell(self._plugin)

    def __exit__(self, *error: object) -> None:
        for tell in _watching:
            tell(NOBODY)
