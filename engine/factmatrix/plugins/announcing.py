"""Whose code is about to run: told to whoever watches over it from another process.

A plugin that never comes back cannot be asked who it is, so its name is told before.
"""

from __future__ import annotations

from collections.abc import Callable

_watching: list[Callable[[str], None]] = []


def announce_to(tell: Callable[[str], None]) -> None:
    """From now on `tell` is called with a plugin's name before code of its author runs."""
    _watching.append(tell)


def announce(plugin: str) -> None:
    """The code of this plugin (its entry point's name, or its position's id) runs next."""
    for tell in _watching:
        tell(plugin)
