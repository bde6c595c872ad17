"""What a person sees, cell by cell, on small and large screens in both languages.

UPDATE_SNAPSHOTS=1 pytest tests/tui/test_screens.py writes what the screens show now.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.scroll_view import ScrollView
from textual.widget import Widget
from wcwidth import wcswidth

from factmatrix.desk import Language
from tests.snapshots import expected
from tests.tui.conftest import SAMPLES, complete, drawn, examined, main_screen, open_app, until
from tests.tui.test_language import chinese_in, english_in

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
    "row": Scene("source-article-deals", (80, 24), "zh", ("enter",), "creators.0"),
    "details": Scene("all-round-strong", (80, 24), "en", ("tab", "d"), "brand.name"),
    "plan-narrow": Scene("brand-strong", (80, 24), "en", ("tab", "end")),
    "unknown-narrow": Scene("name-and-category", (80, 24), "en", ("tab", "enter")),
    "nothing-found": Scene("price-strong", (80, 24), "zh", ("slash", "9", "9")),
    "compare": Scene(
        "price-strong", (80, 24), "en", ("f7", "down", "down", "space", "enter", "d")
    ),
    "new-brand": Scene("price-strong", (80, 24), "zh", ("ctrl+n", "enter")),
    "smallest": Scene("price-strong", (60, 18), "en"),
    "too-small": Scene("price-strong", (50, 15), "en"),
}  # fmt: skip


@pytest.mark.parametrize("name", SCENES)
def test_screens(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    scene = SCENES[name]
    now = complete(_seen(scene)) + "\n"
    assert max(map(wcswidth, now.splitlines())) <= scene.size[0]
    assert now == expected(SAVED / f"{name}.txt", now)


@pytest.mark.parametrize("name", SCENES)
def test_no_screen_mixes_languages(name: str) -> None:
    """What a profile says stays in its own language, and nothing else does."""
    seen = (SAVED / f"{name}.txt").read_text(encoding="utf-8")
    files = list(SAMPLES.glob("*.toml"))
    said = " ".join(_texts([tomllib.loads(file.read_text(encoding="utf-8")) for file in files]))
    if SCENES[name].language == "en":
        # Names that consultants know in Chinese stand in brackets behind the English ones.
        unnamed = re.sub(r"\([^()a-z]*\)", "", seen)
        assert [run for run in chinese_in(unnamed) if run not in said] == []
    else:
        assert english_in(seen) - english_in(said) == set()


def _texts(value: object) -> Iterator[str]:
    """All that a profile says in words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


async def _seen(scene: Scene) -> str:
    path = Path(f"{scene.sample}.toml")
    async with open_app(path, scene.size, scene.language) as pilot:
        main = main_screen(pilot.app)
        await until(pilot, lambda: main.library.paths and not main.folder.scoring)
        await until(pilot, lambda: examined(pilot))
        for calls in main.fact.engine.calls.values():  # so many that what they take is known
            calls.number, calls.seconds = 1_000_000, 300.0
        if scene.field:
            target = tuple(int(s) if s.isdigit() else s for s in scene.field.split("."))
            main.go_to_field(target)
            await until(pilot, lambda: pilot.app.focused is not None)
            await _settled(pilot)
        for key in scene.keys:
            await pilot.press(key)
        await until(pilot, lambda: examined(pilot))
        seen = await _settled(pilot)
        assert [str(w) for w in _shown(pilot) if _sideways(w)] == [], "scrolls sideways"
        assert [str(w) for w in _shown(pilot) if _cut(w)] == [], "cut without a sign"
        return seen


def _shown(pilot: Pilot[None]) -> list[Widget]:
    """What stands on the screen and in the dialogs over it."""
    screens = [pilot.app.screen]
    if pilot.app.screen.is_modal:
        screens += pilot.app._background_screens
    widgets = (widget for screen in screens for widget in screen.walk_children(Widget))
    return [widget for widget in widgets if widget.is_on_screen and widget.size]


def _sideways(widget: Widget) -> bool:
    return widget.is_scrollable and widget.allow_horizontal_scroll and widget.max_scroll_x > 0


def _cut(widget: Widget) -> bool:
    """Whether a widget has words for which it has no room, and does not say so."""
    if isinstance(widget, ScrollView) or widget.children:
        return False  # the first cut their lines themselves, as snapshots show
    content = widget.render()
    if not isinstance(content, Content):
        return False
    width, height = widget.content_size
    if widget.styles.text_overflow == "ellipsis" and widget.styles.text_wrap == "nowrap":
        return False
    lines = content.wrap(width) if width else []
    return len(lines) > height


async def _settled(pilot: Pilot[None]) -> str:
    """The screen once nothing on it changes any more."""
    seen = [""]

    def stands_still() -> bool:
        seen.append(drawn(pilot))
        return len(seen) > 12 and len(set(seen[-12:])) == 1

    await until(pilot, stands_still, what="the screen still changes")
    return seen[-1]
