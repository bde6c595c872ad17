"""The help names every command, its keys, and why it cannot be used now."""

from pathlib import Path

import pytest

from factmatrix.desk import Language
from factmatrix_tui.commands import FIELD, FORM, ROWS
from factmatrix_tui.screens.help import CommandTable
from tests.tui.conftest import complete, drawn, main_screen, open_app, until


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_is_named_with_title_help_and_reason(folder: Path, language: Language) -> None:
    async def run() -> None:
        async with open_app(folder, language=language) as pilot:
            await pilot.press("question_mark")
            await until(pilot, lambda: bool(pilot.app.screen.query(CommandTable)))
            table = pilot.app.screen.query_one(CommandTable)
            said = " ".join(table.drawn(100).plain.split()).replace(" ", "")
            for group in main_screen(pilot.app).help_groups:
                for command in group.commands:
                    assert command.title.in_(language).replace(" ", "") in said
                    assert command.help.in_(language).replace(" ", "") in said
            reason = {"en": "Notnow:Everythingissaved.", "zh": "暂不可用：没有需要保存的修改。"}
            assert reason[language] in said

    complete(run())


def test_the_keys_of_fields_and_rows_are_in_it(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            shown = {c for group in main_screen(pilot.app).help_groups for c in group.commands}
            assert {*FIELD, *ROWS, *FORM} <= shown

    complete(run())


def test_how_to_change_keys_stands_by_itself_at_the_end(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder, (80, 24), keys={"save": "f12"}) as pilot:
            await pilot.press("f1")
            await until(pilot, lambda: "Keys and commands" in drawn(pilot))
            assert "[save]" not in drawn(pilot)
            assert drawn(pilot).splitlines()[:2] == ["  Keys and commands", "  Profile"]
            await pilot.press("end")
            await until(pilot, lambda: "row_down = " in drawn(pilot))
            table = pilot.app.screen.query_one(CommandTable)
            commands, keys = table.drawn(76).plain.split("To use other keys\n")
            assert 'save = "f12"' in keys
            assert 'duplicate = "…"' in keys
            assert "walk" not in keys, "it cannot be changed"
            assert 'save = "' not in commands

    complete(run())


def test_it_closes_as_it_opened(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            for key in ("f1", "question_mark", "escape", "q"):
                await pilot.press("f1")
                await until(pilot, lambda: pilot.app.screen is not main_screen(pilot.app))
                await pilot.press(key)
                await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app), what=key)

    complete(run())
