"""Pictures of the running app for the READMEs: the app itself draws them, on the samples.

`python docs/refresh.py` writes them to docs/pictures/.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from factmatrix.desk import EngineProcess, Language, Setting
from factmatrix_tui.app import FactApp

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
DAY = date(2026, 7, 1)
SIZE = (132, 40)
SHOWN: Mapping[str, tuple[str, Language, str]] = {
    "app.svg": ("content-strong.toml", "en", "powers.content.live"),
    "app.zh-CN.svg": ("content-strong.toml", "zh", "powers.content.live"),
}
"""By file: the sample that is open, the language, and the field with the cursor."""
_PLACES = ("CONFIG", "STATE", "DATA", "CACHE")


def pictures() -> dict[Path, str]:
    """Every picture as it should be."""
    with TemporaryDirectory() as name:
        for place in _PLACES:  # neither read nor write what is the user's own
            os.environ[f"XDG_{place}_HOME"] = str(Path(name) / place)
        folder = Path(name) / "profiles"
        shutil.copytree(ROOT / "profiles", folder)
        return {
            FOLDER / file: asyncio.run(_picture(folder / sample, language, field))
            for file, (sample, language, field) in SHOWN.items()
        }


async def _picture(sample: Path, language: Language, field: str) -> str:
    async with EngineProcess(Setting()) as engine:
        app = FactApp(sample, engine, language, DAY)
        async with app.run_test(size=SIZE) as pilot:
            await _settled(pilot)
            app.main.go_to_field(tuple(field.split(".")))
            await _settled(pilot)
            picture = app.export_screenshot(title="factmatrix")
            app.workers.cancel_all()
            return picture


async def _settled(pilot: Pilot[None]) -> None:
    """Until everything is read and nothing on the screen changes any more."""
    app = pilot.app
    assert isinstance(app, FactApp)
    while app.main.document is None or app.main.document.answer is None or app.main.folder.scoring:
        await pilot.pause(0.05)
    seen: list[str] = []
    while len(seen) < 10 or len(set(seen[-10:])) > 1:
        seen.append(app.export_screenshot())
        await pilot.pause(0.05)
