"""What `fact batch --cache` saves: a folder read for the first time, and once more unchanged.

`python -m benchmarks.batch_cache [FILES]` makes a folder of 50,000 profiles unless told otherwise,
the samples in turn, each with figures of its own, and scores it three times by one process: without
a cache, with an empty one, and with the one that this left. It prints the CPU of each run as a
Markdown table; the ratio is that to the first run with the cache.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from benchmarks.conftest import PROFILES

FILES = 50_000
SEED = 618
FACT = [sys.executable, "-m", "factmatrix.commands.main", "batch"]
_SCORE = re.compile(r"(?<= = )\d\d(?=\s)")
"""A figure that any score or amount may have."""


def write_profiles(folder: Path, files: int) -> None:
    """So many profiles, no two of them alike."""
    random = Random(SEED)
    samples = [path.read_text("utf-8") for path in sorted(PROFILES.glob("*.toml"))]
    for number in range(files):
        text = samples[number % len(samples)].replace('\nname = "', f'\nname = "{number} ', 1)
        varied = _SCORE.sub(lambda _: str(random.randint(10, 99)), text)
        (folder / f"brand-{number:06}.toml").write_text(varied, "utf-8")


def cost(*arguments: str) -> float:
    """Seconds of CPU that one run takes."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([*FACT, *arguments, "--jobs", "1"], check=False, stderr=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main(files: int) -> None:
    """The table."""
    with TemporaryDirectory() as name:
        folder, out = Path(name, "brands"), str(Path(name, "out.parquet"))
        folder.mkdir()
        write_profiles(folder, files)
        os.environ["FACT_CACHE_DIR"] = str(Path(name, "cache"))
        runs = {
            "without `--cache`": cost(str(folder), "-o", out),
            "`--cache`, the first time": (first := cost(str(folder), "-o", out, "--cache")),
            "`--cache`, nothing changed": cost(str(folder), "-o", out, "--cache"),
        }
    print(f"| {files:,} files, one process | CPU | ratio |\n| --- | --- | --- |")
    for what, seconds in runs.items():
        print(f"| {what} | {seconds:.2f} s | {seconds / first:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
