"""A tmux server of its own in which programs are started, watched and typed at."""

from __future__ import annotations

import shlex
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

SIZE = (120, 36)
_LOOK_EVERY = 0.002


class Terminal:
    """One window; everything that the program in it draws is kept in a file.

    `started` is the moment on `time.perf_counter` at which the program was let go.
    """

    def __init__(
        self, folder: Path, command: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        self._drawn = folder / "drawn"
        self._socket = str(folder / "tmux")
        self._ended = folder / "ended"
        self._drawn.touch()
        settings = [f"{name}={value}" for name, value in environment.items()]
        # readline, which pytest loads, leaves the size of another terminal in the environment.
        sizes = ["-u", "COLUMNS", "-u", "LINES"]
        program = shlex.join(["env", *sizes, "LC_ALL=C.UTF-8", *settings, *command])
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", str(SIZE[0]), "-y", str(SIZE[1]),
            f"read go; {program}; touch {shlex.quote(str(self._ended))}",
        )  # fmt: skip
        self._tmux("pipe-pane", "-O", f"exec cat >> {shlex.quote(str(self._drawn))}")
        self.started = time.perf_counter()
        self.type("Enter")

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        kill = ["tmux", "-S", self._socket, "kill-server"]
        subprocess.run(kill, check=False, capture_output=True)  # it ends with its last window

    def until(self, text: str, seconds: float = 60) -> float:
        """Seconds from the start until this text was drawn in one piece."""
        return self._until(text, 0, self.started, seconds)

    def echo(self, key: str, text: str, seconds: float = 60) -> float:
        """Seconds from pressing a key until this text was drawn in one piece."""
        drawn = self._drawn.stat().st_size
        pressed = time.perf_counter()
        self.type(key)
        return self._until(text, drawn, pressed, seconds)

    def _until(self, text: str, drawn: int, since: float, seconds: float) -> float:
        wanted = text.encode()
        while wanted not in self._drawn.read_bytes()[drawn:]:
            if time.perf_counter() - since > seconds:
                raise TimeoutError(f"{text!r} was not drawn:\n{self._drawn.read_text('utf-8')}")
            time.sleep(_LOOK_EVERY)
        return time.perf_counter() - since

    def type(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self._tmux("send-keys", *keys)

    def screen(self) -> str:
        """What the window shows now."""
        return self._tmux("capture-pane", "-p")

    def until_ended(self, seconds: float = 10) -> None:
        """Returns when the program has ended; the shell around it is told at once."""
        deadline = time.perf_counter() + seconds
        while not self._ended.exists():
            if time.perf_counter() > deadline:
                raise TimeoutError(f"the program goes on:\n{self.screen()}")
            time.sleep(_LOOK_EVERY)

    def processes(self) -> list[int]:
        """The program's process and those that it has started; Linux keeps such lists."""
        shell = int(self._tmux("display-message", "-p", "#{pane_pid}"))
        (program,) = _children(shell)
        return [program, *_children(program)]

    def _tmux(self, *command: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, *command], check=True, capture_output=True, text=True
        )
        return done.stdout


def _children(process: int) -> list[int]:
    return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


def work_done(process: int) -> int:
    """Ticks of CPU that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
