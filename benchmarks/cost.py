"""What a process costs, with all that it starts; Linux and macOS."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Time on the clock, time of all processors, and the greatest memory of one process."""

    seconds: float
    cpu: float
    megabytes: float


def cost(command: Sequence[str | Path]) -> Cost:
    """What a process costs; what it says goes nowhere.

    Raises SystemExit where it could not do its work; some of which it could not do is no matter.
    """
    _take_in_orphans()
    before = set(_children())
    nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    began = time.perf_counter()
    arguments = [str(argument) for argument in command]
    process = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=nowhere)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)} failed")
    orphans = (child for child in _children() if child not in before)
    usages = [usage, *(os.wait4(child, 0)[2] for child in orphans)]
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(
        seconds,
        sum(used.ru_utime + used.ru_stime for used in usages),
        max(used.ru_maxrss for used in usages) / unit,
    )


def _take_in_orphans() -> None:
    """From now on whatever outlives the process that started it is a child of this one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


_PR_SET_CHILD_SUBREAPER = 36


def _children() -> list[int]:
    """The processes that this one would wait for, as Linux tells them; else none.

    One that outlived its starter, such as a server that forks helpers, is among them.
    """
    listed = Path("/proc/self/task").glob("*/children")
    return [int(child) for children in listed for child in children.read_text().split()]
