"""Helper processes that work through the brands piece by piece, whatever a plugin does in them.

A plugin that hangs or ends its process costs the answer of that plugin for one brand: the process
is started again, the piece is gone through brand by brand, and after a few times the plugin is not
asked any more in this run.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from factmatrix.batch.loading import Loading, Skipped, begin
from factmatrix.plugins.announcing import announce_to
from factmatrix.plugins.running import STRIKES, Note, ended, running, too_slow
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.batch.brands import Piece

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

_AHEAD = 3
"""Pieces that wait for each process, so that none ever idles."""
FEW = 500
"""So many files are read before another process has loaded the engine."""


class Work(Protocol[T_co]):
    """Something to do with a piece of the brands."""

    def __call__(self, piece: Piece, skipped: Skipped) -> T_co:
        """What it gives, without the positions that are `skipped`."""
        ...

    def lost(self, piece: Piece, why: Text) -> T_co:
        """What it gives where it could not be done."""
        ...


class Workers:
    """`jobs` processes, which start at once; with none, this one does the work.

    Code of plugins' authors may hold up or end a process, so it is never asked in this one. To be
    used as a context: on leaving it early nothing more is done.
    """

    def __init__(self, loading: Loading, jobs: int) -> None:
        self._limit = loading.plugin_limit
        self._suspended: dict[str, Text] = {}
        self._strikes: Counter[str] = Counter()
        self._jobs = jobs
        self._pool: ProcessPool | None = None
        self._to_load = None if jobs else loading
        if not jobs:
            return
        self._others = set(multiprocessing.active_children())
        self._notes = tempfile.TemporaryDirectory(prefix="factmatrix-")
        self._pool = ProcessPool(
            jobs,
            initializer=_begin_helper,
            initargs=(loading, self._notes.name),
            context=_context(),
        )
        with _interrupts_held_back():
            self._pool.schedule(bool)  # has the processes start now, not with the first piece

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool:
            self._pool.stop()
            for process in set(multiprocessing.active_children()) - self._others:
                process.kill()  # asked to end while it loads, it would say so on stderr
            self._pool.join()
            self._notes.cleanup()

    def each(self, work: Work[T], pieces: Iterable[Piece], *, ahead: int = _AHEAD) -> Iterator[T]:
        """What the work gives for every piece, in their order.

        Other processes begin at once, so many pieces each `ahead` of those that were asked for.
        """
        if self._pool is None:
            return self._here(work, pieces)
        rest, pool = iter(pieces), self._pool
        first = islice(rest, self._jobs * ahead)
        waiting = deque((piece, self._begun(pool, work, piece, self._suspended)) for piece in first)
        return self._elsewhere(pool, work, rest, waiting)

    def _here(self, work: Work[T], pieces: Iterable[Piece]) -> Iterator[T]:
        for piece in pieces:
            if self._to_load:
                begin(self._to_load)
                self._to_load = None
            yield work(piece, {})

    def _elsewhere(
        self,
        pool: ProcessPool,
        work: Work[T],
        rest: Iterator[Piece],
        waiting: deque[tuple[Piece, ProcessFuture[T]]],
    ) -> Iterator[T]:
        while waiting:
            yield from self._answers(pool, work, *waiting.popleft())
            if (piece := next(rest, None)) is not None:
                waiting.append((piece, self._begun(pool, work, piece, self._suspended)))

    def _begun(
        self, pool: ProcessPool, work: Work[T], piece: Piece, skipped: Skipped
    ) -> ProcessFuture[T]:
        return pool.schedule(work, (piece, dict(skipped)))

    def _answers(
        self, pool: ProcessPool, work: Work[T], piece: Piece, answer: ProcessFuture[T]
    ) -> Iterator[T]:
        try:
            yield answer.result()
        except ProcessExpired:
            for brand in piece.singles():
                yield self._alone(pool, work, brand)

    def _alone(self, pool: ProcessPool, work: Work[T], brand: Piece) -> T:
        """Ask for one brand until there is an answer, without the plugins that gave none."""
        skipped = dict(self._suspended)
        while True:
            try:
                return self._begun(pool, work, brand, skipped).result()
            except ProcessExpired as expired:
                plugin, why = self._what_became(expired)
                if not plugin or plugin in skipped:
                    return work.lost(brand, why)
                skipped[plugin] = why
                self._strike(plugin, why)

    def _strike(self, plugin: str, why: Text) -> None:
        self._strikes[plugin] += 1
        if self._strikes[plugin] >= STRIKES:
            self._suspended[plugin] = Text(
                f"{why.en} It gave no answer {STRIKES} times and is left out of the rest of this "
                "run.",
                f"{why.zh}累计 {STRIKES} 次没有结果，本次运行的其余品牌不再调用它。",
            )

    def _what_became(self, expired: ProcessExpired) -> tuple[str, Text]:
        """The plugin that a process ran when it ended, "" for none, and why it ended."""
        note = Path(self._notes.name, str(expired.pid))
        plugin = running(note).plugin
        if not plugin:
            return "", Text(
                f"The process that read it ended ({expired.exitcode}). Score it by itself with "
                "fact score.",
                f"读取它的进程意外退出（{expired.exitcode}）。请用 fact score 单独评分。",
            )
        hung = note.with_suffix(_HUNG).stat().st_size > 0
        return plugin, too_slow(self._limit) if hung else ended(expired.exitcode)


_HUNG = ".hung"


def _context() -> multiprocessing.context.BaseContext:
    """How processes start: never as a fork of this one, which would copy locks of its threads.

    On Linux they are forks of a process that has done nothing but import what all of them need.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "factmatrix.batch.reading"])
    return context


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
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


def _begin_helper(loading: Loading, notes: str) -> None:
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
    note, hung = Note(path), path.with_suffix(_HUNG).open("wb")
    note.loading = False

    def watch(plugin: str) -> None:
        note.write(plugin)
        if plugin:  # ends this process even where code lets no other thread run
            faulthandler.dump_traceback_later(limit, exit=True, file=hung)
        else:
            faulthandler.cancel_dump_traceback_later()

    announce_to(watch)


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
