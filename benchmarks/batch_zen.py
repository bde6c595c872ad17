"""The table path of `fact batch` against an equivalent decision in zen-engine; Linux and macOS.

zen-engine is in the dependency group `comparisons`.
`python -m benchmarks.batch_zen [ROWS]` makes a table of brands (1,000,000 unless told otherwise,
see `brand_rows`), scores it with `fact batch`, and evaluates the graph of `zen_graph`, made ready
once, on dicts of brands of the same table that state everything. First the scores and leads of
these must agree. It prints the brands that each scores in a second of CPU as a Markdown table.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import zen

from benchmarks.batch_rows import FACT, make
from benchmarks.brand_rows import DAY
from benchmarks.cost import cost
from benchmarks.zen_graph import graph
from factmatrix.engine import Engine

ROWS = 1_000_000
BRANDS = 5_000
CLOSE = 1e-9
"""Scores lie on a grid of 2⁻³⁰ and those of zen do not."""


def brands(table: pl.LazyFrame) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows from 1 and brands that state everything, as a program hands them to zen."""
    days = pl.col(pl.Date).cast(pl.Int32)
    stating = table.with_row_index("row", 1).drop_nulls().with_columns(days)
    for piece in stating.collect_batches(chunk_size=10_000):
        for row in piece.iter_rows(named=True):
            number, brand = row.pop("row"), dict[str, Any]()
            for path, value in row.items():
                *above, key = path.split(".")
                inside = brand
                for name in above:
                    inside = inside.setdefault(name, {})
                inside[key] = value
            yield number, brand


def main(rows: int) -> None:
    """Make the table, compare the answers, measure, print."""
    engine = Engine.load()
    positions = [position.info.id for position in engine.plugins.positions]
    decision = zen.ZenEngine().create_decision(json.dumps(graph(engine)))
    with TemporaryDirectory() as name:
        table, out = Path(name, "brands.parquet"), Path(name, "out.parquet")
        make(table, rows)
        ours = cost([*FACT, table, "-o", out, "--date", DAY.isoformat()])
        results = pl.read_parquet(out).filter(pl.col("row") <= 50 * BRANDS)
        scored = {row["row"]: row for row in results.iter_rows(named=True)}
        sound = (item for item in brands(pl.scan_parquet(table)) if item[0] in scored)
        chosen = dict(islice(sound, BRANDS))
    began = time.process_time()
    answers = [decision.evaluate(brand)["result"] for brand in chosen.values()]
    seconds = time.process_time() - began
    worst = 0.0
    for number, answer in zip(chosen, answers, strict=True):
        expected = scored[number]
        assert answer.get("lead") == expected["lead"], (number, answer, expected)
        for position in positions:
            apart = abs(answer[position]["score"] - expected[f"{position}.score"])
            worst = max(worst, apart)
    assert worst < CLOSE, worst
    zen_rate, rate = len(answers) / seconds, rows / ours.cpu
    print(f"{len(answers):,} brands agree to {worst:.1e}\n")
    print("| what | brands a second of CPU | ratio |\n| --- | --- | --- |")
    print(f"| zen-engine, a dict at a time | {zen_rate:,.0f} | 1 |")
    print(f"| `fact batch` of {rows:,} rows, Parquet to Parquet | {rate:,.0f} "
          f"| {rate / zen_rate:,.0f} |")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROWS)
