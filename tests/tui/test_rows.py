"""Tables of creators, campaigns and tests: looked at, added to, changed, put in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from factmatrix_tui.screens.row import RowScreen
from factmatrix_tui.widgets.rows_table import RowsTable
from tests.tui.conftest import drawn, until
from tests.tui.test_form import document, form, on, press

DEALS = "source-article-deals.toml"


def names(pilot: Pilot[None]) -> list[str]:
    return [row.get("name", "?") for row in document(pilot).values.get("creators", [])]


async def table(pilot: Pilot[None], row: int = 0) -> RowsTable:
    """The table of creators with the cursor on a row."""
    form(pilot).go_to(("creators", row))
    await until(pilot, lambda: isinstance(pilot.app.focused, RowsTable))
    found = pilot.app.focused
    assert isinstance(found, RowsTable)
    return found


def test_rows_show_the_columns_that_fit_and_say_that_there_are_more(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await table(pilot)
        await until(pilot, lambda: "达人一" in drawn(pilot))
        said = drawn(pilot)
        assert "of 20 columns" in said
        assert "3,000,000" in said

    on(folder / DEALS, doing)


def test_a_row_is_changed_in_its_dialog_at_once(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await table(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RowScreen))
        await until(pilot, lambda: "¥10,000" in drawn(pilot))
        await press(pilot, "down", "down", "down", "8", "0", "0", "0", "enter")
        assert document(pilot).values["creators"][0]["fans"] == 8000
        await press(pilot, "ctrl+z")
        assert "fans" not in document(pilot).values["creators"][0]
        await press(pilot, "ctrl+y", "escape")
        assert isinstance(pilot.app.focused, RowsTable)
        assert document(pilot).values["creators"][0]["fans"] == 8000

    on(folder / DEALS, doing)


def test_what_is_wrong_in_a_row_is_told_in_the_dialog_and_in_the_table(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await table(pilot, 1)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RowScreen))
        await press(pilot, "enter", *["backspace"] * 3, "达", "人", "一")
        await until(pilot, lambda: "same name" in drawn(pilot))
        await press(pilot, "escape", *["down"] * 3, "1", "x", "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.focused, RowsTable))
        said = drawn(pilot)
        assert "✗达人一" in said
        assert "Type a number." in said

    on(folder / DEALS, doing)


def test_an_added_row_comes_with_its_first_value(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await table(pilot)
        await press(pilot, "a", "escape")
        assert names(pilot) == ["达人一", "达人二"]
        assert not document(pilot).unsaved
        await press(pilot, "a", "enter", "N", "e", "w", "escape", "escape")
        assert names(pilot) == ["达人一", "达人二", "New"]
        await press(pilot, "ctrl+z")
        assert names(pilot) == ["达人一", "达人二"]

    on(folder / DEALS, doing)


def test_rows_are_taken_out_and_moved_and_undo_brings_them_back(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await table(pilot)
        await press(pilot, "shift+down")
        assert names(pilot) == ["达人二", "达人一"]
        await press(pilot, "delete")
        assert names(pilot) == ["达人二"]
        await press(pilot, "up", "delete")
        assert "creators" not in document(pilot).values
        await press(pilot, "ctrl+z", "ctrl+z", "ctrl+z")
        assert names(pilot) == ["达人一", "达人二"]
        assert not document(pilot).unsaved

    on(folder / DEALS, doing)


def test_the_cursor_walks_through_a_table_and_out_of_it(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        rows = await table(pilot)
        await press(pilot, "down", "down", "down")
        assert rows.cursor == 2
        await press(pilot, "up", "up", "up")
        assert not isinstance(pilot.app.focused, RowsTable)
        await press(pilot, "down")
        assert pilot.app.focused is rows

    on(folder / DEALS, doing)


async def event_of_a_campaign(pilot: Pilot[None]) -> None:
    """A row dialog of the first campaign, the cursor on its event."""
    form(pilot).go_to(("campaigns", 0))
    await until(pilot, lambda: isinstance(pilot.app.focused, RowsTable))
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, RowScreen))
    await press(pilot, "down")


def test_the_event_of_a_campaign_is_chosen_from_the_calendar(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await event_of_a_campaign(pilot)
        await until(pilot, lambda: "618 sale" in drawn(pilot))
        await press(pilot, "enter")
        await until(pilot, lambda: "(•) 618 sale" in drawn(pilot))
        await press(pilot, "down", "enter")
        assert document(pilot).values["campaigns"][0]["event"] == "qixi"
        await until(pilot, lambda: "Qixi gift season" in drawn(pilot))

    on(folder / "all-round-strong.toml", doing)


def test_an_event_that_no_calendar_holds_can_be_typed(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await event_of_a_campaign(pilot)
        await press(pilot, "enter", "end", "enter")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await press(pilot, *["backspace"] * len("sale_618"), *"own", "enter")
        assert document(pilot).values["campaigns"][0]["event"] == "own"
        await press(pilot, "up", "enter")
        await until(pilot, lambda: "(•) own" in drawn(pilot))

    on(folder / "all-round-strong.toml", doing)


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
def test_what_is_typed_in_a_row_is_never_lost_unasked(folder: Path, key: str) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await table(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RowScreen))
        await press(pilot, *["down"] * 3, "8", "x", key)
        if key == "ctrl+c":
            await until(pilot, lambda: "There are unsaved changes." in drawn(pilot))
        assert document(pilot).entered == {("creators", 0, "fans"): "8x"}
        await press(pilot, "escape")
        assert document(pilot).entered == {("creators", 0, "fans"): "8x"}

    on(folder / DEALS, doing)


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
def test_what_is_written_on_a_page_is_never_lost_unasked(folder: Path, key: str) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        form(pilot).go_to(("brand", "notes"))
        await press(pilot, "enter", *"Seen", key)
        if key == "ctrl+c":
            await until(pilot, lambda: "There are unsaved changes." in drawn(pilot))
            await press(pilot, "escape")
        assert "Seen" in document(pilot).values["brand"]["notes"]

    on(folder / DEALS, doing)


def test_brackets_go_from_row_to_row_in_the_dialog(folder: Path) -> None:
    async def doing(pilot: Pilot[None]) -> None:
        await table(pilot)
        await press(pilot, "enter", "]")
        await until(pilot, lambda: "row 2 · 达人二" in drawn(pilot))
        await press(pilot, "]")
        assert "row 2 · 达人二" in drawn(pilot)

    on(folder / DEALS, doing)
