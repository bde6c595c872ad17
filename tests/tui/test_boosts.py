"""The screen of boost tests: what is on it, in both languages, with unsaved and wrong values."""

from pathlib import Path

from textual.pilot import Pilot

from factmatrix.text import Text
from factmatrix_tui.cells import cells
from factmatrix_tui.screens.boosts import BoostPage, BoostsScreen
from tests.tui.conftest import complete, drawn, main_screen, open_app, until


async def opened(pilot: Pilot[None]) -> BoostPage:
    """The screen of the open brand's tests."""
    await pilot.press("ctrl+d")
    await until(pilot, lambda: isinstance(pilot.app.screen, BoostsScreen))
    return pilot.app.screen.query_one(BoostPage)


def test_where_the_money_goes_stands_first_and_all_of_it_can_be_reached(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "content-strong.toml", (80, 24)) as pilot:
            page = await opened(pilot)
            await until(pilot, lambda: "¥450 to 通勤三件套" in drawn(pilot))
            assert max(map(cells, drawn(pilot).splitlines())) <= 80
            assert "your own median of 4" in drawn(pilot)
            await pilot.press("end")
            await until(pilot, lambda: "breaks even at ROI 4.33" in drawn(pilot))
            assert "[=" in page.render().plain
            await pilot.press("f3")
            await until(pilot, lambda: "投放 ROI 到 4.33 保本" in drawn(pilot))
            await pilot.press("home")
            await until(pilot, lambda: "下一笔 ¥1,000" in drawn(pilot))
            assert max(map(cells, drawn(pilot).splitlines())) <= 80
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))

    complete(run())


def test_what_is_edited_counts_and_what_is_wrong_is_said(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "content-strong.toml", (120, 40)) as pilot:
            main = main_screen(pilot.app)
            assert main.document is not None
            main.document.change(Text("cost", "费用"), ("boost_tests", 0, "cost"), 200.0)
            main.document.change(Text("orders", "订单"), ("boost_tests", 1, "conversions"), -4)
            main.document_changed()
            document = main.document
            await until(pilot, lambda: document.left_out)
            page = await opened(pilot)
            said = page.render().plain
            assert "1 wrong field is left out" in said
            assert "26.67" in said  # twice the cost, twice the CPM
            assert "No money before these are known: Orders" in said

    complete(run())


def test_no_test_says_how_to_add_one(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "name-and-category.toml", (80, 24), "zh") as pilot:
            await opened(pilot)
            await until(pilot, lambda: "还没有投放测试" in drawn(pilot))

    complete(run())
