"""Time from the start of `fact tui` to the first brand's ranking, against a bare Textual app."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.app_terminal import Terminal
from benchmarks.conftest import FACT, PROFILES

ROUNDS = 15
BARE = [sys.executable, str(Path(__file__).parent / "app_bare.py")]
BARE_IS_READY, APP_IS_READY = "everything is here", "% known"


@contextmanager
def opened(command: list[str], mark: str) -> Iterator[tuple[Terminal, float]]:
    """A terminal with this program in it, and the seconds until it has drawn the mark."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        places = ("CONFIG", "STATE", "DATA", "CACHE")
        environment = {f"XDG_{place}_HOME": str(folder / place) for place in places}
        with Terminal(folder, command, environment) as terminal:
            yield terminal, terminal.until(mark)


def app_opened(path: Path) -> AbstractContextManager[tuple[Terminal, float]]:
    """The app on a file or folder, ready when the first brand is ranked."""
    return opened([FACT, "tui", "--lang", "en", str(path)], APP_IS_READY)


def main() -> None:
    """Both in turn, so that whatever else the machine does meets both."""
    bare, app = [], []
    with TemporaryDirectory() as name:
        profiles = shutil.copytree(PROFILES, Path(name) / "profiles")
        for _ in range(ROUNDS):
            with opened(BARE, BARE_IS_READY) as (_, seconds):
                bare.append(seconds)
            with app_opened(profiles) as (_, seconds):
                app.append(seconds)
    print("| what | time until drawn, median | ratio |")
    print("| --- | --- | --- |")
    print(f"| header, label, footer | {median(bare) * 1e3:.0f} ms | 1.00 |")
    ratio = median(app) / median(bare)
    print(f"| fact tui: the first brand's ranking | {median(app) * 1e3:.0f} ms | {ratio:.2f} |")


if __name__ == "__main__":
    main()
