"""A folder of 10,000 profiles: its first screen against that of one profile, and the memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.app_ready import app_opened
from benchmarks.app_terminal import work_done
from benchmarks.conftest import PROFILES

ROUNDS = 5
MANY = 10_000
_QUIET = 3.0
"""Seconds without any work after which everything has been read."""


@contextmanager
def folder_of(profiles: int) -> Iterator[Path]:
    """A folder with so many brands, made from the samples in turn."""
    samples = [path.read_text("utf-8") for path in sorted(PROFILES.glob("*.toml"))]
    with TemporaryDirectory() as name:
        for number in range(profiles):
            path = Path(name) / f"brand-{number:05}.toml"
            path.write_text(samples[number % len(samples)], "utf-8")
        yield Path(name)


def most_memory(process: int) -> float:
    """The most megabytes that a process ever held."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"nothing is known of process {process}")


def wait_until_read(processes: list[int]) -> None:
    """Returns when no process has worked for a while."""
    before, since = -1, time.monotonic()
    while time.monotonic() - since < _QUIET:
        now = sum(map(work_done, processes))
        if now > before + 5:
            before, since = now, time.monotonic()
        time.sleep(0.2)


def main() -> None:
    """The table."""
    if sys.platform != "linux":
        sys.exit("This benchmark reads the memory of other processes in /proc, which needs Linux.")
    one, many = [], []
    with folder_of(1) as small, folder_of(MANY) as big:
        for _ in range(ROUNDS):
            with app_opened(small) as (_, seconds):
                one.append(seconds)
            with app_opened(big) as (_, seconds):
                many.append(seconds)
        with app_opened(big) as (terminal, _):
            started = time.monotonic()
            wait_until_read(terminal.processes())
            took = time.monotonic() - started - _QUIET
            memory = [round(most_memory(process)) for process in terminal.processes()]
    ratio = median(many) / median(one)
    print("| what | one profile | 10,000 profiles | ratio |")
    print("| --- | --- | --- | --- |")
    print(
        f"| first brand's ranking drawn, median | {median(one) * 1e3:.0f} ms "
        f"| {median(many) * 1e3:.0f} ms | {ratio:.2f} |"
    )
    print(f"| all scored after | – | {took:.0f} s | – |")
    parts = " + ".join(map(str, memory))
    print(f"| most memory: app and what it starts | – | {parts} = {sum(memory)} MB | – |")


if __name__ == "__main__":
    main()
