"""Brands side by side: what they have in common and where they differ."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from factmatrix_tui.cells import cells
from factmatrix_tui.comparison import Line, only_different
from factmatrix_tui.screens.choose_brands import ChooseBrands
from factmatrix_tui.screens.compare import CompareScreen, CompareTable
from tests.tui.conftest import complete, drawn, main_screen, open_app, told, until


async def chooser(pilot: Pilot[None]) -> ChooseBrands:
    """The screen on which brands are chosen."""
    await until(pilot, lambda: not main_screen(pilot.app).folder.scoring)
    await pilot.press("f7")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseBrands))
    assert isinstance(pilot.app.screen, ChooseBrands)
    return pilot.app.screen


async def compared(pilot: Pilot[None]) -> CompareScreen:
    """The comparison of what is marked."""
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, CompareScreen))
    assert isinstance(pilot.app.screen, CompareScreen)
    return pilot.app.screen


def test_lines_that_do_not_differ_can_be_hidden_with_their_headings() -> None:
    lines = [Line("A"), Line("a", ("1", "1")), Line("B"), Line("b", ("1", "2")), Line("C")]
    assert only_different(lines) == [Line("B"), Line("b", ("1", "2"))]
    assert only_different([Line("A"), Line("a", ("1", "1"))]) == []


@pytest.mark.parametrize("count", [2, 4])
def test_brands_stand_side_by_side_at_80_columns(folder: Path, count: int) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml", (80, 24)) as pilot:
            screen = await chooser(pilot)
            assert screen.marked == [folder / "price-strong.toml"]
            await pilot.press("down")
            for _ in range(count - 1):
                await pilot.press("down", "space")
            names = [main_screen(pilot.app).library.summaries[p].name for p in screen.marked if p]
            result = await compared(pilot)
            await until(pilot, lambda: "≠" in drawn(pilot))
            head = drawn(pilot).splitlines()[2]
            assert all(name[:8] in head for name in names)
            assert all(len(line.cells) in (0, count) for line in result.lines())
            labels = {line.label for line in result.lines()}
            assert {"Verdict", "Score", "Main category", "T Top KOL (utility)"} <= labels

    complete(run())


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
def test_names_stand_above_their_columns(folder: Path, size: tuple[int, int]) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml", size) as pilot:
            await chooser(pilot)
            await pilot.press("down", *["down", "space"] * 2)
            await compared(pilot)
            await until(pilot, lambda: "≠ Score" in drawn(pilot))
            lines = drawn(pilot).splitlines()
            head = lines[next(i for i, line in enumerate(lines) if "──" in line) - 1]
            row = next(line for line in lines if "≠ Score" in line)
            columns = [cells(row[: part.start()]) for part in re.finditer(r"\d+\.\d", row)]
            starts = [cells(head[: part.start()]) for part in re.finditer(r"(?<=  )\S", head)]
            assert starts == columns
            assert len(columns) == 3

    complete(run())


def test_only_what_differs_on_demand(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            await chooser(pilot)
            await pilot.press("down", "down", "space")
            result = await compared(pilot)
            every = result.lines()
            await pilot.press("d")
            await until(pilot, lambda: "Only what differs is shown" in drawn(pilot))
            shown = result.lines()
            assert all(line.differs for line in shown if line.cells)
            assert [line for line in every if line.differs] == [
                line for line in shown if line.cells
            ]
            assert len(shown) < len(every)

    complete(run())


def test_what_was_edited_beside_what_is_saved(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            main_screen(pilot.app).go_to_field(("brand", "name"))
            await pilot.press("enter", "X", "enter")
            screen = await chooser(pilot)
            assert screen.marked == [folder / "price-strong.toml", None]
            result = await compared(pilot)
            await pilot.press("d")
            named = [line for line in result.lines() if line.label == "Brand name"]
            assert [line.cells for line in named] == [("Paper Pond", "Paper PondX")]
            fields = [line for line in result.lines() if line.cells]
            assert fields == named

    complete(run())


def test_at_least_two_and_at_most_four(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            screen = await chooser(pilot)
            await pilot.press("enter", "enter")
            await until(pilot, lambda: "Mark at least two" in drawn(pilot))
            assert told(pilot).count("Mark at least two") == 1
            await pilot.press("down")
            for _ in range(4):
                await pilot.press("down", "space")
            await until(pilot, lambda: "At most four" in drawn(pilot))
            assert len(screen.marked) == 4

    complete(run())


def test_brands_are_found_by_typing_and_clicked(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            screen = await chooser(pilot)
            await pilot.press("s", "o", "r", "r", "e", "l")
            await until(pilot, lambda: screen.query_one(OptionList).option_count == 1)
            await pilot.click("OptionList", offset=(4, 0))
            await until(pilot, lambda: len(screen.marked) == 2)
            assert screen.marked[-1] == folder / "brand-strong.toml"

    complete(run())


def test_other_brands_and_back(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            await chooser(pilot)
            await pilot.press("down", "down", "space")
            await compared(pilot)
            await pilot.press("c")
            await until(pilot, lambda: isinstance(pilot.app.screen, ChooseBrands))
            assert isinstance(pilot.app.screen, ChooseBrands)
            assert len(pilot.app.screen.marked) == 2
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))

    complete(run())


def test_a_broken_file_is_compared_as_far_as_it_can_be(folder: Path) -> None:
    (folder / "aaa.toml").write_text("format = 1\n[brand\n", "utf-8")

    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            await chooser(pilot)
            await pilot.press("down", "down", "space")
            result = await compared(pilot)
            assert len(result.candidates) == 2
            assert result.candidates[1].answer is None
            assert "–" in result.query_one(CompareTable).render().plain

    complete(run())
