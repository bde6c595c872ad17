"""New, duplicated, renamed and deleted profiles; nothing is ever overwritten."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from itertools import product
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, Select

from factmatrix import Text
from factmatrix.desk import Setting
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.screens.main import MainScreen
from factmatrix_tui.screens.new_file import NewFile
from factmatrix_tui.values import get, put
from tests.tui.conftest import complete, drawn, main_screen, open_app, told, until

NAME = "price-strong.toml"


def with_file(
    path: Path,
    look: Callable[[Pilot[None], MainScreen], Awaitable[None]],
    setting: Setting | None = None,
) -> None:
    async def run() -> None:
        async with open_app(path, setting=setting) as pilot:
            screen = main_screen(pilot.app)
            await until(pilot, lambda: screen.library.folder is not None and screen.library.paths)
            await look(pilot, screen)

    complete(run())


async def asked(pilot: Pilot[None], command: str) -> NewFile:
    """The dialog that a command opens."""
    await pilot.app.screen.run_action(command)
    await until(pilot, lambda: isinstance(pilot.app.screen, NewFile))
    assert isinstance(pilot.app.screen, NewFile)
    return pilot.app.screen


async def name_file(pilot: Pilot[None], name: str) -> None:
    pilot.app.screen.query_one("#file", Input).value = name
    pilot.app.screen.query_one("#make", Button).press()  # wherever a long message moves it
    await pilot.pause()


def said(pilot: Pilot[None]) -> str:
    """What the open dialog says, wherever its lines break."""
    return " ".join(str(part.render()) for part in pilot.app.screen.query("Static, Said"))


def opened(screen: MainScreen) -> Path | None:
    return screen.document.path if screen.document else None


def test_a_new_brand_asks_what_is_required_and_opens(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        dialog = await asked(pilot, "new")
        await pilot.press(*"A/B", "enter")
        assert dialog.query_one("#file", Input).value == "A-B", "safe on every system"
        await pilot.click("#make")
        await until(pilot, lambda: "Main category is required" in said(pilot))
        dialog.query_one("#field-category", Select).value = "skincare"
        dialog.query_one("#field-goal", Select).value = "burst"
        dialog.query_one("#make", Button).press()  # it moves when the complaint goes
        path = folder / "A-B.toml"
        await until(pilot, lambda: opened(screen) == path)
        assert screen.document is not None
        brand = screen.document.base.values["brand"]  # type: ignore[index]
        assert brand == {"name": "A/B", "category": "skincare", "goal": "burst"}
        assert path in screen.library.paths
        assert not screen.document.unsaved

    with_file(folder, look)


LEAVING = ("ctrl+c", "escape")


def test_leaving_a_dialog_in_which_nothing_was_entered_only_closes_it(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        for command, key in product(("new", "duplicate", "rename"), LEAVING):
            await asked(pilot, command)
            await pilot.press(key)
            await until(pilot, lambda: pilot.app.screen is screen, what=f"{command}, {key}")
            assert pilot.app.is_running
            assert screen.document is not None

    with_file(folder / NAME, look)


@pytest.mark.parametrize("key", LEAVING)
@pytest.mark.parametrize(("command", "field"), [("new", "#field-name"), ("rename", "#file")])
def test_what_was_entered_in_a_dialog_is_never_lost_unasked(
    folder: Path, key: str, command: str, field: str
) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        dialog = await asked(pilot, command)
        await pilot.press(*"Brand", key)
        await until(pilot, lambda: "is in no file yet" in drawn(pilot))
        await pilot.press(key)
        await until(pilot, lambda: pilot.app.screen is dialog)
        assert "Brand" in dialog.query_one(field, Input).value
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is dialog)
        await pilot.click("#leave")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press("x")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert pilot.app.is_running

    with_file(folder / NAME, look)


def test_a_name_that_is_taken_is_refused_and_nothing_entered_is_lost(folder: Path) -> None:
    before = (folder / NAME).read_bytes()

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        dialog = await asked(pilot, "duplicate")
        dialog.query_one("#field-name", Input).value = "Copy"
        await name_file(pilot, "price-strong")
        await until(pilot, lambda: "✗" in said(pilot))
        assert dialog.query_one("#field-name", Input).value == "Copy"
        assert (folder / NAME).read_bytes() == before
        await pilot.press("x")
        await until(pilot, lambda: "✗" not in said(pilot), what="no longer refused")
        await name_file(pilot, "other.toml")
        await until(pilot, lambda: opened(screen) == folder / "other.toml")
        assert screen.document is not None
        assert screen.document.name == "Copy"
        assert "# " in (folder / "other.toml").read_text("utf-8"), "comments are copied"

    with_file(folder / NAME, look)


def test_a_tilde_that_is_no_person_is_a_letter_of_the_name(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        await asked(pilot, "rename")
        await name_file(pilot, "~")
        await until(pilot, lambda: opened(screen) == folder / "~.toml")

    with_file(folder / NAME, look)


@pytest.mark.parametrize("command", ["rename", "duplicate"])
def test_a_path_leads_elsewhere_and_is_shown_without_detours(folder: Path, command: str) -> None:
    other = folder.parent / "other.toml"

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        dialog = await asked(pilot, command)
        for name in dialog.query("#field-name").results(Input):
            name.value = "Copy"
        await name_file(pilot, "deep/../../other")
        await until(pilot, lambda: opened(screen) == other)
        assert other.exists()
        assert (folder / NAME).exists() == (command == "duplicate")
        assert screen.document is not None
        screen.document.change(Text("x", "x"), ("supply", "stock_days"), 33)
        await screen.run_action("save")
        await until(pilot, lambda: "stock_days = 33" in other.read_text("utf-8"))

    with_file(folder / NAME, look)


NO_NAMES = ("", "con", "nul.2026", "lpt1 .x", "com¹", "a:b", "a\tb", "\u202ea", "a.", "a/", " ")


def test_names_that_no_file_should_have_are_refused(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        before = sorted(folder.rglob("*"))
        for name in NO_NAMES:
            await asked(pilot, "rename")
            await name_file(pilot, name)
            await until(pilot, lambda: "✗" in said(pilot), what=repr(name))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, Ask), what=repr(name))
            await pilot.press("x")
            await until(pilot, lambda: pilot.app.screen is screen)
            assert sorted(folder.rglob("*")) == before, name

    with_file(folder / NAME, look)


def test_renaming_keeps_what_is_unsaved(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        document = screen.document
        assert document is not None
        values = put(document.values, ("brand", "notes"), "not saved yet")
        document.replace(Text("notes", "备注"), ("brand", "notes"), values)
        await asked(pilot, "rename")
        await name_file(pilot, "renamed")
        await until(pilot, lambda: opened(screen) == folder / "renamed.toml")
        assert not (folder / NAME).exists()
        assert document.unsaved
        await screen.run_action("save")
        await until(pilot, lambda: not document.unsaved)
        assert "not saved yet" in (folder / "renamed.toml").read_text("utf-8")

    with_file(folder / NAME, look)


def test_renaming_to_a_file_that_is_there_changes_neither(folder: Path) -> None:
    files = {path: path.read_bytes() for path in folder.iterdir()}

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        await asked(pilot, "rename")
        await name_file(pilot, "brand-strong")
        await until(pilot, lambda: "already" in said(pilot))
        assert {path: path.read_bytes() for path in folder.iterdir()} == files

    with_file(folder / NAME, look)


def test_deleting_asks_and_goes_on_to_the_next_brand(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        await until(pilot, lambda: not screen.folder.scoring)
        following = screen.folder.neighbour(folder / NAME)
        await screen.run_action("delete")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert (folder / NAME).exists(), "enter alone deletes nothing"
        await screen.run_action("delete")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press("x")
        await until(pilot, lambda: opened(screen) == following)
        assert not (folder / NAME).exists()
        assert folder / NAME not in screen.library.paths

    with_file(folder / NAME, look)


def test_a_file_that_changed_unseen_is_not_deleted(folder: Path) -> None:
    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        document = screen.document
        assert document is not None
        await screen.run_action("delete")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        (folder / NAME).write_text((folder / NAME).read_text("utf-8") + "# more\n", "utf-8")
        await pilot.press("x")
        await until(pilot, lambda: pilot.app.screen is screen)
        await until(pilot, lambda: "was not deleted" in drawn(pilot))
        assert (folder / NAME).exists()

    with_file(folder / NAME, look)


def test_the_last_brand_leaves_an_empty_folder(tmp_path: Path, folder: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    (folder / NAME).rename(alone / NAME)

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        await screen.run_action("delete")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press("x")
        await until(pilot, lambda: "no profiles in this folder" in drawn(pilot))
        assert screen.document is None

    with_file(alone, look)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("command", ["save", "delete", "export_markdown"])
def test_a_named_pipe_in_the_place_of_a_file_is_not_waited_for(folder: Path, command: str) -> None:
    path = folder / (NAME if command != "export_markdown" else "price-strong-advice.md")

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        document = screen.document
        assert document is not None
        await until(pilot, lambda: document.answer)
        if command == "save":
            document.change(Text("x", "x"), ("supply", "stock_days"), 33)
        path.unlink(missing_ok=True)
        os.mkfifo(path)
        await screen.run_action(command)
        await until(pilot, lambda: pilot.app.screen is not screen)
        if command != "save":
            await pilot.press("x" if command == "delete" else "r")
            await until(pilot, lambda: "is no file" in told(pilot), seconds=5)
        else:
            assert "is no file" in said(pilot)
        assert path.is_fifo()

    with_file(folder / NAME, look)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no largest size there")
def test_a_file_that_cannot_be_written_says_why_and_offers_another(folder: Path) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))

    async def look(pilot: Pilot[None], screen: MainScreen) -> None:
        before = (folder / NAME).read_bytes()
        document = screen.document
        assert document is not None
        values = put(document.values, ("brand", "notes"), "kept")
        document.replace(Text("notes", "备注"), ("brand", "notes"), values)
        screen.document_changed()
        await screen.run_action("save")
        await until(pilot, lambda: isinstance(pilot.app.screen, NewFile))
        assert "the disk is full" in said(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert document.unsaved
        assert get(document.values, ("brand", "notes")) == "kept"
        assert (folder / NAME).read_bytes() == before

    try:
        with_file(folder / NAME, look, Setting())  # an engine that has this limit
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
