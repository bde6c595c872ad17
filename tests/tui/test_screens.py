"""What a person sees, cell by cell, on small and large screens in both languages.

UPDATE_SNAPSHOTS=1 pytest tests/tui/test_screens.py writes what the screens show now.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot
from wcwidth import wcswidth

from factmatrix.desk import Language
from tests.snapshots import expected
from tests.tui.conftest import drawn, main_screen, open_app, until

SAVED = Path(__file__).parent / "screens"


@dataclass(frozen=True)
class Scene:
    """A sample opened at a size in a language, the keys pressed one by one, the field gone to."""

    sample: str
    size: tuple[int, int]
    language: Language
    keys: tuple[str, ...] = ()
    field: str = ""
    """Where the cursor goes before the keys are pressed; "" leaves it where it is."""


SCENES = {
    "strong": Scene("content-strong", (120, 36), "en"),
    "strong-narrow": Scene("content-strong", (80, 24), "zh"),
    "weak-wide": Scene("weak-everywhere", (160, 48), "en"),
    "nothing-known": Scene("name-and-category", (80, 24), "en"),
    "typing-a-wrong-value": Scene(
        "content-strong", (120, 36), "en", ("1", "2", "0"), "powers.content.live"
    ),
    "creators": Scene("source-article-deals", (120, 36), "zh", (), "creators"),
    "changed-lines": Scene(
        "price-strong", (120, 36), "en", ("6", "2", "escape", *["right_square_bracket"] * 6),
        "powers.content.live",
    ),
    "what-if": Scene(
        "product-strong", (120, 36), "zh", ("f6", "9", "9", "enter"), "powers.content.live"
    ),
    "portfolio": Scene("price-strong", (120, 36), "zh", ("f8",)),
    "help": Scene("price-strong", (80, 24), "zh", ("f1",)),
    "palette": Scene("price-strong", (120, 36), "en", ("ctrl+p", "s", "p", "r", "e")),
    "plugins": Scene("price-strong", (120, 36), "en", ("f9",)),
    "leaving-unsaved": Scene(
        "price-strong", (80, 24), "zh", ("5", "enter", "ctrl+c"), "powers.content.live"
    ),
    "too-small": Scene("price-strong", (50, 15), "en"),
}  # fmt: skip


@pytest.mark.parametrize("name", SCENES)
def test_screens(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    scene = SCENES[name]
    now = asyncio.run(_seen(scene)) + "\n"
    assert max(map(wcswidth, now.splitlines())) <= scene.size[0]
    assert now == expected(SAVED / f"{name}.txt", now)


async def _seen(scene: Scene) -> str:
    path = Path(f"{scene.sample}.toml")
    async with open_app(path, scene.size, scene.language) as pilot:
        main = main_screen(pilot.app)
        await until(pilot, lambda: main.library.paths and not main.folder.scoring)
        if scene.field:
            target = tuple(scene.field.split("."))
            main.go_to_field(target)
            await until(pilot, lambda: pilot.app.focused is not None)
            await _settled(pilot)
        for key in scene.keys:
            await pilot.press(key)
        return await _settled(pilot)


async def _settled(pilot: Pilot[None]) -> str:
    """The screen once nothing on it changes any more."""
    seen = [""]

    def stands_still() -> bool:
        seen.append(drawn(pilot))
        return len(seen) > 12 and len(set(seen[-12:])) == 1

    await until(pilot, stands_still, what="the screen still changes")
    return seen[-1]
