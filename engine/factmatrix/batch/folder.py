"""Files of brands, read in helper processes, in the order of the files."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import TypeVar

import polars as pl

from factmatrix.batch.reading import Reader, Rows, begin

T = TypeVar("T")

CHUNK = 200
"""Files that a process reads at a time: enough to make the way to it and back cheap."""
_AHEAD = 3
"""Chunks that wait for each process, so that none ever idles."""
_SCORED_TOGETHER = 5_000
"""Brands in one table: enough to make the start of an evaluation cheap, few enough to be seen."""


class Readers:
    """`jobs` processes that are each ready to read; with one, this process does it itself.

    To be used as a context: on leaving it early nothing more is read.
    """

    def __init__(self, reader: Reader, jobs: int) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._jobs = jobs
        if jobs == 1:
            begin(reader)
        else:
            context = multiprocessing.get_context("spawn")  # a fork would copy locks of threads
            self._pool = ProcessPoolExecutor(jobs, context, _begin_helper, (reader,))

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool:
            self._pool.shutdown(wait=error is None, cancel_futures=True)

    def each(self, work: Callable[[Sequence[str]], T], paths: Sequence[str]) -> Iterator[T]:
        """What the work gives for every chunk of the paths, in their order."""
        chunks = (paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK))
        if self._pool is None:
            yield from map(work, chunks)
            return
        waiting: deque[Future[T]] = deque()
        for chunk in chunks:
            waiting.append(self._pool.submit(work, chunk))
            if len(waiting) >= self._jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _begin_helper(reader: Reader) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what the terminal sends is for the command
    begin(reader)


def tables_of(read: Iterator[Rows], types: Mapping[str, pl.DataType]) -> Iterator[pl.DataFrame]:
    """Rows as tables of a size worth scoring: `path`, `row`, `name` and the inputs."""
    together = Rows.none(types)
    for rows in read:
        together.extend(rows)
        if len(together.paths) >= _SCORED_TOGETHER:
            yield _table(together, types)
            together = Rows.none(types)
    yield _table(together, types)


def _table(rows: Rows, types: Mapping[str, pl.DataType]) -> pl.DataFrame:
    about = {
        "path": pl.Series(rows.paths, dtype=pl.String),
        "row": pl.Series([None] * len(rows.paths), dtype=pl.UInt32),
        "name": pl.Series(rows.names, dtype=pl.String),
    }
    inputs = {
        name: pl.Series(rows.columns[name], dtype=of, strict=False) for name, of in types.items()
    }
    return pl.DataFrame(about | inputs)
