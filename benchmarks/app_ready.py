"""Time from the start of `fact tui` until it can be used, against a bare Textual app.

It is ready when its screen is drawn, the footer last, and a key that is pressed then is answered.
The first brand's ranking comes when the engine, which loads in a process of its own, has answered.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.app_terminal import Terminal, work_done
from benchmarks.conftest import FACT, PROFILES

ROUNDS = 15
BARE = [sys.executable, str(Path(__file__).parent / "app_bare.py")]
BARE_IS_READY, APP_IS_READY, RANKED = "everything is here", "Quit", "% known"
Times = tuple[float, float]
"""Seconds on the clock, and of CPU."""
HELP_KEY, HELP = "F1", "Keys and commands"


@contextmanager
def opened(command: list[str], mark: str) -> Iterator[tuple[Terminal, float]]:
    """A terminal with this program in it, and the seconds until it has drawn the mark."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        places = ("CONFIG", "STATE", "DATA", "CACHE")
        environment = {f"XDG_{place}_HOME": str(folder / place) for place in places}
        with Terminal(folder, command, environment) as terminal:
            yield terminal, terminal.until(mark)


def used(terminal: Terminal) -> float:
    """Seconds of CPU that the program in a terminal has used, without the processes it started."""
    return work_done(terminal.processes()[0]) / os.sysconf("SC_CLK_TCK")


def app_opened(path: Path) -> AbstractContextManager[tuple[Terminal, float]]:
    """The app on a file or folder, opened when the first brand is ranked."""
    return opened([FACT, "tui", str(path)], RANKED)


def main() -> None:
    """All in turn, so that whatever else the machine does meets all of them."""
    if sys.platform != "linux":
        sys.exit("This benchmark reads the work of other processes in /proc, which needs Linux.")
    bare, ready, helped, ranked = [], [], [], []
    with TemporaryDirectory() as name:
        profiles = shutil.copytree(PROFILES, Path(name) / "profiles")
        app = [FACT, "tui", str(profiles)]
        for _ in range(ROUNDS):
            with opened(BARE, BARE_IS_READY) as (terminal, seconds):
                bare.append((seconds, used(terminal)))
            with opened(app, APP_IS_READY) as (terminal, seconds):
                ready.append((seconds, used(terminal)))
                ranked.append((terminal.until(RANKED), used(terminal)))
            with opened(app, APP_IS_READY) as (terminal, _):
                helped.append(terminal.echo(HELP_KEY, HELP))
    print("| what | time, median | ratio | CPU of its process | ratio |")
    print("| --- | --- | --- | --- | --- |")
    row("header, label, footer: drawn", bare, bare)
    row("`fact tui`: screen drawn, takes keys", ready, bare)
    row("`fact tui`: the first brand's ranking", ranked, bare)
    print(f"\nHelp, asked for as soon as the screen is drawn: {median(helped) * 1e3:.0f} ms later.")


def row(what: str, times: Sequence[Times], bare: Sequence[Times]) -> None:
    """One line of the table."""
    (wall, work), (bare_wall, bare_work) = (
        map(median, zip(*t, strict=True)) for t in (times, bare)
    )
    print(
        f"| {what} | {wall * 1e3:.0f} ms | {wall / bare_wall:.2f} "
        f"| {work * 1e3:.0f} ms | {work / bare_work:.2f} |"
    )


if __name__ == "__main__":
    main()
