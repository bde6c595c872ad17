"""The door of the app: `fact tui` calls `run`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from factmatrix.desk import Language, Setting


class Settings(Protocol):
    """What the command settled: language, rules and plugins."""

    @property
    def language(self) -> Language: ...
    @property
    def rules(self) -> tuple[Path, ...]: ...
    @property
    def enable(self) -> tuple[str, ...]: ...
    @property
    def disable(self) -> tuple[str, ...]: ...


def run(path: Path | None, settings: Settings) -> int:
    """Open the app on a profile, a folder, or where it was left; the exit code."""
    from factmatrix_tui.app import FactApp

    setting = Setting(settings.enable, settings.disable, settings.rules)
    app = FactApp(path or Path.cwd(), setting, settings.language, date.today())
    app.run()
    return app.return_code or 0
