"""A folder is watched by a process of its own.

Whoever sets up a watch holds the interpreter until the system has answered, and a network drive
may take its time. A process can be ended at any moment; it ends by itself when the app is gone.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TextIO

_QUIET = 500
"""Milliseconds without a change after which it is known that the watch is set up."""
_PROGRAM = "from factmatrix_tui.watching import report; report()"


class Watcher:
    """Tells what changes in a folder until it is ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ended = False
        self._process: Process | None = None

    @property
    def process(self) -> int | None:
        """The number of the process that watches, None before there is one."""
        return self._process.pid if self._process else None

    async def changes(self) -> AsyncIterator[frozenset[Path]]:
        """Paths in the folder that were made, changed or deleted, as often as some were.

        The folder itself comes first, when its watch is set up. There are no more where it cannot
        be watched (any more).
        """
        self._process = await create_subprocess_exec(
            *(sys.executable, "-P", "-c", _PROGRAM, str(self.folder)),
            stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
        )  # fmt: skip
        assert self._process.stdout is not None
        paths: set[Path] = set()
        async for line in self._process.stdout:
            if line.strip():
                paths.add(self.folder / json.loads(line))
            else:
                yield frozenset(paths)
                paths = set()

    async def end(self) -> None:
        """End the process, whatever it is doing; then there are no more changes."""
        self.ended = True
        process = self._process
        if process is None:
            return
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


def report() -> None:
    """Print changes: a path in the folder a line, an empty line after those of one moment."""
    from watchfiles import watch

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c in the terminal is for the app
    Thread(target=_end_with_the_app, args=(sys.stdin,), daemon=True).start()
    folder = os.path.realpath(sys.argv[1])
    begun = False
    for changed in watch(folder, watch_filter=None, rust_timeout=_QUIET, yield_on_timeout=True):
        names = {os.path.relpath(path, folder) for _, path in changed}
        if not begun:  # what changed before was not seen
            names.add(os.curdir)
            begun = True
        if lines := [json.dumps(name) for name in sorted(names) if not _hidden(name)]:
            print(*lines, "", sep="\n", flush=True)


def _end_with_the_app(stdin: TextIO) -> None:
    stdin.read()
    os._exit(0)


def _hidden(name: str) -> bool:
    return any(part.startswith(".") and part != os.curdir for part in name.split(os.sep))
