"""One table of commands: footer, help and palette agree with what can be done."""

from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from wcwidth import wcswidth

from factmatrix_tui.command_groups import MAIN_HELP, REMAPPABLE
from factmatrix_tui.commands import ALL, APP, MAIN
from factmatrix_tui.keys import checked, key_name
from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.position_row import PositionRow
from tests.tui.conftest import complete, drawn, main_screen, open_app, until


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+s", "^s"), ("f1", "F1"), ("question_mark", "?"), ("slash", "/"), ("escape", "Esc"),
     ("shift+up", "Shift+↑"), ("right_square_bracket", "]"), ("plus", "+"), ("pagedown", "PgDn"),
     ("ctrl+pagedown", "^PgDn"), ("x", "x")],
)  # fmt: skip
def test_keys_are_called_what_people_call_them(key: str, name: str) -> None:
    assert key_name(key) == name


def test_every_command_is_in_the_help_and_has_an_action(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            in_help = {command.id for group in MAIN_HELP for command in group.commands}
            assert {command.id for command in ALL} <= in_help
            for command in MAIN:
                assert hasattr(main_screen(pilot.app), f"action_{command.id}"), command.id
            for command in APP:
                assert hasattr(pilot.app, f"action_{command.id}"), command.id

    complete(run())


KEYS = ("^s", "/", "F6", "^z", "^p", "F1", "^q")


def footer(screen: str) -> str:
    return screen.splitlines()[-1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_footer_has_at_most_seven_keys_that_fit(folder: Path, language: str) -> None:
    async def run() -> None:
        async with open_app(folder, language=language) as pilot:  # type: ignore[arg-type]
            for width in (60, 80, 120):
                await pilot.resize_terminal(width, 24)
                line = footer(drawn(pilot))
                assert wcswidth(line) <= width
                assert "…" not in line
                words = line.split()
                keys = [key for key in KEYS if key in words or f"({key}" in words]
                assert len(keys) == 7 if width >= 80 else 4 <= len(keys) < 7
                assert {"F1", "^q"} <= set(keys)

    complete(run())


def test_what_cannot_be_done_stands_in_brackets_until_it_can(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            assert "(^s Save)" in footer(drawn(pilot))
            main_screen(pilot.app).go_to_field(("brand", "name"))
            await pilot.press("enter", "x", "enter")
            await until(pilot, lambda: " ^s Save " in footer(drawn(pilot)))
            assert " ^z Undo " in footer(drawn(pilot))

    complete(run())


def test_a_click_on_the_footer_works_like_the_key(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            line = footer(drawn(pilot))
            await pilot.click("#footer", offset=(line.index("F1 Help"), 0))
            await until(pilot, lambda: "Keys and commands" in drawn(pilot))

    complete(run())


def test_typed_letters_belong_to_the_field_and_ctrl_s_still_saves(folder: Path) -> None:
    path = folder / "price-strong.toml"

    async def run() -> None:
        async with open_app(path) as pilot:
            main = main_screen(pilot.app)
            main.go_to_field(("brand", "name"))
            await pilot.press("enter", "q", "slash", "question_mark", "h", "e", "ctrl+s")
            await until(pilot, lambda: "q/?he" in path.read_text("utf-8"))
            assert pilot.app.screen is main

    complete(run())


def test_ctrl_c_while_typing_asks_before_anything_is_lost(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            main_screen(pilot.app).go_to_field(("brand", "name"))
            await pilot.press("enter", "x", "shift+left", "ctrl+c")
            await until(pilot, lambda: "unsaved changes" in drawn(pilot).lower())
            assert pilot.app.clipboard == ""

    complete(run())


def test_ctrl_c_leaves_at_once_where_nothing_is_unsaved(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            await pilot.press("f1", "ctrl+c")
            await until(pilot, lambda: not pilot.app.is_running or pilot.app._exit)

    complete(run())


def test_other_keys_are_taken_as_people_write_them() -> None:
    usable, wrong = checked({"save": "F12", "help": "?, ^h", "filter": "Ctrl+F", "new": "中"})
    assert usable["save"] == "f12"
    assert usable["help"] == "question_mark,ctrl+h"
    assert usable["filter"] == "ctrl+f"
    assert wrong == []


def test_two_commands_may_swap_their_keys() -> None:
    usable, wrong = checked({"save": "f6", "what_if": "ctrl+s"})
    assert usable == {"save": "f6", "what_if": "ctrl+s"}
    assert wrong == []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [({"sav": "f12"}, "Did you mean save?"),
     ({"xyzzy": "f12"}, "no such command"),
     ({"save": "f6"}, "F6 is the key of 'what_if'"),
     ({"save": "e"}, "e is the key of 'evidence'"),
     ({"save": "f12", "undo": "f12"}, "F12 is the key of"),
     ({"save": "hyper+s"}, "'hyper+s' is no key"),
     ({"save": "entre"}, "'entre' is no key"),
     ({"save": ""}, "'' is no key")],
)  # fmt: skip
def test_wrong_keys_are_told_and_the_command_keeps_its_own(
    wanted: dict[str, str], said: str
) -> None:
    usable, wrong = checked(wanted)
    assert len(wrong) == 1
    assert said in wrong[0].en
    assert len(usable) == len(wanted) - 1
    assert wrong[0].zh != wrong[0].en


def test_no_command_has_a_key_of_another_from_the_beginning() -> None:
    usable, wrong = checked({name: command.keys for name, command in REMAPPABLE.items()
                             if command.keys})  # fmt: skip
    assert wrong == []
    assert len(usable) == sum(bool(command.keys) for command in REMAPPABLE.values())


def test_remapped_keys_work_and_stand_in_footer_and_help(folder: Path) -> None:
    async def run() -> None:
        keys = {"help": "f12", "export_json": "f10", "sav": "x"}
        async with open_app(folder, keys=keys) as pilot:
            await until(pilot, lambda: "Did you mean save?" in drawn(pilot))
            assert "F12 Help" in footer(drawn(pilot))
            await pilot.press("f1")
            assert pilot.app.screen is main_screen(pilot.app)
            await pilot.press("f12")
            await until(pilot, lambda: "Keys and commands" in drawn(pilot))
            assert "Did you mean save?" in drawn(pilot)
            await pilot.press("escape", "f10")
            await until(pilot, lambda: list(folder.glob("*-advice.json")))

    complete(run())


def test_tab_goes_from_pane_to_pane_and_never_to_what_is_not_seen(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            main = main_screen(pilot.app)
            await until(pilot, lambda: bool(main.query(PositionRow)))
            main.query_one(BrandList).focus()
            for expected in (FieldRow, PositionRow, BrandList):
                await pilot.press("tab")
                await until(pilot, partial(has_focus, pilot, expected), what=str(expected))

    complete(run())


def has_focus(pilot: Pilot[None], kind: type[Widget]) -> bool:
    return isinstance(pilot.app.focused, kind) and pilot.app.focused.region.height > 0


def test_nothing_opens_over_a_terminal_that_is_too_small(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            await pilot.resize_terminal(40, 10)
            await pilot.press("f1", "ctrl+p", "f9")
            await pilot.resize_terminal(120, 36)
            await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))

    complete(run())
