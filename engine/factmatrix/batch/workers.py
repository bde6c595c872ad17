"""Helper processes that work through the brands piece by piece, whatever a plugin does in them.

A plugin that hangs or ends its process costs the answer of that plugin for one brand: the process
is started again, the piece is gone through brand by brand, and after a few times the plugin is not
asked any more in this run.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessFuture, ProcessPool

from factmatrix.batch.loading import Loading, Skipped, begin
from factmatrix.batch.starting import HUNG, begin_helper, interrupts_held_back, start_method
from factmatrix.plugins.running import STRIKES, ended, running, too_slow
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.batch.brands import Piece

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

CONSTS.sleep_unit = 0.01  # seconds until pebble notices that a process or the run has ended
_AHEAD = 3
"""Pieces that wait for each process, so that none ever idles."""


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
            initializer=begin_helper,
            initargs=(loading, self._notes.name),
            context=start_method(),
        )
        with interrupts_held_back():
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

    def each(self, work: Work[T], pieces: Iterable[Piece]) -> Iterator[T]:
        """What the work gives for every piece, in their order."""
        return self._elsewhere(self._pool, work, pieces) if self._pool else self._here(work, pieces)

    def _here(self, work: Work[T], pieces: Iterable[Piece]) -> Iterator[T]:
        for piece in pieces:
            if self._to_load:
                begin(self._to_load)
                self._to_load = None
            yield work(piece, {})

    def _elsewhere(self, pool: ProcessPool, work: Work[T], pieces: Iterable[Piece]) -> Iterator[T]:
        rest = iter(pieces)
        waiting = deque(
            (piece, self._begun(pool, work, piece, self._suspended))
            for piece in islice(rest, self._jobs * _AHEAD)
        )
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
        hung = note.with_suffix(HUNG).stat().st_size > 0
        return plugin, too_slow(self._limit) if hung else ended(expired.exitcode)
