"""What the app and the engine's process send each other, and how it travels."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from pathlib import Path
from struct import Struct
from typing import Any

from factmatrix.plugins.running import PLUGIN_LIMIT
from factmatrix.plugins.timing import Calls
from factmatrix.text import Text

LENGTH = Struct("!Q")
"""Every message is its length and a pickle."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the engine is loaded with.

    `plugin_limit` are the seconds that one call of a plugin may take (above 0). `unloadable` names
    plugins that are not to be loaded because they did not come back from it, and why;
    `plugin_folders` hold positions in single files.
    """

    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    overlays: tuple[Path, ...] = ()
    plugin_limit: float = PLUGIN_LIMIT
    unloadable: dict[str, Text] = field(default_factory=dict)
    plugin_folders: tuple[Path, ...] = ()

    @property
    def loading_limit(self) -> float:
        """Seconds that a plugin may take to be loaded: big libraries are slow to import."""
        return 5 * self.plugin_limit


@dataclass(frozen=True, slots=True)
class Question:
    """A method of the desk and its arguments; `skipped` positions are not asked, and why.

    One that is `divisible` is not answered without a plugin that fails, but asked in parts.
    """

    method: str
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    skipped: dict[str, Text] = field(default_factory=dict)
    divisible: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave: a value, or the error that it raised.

    `calls` are those of positions that were made for it.
    """

    value: Any = None
    error: Exception | None = None
    calls: dict[str, Calls] = field(default_factory=dict)


class EngineLost(Exception):
    """The engine cannot answer, and no plugin is to blame; `message` says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message

    def __reduce__(self) -> tuple[type[EngineLost], tuple[Text]]:
        return type(self), (self.message,)


def packed(message: object) -> bytes:
    """A message as it is sent."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(body)) + body
