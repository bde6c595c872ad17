"""The language changes at once and everywhere; no screen mixes two languages."""

import asyncio
import re
from functools import partial
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from factmatrix_tui.screens.choose_brands import ChooseBrands
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.form import Form
from factmatrix_tui.widgets.position_row import PositionRow
from tests.tui.conftest import drawn, main_screen, open_app, until

NAMES = {
    "FACT", "CPM", "GPM", "ROI", "GMV", "UV", "SKU", "DOU", "KOL", "CSV", "JSON", "Markdown",
    "TOML",
    "EDITOR", "Excel", "Esc", "Enter", "Space", "Del", "Ins", "Backspace", "PgUp", "PgDn", "Home",
    "End", "Shift", "tab", "shift", "factmatrix", "config", "toml", "keys", "English", "plugins",
    "enable", "disable", "shelf", "fact", "tui", "plugin", "save", "F", "A", "C", "T", "S", "V",
    "SABC", "IP", "R", "Tab", "LTV", "AOV", "AD", "id", "field", "alliance", "campaign", "topkol",
}  # fmt: skip
"""What is called the same in Chinese: units, names, keys, file formats, commands to type."""
SHORT = re.compile(r"\b[A-Za-z][A-Za-z_&]*\b")


@pytest.fixture
def chinese(folder: Path) -> Path:
    """Brands with Chinese names, so that the data are in one language as well."""
    for path in folder.glob("*.toml"):
        if path.stem not in ("all-round-strong", "content-strong", "no-blue-v"):
            path.unlink()
    for number, path in enumerate(sorted(folder.glob("*.toml"))):
        path.rename(folder / f"品牌{number}.toml")
    return folder


def english_in(screen: str) -> set[str]:
    """Words of a screen that are neither Chinese nor names, ids in brackets left out."""
    without_ids = re.sub(r"\[[a-z_]+\]|\^[a-z]|[a-z_]+\.[a-z_.]+|F\d+|R\d+", " ", screen)
    return {word for word in SHORT.findall(without_ids) if len(word) > 1} - NAMES


def chinese_in(screen: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fff]+", screen)


SCREENS = {
    "MainScreen": [], "HelpScreen": ["f1"], "CommandPalette": ["ctrl+p"], "ChooseBrands": ["f7"],
    "CompareScreen": ["enter"], "PortfolioScreen": ["f8"],
    "PluginsScreen": ["f9"], "Ask": ["ctrl+c"], "DetailsScreen": ["d"],
}  # fmt: skip
"""The keys that open each screen."""


def is_shallower(app: App[None], depth: int) -> bool:
    """Whether a screen was closed."""
    return len(app.screen_stack) < depth


def is_other(pilot: Pilot[None], before: str) -> bool:
    """Whether something else is drawn than was."""
    return drawn(pilot) != before


async def opened(pilot: Pilot[None], name: str) -> None:
    """Open a screen by its keys, whatever was open before."""
    app, main = pilot.app, main_screen(pilot.app)
    while app.screen is not main:
        depth = len(app.screen_stack)
        await pilot.press("escape")
        await until(pilot, partial(is_shallower, app, depth))
    if name == "DetailsScreen":
        row = main.query(PositionRow).first()
        row.focus()
        await until(pilot, lambda: row.has_focus)
    if name == "CompareScreen":
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.screen, ChooseBrands))
        chooser = app.screen
        assert isinstance(chooser, ChooseBrands)
        await pilot.press("down", *[key for _ in range(2 - len(chooser.marked))
                                    for key in ("down", "space")])  # fmt: skip
    await pilot.press(*SCREENS[name])
    await until(pilot, lambda: type(app.screen).__name__ == name, what=name)


async def settled(pilot: Pilot[None]) -> None:
    """Every brand of the folder is scored and the open one is answered in full."""
    main = main_screen(pilot.app)
    await until(pilot, lambda: not main.folder.scoring)
    await until(pilot, lambda: main.document and main.document.answer and main.document.answer.plan)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
def test_no_english_on_any_chinese_screen(chinese: Path, size: tuple[int, int]) -> None:
    async def run() -> None:
        async with open_app(chinese, size, "zh") as pilot:
            await settled(pilot)
            main = main_screen(pilot.app)
            form = main.query_one(Form)
            for tab in form.tabs:
                form.open_tab(tab.id)
                form.focus_field()
                assert form.tab == tab.id
                await pilot.pause()
                assert english_in(drawn(pilot)) == set(), tab.id
            main.go_to_field(("brand", "name"))
            await pilot.press("enter", "好", "enter")
            for name in SCREENS:
                await opened(pilot, name)
                assert english_in(drawn(pilot)) == set(), name
            await opened(pilot, "CommandPalette")
            await pilot.press("龘")
            await until(pilot, lambda: "没有找到" in drawn(pilot))

    asyncio.run(run())


def test_no_chinese_on_any_english_screen(folder: Path) -> None:
    for path in folder.glob("*.toml"):
        if path.stem not in ("brand-strong", "price-strong", "tag-chaos"):
            path.unlink()

    async def run() -> None:
        async with open_app(folder) as pilot:
            await settled(pilot)
            main_screen(pilot.app).go_to_field(("brand", "name"))
            await pilot.press("enter", "x", "enter")
            for name in SCREENS:
                await opened(pilot, name)
                # Names that consultants know in Chinese stand in brackets behind the English ones.
                screen = re.sub(r"\([^()a-z]*\)", "", drawn(pilot))
                assert set(chinese_in(screen)) <= {"中文"}, name

    asyncio.run(run())


def test_switching_keeps_document_tab_cursor_and_what_was_typed(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            main = main_screen(pilot.app)
            form = main.query_one(Form)
            main.go_to_field(("live", "gpm"))
            await until(pilot, lambda: isinstance(pilot.app.focused, FieldRow))
            await pilot.press("enter", "x", "f3")
            document, focused = main.document, pilot.app.focused
            await until(pilot, lambda: "退出" in drawn(pilot))
            assert (main.document, form.tab, pilot.app.focused) == (document, "live", focused)
            assert document is not None
            assert document.entered
            await pilot.press("f3")
            await until(pilot, lambda: "Quit" in drawn(pilot))
            assert document.entered

    asyncio.run(run())


def test_after_switching_every_screen_is_as_if_opened_in_that_language(chinese: Path) -> None:
    async def run() -> None:
        async with open_app(chinese, (120, 36), "zh") as pilot:
            await settled(pilot)
            for name in ("MainScreen", "HelpScreen", "CompareScreen", "PortfolioScreen",
                         "PluginsScreen", "DetailsScreen"):  # fmt: skip
                await opened(pilot, name)
                await pilot.press("f3")
                await until(pilot, lambda: not chinese_in(drawn(pilot).splitlines()[-1]))
                english = drawn(pilot)
                await pilot.press("f3")
                await until(pilot, lambda: english_in(drawn(pilot)) == set(), what=name)
                assert drawn(pilot) != english

    asyncio.run(run())


def test_dialogs_follow_the_language_while_they_are_open(chinese: Path) -> None:
    async def run() -> None:
        async with open_app(chinese, (120, 36), "zh") as pilot:
            await settled(pilot)
            main = main_screen(pilot.app)
            earlier = main.document.judged if main.document else None
            main.go_to_field(("brand", "name"))
            await pilot.press("enter", "好")
            await until(pilot, lambda: main.document and main.document.judged is not earlier)
            await settled(pilot)
            for name in SCREENS:
                if name != "JumpScreen":
                    await opened(pilot, name)
                depth = len(pilot.app.screen_stack)
                before = drawn(pilot)
                await pilot.press("f3")
                await until(pilot, partial(is_other, pilot, before), what=name)
                await pilot.press("f3")
                await until(pilot, lambda: english_in(drawn(pilot)) == set(), what=name)
                assert len(pilot.app.screen_stack) == depth

    asyncio.run(run())


DIALOGS = {
    "NewFile": ((), ["ctrl+n"]),
    "ChoicesScreen": (("brand", "goal"), ["enter"]),
    "WritingScreen": (("brand", "notes"), ["enter"]),
    "RowScreen": (("creators",), ["a"]),
}
"""Where the cursor stands, and the keys that open a dialog from there."""


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs_of_the_form_follow_the_language_as_well(chinese: Path, name: str) -> None:
    async def run() -> None:
        async with open_app(chinese, (120, 36), "en") as pilot:
            path, keys = DIALOGS[name]
            main_screen(pilot.app).go_to_field(path)
            await pilot.press(*keys)
            await until(pilot, lambda: type(pilot.app.screen).__name__ == name)
            english = drawn(pilot)
            await pilot.press("f3")
            await until(pilot, lambda: english_in(drawn(pilot)) == set(), what=name)
            await pilot.press("f3")
            await until(pilot, lambda: drawn(pilot) == english)

    asyncio.run(run())
