"""What is said while the engine loads: a plugin that keeps everybody waiting has a name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from factmatrix_tui.widgets.guide import Guide, Loading

if TYPE_CHECKING:
    from factmatrix_tui.screens.main import MainScreen

_LOOK_AGAIN = 0.5
"""Seconds between two looks; a plugin that is seen in both is named."""


@contextmanager
def waiting_told(screen: MainScreen) -> Iterator[None]:
    """Names the plugin that the engine has been loading for a while, until the block is left."""
    engine = screen.fact.engine
    before = ""

    def look() -> None:
        nonlocal before
        before, seen = engine.loading, before
        slow = seen if seen == before else ""
        screen.query_one(Guide).show(Loading(slow, engine.loading_limit))

    looks = screen.set_interval(_LOOK_AGAIN, look)
    try:
        yield
    finally:
        looks.stop()
