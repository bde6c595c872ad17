"""The door of the app: `fact tui` calls `run`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from factmatrix.desk import EngineProcess, Language, Setting


class Settings(Protocol):
    """What the command settled: language, rules, plugins and keys."""

    @property
    def language(self) -> Language: ...
    @property
    def rules(self) -> tuple[Path, ...]: ...
    @property
    def enable(self) -> tuple[str, ...]: ...
    @property
    def disable(self) -> tuple[str, ...]: ...
    @property
    def keys(self) -> Mapping[str, str]: ...


def run(path: Path | None, settings: Settings) -> int:
    """Open the app on a profile, a folder, or where it was left; the exit code."""
    return asyncio.run(_run(path or Path.cwd(), settings))


async def _run(path: Path, settings: Settings) -> int:
    setting = Setting(settings.enable, settings.disable, settings.rules)
    async with EngineProcess(setting) as engine:
        # Here, not above: the engine loads while the app is imported.
        from factmatrix_tui.app import FactApp

        app = FactApp(path, engine, settings.language, date.today(), settings.keys)
        await app.run_async()
    return app.return_code or 0
