"""What a process costs, with all that it starts; Linux and macOS."""

from __future__ import annotations

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
    nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    began = time.perf_counter()
    arguments = [str(argument) for argument in command]
    process = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=nowhere)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)} failed")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)
