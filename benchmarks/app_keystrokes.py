"""CPU from a key in a score field to the changed score on the screen, with five scorecards.

Counted are both processes, the app's and the engine's, on Linux, which keeps such accounts.
"""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from textual import events
from textual.content import Content
from textual.pilot import Pilot

from benchmarks.conftest import DAY, PROFILES
from factmatrix.desk import EngineProcess, Setting
from factmatrix_tui.app import FactApp
from factmatrix_tui.screens.main import MainScreen
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.form import Form
from factmatrix_tui.widgets.position_row import PositionRow

KEYS = 500
FIELD = ("powers", "content", "live")
FIFTH = """
from factmatrix import ScorecardPosition
from factmatrix_alliance import position as alliance

card = alliance.scorecard()
info = card.position.model_copy(update={"id": "fifth", "letter": "X", "order": 99})
position = ScorecardPosition(card.model_copy(update={"position": info}))
"""


@contextmanager
def fifth_position() -> Iterator[None]:
    """A plugin with a scorecard as large as a bundled one, installed for the processes to come."""
    with TemporaryDirectory() as name:
        info = Path(name) / "fifth-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fifth\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[factmatrix]\nfifth = fifth_position:position\n")
        (Path(name) / "fifth_position.py").write_text(FIFTH)
        os.environ["PYTHONPATH"] = os.pathsep.join((name, os.environ.get("PYTHONPATH", "")))
        yield


def cpu_of(process: int) -> float:
    """CPU seconds of a running process; its clock has the number that glibc would give."""
    return time.clock_gettime((~process << 3) | 2)


class Redrawn:
    """Says when a position's row is drawn with another answer than the one it had."""

    def __init__(self) -> None:
        self.event = asyncio.Event()
        drawn: dict[PositionRow, object] = {}
        render = PositionRow.render

        def watched(self: PositionRow) -> Content:
            score = self.ranked.fit.score if self.ranked else None
            if drawn.get(self) != score:
                drawn[self] = score
                event.set()
            return render(self)

        event = self.event
        PositionRow.render = watched  # type: ignore[method-assign]


async def measure(pilot: Pilot[None], engine: EngineProcess) -> list[float]:
    """Milliseconds of CPU for each key, typed one after the other."""
    app, redrawn = pilot.app, Redrawn()
    screen = next(s for s in app.screen_stack if isinstance(s, MainScreen))
    while screen.document is None or screen.document.judged is None:
        await pilot.pause(0.05)
    child = engine.process
    assert child is not None
    screen.query_one(Form).go_to(FIELD)
    await pilot.pause(0.5)
    assert isinstance(app.focused, FieldRow)
    await pilot.press("7")
    await pilot.pause(0.5)
    spent = []
    for number in range(KEYS):
        key = events.Key("backspace", None) if number % 2 else events.Key("5", "5")
        redrawn.event.clear()
        before = time.process_time() + cpu_of(child)
        app.post_message(key)
        await asyncio.wait_for(redrawn.event.wait(), 5)
        spent.append((time.process_time() + cpu_of(child) - before) * 1e3)
        await asyncio.sleep(0.05)  # as fast as a person types; what is drawn besides is done then
    return spent


async def run() -> list[float]:
    """The app on the samples, without a terminal."""
    with TemporaryDirectory() as name:
        for place in ("CONFIG", "STATE", "DATA", "CACHE"):
            os.environ[f"XDG_{place}_HOME"] = str(Path(name) / place)
        folder = Path(name) / "profiles"
        shutil.copytree(PROFILES, folder)
        async with EngineProcess(Setting()) as engine:
            app = FactApp(folder / "all-round-strong.toml", engine, "en", DAY)
            async with app.run_test(size=(120, 36)) as pilot:
                spent = await measure(pilot, engine)
                app.workers.cancel_all()  # as `FactApp.leave` does
                return spent


def main() -> None:
    """One line of the table."""
    if sys.platform != "linux":
        sys.exit("This benchmark reads the CPU time of another process, which needs Linux.")
    gc.set_threshold(100_000)  # as the command does
    with fifth_position():
        spent = asyncio.run(run())
    percentiles = quantiles(spent, n=100)
    print("| what | CPU of both processes, p50 | p99 |")
    print("| --- | --- | --- |")
    print(
        f"| a key in a score field until the changed score is drawn, {KEYS} keys, 5 scorecards "
        f"| {percentiles[49]:.1f} ms | {percentiles[98]:.1f} ms |"
    )


if __name__ == "__main__":
    main()
