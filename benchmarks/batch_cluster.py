"""What `fact batch --cluster` costs beside `fact batch`, and which share of it is no scoring.

`python -m benchmarks.batch_cluster [ROWS]` (1,000,000 unless told otherwise) makes a Parquet table
of brands in a temporary folder, starts a dask scheduler and workers of one thread on this machine,
and prints a Markdown table: medians of three runs, one kind after the other. CPU is that of the
command, the scheduler and the workers together; a short run scores 1,000 rows. Linux.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from distributed import Client

from benchmarks.brand_rows import write_brands
from benchmarks.cost import Cost, cost

ROWS = 1_000_000
FEW = 1_000
ROUNDS = 3
DASK = [sys.executable, "-m", "dask"]
FACT = [sys.executable, "-m", "factmatrix.commands.main", "batch"]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Client]:
    """A scheduler and so many workers."""
    file = folder / f"{workers}.json"
    common = ["--no-dashboard", "--scheduler-file", str(file)]
    commands = [[*DASK, "scheduler", "--host", "127.0.0.1", "--port", "0", *common]]
    commands += [[*DASK, "worker", "--nthreads", "1", "--no-nanny", *common]] * workers
    with ExitStack() as stack:
        for command in commands:
            quiet = subprocess.DEVNULL
            process = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
            stack.callback(process.wait)
            stack.callback(process.kill)
            while not file.exists():
                time.sleep(0.05)
        client = stack.enter_context(Client(json.loads(file.read_text())["address"]))
        client.wait_for_workers(workers)
        yield client


def measured(arguments: list[str], client: Client | None) -> Cost:
    """One run of the command, on a cluster or on this machine."""
    if client is None:
        return cost([*FACT, *arguments])
    before = _cpu(client)
    own = cost([*FACT, *arguments, "--cluster", client.scheduler_info()["address"]])
    return own._replace(cpu=own.cpu + _cpu(client) - before)


def _cpu(client: Client) -> float:
    """What the scheduler and the workers have taken so far."""
    workers = client.run(time.process_time).values()
    return float(client.run_on_scheduler(time.process_time) + sum(workers))


def main(rows: int) -> None:
    """Make the brands, score them, print the table."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        for count in (FEW, rows):
            write_brands(folder / f"{count}.parquet", count)
        one = stack.enter_context(cluster(folder, 1))
        kinds = {
            "`fact batch`, one thread": None,
            "one worker": one,
            "two workers": stack.enter_context(cluster(folder, 2)),
        }
        costs: dict[tuple[str, int], list[Cost]] = {}
        for number in range(ROUNDS):
            for place, (kind, client) in enumerate(kinds.items()):
                for count in (FEW, rows):
                    out = folder / f"out-{number}-{place}-{count}.parquet"
                    run = [str(folder / f"{count}.parquet"), "-o", str(out)]
                    costs.setdefault((kind, count), []).append(measured(run, client))
        print("| what | CPU of a short run | each further million | ratio | time of all |")
        print("| --- | --- | --- | --- | --- |")
        least = 0.0
        for kind in kinds:
            short = median(cost.cpu for cost in costs[kind, FEW])
            more = (median(cost.cpu for cost in costs[kind, rows]) - short) / (rows - FEW) * 1e6
            least = least or more
            seconds = median(cost.seconds for cost in costs[kind, rows])
            print(
                f"| {kind} | {short:.1f} s | {more:.1f} s | {more / least:.2f} | {seconds:.0f} s |"
            )
        read, written = folder / f"{rows}.parquet", folder / f"out-0-0-{rows}.parquet"
        print(f"\nBytes a row: {read.stat().st_size / rows:.0f} read, ", end="")
        print(f"{written.stat().st_size / rows:.0f} written")
        print(f"Most memory of a worker: {max(one.run(peak).values()):.0f} MB")


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    os.environ["POLARS_MAX_THREADS"] = "1"  # of all processes that are started
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
