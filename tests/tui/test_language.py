"""The language changes at once and everywhere; no screen mixes two languages."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

import factmatrix_tui
from factmatrix import Text
from factmatrix.desk import Language
from factmatrix_tui.language import tell
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.screens.choose_brands import ChooseBrands
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.form import Form
from factmatrix_tui.widgets.position_row import PositionRow
from tests.tui.conftest import complete, drawn, examined, main_screen, open_app, until

NAMES = {
    "FACT", "CPM", "GPM", "ROI", "GMV", "UV", "SKU", "DOU", "KOL", "CSV", "JSON", "Markdown",
    "TOML",
    "EDITOR", "Excel", "Esc", "Enter", "Space", "Del", "Ins", "Backspace", "PgUp", "PgDn", "Home",
    "End", "Shift", "tab", "shift", "factmatrix", "config", "toml", "keys", "English", "plugins",
    "enable", "disable", "shelf", "fact", "tui", "boosts", "csv", "plugin", "save",
    "F", "A", "C", "T", "S", "V", "SABC", "IP", "R", "Tab", "LTV", "AOV", "AD", "id", "field",
    "alliance", "campaign", "topkol",
}  # fmt: skip
"""What is called the same in Chinese: units, names, keys, file formats, commands to type."""
CHINESE = ("all-round-strong", "content-strong", "no-blue-v")
ENGLISH = ("brand-strong", "price-strong", "tag-chaos")
"""Samples whose brands have names of one language."""
SHORT = re.compile(r"\b[A-Za-z][A-Za-z_&]*\b")


@pytest.fixture
def chinese(folder: Path) -> Path:
    """Brands with Chinese names, so that the data are in one language as well."""
    keep_brands_of("zh", folder)
    return folder


def english_in(screen: str) -> set[str]:
    """Words of a screen that are neither Chinese nor names, ids in brackets left out."""
    without_ids = re.sub(r"\[[a-z_]+\]|--[a-z-]+|\^[a-z]|[a-z_]+\.[a-z_.]+|F\d+|R\d+", " ", screen)
    return {word for word in SHORT.findall(without_ids) if len(word) > 1} - NAMES


def chinese_in(screen: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fff]+", screen)


SCREENS = {
    "MainScreen": [], "HelpScreen": ["f1"], "Palette": ["ctrl+p"], "ChooseBrands": ["f7"],
    "CompareScreen": ["enter"], "PortfolioScreen": ["f8"], "CreatorsScreen": ["ctrl+k"],
    "BoostsScreen": ["ctrl+d"], "SnowballScreen": ["ctrl+g"], "RobustnessScreen": ["ctrl+r"],
    "PluginsScreen": ["f9"], "Ask": ["ctrl+c"], "DetailsScreen": ["d"],
}  # fmt: skip
"""The keys that open each screen."""


DIALOGS = {
    "NewFile": ((), ["ctrl+n", "enter"]),
    "ChoicesScreen": (("brand", "goal"), ["enter"]),
    "WritingScreen": (("brand", "notes"), ["enter"]),
    "RowScreen": (("creators",), ["a"]),
}
"""Where the cursor stands, and the keys that open a dialog from there."""
EVERY = (*SCREENS, *DIALOGS)
WITH_A_HINT = ("ChooseBrands", "ChoicesScreen", "WritingScreen", "RowScreen")
BACK = {"en": "Esc Back", "zh": "Esc 返回"}


def screens_below(kind: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    """The screens of the app that can be opened: those that no other is made from."""
    for each in kind.__subclasses__():
        if each.__module__.startswith("factmatrix_tui.") and not each.__subclasses__():
            yield each
        yield from screens_below(each)


def keep_brands_of(language: Language, folder: Path) -> None:
    """Leave brands with names of one language, so that the data are in it as well."""
    kept = CHINESE if language == "zh" else ENGLISH
    for path in folder.glob("*.toml"):
        if path.stem not in kept:
            path.unlink()
    if language == "zh":
        for number, path in enumerate(sorted(folder.glob("*.toml"))):
            path.rename(folder / f"品牌{number}.toml")


async def edit_name(pilot: Pilot[None], language: Language) -> None:
    """Leave an unsaved change in the open brand, which is judged again."""
    main = main_screen(pilot.app)
    earlier = main.document.judged if main.document else None
    main.go_to_field(("brand", "name"))
    await pilot.press("enter", {"en": "x", "zh": "好"}[language], "enter")
    await until(pilot, lambda: main.document and main.document.judged is not earlier)
    await settled(pilot)


def is_all_in(language: Language, pilot: Pilot[None]) -> bool:
    """Whether nothing on the screen is in the other language."""
    if language == "zh":
        return english_in(drawn(pilot)) == set()
    # Names that consultants know in Chinese stand in brackets behind the English ones.
    return set(chinese_in(re.sub(r"\([^()a-z]*\)", "", drawn(pilot)))) <= {"中文"}


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
    path, keys = DIALOGS.get(name, ((), SCREENS.get(name, [])))
    if path:
        main.go_to_field(path)
    await pilot.press(*keys)
    await until(pilot, lambda: type(app.screen).__name__ == name, what=name)


async def settled(pilot: Pilot[None]) -> None:
    """Every brand of the folder is scored and the open one is answered in full."""
    main = main_screen(pilot.app)
    await until(pilot, lambda: not main.folder.scoring)
    await until(pilot, lambda: main.document and examined(pilot))


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
            await opened(pilot, "Palette")
            await pilot.press("龘")
            await until(pilot, lambda: "没有找到" in drawn(pilot))

    complete(run())


def test_no_chinese_on_any_english_screen(folder: Path) -> None:
    keep_brands_of("en", folder)

    async def run() -> None:
        async with open_app(folder) as pilot:
            await settled(pilot)
            await edit_name(pilot, "en")
            for name in SCREENS:
                await opened(pilot, name)
                assert is_all_in("en", pilot), name

    complete(run())


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

    complete(run())


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

    complete(run())


@pytest.mark.parametrize("language", get_args(Language))
def test_every_screen_changes_at_once(folder: Path, language: Language) -> None:
    """Opened in the other language; the brands have names of the language changed to."""
    keep_brands_of(language, folder)

    async def run() -> None:
        async with open_app(folder, language="en" if language == "zh" else "zh") as pilot:
            await settled(pilot)
            await edit_name(pilot, language)
            for name in EVERY:
                await opened(pilot, name)
                await pilot.press("f3")
                await until(pilot, lambda: is_all_in(language, pilot), what=name)
                assert name not in WITH_A_HINT or BACK[language] in drawn(pilot)
                await pilot.press("f3")

    complete(run())


def test_every_screen_there_is_was_looked_at() -> None:
    for module in pkgutil.walk_packages(factmatrix_tui.__path__, "factmatrix_tui."):
        importlib.import_module(module.name)
    looked_at = {*EVERY, "Difference", "TooSmallScreen", "JumpScreen"}
    assert {each.__name__ for each in screens_below(Screen)} == looked_at


def test_the_difference_and_a_terminal_that_is_too_small_change_at_once(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            await edit_name(pilot, "en")
            file = folder / "price-strong.toml"
            file.write_text(file.read_text("utf-8") + "# theirs\n", "utf-8")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
            await pilot.press("d")
            await until(pilot, lambda: "- theirs, + mine" in drawn(pilot))
            assert BACK["en"] in drawn(pilot)
            await pilot.press("f3")
            await until(pilot, lambda: "- 对方的版本，+ 我的版本" in drawn(pilot))
            assert BACK["zh"] in drawn(pilot)
            assert BACK["en"] not in drawn(pilot)
            await pilot.resize_terminal(50, 15)
            await until(pilot, lambda: "终端窗口太小" in drawn(pilot))
            await pilot.press("f3")
            await until(pilot, lambda: "The terminal is too small" in drawn(pilot))
            assert chinese_in(drawn(pilot)) == []

    complete(run())


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs_of_the_form_follow_the_language_as_well(chinese: Path, name: str) -> None:
    async def run() -> None:
        async with open_app(chinese, (120, 36), "en") as pilot:
            await settled(pilot)
            path, keys = DIALOGS[name]
            main_screen(pilot.app).go_to_field(path)
            await pilot.press(*keys)
            await until(pilot, lambda: type(pilot.app.screen).__name__ == name)
            english = drawn(pilot)
            await pilot.press("f3")
            await until(pilot, lambda: english_in(drawn(pilot)) == set(), what=name)
            await pilot.press("f3")
            await until(pilot, lambda: drawn(pilot) == english)

    complete(run())


LONG = Text(
    "The file was moved or deleted. What it said is still here; saving writes it again.",
    "文件已被移走或删除，里面的内容，包括没有保存的，全部保留在此；保存，即可重新写入。",
)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
def test_what_stands_in_the_corner_follows_language_and_width(
    chinese: Path, size: tuple[int, int]
) -> None:
    async def run() -> None:
        async with open_app(chinese, size, "zh") as pilot:
            await settled(pilot)
            main = main_screen(pilot.app)
            tell(main, LONG, seconds=60)
            await until(pilot, lambda: LONG.zh in in_the_corner(pilot))
            assert not [line for line in corner(pilot) if line[:1] in "，。；"], "kinsoku"
            await pilot.press("f3")
            await until(pilot, lambda: LONG.en in in_the_corner(pilot, " "))
            assert chinese_in(in_the_corner(pilot)) == []
            await pilot.resize_terminal(100, 30)
            await until(pilot, lambda: LONG.en in in_the_corner(pilot, " "))
            assert max(map(len, corner(pilot))) <= 28

    complete(run())


def corner(pilot: Pilot[None]) -> list[str]:
    """The lines of what is said in the corner, without the scrollbar beside it."""
    drawn_beside = (line.rpartition("▌") for line in drawn(pilot).splitlines())
    lines = (text.strip(" ▁▂▃▄▅▆▇█") for _, edge, text in drawn_beside if edge)
    return [line for line in lines if line]


def in_the_corner(pilot: Pilot[None], between: str = "") -> str:
    return between.join(corner(pilot))


def test_what_stands_over_the_questions_changes_with_the_language(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "name-and-category.toml") as pilot:
            await until(pilot, lambda: "Ask first" in drawn(pilot))
            await pilot.press("f3")
            await until(pilot, lambda: "先问清楚" in drawn(pilot))
            assert "Ask first" not in drawn(pilot)

    complete(run())
