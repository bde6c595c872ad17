"""A real terminal, in tmux, with a program in it: keys go in, the screen comes out."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

_BETWEEN_LOOKS = 0.03
"""Seconds between two looks at the screen."""
_ANSWER = 1.0
"""Seconds in which a key press changes the screen, if it changes anything."""
_STAYS_OPEN = """
folder=$1; shift
sh -c 'echo $$ > "$0"; exec "$@"' "$folder/pid" "$@"
echo $? > "$folder/code"
exec cat
"""
"""Runs the program and leaves its last words on the screen."""


class Terminal:
    """One program in a terminal of its own tmux server; the server ends with the block.

    `folder` is empty and has a short path, `size` is columns and rows, `env` the whole environment.
    """

    def __init__(
        self,
        folder: Path,
        command: Sequence[str | Path],
        env: Mapping[str, str],
        size: tuple[int, int] = (120, 36),
    ) -> None:
        self.folder = folder
        self.command = [str(part) for part in command]
        self.env = env
        self.size = size

    def __enter__(self) -> Terminal:
        size = ("-x", str(self.size[0]), "-y", str(self.size[1]))
        inside = ("sh", "-c", _STAYS_OPEN, "sh", str(self.folder), *self.command)
        self._run("-f", os.devnull, "new-session", "-d", *size, *inside)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        self._run("kill-server")

    def _run(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self.folder / "socket"), *arguments]
        done = subprocess.run(
            command, check=True, capture_output=True, encoding="utf-8", env=self.env, timeout=20
        )
        return done.stdout

    def send(self, *keys: str) -> None:
        """Press keys, by tmux's names: "Enter", "C-s", "F5", "x"."""
        self._run("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._run("send-keys", "-l", text)

    def resize(self, width: int, height: int) -> None:
        """Make the window larger or smaller."""
        self._run("resize-window", "-x", str(width), "-y", str(height))

    @property
    def screen(self) -> str:
        """What the screen shows now, without colours."""
        return self._run("capture-pane", "-p")

    @property
    def colours(self) -> set[str]:
        """What sets a colour on the screen now, shades of grey left out."""
        codes = re.findall(r"\x1b\[([\d;]*)m", self._run("capture-pane", "-p", "-e"))
        found = re.findall(r"[34]8;(?:2;\d+;\d+;\d+|5;\d+)|\b(?:3|4|9|10)[0-7]\b", ";".join(codes))
        return {code for code in found if not _is_grey(code)}

    def takes_copies(self) -> None:
        """Take what programs copy (OSC 52), as most terminals do."""
        self._run("set-option", "-g", "set-clipboard", "on")

    @property
    def copied(self) -> str:
        """What was copied last; "" before that."""
        return self._run("show-buffer") if self._run("list-buffers") else ""

    def wait_for(
        self, wanted: str | Callable[[str], object], seconds: float = 30, what: str = ""
    ) -> str:
        """The screen as soon as it shows a text, or a predicate of it is true."""
        deadline = time.monotonic() + seconds
        while True:
            screen = self.screen
            if wanted in screen if isinstance(wanted, str) else wanted(screen):
                return screen
            told = what or wanted
            assert time.monotonic() < deadline, f"not within {seconds} s: {told}\n{screen}"
            time.sleep(_BETWEEN_LOOKS)

    def press_until(self, key: str, wanted: str) -> str:
        """Press a key until the screen shows a text; each time only once it has done its work."""
        deadline = time.monotonic() + 30
        while wanted not in (before := self.screen):
            assert time.monotonic() < deadline, f"{key} did not lead to {wanted}\n{before}"
            self.send(key)
            answered = time.monotonic() + _ANSWER
            while self.screen == before and time.monotonic() < answered:
                time.sleep(_BETWEEN_LOOKS)
        return before

    def kill(self) -> None:
        """Kill the program at once, as `kill -9` does, if it still runs."""
        if not self._said("code"):
            os.kill(int(self._said("pid")), signal.SIGKILL)

    def code(self, seconds: float = 30) -> int:
        """The exit code of the program, once it has ended; 137 after a kill."""
        self.wait_for(lambda _: self._said("code"), seconds, "the end of the program")
        return int(self._said("code"))

    def _said(self, name: str) -> str:
        file = self.folder / name
        return file.read_text(encoding="ascii").strip() if file.exists() else ""


def _is_grey(code: str) -> bool:
    kind, *parts = code.split(";")[1:] or [""]
    if kind == "2":
        return len(set(parts)) == 1
    return kind == "5" and (int(parts[0]) >= 232 or parts[0] in ("0", "7", "8", "15", "16", "231"))
