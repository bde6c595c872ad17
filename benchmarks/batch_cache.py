"""What `fact batch --cache` saves where nothing changed; Linux and macOS.

`python -m benchmarks.batch_cache [FILES]` writes a folder of profiles (50,000 unless told
otherwise, see `batch_profiles`), scores it by one process without a cache, with one for the first
time and once more, and prints a Markdown table.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.batch_profiles import write_profiles
from benchmarks.cost import cost

FILES = 50_000


def main(files: int) -> None:
    """The table."""
    with TemporaryDirectory() as name:
        folder, out = Path(name, "brands"), Path(name, "out.parquet")
        folder.mkdir()
        write_profiles(folder, files)
        os.environ["FACT_CACHE_DIR"] = str(Path(name, "cache"))
        fact = [sys.executable, "-m", "factmatrix.commands.main", "batch", "--jobs", "1"]
        without = cost([*fact, folder, "-o", out])
        first = cost([*fact, folder, "-o", out, "--cache"])
        again = cost([*fact, folder, "-o", out, "--cache"])
    print(f"| {files:,} files, one process | time | CPU | ratio |\n| --- | --- | --- | --- |")
    for what, spent in (
        ("without `--cache`", without),
        ("`--cache`, the first time", first),
        ("`--cache`, nothing changed", again),
    ):
        ratio = spent.cpu / first.cpu
        print(f"| {what} | {spent.seconds:.2f} s | {spent.cpu:.2f} s | {ratio:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
