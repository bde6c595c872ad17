"""The snowball in the app: as the brand was edited, in both languages, on small screens."""

from pathlib import Path

from textual.pilot import Pilot

from factmatrix_tui.cells import cells
from factmatrix_tui.screens.snowball import SnowballScreen
from tests.tui.conftest import complete, drawn, main_screen, open_app, until


async def snowball(pilot: Pilot[None]) -> SnowballScreen:
    """The screen, once the engine has answered."""
    await pilot.press("ctrl+g")
    await until(pilot, lambda: isinstance(pilot.app.screen, SnowballScreen))
    screen = pilot.app.screen
    assert isinstance(screen, SnowballScreen)
    await until(pilot, lambda: screen.answer is not None)
    return screen


def test_chart_rounds_and_languages_at_80_columns(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml", (80, 24)) as pilot:
            screen = await snowball(pilot)
            shown = drawn(pilot)
            assert "Paid views alone do not pay" in shown
            assert "reach 51.1 → sediment 65.1 → convert 54.1; weakest: reach" in shown
            assert "░ ROI view   █ GPM view" in shown
            assert "0 +==========" in shown
            assert max(map(cells, shown.splitlines())) <= 80
            await pilot.press("plus")
            await until(pilot, lambda: "in each of 7 rounds" in drawn(pilot))
            await pilot.press("left", "left")
            await until(pilot, lambda: "in each of 5 rounds" in drawn(pilot))
            await pilot.press("f3")
            await until(pilot, lambda: "单看付费流量是亏的" in drawn(pilot))
            assert max(map(cells, drawn(pilot).splitlines())) <= 80
            for _ in range(6):
                await pilot.press("minus")
            await until(pilot, lambda: "投 1 轮" in drawn(pilot))
            assert screen.why_not("fewer_rounds") is not None
            assert screen.why_not("first_need") is not None
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))

    complete(run())


def test_unsaved_and_wrong_values_and_what_is_missing(folder: Path) -> None:
    path = folder / "tag-chaos.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("monthly_budget = 80000", "monthly_budget = -1"), "utf-8")

    async def run() -> None:
        async with open_app(path, (140, 40)) as pilot:
            await snowball(pilot)
            shown = drawn(pilot)
            assert "! 1 wrong field is left out (counted as unknown): Monthly budget." in shown
            assert "It cannot be simulated yet" in shown
            assert "economics.monthly_budget · Where: " in shown
            assert "the snowball stands still" in shown
            await pilot.press("enter")  # goes to the field, and a digit begins to type
            await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))
            await pilot.press("9", "0", "0", "0", "enter")
            await until(pilot, lambda: "9,000" in drawn(pilot))
            await snowball(pilot)
            assert "¥9,000 in each of 6 rounds" in drawn(pilot)
            assert "wrong field" not in drawn(pilot)

    complete(run())
