"""The door of the app: `fact tui` calls `run`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from factmatrix.desk import EngineProcess, Language, Setting
from factmatrix.text import LANGUAGES


class Settings(Protocol):
    """What the command settled: language, rules, plugins and keys.

    `language_asked` says that the language was named for this start, not once for all;
    `plugin_limit` are the seconds that one call of a plugin may take, `plugin_folders` hold more
    positions.
    """

    @property
    def language(self) -> Language: ...
    @property
    def language_asked(self) -> bool: ...
    @property
    def rules(self) -> tuple[Path, ...]: ...
    @property
    def enable(self) -> tuple[str, ...]: ...
    @property
    def disable(self) -> tuple[str, ...]: ...
    @property
    def plugin_limit(self) -> float: ...
    @property
    def plugin_folders(self) -> tuple[Path, ...]: ...
    @property
    def keys(self) -> Mapping[str, str]: ...


def run(path: Path | None, settings: Settings) -> int:
    """Open the app on a profile, a folder, or where it was left; the exit code."""
    try:
        return asyncio.run(_run(path, settings))
    except Exception as error:  # Python would print values of variables, which are client data
        from factmatrix_tui.crash import message, write_report

        told = message(write_report(error), kept=None)
        print(told.in_(settings.language), file=sys.stderr)
        return 1


async def _run(path: Path | None, settings: Settings) -> int:
    setting = Setting(
        settings.enable,
        settings.disable,
        settings.rules,
        settings.plugin_limit,
        plugin_folders=settings.plugin_folders,
    )
    async with EngineProcess(setting) as engine:
        # Here, not above: the engine loads while the app is imported.
        from factmatrix_tui.app import FactApp
        from factmatrix_tui.session import last_session

        session = last_session()
        language = settings.language
        if session.language in LANGUAGES and not settings.language_asked:
            language = session.language
        app = FactApp(path, engine, language, date.today(), settings.keys, session)
        await app.run_async()
    return app.return_code or 0
