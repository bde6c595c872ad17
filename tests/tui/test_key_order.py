"""Keys that come faster than they are handled, as from a paste or over a slow line."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input

from factmatrix_tui.widgets.filter_line import FilterLine
from factmatrix_tui.widgets.rows_table import RowsTable
from tests.tui.conftest import main_screen, until
from tests.tui.test_form import BRAND, cursor, document, on, stand_on, value

NAMED = ("enter", "escape", "up", "down", "right", "backspace", "plus", "ctrl+p")
SIGNS = {"/": "slash"}


def burst(pilot: Pilot[None], *keys: str) -> None:
    """Keys and typed texts, all at once: nothing is handled in between."""
    for key in keys:
        if key in NAMED:
            pilot.app.post_message(events.Key(key, None))
        else:
            for character in key:
                pilot.app.post_message(events.Key(SIGNS.get(character, character), character))


def test_what_is_typed_on_after_enter_is_for_the_next_field(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.short_video")
        burst(pilot, "100", "enter", "57", "enter", "8", "down", "64", "enter")
        await until(pilot, lambda: value(pilot, "powers.brand.spread") == 64)
        assert value(pilot, "powers.content.short_video") == 100
        assert value(pilot, "powers.content.live") == 57
        assert value(pilot, "powers.brand.attraction") == 8
        assert len(document(pilot).done) == 4
        await until(pilot, lambda: cursor(pilot) == "powers.product.innovation")

    on(folder / BRAND, doing)


def test_walking_stepping_and_typing_in_one_go(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.short_video")
        burst(pilot, "40", "escape", "right", "right", "down", "u", "up", "plus")
        await until(pilot, lambda: value(pilot, "powers.content.short_video") == 43)
        assert value(pilot, "powers.content.live") is None

    on(folder / BRAND, doing)


@pytest.mark.parametrize("typed", ["美妆", "e美"])
def test_the_filter_takes_what_follows_its_key(folder: Path, typed: str) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        line = main_screen(pilot.app).query_one(FilterLine)
        burst(pilot, "/", "服x装", "backspace", "backspace", "backspace", typed)
        await until(pilot, lambda: line.value == typed, what=line.value)

    on(folder / BRAND, doing)


def test_corrections_come_before_what_is_typed_after_them(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        line = main_screen(pilot.app).query_one(FilterLine)
        burst(pilot, "/", "x")
        await until(pilot, lambda: line.value == "x")
        burst(pilot, "服x", "backspace", "backspace", "backspace", "纸p")
        await until(pilot, lambda: line.value == "纸p", what=line.value)

    on(folder / BRAND, doing)


def test_a_dialog_takes_what_follows_its_key(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        burst(pilot, "ctrl+p", "价格")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        line = pilot.app.screen.query_one(Input)
        await until(pilot, lambda: line.value == "价格", what=line.value)

    on(folder / BRAND, doing)


def test_a_row_that_is_opened_takes_what_follows(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        main_screen(pilot.app).go_to_field(("creators", 0))
        await until(pilot, lambda: isinstance(pilot.app.focused, RowsTable))
        burst(pilot, "a", "enter", "阿茶", "enter", "escape")
        await until(pilot, lambda: document(pilot).values["creators"][-1] == {"name": "阿茶"})
        await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))

    on(folder / BRAND, doing)
