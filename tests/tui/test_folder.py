"""A folder while others work in it, and what is said where there is no brand to edit."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factmatrix import Text
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.widgets.brand_list import BrandList
from tests.tui.conftest import SAMPLES, complete, drawn, main_screen, open_app, until
from tests.tui.test_saving import starting

SAMPLE = SAMPLES / "price-strong.toml"


def with_app(
    path: Path, look: Callable[[Pilot[None]], Awaitable[None]], size: tuple[int, int] = (120, 36)
) -> None:
    async def run() -> None:
        async with open_app(path, size) as pilot:
            screen = main_screen(pilot.app)
            await until(pilot, lambda: screen.folder.watched, what="the folder is watched")
            await look(pilot)

    complete(run())


def test_new_changed_and_deleted_files_are_followed(folder: Path) -> None:
    async def look(pilot: Pilot[None]) -> None:
        library = main_screen(pilot.app).library
        new = folder / "deep" / "new.toml"
        new.parent.mkdir()
        new.write_text('format = 1\n[brand]\nname = "Nova"\ncategory = "food"\n')
        await until(pilot, lambda: new in library.summaries, what="the new file")
        assert "Nova" in drawn(pilot)
        new.write_text('format = 1\n[brand]\nname = "Supernova"\ncategory = "food"\n')
        await until(pilot, lambda: "Supernova" in drawn(pilot), what="the changed file")
        shutil.rmtree(new.parent)
        await until(pilot, lambda: new not in library.summaries, what="the deleted folder")
        await until(pilot, lambda: "Supernova" not in drawn(pilot))

    with_app(folder, look)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="processes cannot be stopped here")
def test_what_changes_after_it_was_scored_and_before_it_is_watched(folder: Path) -> None:
    file = folder / "content-strong.toml"

    async def run() -> None:
        async with starting(folder / SAMPLE.name) as pilot:
            screen = main_screen(pilot.app)
            opened = screen.folder
            while not (process := opened.watcher.process if opened.watcher else None):
                await asyncio.sleep(0)
            os.kill(process, signal.SIGSTOP)  # it has only begun to load
            await until(pilot, lambda: screen.library.paths and not screen.folder.scoring)
            name = screen.library.summaries[file].name
            file.write_text(file.read_text("utf-8").replace(name, "Nova"), "utf-8")
            assert not screen.folder.watched
            os.kill(process, signal.SIGCONT)
            await until(pilot, lambda: "Nova" in drawn(pilot))

    complete(run())


def test_the_open_brand_follows_its_file(folder: Path) -> None:
    file = folder / SAMPLE.name

    async def look(pilot: Pilot[None]) -> None:
        file.write_text(file.read_text().replace("Paper Pond", "Paper Lake"))
        await until(pilot, lambda: "Paper Lake" in drawn(pilot))
        document = main_screen(pilot.app).document
        assert document is not None
        assert not document.unsaved

    with_app(file, look)


def test_unsaved_changes_and_another_program_ask(folder: Path) -> None:
    file = folder / SAMPLE.name

    async def look(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot.app)
        document = screen.document
        assert document is not None
        brand = {**document.values["brand"], "name": "Mine"}
        document.replace(
            Text("a name", "名称"), ("brand", "name"), {**document.values, "brand": brand}
        )
        screen.document_changed()
        file.write_text(file.read_text().replace("Paper Pond", "Theirs"))
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        assert document.values["brand"]["name"] == "Mine"

    with_app(file, look)


def test_an_empty_folder_says_what_to_do_and_shows_the_first_brand_that_comes(
    tmp_path: Path,
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    async def look(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "no profiles in this folder" in drawn(pilot))
        assert "^n makes the first one" in drawn(pilot)
        assert "^p Commands" in drawn(pilot)
        assert "(^p Commands)" not in drawn(pilot)
        shutil.copy(SAMPLE, empty)
        await until(pilot, lambda: main_screen(pilot.app).document)
        assert "Creator alliance" in drawn(pilot)

    with_app(empty, look)


def test_a_path_that_is_not_there(folder: Path) -> None:
    async def file(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "There is no such file" in drawn(pilot))
        await until(pilot, lambda: "Paper Pond" in drawn(pilot), what="its neighbours")

    with_app(folder / "none.toml", file)

    async def run() -> None:
        async with open_app(folder / "none") as pilot:
            await until(pilot, lambda: "This folder cannot be opened" in drawn(pilot))
            assert "there is no such file or folder" in drawn(pilot)
            why = main_screen(pilot.app).why_not("new")
            assert why is not None
            assert "cannot be opened: there is no such" in why.en
            await pilot.press("ctrl+n")
            await pilot.pause()
            assert pilot.app.screen is main_screen(pilot.app)

    complete(run())


def test_a_broken_file_shows_every_place_and_the_brand_once_it_can_be_read(folder: Path) -> None:
    broken = folder / "broken.toml"
    broken.write_text('format = 1\n[brand\nname = "Mended"\n')

    async def look(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "broken.toml:2:7:" in drawn(pilot))
        assert "[brand" in drawn(pilot)
        assert "F4 opens it in your editor" in drawn(pilot)
        assert not main_screen(pilot.app).query_one("#form").display
        broken.write_text('format = 1\n[brand]\nname = "Mended"\ncategory = "food"\n')
        await until(pilot, lambda: main_screen(pilot.app).query_one("#form").display)
        assert "Mended" in drawn(pilot)

    with_app(broken, look)


def test_there_is_no_way_back_to_a_file_that_could_not_be_read(folder: Path) -> None:
    broken = folder / "broken.toml"
    broken.write_text("format = 1\n[brand\n")

    async def look(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot.app)
        broken.write_text('format = 1\n[brand]\nname = "Mended"\ncategory = "food"\n')
        await until(pilot, lambda: screen.query_one("#form").display)
        assert screen.document is not None
        await pilot.press("ctrl+z")
        assert screen.document.name == "Mended"
        assert not screen.document.unsaved

    with_app(broken, look)


def test_a_broken_file_is_mended_in_the_editor(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = folder / "broken.toml"
    broken.write_text('format = 1\n[brand\nname = "Mended"\ncategory = "food"\n')
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text().replace('[brand\\n', '[brand]\\n'))\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    monkeypatch.delenv("VISUAL", raising=False)

    async def look(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot.app)
        await pilot.press("f4")
        await until(pilot, lambda: screen.query_one("#form").display)
        assert screen.document is not None
        assert screen.document.name == "Mended"
        assert "[brand\n" in broken.read_text(), "nothing is written before it is saved"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "[brand]" in broken.read_text())

    with_app(broken, look)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n", b"just words\n"])
def test_a_file_that_is_no_toml_says_so(folder: Path, data: bytes) -> None:
    file = folder / "picture.png"
    file.write_bytes(data)

    async def look(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "This file is no TOML yet" in drawn(pilot))
        assert "picture.png:1:" in drawn(pilot)

    with_app(file, look)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_named_pipe_is_said_to_be_one_and_stops_nothing(folder: Path) -> None:
    pipe = folder / "pipe.toml"
    os.mkfifo(pipe)

    async def look(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "This is a pipe or a device" in drawn(pilot))
        library = main_screen(pilot.app).library
        await until(pilot, lambda: len(library.summaries) == len(library.paths))
        assert library.summaries[pipe].error is not None

    with_app(pipe, look)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may do everything is not refused"
)
def test_a_file_that_may_not_be_read_says_so(folder: Path) -> None:
    file = folder / SAMPLE.name
    file.chmod(0)

    async def look(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "permission denied" in drawn(pilot))

    with_app(file, look)


def test_a_file_that_may_not_be_written_is_called_read_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Who may do everything may write it, too: the system's answer is that of its mode.
    def allowed(path: Path, mode: int) -> bool:
        return mode == os.F_OK or bool(path.stat().st_mode & 0o200)

    monkeypatch.setattr(os, "access", allowed)
    file = folder / SAMPLE.name
    file.chmod(0o444)

    async def look(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "read only · Paper Pond" in drawn(pilot))
        await pilot.press("f3")
        await until(pilot, lambda: "只读 · Paper Pond" in drawn(pilot))
        screen = main_screen(pilot.app)
        await screen.open(folder / "content-strong.toml")
        await until(pilot, lambda: "只读" not in drawn(pilot))

    with_app(file, look)


def test_read_only_is_said_however_long_the_name_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.F_OK)
    file = folder / "long.toml"
    name = "A brand whose name goes on and on " * 4
    file.write_text(f'format = 1\n[brand]\nname = "{name}"\ncategory = "food"\n', "utf-8")

    async def run() -> None:
        async with open_app(file, (80, 24)) as pilot:
            await until(pilot, lambda: "read only · A brand whose name" in drawn(pilot))

    complete(run())


def test_scoring_stops_and_goes_on_with_escape(folder: Path) -> None:
    for number in range(600):
        shutil.copy(SAMPLE, folder / f"copy-{number:03}.toml")

    async def run() -> None:
        async with open_app(folder) as pilot:
            screen = main_screen(pilot.app)
            await until(pilot, lambda: screen.library.summaries)
            await pilot.press("escape")
            await until(pilot, lambda: "Esc Go on" in drawn(pilot))
            assert screen.folder.scoring
            brands = screen.query_one(BrandList)
            assert set(screen.library.summaries) & set(brands.seen)
            await pilot.press("escape")
            await until(pilot, lambda: "Esc Stop" in drawn(pilot))
            await until(pilot, lambda: not screen.folder.scoring, seconds=60)
            await until(pilot, lambda: "Esc" not in drawn(pilot))

    complete(run())
