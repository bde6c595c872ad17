"""The mouse: a double click does what a click does, the wheel scrolls whatever is longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.screens.choices import ChoicesScreen
from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.notices import Notices
from factmatrix_tui.widgets.position_row import PositionRow
from factmatrix_tui.widgets.score_table import ScoreTable
from tests.tui.conftest import main_screen, until
from tests.tui.test_form import document, on, press, stand_on, value
from tests.tui.test_portfolio import table


def test_a_double_click_on_a_brand_asks_about_unsaved_changes(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.live")
        await press(pilot, "5", "enter")
        path = document(pilot).path
        await pilot.click(BrandList, offset=(5, 2), times=2)
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, Ask), "the second click is no answer"
        await press(pilot, "escape")
        await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))
        assert document(pilot).path == path

    on(folder / "price-strong.toml", doing)


@pytest.mark.parametrize("widget", [PositionRow, Notices])
def test_a_double_click_opens_what_a_click_opens(
    folder: Path, widget: type[PositionRow | Notices]
) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        row = pilot.app.screen.query(widget).first()
        await until(pilot, lambda: row.display and row.size.height)
        await pilot.click(row, times=2)
        await until(pilot, lambda: row.unfolded)
        await pilot.pause(0.1)
        assert row.unfolded, "the second click does not close it"

    on(folder / "price-strong.toml", doing)


def test_a_double_click_on_the_portfolio_opens_a_brand(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        shown = await table(pilot)
        await pilot.click(ScoreTable, offset=(5, 3), times=2)
        await until(pilot, lambda: document(pilot).path == shown.paths[2])
        assert pilot.app.screen is main_screen(pilot.app)

    on(folder / "price-strong.toml", doing)


def test_a_double_click_on_a_choice_takes_it(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "brand.stage")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicesScreen))
        screen = pilot.app.screen
        assert isinstance(screen, ChoicesScreen)
        wanted = screen.values[2]
        await pilot.click(OptionList, offset=(5, 2), times=2)
        await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))
        assert value(pilot, "brand.stage") == wanted

    on(folder / "price-strong.toml", doing)
