"""How helper processes start, and how many pay.

Nothing here loads more than the command needs before it knows whether any pay.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from factmatrix.batch.loading import Loading, begin
from factmatrix.plugins.announcing import announce_to
from factmatrix.plugins.running import Note

HUNG = ".hung"
"""Beside the note of a process: a file that is empty until a call took too long."""
FEW = 500
"""So many files are read before another process has loaded the engine."""


def processes(asked: int | None, files: int | None, *, own_code: bool) -> int:
    """How many helper processes to use: as asked, else one for every core, where that pays.

    `files` is None for rows of a table. 0 means that none is needed; the `own_code` of plugins'
    authors always runs in another process.
    """
    few = files is not None and files <= FEW
    wanted = asked or (1 if few else _cores())
    return 0 if wanted == 1 and not own_code else wanted


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepare() -> None:
    """Begin to start the process that helpers are forked from; it takes a quarter of a second."""
    if start_method().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        with interrupts_held_back():
            forkserver.ensure_running()


def start_method() -> multiprocessing.context.BaseContext:
    """How helpers start: never as a fork of this process, which would copy locks of its threads.

    On Linux they are forks of a process that has done nothing but import what all of them need.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["factmatrix.batch.workers", "factmatrix.batch.reading"])
    return context


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """What starts meanwhile never hears of ctrl+c, which is for the command."""
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # as it starts, it lets interrupts through again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    else:
        yield


def begin_helper(loading: Loading, notes: str) -> None:
    """Make a new process ready to help: it notes in the folder `notes` whose code runs in it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A piece's data are freed when it is read. Looking for garbage among them, and among what is
    # imported and stays, would take a tenth of the time.
    gc.set_threshold(100_000)
    import factmatrix.batch.reading  # noqa: F401 - while the command loads what it needs itself

    gc.freeze()
    # Not before: to load the engine may take longer than a call.
    begin(loading, partial(_watch_calls, loading.plugin_limit, Path(notes, str(os.getpid()))))


def _watch_calls(limit: float, path: Path) -> None:
    """From now on note whose code runs, and end this process where a call takes too long."""
    path.touch()
    note, hung = Note(path), path.with_suffix(HUNG).open("wb")
    note.loading = False

    def watch(plugin: str) -> None:
        note.write(plugin)
        if plugin:  # ends this process even where code lets no other thread run
            faulthandler.dump_traceback_later(limit, exit=True, file=hung)
        else:
            faulthandler.cancel_dump_traceback_later()

    announce_to(watch)
