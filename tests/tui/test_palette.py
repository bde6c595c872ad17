"""The palette finds commands, brands and fields by their names."""

import shutil
from functools import partial
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from factmatrix.desk import Summary
from factmatrix_tui.app import FactApp
from factmatrix_tui.palette import Everything
from factmatrix_tui.screens.help import HelpScreen
from factmatrix_tui.widgets.field_row import FieldRow
from tests.tui.conftest import complete, drawn, main_screen, open_app, until
from tests.tui.test_language import DIALOGS


def first_line(pilot: Pilot[None]) -> str:
    """What stands first in the list of the open palette."""
    options = pilot.app.screen.query(OptionList)
    return str(options.first().get_option_at_index(0).prompt) if options and len(
        options.first().options) else ""  # fmt: skip


def is_open(pilot: Pilot[None], name: str) -> bool:
    """Whether a screen of this name is the one on top."""
    return type(pilot.app.screen).__name__ == name


async def choose(pilot: Pilot[None], words: str, expected: str) -> None:
    """Type into the palette, wait for the line that is expected first, and take it."""
    await pilot.press("ctrl+p")
    for character in words:
        await pilot.press("space" if character == " " else character)
    await until(pilot, lambda: first_line(pilot).startswith(expected), what=first_line(pilot))
    await pilot.press("enter")
    if pilot.app.screen.has_class("--textual-command-palette"):
        await pilot.press("enter")


def test_a_command_is_found_in_either_language(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            for words in ("all keys", "本屏全部按键"):
                await choose(pilot, words, "Help")
                await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
                await pilot.press("escape")

    complete(run())


def test_a_command_that_cannot_be_used_is_there_with_the_reason(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            await pilot.press("ctrl+p", "s", "a", "v", "e")
            await until(pilot, lambda: first_line(pilot).startswith("Save"))
            assert "Not now: Everything is saved." in drawn(pilot)

    complete(run())


def test_to_a_brand_and_to_a_field(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            main = main_screen(pilot.app)
            await until(pilot, lambda: not main.folder.scoring)
            await choose(pilot, "brand: p", "Brand: Paper Pond")  # as a line shows it
            await until(pilot, lambda: main.document and main.document.name == "Paper Pond")
            await choose(pilot, "live.gpm", "Field: ")
            await until(pilot, lambda: isinstance(pilot.app.focused, FieldRow))
            assert isinstance(pilot.app.focused, FieldRow)
            assert pilot.app.focused.path == ("live", "gpm")

    complete(run())


def test_a_brand_is_opened_from_another_screen(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            main = main_screen(pilot.app)
            await until(pilot, lambda: not main.folder.scoring)
            await pilot.press("f9")
            await choose(pilot, "paper pond", "Brand: Paper Pond")
            await until(pilot, lambda: main.document and main.document.name == "Paper Pond")
            assert pilot.app.screen is main

    complete(run())


def test_a_theme_is_chosen(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            await choose(pilot, "textual-light", "Theme: textual-light (light)")
            await until(pilot, lambda: pilot.app.theme == "textual-light")

    complete(run())


def test_another_language_keeps_what_was_typed(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            await pilot.press("ctrl+p", *"sav")
            await until(pilot, lambda: first_line(pilot).startswith("Save"))
            await pilot.press("f3")
            await until(pilot, lambda: first_line(pilot).startswith("保存"))
            await pilot.press("e")
            assert pilot.app.screen.query_one(Input).value == "save"
            await pilot.press("f3")
            await until(pilot, lambda: first_line(pilot).startswith("Save"))

    complete(run())


def test_a_dialog_that_has_no_palette_does_not_offer_it(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            assert " ^p Commands" in drawn(pilot)
            for name, (path, keys) in DIALOGS.items():
                main_screen(pilot.app).go_to_field(path)
                await pilot.press(*keys)
                await until(pilot, partial(is_open, pilot, name), what=name)
                await until(pilot, lambda: "(^p Commands)" in drawn(pilot))
                assert " ^q Quit" in drawn(pilot), "works in dialogs as well"
                await pilot.press("ctrl+p")
                assert is_open(pilot, name)
                await pilot.press("escape")
                await until(pilot, lambda: " ^p Commands" in drawn(pilot))

    complete(run())


def test_what_nothing_is_called_is_said(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder, language="zh") as pilot:
            await pilot.press("ctrl+p", "z", "z", "z")
            await until(pilot, lambda: "没有找到匹配的内容" in drawn(pilot))

    complete(run())


def test_names_from_profiles_are_no_markup(folder: Path) -> None:
    path = folder / "evil.toml"
    shutil.copy(folder / "price-strong.toml", path)
    path.write_text(path.read_text("utf-8").replace("Paper Pond", "[red]Evil[/]"), "utf-8")

    async def run() -> None:
        async with open_app(path) as pilot:
            await until(pilot, lambda: not main_screen(pilot.app).folder.scoring)
            await pilot.press("ctrl+p", "e", "v", "i", "l")
            await until(pilot, lambda: "Brand: [red]Evil[/]" in drawn(pilot))

    complete(run())


def test_one_of_ten_thousand_brands_is_found(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            assert isinstance(pilot.app, FactApp)
            library = main_screen(pilot.app).library
            paths = tuple(folder / f"{number}.toml" for number in range(10_000))
            library.paths = paths
            library.summaries = {p: Summary(p, f"Brand number {p.stem}") for p in paths}
            provider = Everything(pilot.app.screen)
            await provider.startup()
            hits = [hit async for hit in provider.search("number 9999")]
            assert [hit.text for hit in hits] == ["Brand: Brand number 9999"]

    complete(run())
