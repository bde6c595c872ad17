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
from tests.desk.conftest import scoring
from tests.plugins.test_bad_plugins import module

ROUNDS = 5
FILTER_KEY, FILTER = "/", "tag, lead"
SIGNS = "@$~`{}|"
"""Typed into the filter; nothing else on the screen looks like them."""
LISTED = "brands · by name"


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
    """A plugin does not come back when it is asked for a score."""
    with TemporaryDirectory() as name, samples() as folder:
        site, asked = Path(name), Path(name) / "asked"
        body = f"import pathlib; pathlib.Path({str(asked)!r}).touch()\nwhile True: pass"
        info = "hanging-1.0.dist-info"
        files = {
            **module(score_fit=scoring(body)),
            f"{info}/METADATA": "Metadata-Version: 2.1\nName: hanging\nVersion: 1.0\n",
            f"{info}/entry_points.txt": "[factmatrix]\nodd = odd_plugin\n",
        }
        for file, text in files.items():
            (site / file).parent.mkdir(exist_ok=True)
            (site / file).write_text(text)
        with opened(folder, site) as terminal:
            deadline = time.monotonic() + 20
            while not asked.exists():
                if time.monotonic() > deadline:
                    raise TimeoutError("the plugin is not asked")
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
    f"{MANY:,} profiles load": many_load,
}
if sys.platform == "linux":  # which lists what a process has started
    SITUATIONS["all its other processes stand still"] = others_stopped


def seconds_to_draw(terminal: Terminal) -> list[float]:
    """From each key typed into the filter until it was drawn."""
    terminal.echo(FILTER_KEY, FILTER)
    return [terminal.echo(sign, sign) for sign in SIGNS]


def seconds_to_end(terminal: Terminal) -> float:
    """From ctrl+q until the process had ended."""
    pressed = time.perf_counter()
    terminal.type("C-q")
    terminal.until_ended()
    return time.perf_counter() - pressed


def main() -> None:
    """The table."""
    print("| meanwhile | a key, median | ratio | the slowest key | the end, slowest |")
    print("| --- | --- | --- | --- | --- |")
    first = 0.0
    for what, situation in SITUATIONS.items():
        keys, ends = [], []
        for _ in range(ROUNDS):
            with situation() as terminal:
                keys += seconds_to_draw(terminal)
                ends.append(seconds_to_end(terminal))
        first = first or median(keys)
        print(
            f"| {what} | {median(keys) * 1e3:.0f} ms | {median(keys) / first:.1f} "
            f"| {max(keys) * 1e3:.0f} ms | {max(ends) * 1e3:.0f} ms |"
        )


if __name__ == "__main__":
    main()
