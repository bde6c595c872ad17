"""The engine of a process that reads brands, loaded when somebody first needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.engine import Engine

Skipped = Mapping[str, Text]
"""Positions that are not asked, and why."""


@dataclass(frozen=True, slots=True)
class Loading:
    """How a process loads the engine, and the seconds that one call of a plugin may take."""

    enable: tuple[str, ...]
    disable: tuple[str, ...]
    overlays: tuple[Path, ...]
    plugin_limit: float
    plugin_folders: tuple[Path, ...] = ()


_loading: Loading
_once_loaded: Callable[[], object] | None


def begin(loading: Loading, once_loaded: Callable[[], object] | None = None) -> None:
    """Make this process ready to load an engine, or another one than before.

    `once_loaded` is called when it is.
    """
    global _loading, _once_loaded
    _loading, _once_loaded = loading, once_loaded
    engine_here.cache_clear()


@cache
def engine_here() -> Engine:
    """The engine of this process, loaded when somebody first needs it."""
    import gc

    from factmatrix.engine import Engine

    engine = Engine.load(
        enable=_loading.enable,
        disable=_loading.disable,
        overlays=_loading.overlays,
        plugin_folders=_loading.plugin_folders,
    )
    gc.freeze()
    if _once_loaded:
        _once_loaded()
    return engine
