"""The app under a pilot, with the real engine process, on copies of the samples."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from io import StringIO
from pathlib import Path
from time import monotonic
from typing import TypeVar

import pytest
from rich.console import Console
from textual.pilot import Pilot

from factmatrix.desk import EngineProcess, Language, Setting
from factmatrix_tui.app import FactApp
from factmatrix_tui.screens.main import MainScreen
from factmatrix_tui.session import FRESH, Session
from tests.brands import DAY

SAMPLES = Path(__file__).parent.parent.parent / "profiles"
T = TypeVar("T")
PLACES = ("CONFIG", "STATE", "DATA", "CACHE")


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where configuration, session and drafts of the app lie during a test."""
    places = tmp_path / "places"
    for name in PLACES:
        folder = places / name.lower()
        folder.mkdir(parents=True)
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder))
    monkeypatch.setenv("FACT_CONFIG", str(places / "config.toml"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return places


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a copy of every sample."""
    folder = tmp_path / "brands"
    folder.mkdir()
    for sample in SAMPLES.glob("*.toml"):
        shutil.copy(sample, folder)
    return folder


class Stage:
    """One event loop, and in it one engine for all tests that need no setting of their own."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._engines = AsyncExitStack()
        self._engine: EngineProcess | None = None

    async def engine(self) -> EngineProcess:
        """The engine, as it is installed; started when it is first asked for."""
        if self._engine is None:
            self._engine = await self._engines.enter_async_context(EngineProcess(Setting()))
        return self._engine

    def complete(self, test: Coroutine[None, None, T]) -> T:
        """Run a test; no task that it began outlives it."""
        return self._runner.run(self._alone(test))

    def close(self) -> None:
        """End the engine and the loop."""
        self._runner.run(self._engines.aclose())
        self._runner.close()

    async def _alone(self, test: Coroutine[None, None, T]) -> T:
        engine = await self.engine()
        before = asyncio.all_tasks()
        try:
            return await test
        finally:
            while engine.awaited:  # its tasks are among those that have begun
                await asyncio.sleep(0.001)
            begun = asyncio.all_tasks() - before
            for task in begun:
                task.cancel()
            await asyncio.gather(*begun, return_exceptions=True)


_stage = Stage()
complete = _stage.complete


@pytest.fixture(autouse=True, scope="session")
def stage() -> Iterator[None]:
    """What the tests share is ended with them."""
    yield
    _stage.close()


@asynccontextmanager
async def open_app(
    path: Path | None,
    size: tuple[int, int] = (120, 36),
    language: Language = "en",
    setting: Setting | None = None,
    keys: Mapping[str, str] | None = None,
    session: Session = FRESH,
) -> AsyncIterator[Pilot[None]]:
    """The app opened on a file or folder: the engine is loaded and the first brand is judged.

    None opens it where the `session` says that it was left. Where there is no brand to judge, it
    is open as soon as the engine is loaded. With a `setting` it has an engine of its own, which is
    started now and sees what is installed, limited or set by then.
    """
    expected = path is None or path.is_file() or any(path.rglob("*.toml"))
    async with AsyncExitStack() as own:
        engine = (
            await _stage.engine()
            if setting is None
            else await own.enter_async_context(EngineProcess(setting))
        )
        app = FactApp(path, engine, language, DAY, keys or {}, session)
        async with app.run_test(size=size, notifications=True) as pilot:
            try:
                await until(pilot, lambda: hasattr(app, "about"))
                if expected:
                    await until(pilot, lambda: _judged(app))
                yield pilot
            finally:
                app.workers.cancel_all()  # as `FactApp.leave` does


def _judged(app: FactApp) -> bool:
    document = main_screen(app).document
    return document is not None and document.judged is not None


def main_screen(app: object) -> MainScreen:
    """The screen with the brands, whatever lies above it."""
    assert isinstance(app, FactApp)
    return next(screen for screen in app.screen_stack if isinstance(screen, MainScreen))


def examined(pilot: Pilot[None]) -> bool:
    """Whether all was answered that is asked of the open brand when typing rests."""
    document = main_screen(pilot.app).document
    return document is None or document.examined is document.answered


async def until(
    pilot: Pilot[None], condition: Callable[[], object], seconds: float = 30, what: str = ""
) -> None:
    """Let the app go on until a condition is true; fails after so many seconds."""
    deadline = monotonic() + seconds
    while not condition():
        assert monotonic() < deadline, f"still not so after {seconds} s: {what or condition}"
        await asyncio.sleep(0.01)
    await pilot.pause()  # which asks every widget, so it is not done at each look


def told(pilot: Pilot[None]) -> str:
    """What the messages in the corner say, however their lines are broken."""
    app = pilot.app
    assert isinstance(app, FactApp)
    return "\n".join(said.in_(app.language) for said in app.told)


def drawn(pilot: Pilot[None]) -> str:
    """What stands on the screen, line by line, without colours; dialogs lie over what they hide."""
    app = pilot.app
    paper = StringIO()
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    Console(file=paper, width=app.size.width, color_system=None, legacy_windows=False).print(update)
    return "\n".join(line.rstrip() for line in paper.getvalue().splitlines())
