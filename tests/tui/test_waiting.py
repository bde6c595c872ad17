"""An engine that does not come back: it is told and can be stopped, and nothing typed is lost."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic

import pytest
from textual.pilot import Pilot

from factmatrix.desk import EngineProcess, Setting
from factmatrix_tui.app import FactApp
from factmatrix_tui.values import get
from factmatrix_tui.widgets.brand_list import BrandList
from tests.brands import DAY
from tests.tui.conftest import complete, drawn, main_screen, open_app, told, until
from tests.tui.test_advice import line_with
from tests.tui.test_form import document, stand_on
from tests.tui.test_saving import STOCK, UNSAVED, answer, asked, change, ended

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGSTOP"), reason="processes cannot be stopped here"
)
SAMPLE = "price-strong.toml"
SOON = 5.0
"""Seconds, on a busy machine; an engine that stands still is given up after 60."""
LIVE = ("powers", "content", "live")


def app(pilot: Pilot[None]) -> FactApp:
    assert isinstance(pilot.app, FactApp)
    return pilot.app


def opened(path: Path, look: Callable[[Pilot[None]], Awaitable[None]]) -> float:
    """Run the app on a folder that is scored and watched; seconds from its end to that of all."""

    async def run() -> float:
        async with EngineProcess(Setting()) as engine:
            fact = FactApp(path, engine, "en", DAY)
            async with fact.run_test(size=(120, 36), notifications=True) as pilot:
                screen = main_screen(fact)
                await until(pilot, lambda: screen.folder.watched and not screen.folder.scoring)
                await until(pilot, lambda: screen.document and screen.document.judged)
                await at_rest(pilot)
                await look(pilot)
                fact.workers.cancel_all()
            left = monotonic()
        return monotonic() - left

    return complete(run())


async def at_rest(pilot: Pilot[None]) -> None:
    """Nothing is asked of the engine any more: between two questions it has nothing to do either.

    What follows when typing rests is asked half as long after it.
    """
    calm = 0
    while calm < 30:
        calm = 0 if app(pilot).engine.awaited else calm + 1
        await asyncio.sleep(0.01)


def judged_live(pilot: Pilot[None]) -> object:
    """The live-room ability that the last answer rests on."""
    return get(document(pilot).answered, LIVE)


def known_whole(pilot: Pilot[None]) -> bool:
    """Whether the advice that is shown has come with plan and questions."""
    answer = document(pilot).answer
    return answer is not None and answer.plan is not None


@asynccontextmanager
async def stopped(pilot: Pilot[None], at: str | None = None) -> AsyncIterator[None]:
    """The engine's process stands still, as on a disk that does not answer.

    It does so while it is asked nothing, or is `at` a method of the desk.
    """
    engine = app(pilot).engine
    process, stands, deadline = engine.process, False, monotonic() + 30
    assert process is not None
    while not stands:
        while at != (engine.awaited.method if engine.awaited else None):
            assert monotonic() < deadline, f"the engine is never at {at}"
            await asyncio.sleep(0)
        awaited = engine.awaited
        os.kill(process, signal.SIGSTOP)
        await pilot.pause()  # an answer that was on its way is followed by the next question
        stands = engine.awaited is awaited
        if not stands:
            os.kill(process, signal.SIGCONT)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)


async def cancelled(pilot: Pilot[None], what: str) -> None:
    """What is waited for is told, and escape stops it."""
    await until(pilot, lambda: f"{what} · " in drawn(pilot), what=what)
    assert "s · Esc Stop" in drawn(pilot)
    await pilot.press("escape")
    await until(pilot, lambda: "Stopped before there was an answer" in told(pilot))
    await until(pilot, lambda: f"{what} · " not in drawn(pilot))


def test_a_save_that_does_not_come_back(folder: Path) -> None:
    before = (folder / SAMPLE).read_bytes()

    async def look(pilot: Pilot[None]) -> None:
        change(pilot, 77)
        async with stopped(pilot):
            await pilot.press("ctrl+s")
            await cancelled(pilot, "Saving")
        assert document(pilot).unsaved
        assert get(document(pilot).values, STOCK) == 77
        assert (folder / SAMPLE).read_bytes() == before
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not document(pilot).unsaved)

    opened(folder / SAMPLE, look)
    assert b"stock_days = 77" in (folder / SAMPLE).read_bytes()


def test_an_app_whose_engine_stands_still_takes_what_is_typed(folder: Path) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.live")
        async with stopped(pilot):
            await pilot.press("3", "3", "enter", "up")
            assert get(document(pilot).values, LIVE) == 33
            await cancelled(pilot, "Working out the advice")
        await pilot.press("4", "4", "enter")
        await until(pilot, lambda: "44" in line_with(pilot, "Live-room ability"))
        await until(pilot, lambda: judged_live(pilot) == 44)

    opened(folder / SAMPLE, look)


def test_a_brand_that_does_not_open_leaves_the_one_that_is_open(folder: Path) -> None:
    other = folder / "content-strong.toml"

    async def look(pilot: Pilot[None]) -> None:
        brands = main_screen(pilot.app).query_one(BrandList)
        async with stopped(pilot):
            brands.post_message(BrandList.Opened(other))
            await cancelled(pilot, "Opening")
        assert document(pilot).path == folder / SAMPLE
        brands.post_message(BrandList.Opened(other))
        await until(pilot, lambda: document(pilot).path == other)

    opened(folder / SAMPLE, look)


def test_a_folder_that_cannot_be_listed_again_keeps_its_brands(folder: Path) -> None:
    async def look(pilot: Pilot[None]) -> None:
        paths = main_screen(pilot.app).library.paths
        async with stopped(pilot):
            (folder / SAMPLE).touch()
            await cancelled(pilot, "Listing the folder")
            assert main_screen(pilot.app).library.paths == paths

    opened(folder / SAMPLE, look)


def test_a_folder_whose_scoring_does_not_come_back(folder: Path) -> None:
    for number in range(1_000):
        shutil.copy(folder / SAMPLE, folder / f"copy-{number:04}.toml")

    async def run() -> None:
        async with open_app(folder) as pilot:
            screen = main_screen(pilot.app)
            # All that would be asked before the rest of the folder has its answer.
            await until(pilot, lambda: screen.folder.watched and known_whole(pilot))
            assert screen.folder.scoring
            async with stopped(pilot, "summaries"):
                await cancelled(pilot, "Scoring the folder")
                assert screen.folder.scoring
                await until(pilot, lambda: "Esc Go on" in drawn(pilot))
            await pilot.press("escape")
            await until(pilot, lambda: not screen.folder.scoring, seconds=60)

    complete(run())


@pytest.mark.parametrize("dirty", [False, True], ids=["saved", "unsaved"])
def test_leaving_while_the_engine_stands_still(folder: Path, dirty: bool) -> None:
    before = (folder / SAMPLE).read_bytes()
    pressed = [0.0]

    async def look(pilot: Pilot[None]) -> None:
        async with stopped(pilot):
            if dirty:
                change(pilot, 77)
                await pilot.press("ctrl+s")
            else:
                (folder / SAMPLE).write_bytes(before + b"# theirs")
                await until(pilot, lambda: app(pilot).engine.awaited)
            pressed[0] = monotonic()
            await pilot.press("ctrl+q")
            if dirty:
                await asked(pilot, UNSAVED)
                assert monotonic() - pressed[0] < SOON
                assert get(document(pilot).values, STOCK) == 77
                pressed[0] = monotonic()
                await answer(pilot, UNSAVED, "n")
            await until(pilot, lambda: ended(pilot))

    opened(folder / SAMPLE, look)
    assert monotonic() - pressed[0] < SOON
