"""The list of brands on the screen: signs, cursor, filter and order."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factmatrix import Text
from factmatrix_tui.cells import cells
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.screens.main import MainScreen
from factmatrix_tui.values import put
from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.filter_line import FilterLine
from tests.tui.conftest import complete, drawn, main_screen, open_app, until

WIDTH = 25


def with_brands(
    folder: Path,
    look: Callable[[Pilot[None], MainScreen], Awaitable[None]],
    size: tuple[int, int] = (120, 36),
) -> None:
    """Look at the app when all brands of the folder are scored."""

    async def run() -> None:
        async with open_app(folder, size) as pilot:
            screen = main_screen(pilot.app)
            await until(pilot, lambda: screen.library.paths and not screen.folder.scoring)
            await look(pilot, screen)

    complete(run())


def left(pilot: Pilot[None]) -> list[str]:
    """The lines of the list and what stands above it."""
    lines = (line.partition("│")[0].rstrip() for line in drawn(pilot).splitlines())
    return [line for line in lines if line]


def line_of(pilot: Pilot[None], name: str) -> str:
    return next(line for line in left(pilot) if name in line)


def test_lead_and_score_and_a_sign_for_every_state(folder: Path) -> None:
    (folder / "broken.toml").write_text("[brand\n")

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        assert line_of(pilot, "Paper Pond").split()[-2:] == ["A", "72.0"]
        assert line_of(pilot, "broken").startswith(" ✗")
        assert line_of(pilot, "Hearthline").startswith(" !"), "blocked"
        assert line_of(pilot, "暴走的萝莉").endswith("?"), "provisional"
        document = screen.document
        assert document is not None
        assert line_of(pilot, document.name).startswith("›"), "the cursor is on it"
        await pilot.press("down")
        await until(pilot, lambda: line_of(pilot, document.name).startswith("•"), what="open")
        assert sum(line.startswith("›") for line in left(pilot)) == 1
        values = put(document.values, ("brand", "name"), "Renamed")
        document.replace(Text("a name", "名称"), ("brand", "name"), values)
        screen.document_changed()
        await until(pilot, lambda: any("Renamed" in line for line in left(pilot)))
        assert line_of(pilot, "Renamed").startswith("*"), "unsaved"

    with_brands(folder, look)


def test_scores_are_whole_beside_a_scrollbar(folder: Path) -> None:
    sample = (folder / "price-strong.toml").read_text("utf-8")
    for number in range(60):
        text = sample.replace('"Paper Pond"', f'"Paper Pond {number}"')
        (folder / f"pond-{number}.toml").write_text(text, "utf-8")

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        assert screen.query_one(BrandList).show_vertical_scrollbar
        await until(pilot, lambda: any("Paper Pond " in line for line in left(pilot)))
        shown = [line for line in left(pilot) if "Paper Pond " in line]
        assert {tuple(line.split()[-2:]) for line in shown} == {("A", "72.0")}

    with_brands(folder, look, (80, 24))


@pytest.mark.parametrize(
    "name", ["a name that is too long for the list", "名字太长的品牌在列表里放不下"]
)
def test_a_name_that_is_cut_shows_it_and_columns_line_up(folder: Path, name: str) -> None:
    (folder / "long.toml").write_text(
        f'format = 1\n[brand]\nname = "{name}"\ncategory = "food"\n', encoding="utf-8"
    )

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        line = line_of(pilot, name[:4])
        assert "…" in line
        brands = screen.query_one(BrandList)
        widths = {cells(brands.render_line(y).text) for y in range(len(brands.paths))}
        assert widths == {WIDTH}

    with_brands(folder, look)


def test_names_are_never_read_as_markup(folder: Path) -> None:
    (folder / "markup.toml").write_text(
        'format = 1\n[brand]\nname = "[red]x[/]"\ncategory = "food"\n'
    )

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        assert "[red]x[/]" in drawn(pilot)

    with_brands(folder, look)


def test_the_cursor_moves_by_line_page_and_to_the_ends(folder: Path) -> None:
    for number in range(20):
        shutil.copy(folder / "price-strong.toml", folder / f"copy-{number}.toml")

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        brands = screen.query_one(BrandList)
        assert screen.focused is brands, "the list has the first focus"
        stops = []
        for key in ("home", "down", "pagedown", "up", "end", "pageup"):
            await pilot.press(key)
            stops.append(brands.cursor)
            assert brands.here in brands.seen
        page, last = brands.size.height - 1, len(brands.paths) - 1
        down = min(last, 1 + page)
        assert stops == [0, 1, down, down - 1, last, max(0, last - page)]

    with_brands(folder, look, (120, 20))


def test_enter_and_a_click_open_a_brand(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        brands = screen.query_one(BrandList)

        def opened() -> Path | None:
            return screen.document.path if screen.document else None

        await pilot.press("home", "down", "enter")
        await until(pilot, lambda: opened() == brands.paths[1])
        await pilot.click(BrandList, offset=(5, 3))
        await until(pilot, lambda: opened() == brands.paths[3])
        assert brands.cursor == 3

    with_brands(folder, look)


def test_unsaved_changes_are_asked_about_before_another_brand_opens(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        document = screen.document
        assert document is not None
        document.enter(Text("typed", "输入"), ("brand", "name"), "half")
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert screen.document is document

    with_brands(folder, look)


def test_a_filter_is_typed_and_escape_clears_it_and_goes_back(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        before = screen.focused
        everything = len(screen.library.paths)
        await pilot.press("slash", *"skin")
        await until(pilot, lambda: "1 of" in left(pilot)[1])
        assert left(pilot)[2].strip().startswith("Sorrel")
        await pilot.press(*"qq")
        await until(pilot, lambda: "None fits; Esc for all" in left(pilot)[2])
        await pilot.press("backspace", "backspace", "enter")
        await until(pilot, lambda: "1 of" in left(pilot)[1])
        assert isinstance(screen.focused, BrandList)
        assert screen.query_one(FilterLine).display, "what is looked for stays to be seen"
        await pilot.press("escape")
        assert screen.focused is before
        assert not screen.query_one(FilterLine).display
        assert len(screen.library.shown()) == everything

    with_brands(folder, look)


def test_orders_follow_each_other_and_the_cursor_stays_on_its_brand(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        brands = screen.query_one(BrandList)
        here = brands.here
        for order in ("by lead", "by score", "by name"):
            await pilot.press("f5")
            assert order in left(pilot)[0]
            assert brands.here == here

    with_brands(folder, look)


def test_where_room_is_scarce_brands_and_advice_take_turns(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        shown = ("#left", "#advice")

        def seen() -> list[bool]:
            return [bool(screen.query_one(pane).region) for pane in shown]

        assert seen() == [True, False]
        await pilot.press("enter")
        await until(pilot, lambda: seen() == [False, True])
        assert not isinstance(screen.focused, BrandList)
        await pilot.press("ctrl+b")
        await until(pilot, lambda: seen() == [True, False])
        assert isinstance(screen.focused, BrandList)

    with_brands(folder, look, (80, 24))


def test_the_other_language_at_once(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        await pilot.press("f3")
        await until(pilot, lambda: "个品牌 · 按名称" in left(pilot)[0])

    with_brands(folder, look)
