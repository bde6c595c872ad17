"""What `fact batch` of a table costs, held against polars reading and writing; Linux and macOS.

`python -m benchmarks.batch_rows [ROWS …]` (5,000,000 and 20,000,000 unless told otherwise) makes
Parquet tables of brands, see `brand_rows`, in a temporary folder and prints a Markdown table. All
that is measured are processes of their own, in turn, of three runs the fastest. The baseline reads
the columns that `fact batch` reads, and writes as many as the results have, of the same types and
with the same codec and level. With `--explain` the ratio is that to `fact batch` without.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cost import Cost, cost
from factmatrix.batch.writing import ZSTD_LEVEL

ROWS = (5_000_000, 20_000_000)
ROUNDS = 3
FACT = [sys.executable, "-m", "factmatrix.commands.main", "batch"]
READ_AND_WRITE = f"""
import json, sys
import polars as pl
source, out, written = sys.argv[1:]
columns = [pl.col(given).cast(getattr(pl, kind), strict=False).alias(name)
           for name, (given, kind) in json.loads(written).items()]
read_all = pl.QueryOptFlags(projection_pushdown=False)
copied = pl.scan_parquet(source).select(columns)
copied.sink_parquet(out, compression_level={ZSTD_LEVEL}, statistics=False, optimizations=read_all)
"""
"""Every column of the source is one that `fact batch` reads."""


def make(path: Path, rows: int) -> None:
    """Write a table of brands; a process begins with the memory of the one that starts it."""
    _apart(_write, path, rows)


def as_many(table: Path, results: Path) -> Mapping[str, tuple[str, str]]:
    """For each column of the results the input that the baseline writes for it, and the type."""
    told = results.with_suffix(".json")
    _apart(_tell_columns, table, results, told)
    columns: Mapping[str, tuple[str, str]] = json.loads(told.read_text("utf-8"))
    return columns


def _apart(work: object, *arguments: object) -> None:
    process = get_context("spawn").Process(target=work, args=arguments)  # type: ignore[arg-type]
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def _write(path: Path, rows: int) -> None:
    from benchmarks.brand_rows import write_brands

    write_brands(path, rows)


def _tell_columns(table: Path, results: Path, told: Path) -> None:
    import polars as pl

    given = pl.read_parquet_schema(table)
    of_type: dict[object, cycle[str]] = {
        kind: cycle([name for name, has in given.items() if has == kind])
        for kind in (pl.String, pl.Boolean, pl.Float64)
    }
    columns = {
        name: (next(of_type[pl.Float64 if kind == pl.UInt32 else type(kind)]), str(kind))
        for name, kind in pl.read_parquet_schema(results).items()
    }
    told.write_text(json.dumps(columns), "utf-8")


def least(costs: list[Cost]) -> Cost:
    """The fastest of several runs, figure by figure; of memory the most."""
    seconds, cpu, megabytes = zip(*costs, strict=True)
    return Cost(min(seconds), min(cpu), max(megabytes))


def compared(folder: Path, rows: int) -> None:
    """Measure one table, print its lines."""
    table, out = folder / "brands.parquet", folder / "out.parquet"
    make(table, rows)
    runs: dict[str, list[Cost]] = {"polars": [], "plain": [], "explained": []}
    for _ in range(ROUNDS):
        runs["plain"].append(cost([*FACT, table, "-o", out]))
        written = json.dumps(as_many(table, out))
        runs["polars"].append(
            cost([sys.executable, "-c", READ_AND_WRITE, table, folder / "copy.parquet", written])
        )
        runs["explained"].append(cost([*FACT, table, "-o", out, "--explain"]))
    polars, plain, explained = (least(costs) for costs in runs.values())
    for what, spent, base in (
        ("polars reads and writes as many columns", polars, polars),
        ("`fact batch`", plain, polars),
        ("`fact batch --explain`, the ratio to without", explained, plain),
    ):
        print(
            f"| {rows:,}: {what} | {spent.seconds:.1f} s | {spent.seconds / base.seconds:.2f} "
            f"| {spent.cpu:.1f} s | {spent.cpu / base.cpu:.2f} | {spent.megabytes:,.0f} MB "
            f"| {rows / spent.seconds:,.0f} |",
            flush=True,
        )


def main(numbers: list[int]) -> None:
    """The table."""
    print("| rows | time | ratio | CPU | ratio | most memory | rows a second |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for rows in numbers:
        with TemporaryDirectory() as name:
            compared(Path(name), rows)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or list(ROWS))
