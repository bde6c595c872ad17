"""A cluster of dask.distributed: its workers looked over, parts sent to them, results gathered."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

import polars as pl
from distributed import Client, Future, KilledWorker, Security, rpc
from distributed.comm.core import CommClosedError

from factmatrix.batch import cluster_words as words
from factmatrix.batch.cluster_part import (
    SCORE,
    Done,
    Part,
    Run,
    identity_here,
    part_name,
    score_part,
    write_whole,
)
from factmatrix.batch.cluster_words import ClusterError
from factmatrix.batch.running import Account, best
from factmatrix.batch.scoring import Order
from factmatrix.text import Text

REACHED_WITHIN = 5.0
"""Seconds that a scheduler has to answer at first."""
ANSWERED_WITHIN = 60.0
"""Seconds that it and its workers have then; a worker loads an engine in that time."""
PATIENCE = 60.0
"""Seconds to wait for a worker where there is none."""
_LOOK = 2.0
"""Seconds between two looks at whether anybody is still at work."""

T = TypeVar("T")


async def score_on_cluster(
    address: str,
    run: Run,
    parts: Sequence[Part],
    order: Order,
    folder: Path,
    account: Account,
    tell: Callable[[Text], None],
) -> None:
    """Score all parts into a folder; `tell` hears what a person should know meanwhile.

    Raises ClusterError, TooManyFailures, and OSError where results cannot be written.
    """
    # Workers write here and the finished results are moved: a worker that was given up and goes on
    # all the same cannot reach them, nor find this folder at the end.
    work = folder / "work"
    work.mkdir()
    run = replace(run, work=str(work))
    written: list[Path] = []

    def gather(number: int, done: Done) -> None:
        account.add(done.failures)
        account.count(done.scored, done.skipped)
        if done.written:
            written.append(run.file(number))

    async with _connected(address) as client:
        cluster = _Cluster(address, client, run, tell)
        await cluster.insist_on_a_worker()
        await cluster.insist_on_same()
        await cluster.insist_on_same_disk()
        await cluster.score(parts, gather)
    if written and order.wanted.top is not None:  # each part has its own best
        kept = best(pl.scan_parquet(written), SCORE, order.wanted.top)
        write_whole(kept, folder / part_name(0), order)
    else:
        for path in written:
            path.rename(folder / path.name)
    shutil.rmtree(work.rename(folder.with_suffix(".removed.part")), ignore_errors=True)
    if not any(folder.iterdir()):  # a folder without a table could not be read
        write_whole(pl.LazyFrame(schema=order.schema), folder / part_name(0), order)


@asynccontextmanager
async def _connected(address: str) -> AsyncIterator[Client]:
    """A client of the scheduler there; raises ClusterError.

    On leaving, the scheduler forgets all that was sent: no further part is begun.
    """
    await _insist_on_scheduler(address)
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # we say what happens
    client = Client(address, timeout=REACHED_WITHIN, asynchronous=True, set_as_default=False)
    try:
        try:
            await asyncio.wait_for(client, ANSWERED_WITHIN)
        except OSError as error:
            raise ClusterError(words.nobody(address)) from error
        yield client
    finally:
        with suppress(TimeoutError):
            await client.close(timeout=REACHED_WITHIN)


async def _insist_on_scheduler(address: str) -> None:
    """Raises ClusterError. A client that finds nobody would not give up in time, nor quietly."""

    async def asked() -> object:
        security = Security().get_connection_args("client")
        async with rpc(address, timeout=REACHED_WITHIN, connection_args=security) as scheduler:
            return (await scheduler.identity()).get("type")

    try:
        kind = await asyncio.wait_for(asked(), REACHED_WITHIN)
    except ValueError as error:
        raise ClusterError(words.no_address(address, error)) from error
    except Exception as error:  # whatever else answers there, or nobody
        raise ClusterError(words.nobody(address)) from error
    if kind != "Scheduler":
        raise ClusterError(words.no_scheduler(address, kind))


class _Cluster:
    """The workers of a scheduler; every method raises ClusterError where they do not answer."""

    def __init__(
        self, address: str, client: Client, run: Run, tell: Callable[[Text], None]
    ) -> None:
        self._address, self._client, self._run, self._tell = address, client, run, tell

    async def insist_on_a_worker(self) -> None:
        """Wait for one where there is none."""
        if await self._answer(self._client.nthreads()):
            return
        self._tell(words.waits(self._address, PATIENCE))
        try:
            async with asyncio.timeout(PATIENCE):
                while not await self._answer(self._client.nthreads()):
                    await asyncio.sleep(_LOOK / 10)
        except TimeoutError:
            raise ClusterError(words.no_worker(self._address)) from None

    async def insist_on_same(self) -> None:
        """Raises ClusterError where a worker would give other results, and says which and why."""
        # The version first, and without our own code: another version may have another Run.
        versions = await self._on_workers(metadata.version, "factmatrix")
        differ = words.other_versions(versions, self._run.identity.factmatrix)
        if not differ:
            found = await self._on_workers(identity_here, self._run)
            differ = words.other_identities(found, self._run.identity)
        if differ:
            raise ClusterError(words.differ(differ))

    async def insist_on_same_disk(self) -> None:
        """Raises ClusterError where a worker does not see the folder to write to."""
        sees = await self._on_workers(os.path.exists, self._run.work)
        blind = [worker for worker, seen in sees.items() if seen is not True]
        if blind:
            raise ClusterError(words.no_shared_disk(self._run.work, blind))

    async def score(self, parts: Sequence[Part], gather: Callable[[int, Done], None]) -> None:
        """Let `gather` have the number of every part and what became of it, in their order.

        Raises OSError where results cannot be written.
        """
        waiting = deque(
            self._client.submit(score_part, self._run, part, number, pure=False)
            for number, part in enumerate(parts)
        )
        watch = asyncio.create_task(self._watch())
        try:
            for number in range(len(parts)):
                gather(number, await self._done(waiting.popleft(), watch))
        finally:
            watch.cancel()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            await self.insist_on_a_worker()

    async def _done(self, future: Future[Done], watch: asyncio.Task[None]) -> Done:
        done: asyncio.Future[Done] = asyncio.ensure_future(future)
        try:
            await asyncio.wait((done, watch), return_when=asyncio.FIRST_COMPLETED)
            if not done.done():
                watch.result()  # raises what it has found
            return done.result()
        except KilledWorker as error:
            raise ClusterError(words.killed(error.allowed_failures + 1)) from error
        except (CancelledError, CommClosedError) as error:
            raise ClusterError(words.LOST) from error
        except (ClusterError, OSError):  # OSError is what the disk says
            raise
        except Exception as error:
            await self.insist_on_same()  # a worker that came later may be to blame
            raise ClusterError(words.failed(error)) from error
        finally:
            done.cancel()  # ctrl+c leaves it undone

    async def _on_workers(self, function: Callable[..., Any], *arguments: object) -> dict[str, Any]:
        """What each worker answers, or its exception; one that is gone by now is left out."""
        answers = await self._answer(self._client.run(function, *arguments, on_error="return"))
        return {w: answer for w, answer in answers.items() if not isinstance(answer, OSError)}

    async def _answer(self, asked: Awaitable[T]) -> T:
        try:
            return await asyncio.wait_for(asked, ANSWERED_WITHIN)
        except TimeoutError as error:
            raise ClusterError(words.silent(ANSWERED_WITHIN)) from error
        except (CancelledError, OSError) as error:
            raise ClusterError(words.LOST) from error
