"""The mouse: a double click does what a click does, the wheel scrolls whatever is longer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList

from factmatrix import Text
from factmatrix_tui.saving_texts import STAY
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.screens.choices import ChoicesScreen
from factmatrix_tui.screens.help import HelpScreen
from factmatrix_tui.screens.row import RowScreen
from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.fields import Fields
from factmatrix_tui.widgets.notices import Notices
from factmatrix_tui.widgets.position_row import PositionRow
from factmatrix_tui.widgets.score_table import ScoreTable
from tests.tui.conftest import drawn, main_screen, until
from tests.tui.test_form import document, on, press, stand_on, value
from tests.tui.test_portfolio import table
from tests.tui.test_rows import table as rows


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


async def wheel(pilot: Pilot[None], widget: Widget, notches: int = 4) -> None:
    """Turn the wheel down over the middle of a widget, as a terminal reports it."""
    at = widget.region.center
    x, y = int(at[0]), int(at[1])
    for _ in range(notches):
        pilot.app.post_message(
            events.MouseScrollDown(
                None, x=x, y=y, delta_x=0, delta_y=0, button=0, shift=False, meta=False,
                ctrl=False, screen_x=x, screen_y=y,
            )
        )  # fmt: skip
    await until(pilot, lambda: widget.scroll_offset.y > 0, 5, f"{widget} is scrolled")
    await until(pilot, lambda: widget.scroll_offset.y == widget.scroll_target_y)


def many(folder: Path) -> Path:
    """A folder with more brands than a screen has lines."""
    for number in range(60):
        shutil.copy(folder / "price-strong.toml", folder / f"copy-{number:02}.toml")
    return folder


def test_the_wheel_scrolls_the_brands_and_a_click_opens_what_is_there_now(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        brands = main_screen(pilot.app).query_one(BrandList)
        await until(pilot, lambda: not main_screen(pilot.app).folder.scoring)
        cursor = brands.cursor
        await wheel(pilot, brands)
        assert brands.cursor == cursor, "the wheel opens and marks nothing"
        wanted = brands.seen[3]
        await pilot.click(brands, offset=(5, 3))
        await until(pilot, lambda: document(pilot).path == wanted)
        assert brands.here == wanted

    on(many(folder), doing)


def test_the_wheel_scrolls_the_portfolio_and_a_click_opens_what_is_there_now(
    folder: Path,
) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        shown = await table(pilot)
        await wheel(pilot, shown)
        wanted = shown.paths[shown.scroll_offset.y + 4]  # the first line is the head
        await pilot.click(shown, offset=(5, 5))
        await until(pilot, lambda: document(pilot).path == wanted)

    on(many(folder), doing)


def test_the_wheel_scrolls_form_and_advice(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot.app)
        await wheel(pilot, screen.query_one("#advice"))
        await wheel(pilot, next(page for page in screen.query(Fields) if page.size.height))

    on(folder / "price-strong.toml", doing, (120, 24))


def test_the_wheel_scrolls_choices_and_a_click_takes_what_is_there_now(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "brand.category")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicesScreen))
        screen = pilot.app.screen
        assert isinstance(screen, ChoicesScreen)
        choices = screen.query_one(OptionList)
        await wheel(pilot, choices)
        wanted = screen.values[choices.scroll_offset.y + 1]
        await pilot.click(choices, offset=(5, 1))
        await until(pilot, lambda: value(pilot, "brand.category") == wanted)

    on(folder / "price-strong.toml", doing, (80, 24))


def test_the_wheel_scrolls_the_page_of_keys(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await press(pilot, "f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await wheel(pilot, pilot.app.screen.query_one(".page"))

    on(folder / "price-strong.toml", doing)


def test_the_wheel_scrolls_the_dialog_of_a_row_and_a_click_stands_on_what_is_there_now(
    folder: Path,
) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await rows(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RowScreen))
        fields = pilot.app.screen.query_one(Fields)
        await wheel(pilot, fields)
        x, y = fields.region.offset
        there = pilot.app.screen.get_widget_at(x + 5, y + 2)[0]
        await pilot.click(offset=(x + 5, y + 2))
        await until(pilot, lambda: pilot.app.focused in there.ancestors_with_self)
        assert isinstance(pilot.app.screen, RowScreen)

    on(folder / "source-article-deals.toml", doing, (80, 24))


def test_the_wheel_scrolls_a_question_that_is_longer_than_the_screen(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        lines = [f"line {number}" for number in range(40)]
        question = Ask(Text("Really?", "真的？"), lines, [STAY])
        pilot.app.push_screen(question)
        await until(pilot, lambda: "line 0" in drawn(pilot))
        await wheel(pilot, question.query_one(".dialog-lines"))
        assert "line 0" not in drawn(pilot)

    on(folder / "price-strong.toml", doing)


def test_a_click_on_a_button_answers_and_one_beside_the_dialog_does_not(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await stand_on(pilot, "powers.content.live")
        await press(pilot, "5", "enter", "ctrl+q")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.click(offset=(2, 2))
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, Ask)
        await pilot.click("#answer-stay")
        await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))
        assert value(pilot, "powers.content.live") == 5

    on(folder / "price-strong.toml", doing)
