"""The advice on the clipboard and beside the profile."""

import json
import os
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factmatrix.desk import Language
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.values import get
from tests.tui.conftest import complete, drawn, main_screen, open_app, until


async def command(pilot: Pilot[None], name: str) -> None:
    """Run a command that has no key of its own."""
    await pilot.app.run_action(name, pilot.app.screen)


@pytest.mark.parametrize(("language", "verdict"), [("en", "Lead with A"), ("zh", "主推 A")])
def test_advice_is_copied_in_short(folder: Path, language: Language, verdict: str) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml", language=language) as pilot:
            document = main_screen(pilot.app).document
            await until(pilot, lambda: document and document.answer and document.answer.plan)
            await pilot.press("ctrl+t")
            await until(pilot, lambda: pilot.app.clipboard != "")
            lines = pilot.app.clipboard.splitlines()
            assert lines[0].startswith("Paper Pond")
            assert lines[1].startswith(verdict)
            assert document is not None
            assert document.answer is not None
            assert document.answer.plan is not None
            steps = [line for line in lines if line[:1].isdigit()]
            assert len(steps) == len(document.answer.plan.steps)
            assert "\x1b" not in pilot.app.clipboard

    complete(run())


def test_markdown_is_copied_whole(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            await command(pilot, "copy_markdown")
            await until(pilot, lambda: pilot.app.clipboard.startswith("# "))

    complete(run())


def test_exports_are_of_what_is_entered_and_stand_beside_the_profile(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            main_screen(pilot.app).go_to_field(("brand", "name"))
            await pilot.press("enter", "X", "enter")
            document = main_screen(pilot.app).document
            await until(
                pilot, lambda: document and get(document.values, ("brand", "name")) == "Paper PondX"
            )
            await until(pilot, lambda: document and document.valid)
            for name, suffix in (("export_json", "json"), ("export_markdown", "md")):
                path = folder / f"price-strong-advice.{suffix}"
                await command(pilot, name)
                await until(pilot, path.exists)
                assert "Paper PondX" in path.read_text("utf-8")
            data = json.loads((folder / "price-strong-advice.json").read_text("utf-8"))
            assert data["results"][0]["profile"]["name"] == "Paper PondX"

    complete(run())


@pytest.mark.parametrize(("key", "replaced"), [("escape", False), ("b", False), ("r", True)])
def test_a_file_that_is_there_is_replaced_only_when_asked(
    folder: Path, key: str, replaced: bool
) -> None:
    path = folder / "price-strong-advice.md"
    path.write_text("mine", "utf-8")

    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            await command(pilot, "export_markdown")
            await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
            await pilot.press(key)
            await until(pilot, lambda: not isinstance(pilot.app.screen, Ask))
            if key != "escape":
                await until(pilot, lambda: "Written:" in drawn(pilot))
            assert (path.read_text("utf-8") != "mine") is replaced
            assert (folder / "price-strong-advice-2.md").exists() is (key == "b")

    complete(run())


@pytest.mark.parametrize(
    ("first_line", "why"),
    [('format = "x"', "Correct the fields with errors first."), ("[", "The file cannot be read.")],
)
def test_where_there_is_no_advice_to_copy_it_is_said_why(
    folder: Path, first_line: str, why: str
) -> None:
    path = folder / "price-strong.toml"
    path.write_text(path.read_text("utf-8").replace("format = 1", first_line), "utf-8")

    async def run() -> None:
        async with open_app(path) as pilot:
            main = main_screen(pilot.app)
            reason = main.why_not("copy_advice")
            assert reason is not None
            assert reason.en == why
            await pilot.press("ctrl+t")
            if main.document and main.document.readable:  # typed since it was found to be possible
                main.action_copy_markdown()
                await until(pilot, lambda: why in drawn(pilot))
            assert pilot.app.clipboard == ""

    complete(run())


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text are a matter of Linux")
def test_a_file_whose_name_is_no_text_is_saved_and_exported(folder: Path) -> None:
    path = folder / os.fsdecode(b"bad\xff.toml")
    (folder / "price-strong.toml").rename(path)

    async def run() -> None:
        async with open_app(path) as pilot:
            main_screen(pilot.app).go_to_field(("brand", "name"))
            await pilot.press("enter", "X", "enter", "ctrl+s")
            await until(pilot, lambda: "PondX" in path.read_text(encoding="utf-8"))
            await command(pilot, "export_json")
            written = path.with_name(f"{path.stem}-advice.json")
            await until(pilot, written.exists)
            profile = json.loads(written.read_text(encoding="utf-8"))["results"][0]["profile"]
            assert profile["path"] == str(path)

    complete(run())
