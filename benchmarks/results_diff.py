"""How long `fact diff` takes for two large results, and how much memory; Linux and macOS.

`python -m benchmarks.results_diff [ROWS]` makes two explained tables of results (1,000,000 rows
unless told otherwise) in a temporary folder: in "few" every thousandth brand has changed, in "all"
every brand. It prints a Markdown table; the ratio is that to polars reading, in a process of its
own, the columns that are compared.
"""

from __future__ import annotations

import json
import sys
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from benchmarks.cost import cost
from factmatrix.results.columns import role, score
from tests.brands import powers
from tests.results.making import POSITIONS, about, flat, scored, table

ROWS = 1_000_000
COMPARED = ["path", "row", "name", "lead", "blockers",
            *(of(p) for p in POSITIONS for of in (score, role))]  # fmt: skip
READ = """
import sys
import polars as pl
for path in sys.argv[2:]:
    scan = pl.scan_parquet if path.endswith("parquet") else pl.scan_csv
    scan(path).select(sys.argv[1].split(",")).collect(engine="streaming")
"""
FACT = [sys.executable, "-m", "factmatrix.commands.main", "diff"]


def result(rows: int, changed_every: int | None) -> pl.DataFrame:
    """A table of results, the figures of every brand its own; some or all of them moved."""
    kinds = [
        powers(content=c, brand=b, price=p) for c in (20, 90) for b in (30, 80) for p in (30, 80)
    ]
    few = table([scored("x", kind) for kind in kinds])
    number = pl.int_range(rows, eager=True)
    moved = number % changed_every == 0 if changed_every else pl.zeros(rows, pl.Boolean, eager=True)
    frame = few[(number * 7919 + 3 * moved.cast(pl.Int64)) % len(kinds)]
    figures = [name for name, kind in frame.schema.items() if kind == pl.Float64]
    for seed, name in enumerate(figures):
        own = number.hash(seed).cast(pl.Float64) / 2.0**64
        frame = frame.with_columns(pl.col(name) * (0.9 + 0.1 * own))
    return frame.with_columns(
        path=pl.lit("exports/merchants.parquet"),
        row=pl.int_range(1, rows + 1, dtype=pl.UInt32, eager=True),
        name=pl.format("商家 {}", number),
    )


def make(folder: Path, rows: int) -> None:
    """Write the tables that are compared."""
    for what, every in (("old", None), ("few", 1000), ("all", 1)):
        frame = result(rows, every)
        facts = {"factmatrix": json.dumps(flat(about()))}
        frame.write_parquet(folder / f"{what}.parquet", metadata=facts)
        frame.select(COMPARED).write_csv(folder / f"{what}.csv", include_bom=True)


def main(rows: int) -> None:
    """Make the tables, measure, print."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        # A process begins with the memory of the one that starts it, so this one stays small.
        maker = get_context("spawn").Process(target=make, args=(folder, rows))
        maker.start()
        maker.join()
        print("| what | time | ratio | most memory |\n| --- | --- | --- | --- |")
        for ending in ("parquet", "csv"):
            old = folder / f"old.{ending}"
            few, whole = folder / f"few.{ending}", folder / f"all.{ending}"
            read = cost([sys.executable, "-c", READ, ",".join(COMPARED), old, few])
            runs = {
                "one in a thousand changed": cost([*FACT, old, few]),
                "all changed": cost([*FACT, old, whole]),
                "all changed, `-o FILE.csv`": cost([*FACT, old, whole, "-o", folder / "o.csv"]),
            }
            if ending == "parquet":
                written = cost([*FACT, old, whole, "-o", folder / "o.json"])
                runs["all changed, `-o FILE.json`"] = written
            for what, spent in {"polars reads both": read, **runs}.items():
                print(
                    f"| {ending}: {what} | {spent.seconds:.1f} s "
                    f"| {spent.seconds / read.seconds:.1f} | {spent.megabytes:,.0f} MB |"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROWS)
