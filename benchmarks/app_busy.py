"""From a key to the screen, and from ctrl+q to the end, while the app's engine is stuck or busy."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.app_folder import MANY, folder_of
from benchmarks.app_ready import RANKED
from benchmarks.app_terminal import Terminal
from benchmarks.conftest import FACT, PROFILES

ROUNDS = 5
FILTER_KEY, FILTER = "/", "tag, lead"
SIGNS = "@$~`{}|"
"""Typed into the filter; nothing else on the screen looks like them."""
LISTED = "brands · by name"
HANGING = """\
import pathlib

pathlib.Path(__file__).with_name("asked").touch()
while True:
    pass
"""


@contextmanager
def opened(folder: Path, path: Path | None = None) -> Iterator[Terminal]:
    """The app on a folder of brands, as soon as it takes keys; with modules of this path."""
    with TemporaryDirectory() as name:
        environment = {f"XDG_{place}_HOME": name for place in ("CONFIG", "STATE", "DATA", "CACHE")}
        if path:
            environment["PYTHONPATH"] = str(path)
        command = [FACT, "tui", "--lang", "en", str(folder)]
        with Terminal(Path(name), command, environment) as terminal:
            terminal.until(LISTED)
            yield terminal


@contextmanager
def samples() -> Iterator[Path]:
    """A folder with the sample profiles."""
    with TemporaryDirectory() as name:
        yield Path(shutil.copytree(PROFILES, Path(name) / "profiles"))


@contextmanager
def idle() -> Iterator[Terminal]:
    """All has been read."""
    with samples() as folder, opened(folder) as terminal:
        terminal.until(RANKED)
        yield terminal


@contextmanager
def plugin_hangs() -> Iterator[Terminal]:
    """A plugin that does not come back from its import."""
    with TemporaryDirectory() as name, samples() as folder:
        site = Path(name)
        info = site / "hanging-1.0.dist-info"
        info.mkdir()
        (site / "hanging.py").write_text(HANGING)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: hanging\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[factmatrix]\nhanging = hanging\n")
        with opened(folder, site) as terminal:
            deadline = time.monotonic() + 20
            while not (site / "asked").exists():
                if time.monotonic() > deadline:
                    raise TimeoutError("the plugin is not imported")
                time.sleep(0.01)
            yield terminal


@contextmanager
def named_pipe() -> Iterator[Terminal]:
    """A file of the folder that never has anything to read."""
    with samples() as folder:
        os.mkfifo(folder / "zzz.toml")
        with opened(folder) as terminal:
            terminal.until(RANKED)
            yield terminal


@contextmanager
def others_stopped() -> Iterator[Terminal]:
    """All processes that the app has started stand still."""
    with idle() as terminal:
        for process in terminal.processes()[1:]:
            os.kill(process, signal.SIGSTOP)
        yield terminal


@contextmanager
def many_load() -> Iterator[Terminal]:
    """A folder of many brands is being scored."""
    with folder_of(MANY) as folder, opened(folder) as terminal:
        terminal.until(RANKED)
        yield terminal


SITUATIONS: dict[str, Callable[[], AbstractContextManager[Terminal]]] = {
    "nothing": idle,
    "a plugin hangs": plugin_hangs,
    "a named pipe is in the folder": named_pipe,
    "all its other processes stand still": others_stopped,
    f"{MANY:,} profiles load": many_load,
}


def main() -> None:
    """The table."""
    if sys.platform != "linux":
        sys.exit("This benchmark finds the processes of another in /proc, which needs Linux.")
    print("| meanwhile | a key, median | ratio | the slowest key | the end, slowest |")
    print("| --- | --- | --- | --- | --- |")
    first = 0.0
    for what, situation in SITUATIONS.items():
        keys, ends = [], []
        for _ in range(ROUNDS):
            with situation() as terminal:
                terminal.echo(FILTER_KEY, FILTER)
                keys += [terminal.echo(sign, sign) for sign in SIGNS]
                pressed = time.perf_counter()
                terminal.type("C-q")
                terminal.until_ended()
                ends.append(time.perf_counter() - pressed)
        first = first or median(keys)
        print(
            f"| {what} | {median(keys) * 1e3:.0f} ms | {median(keys) / first:.1f} "
            f"| {max(keys) * 1e3:.0f} ms | {max(ends) * 1e3:.0f} ms |"
        )


if __name__ == "__main__":
    main()
