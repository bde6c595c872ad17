"""The table of docs/benchmarks.md from pytest-benchmark's JSON: medians, and ratios in one run."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

NAMES = {
    "test_read": "read a profile",
    "test_assess": "assess it: four positions, contributions, ranges, fired actions, texts",
    "test_assess_in_full": "the same with gains, plan, narrowing and certainty",
}
BASELINES = (NAMES["test_read"], "libraries and one model")


def rows(benchmarks: list[dict[str, Any]]) -> list[str]:
    """One line a benchmark; the ratio is to the baseline of its group and sample."""
    lines = ["| what | sample | CPU, median | ratio |", "| --- | --- | --- | --- |"]
    for row in benchmarks:
        what, sample = name(row)
        same = [b for b in benchmarks if b["group"] == row["group"] and name(b)[1] == sample]
        base = next(b for b in same if name(b)[0] in BASELINES)
        median, against = row["stats"]["median"], base["stats"]["median"]
        lines.append(f"| {what} | {sample} | {median * 1e3:.2f} ms | {median / against:.2f} |")
    return lines


def name(row: dict[str, Any]) -> tuple[str, str]:
    """What a row measures, and on which sample."""
    if row["group"] == "start-up":
        return row["param"], "–"
    return NAMES[row["name"].partition("[")[0]], row["param"]


if __name__ == "__main__":
    measured = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    machine = measured["machine_info"]
    processor = machine["cpu"].get("brand_raw", machine["processor"])
    print(f"{processor}, Python {machine['python_version']}\n")
    print("\n".join(rows(measured["benchmarks"])))
