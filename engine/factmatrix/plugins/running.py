"""Whose code a process of the engine is running, in a small file that its parent looks at.

The file outlives a process that ends and tells of one that lets no other thread run. Messages
would wake the parent twice at every call, and one question can make hundreds.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path
from struct import Struct

from factmatrix.text import Text

PLUGIN_LIMIT = 2.0
"""Seconds that one call of a plugin may take, where the user set no other limit."""
STRIKES = 3
"""After so many calls that did not come back a plugin is not asked any more."""
_HEAD = Struct("!Q?H")


@dataclass(frozen=True, slots=True)
class Running:
    """The plugin whose code runs, "" for none; every run has another `number`."""

    number: int
    loading: bool
    plugin: str


class Note:
    """Written by the engine's process before and after a plugin's code runs."""

    def __init__(self, path: Path) -> None:
        self.loading = True
        self._number = 0
        self._file = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))

    def write(self, plugin: str) -> None:
        """This plugin's code runs next; "" that it has come back."""
        self._number += 1
        name = plugin.encode()
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, _HEAD.pack(self._number, self.loading, len(name)) + name)


def running(path: Path) -> Running:
    """What the note in this file says; nobody where there is none, or somebody tidied it away."""
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if len(data) < _HEAD.size:
        return Running(0, True, "")
    number, loading, length = _HEAD.unpack_from(data)
    name = data[_HEAD.size : _HEAD.size + length]
    return Running(number, loading, name.decode(errors="replace"))


def too_slow(seconds: float) -> Text:
    """What is said of a plugin that was ended after so many seconds."""
    return Text(
        f"It gave no answer within {seconds:g} seconds; time_limit in config.toml gives it longer.",
        f"它在 {seconds:g} 秒内没有给出结果；可在 config.toml 用 time_limit 放宽时限。",
    )


def ended(code: int) -> Text:
    """What is said of a plugin that took its process with it; `code` as subprocess tells it."""
    if code < 0:
        known = {int(number): number.name for number in signal.Signals}
        name = known.get(-code, str(-code))
        how = Text(f"signal {name}", f"信号 {name}")
    else:
        how = Text(f"exit code {code}", f"退出码 {code}")
    return Text(f"It ended its process ({how.en}).", f"它使所在进程意外退出（{how.zh}）。")
