"""One key goes to any tab, brand or line on the screen; a terminal can be too small."""

from functools import partial
from pathlib import Path

from textual.pilot import Pilot

from factmatrix_tui.jump import JumpScreen, targets
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.screens.too_small import TooSmallScreen
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.form import Form
from tests.tui.conftest import complete, drawn, main_screen, open_app, until


def test_a_letter_goes_to_the_line_beside_it(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            await pilot.press("ctrl+o")
            await until(pilot, lambda: isinstance(pilot.app.screen, JumpScreen))
            line = next(line for line in drawn(pilot).splitlines() if "Stage" in line)
            letter = line[line.index("Stage") - 2]
            await pilot.press(letter)
            await until(pilot, lambda: isinstance(pilot.app.focused, FieldRow))
            assert isinstance(pilot.app.focused, FieldRow)
            assert pilot.app.focused.path == ("brand", "stage")

    complete(run())


def test_letters_lead_to_tabs_and_brands(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder, (120, 40)) as pilot:
            main = main_screen(pilot.app)
            await until(pilot, lambda: not main.folder.scoring)
            places = {target.at: target for target in targets(main)}
            lines = drawn(pilot).splitlines()
            tabs = next(i for i, line in enumerate(lines) if "Powers" in line)
            at = next(
                at for at in places if at.y == tabs and lines[tabs][at.x :].startswith(" Pow")
            )
            places[at].go()
            await until(pilot, lambda: main.query_one(Form).tab == "powers")
            y = next(i for i, line in enumerate(lines) if "Paper Pond" in line)
            next(target for at, target in places.items() if at.y == y and at.x == 0).go()
            await until(pilot, lambda: main.document and main.document.name == "Paper Pond")

    complete(run())


def test_letters_stand_beside_what_is_seen_only_and_are_all_different(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder, (80, 24)) as pilot:
            found = targets(main_screen(pilot.app))
            assert len({target.at for target in found}) == len(found)
            assert all(0 <= t.at.x < 80 and 0 <= t.at.y < 23 for t in found)

    complete(run())


def test_any_other_key_leaves_everything_as_it_is(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            before = pilot.app.focused
            for key in ("escape", "comma"):
                await pilot.press("ctrl+o", key)
                await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))
                assert pilot.app.focused is before

    complete(run())


def shows_too_small(pilot: Pilot[None], expected: bool) -> bool:
    shown = isinstance(pilot.app.screen, TooSmallScreen)
    assert not shown or "60 × 18 needed" in drawn(pilot)
    return shown is expected


def test_a_terminal_that_is_too_small_says_so_until_it_grows(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            await pilot.press("f1")
            below = pilot.app.screen
            for size, small in (((59, 30), True), ((60, 17), True), ((60, 18), False)):
                await pilot.resize_terminal(*size)
                await until(pilot, partial(shows_too_small, pilot, small))
            assert pilot.app.screen is below

    complete(run())


def test_too_small_from_the_start(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder, (50, 15), "zh") as pilot:
            await until(pilot, lambda: "终端窗口太小" in drawn(pilot))
            await pilot.resize_terminal(120, 36)
            await until(pilot, lambda: "退出" in drawn(pilot))

    complete(run())


async def leave_with_a_change(pilot: Pilot[None], size: tuple[int, int] = (120, 36)) -> None:
    main_screen(pilot.app).go_to_field(("brand", "name"))
    await pilot.press("enter", "X", "enter")
    await pilot.resize_terminal(*size)
    await until(pilot, partial(shows_too_small, pilot, size[0] < 60))
    await pilot.press("ctrl+c")
    await until(pilot, lambda: isinstance(pilot.app.screen, Ask))


def test_a_question_stays_while_the_terminal_is_too_small(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            await leave_with_a_change(pilot)
            question = pilot.app.screen
            for size in ((50, 15), (80, 24), (59, 18), (120, 36)):
                await pilot.resize_terminal(*size)
                await until(pilot, partial(shows_too_small, pilot, size[0] < 60))
            assert pilot.app.screen is question
            await pilot.resize_terminal(50, 15)
            await until(pilot, partial(shows_too_small, pilot, True))
            await pilot.press("ctrl+c")
            await pilot.resize_terminal(120, 36)
            await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))

    complete(run())


def test_a_question_may_come_up_in_a_terminal_that_is_too_small(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            await leave_with_a_change(pilot, (50, 15))
            await pilot.resize_terminal(120, 36)
            await until(pilot, lambda: "too small" not in drawn(pilot))
            assert isinstance(pilot.app.screen, Ask)
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))

    complete(run())
