"""What `fact batch` of a folder costs; Linux and macOS.

`python -m benchmarks.batch_files [N]` writes a folder of N profiles (20,000 unless told
otherwise, see `batch_profiles`) and prints two Markdown tables. The first holds `fact batch` to
Parquet against reading, parsing and validating the files in as many processes
(`batch_baseline`), and against a straightforward script (`batch_naive`): of three runs in turn the
fastest, of the script one. The second has folders of N / 20, N / 2 and 5 N files.
"""

from __future__ import annotations

import shutil
import sys
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.batch_profiles import write_profiles
from benchmarks.cost import Cost, cost
from factmatrix.batch.starting import processes

NUMBER = 20_000
ROUNDS = 3
BASELINE = [sys.executable, "-m", "benchmarks.batch_baseline"]
NAIVE = [sys.executable, "-m", "benchmarks.batch_naive"]
FACT = [sys.executable, "-m", "factmatrix.commands.main", "batch"]


def make(folder: Path, number: int) -> None:
    """Write a folder; a process begins with the memory of the one that starts it."""
    folder.mkdir()
    maker = get_context("spawn").Process(target=write_profiles, args=(folder, number))
    maker.start()
    maker.join()


def least(costs: list[Cost]) -> Cost:
    """The fastest of several runs, figure by figure."""
    return Cost(*(min(figures) for figures in zip(*costs, strict=True)))


def line(what: str, spent: Cost, base: Cost) -> str:
    """One line of the first table."""
    return (
        f"| {what} | {spent.seconds:.2f} s | {spent.seconds / base.seconds:.2f} "
        f"| {spent.cpu:.2f} s | {spent.cpu / base.cpu:.2f} | {spent.megabytes:,.0f} MB |"
    )


def compared(work: Path, number: int) -> None:
    """The first table."""
    folder, jobs = work / "brands", processes(None, number, own_code=False) or 1
    make(folder, number)
    runs = [
        (cost([*BASELINE, folder, str(jobs)]), cost([*FACT, folder, "-o", work / "out.parquet"]))
        for _ in range(ROUNDS)
    ]
    base, ours = (least(list(costs)) for costs in zip(*runs, strict=True))
    naive = cost([*NAIVE, folder, work / "naive.json"])
    print(f"{number:,} files, {jobs} processes\n")
    print("| what | time | ratio | CPU, all processes | ratio | most memory |")
    print("| --- | --- | --- | --- | --- | --- |")
    print(line("read, parse, validate", base, base))
    print(line("`fact batch FOLDER -o x.parquet`", ours, base))
    print(line("tomllib, plain Python, json.dump (one process)", naive, base))
    print(
        f"\n`fact batch` is {naive.seconds / ours.seconds:.1f} times as fast as the script ", end=""
    )
    print(f"({naive.cpu / ours.cpu:.1f} times in CPU).")
    shutil.rmtree(folder)


def growing(work: Path, numbers: list[int]) -> None:
    """The second table; the cost of one more file is that since the line above."""
    print("\n| files | time | CPU | CPU of one more file |\n| --- | --- | --- | --- |")
    before = None
    for number in numbers:
        folder = work / f"brands-{number}"
        make(folder, number)
        spent = least([cost([*FACT, folder, "-o", work / "out.parquet"]) for _ in range(ROUNDS)])
        more = "–"
        if before:
            more = f"{(spent.cpu - before[1].cpu) / (number - before[0]) * 1e3:.3f} ms"
        print(f"| {number:,} | {spent.seconds:.2f} s | {spent.cpu:.2f} s | {more} |", flush=True)
        before = number, spent
        shutil.rmtree(folder)


def main(number: int) -> None:
    """Make the folders, measure, print."""
    with TemporaryDirectory() as name:
        compared(Path(name), number)
        growing(Path(name), [number // 20, number // 2, 5 * number])


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else NUMBER)
