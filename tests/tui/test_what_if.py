"""What-if never touches the file: its changes are applied, kept in a new file, or dropped."""

import tomllib
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from factmatrix_tui.document import Document
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.values import get
from factmatrix_tui.what_if import WhatIfBanner
from tests.tui.conftest import complete, drawn, main_screen, open_app, until

LIVE = ("powers", "content", "live")


def document(pilot: Pilot[None]) -> Document:
    shown = main_screen(pilot.app).document
    assert shown is not None
    return shown


async def tried(pilot: Pilot[None]) -> Document:
    """Begin what-if and raise the live power to 100; the document below."""
    main = main_screen(pilot.app)
    original = document(pilot)
    await pilot.press("f6")
    await until(pilot, lambda: main.what_if.active)
    main.go_to_field(LIVE)
    await until(pilot, lambda: getattr(pilot.app.focused, "path", None) == LIVE)
    await pilot.press("1", "0", "0", "enter")
    await until(pilot, lambda: get(document(pilot).values, LIVE) == 100)
    return original


def with_trial(
    folder: Path, check: Callable[[Pilot[None], Document], Coroutine[Any, Any, None]]
) -> None:
    """Open a sample, try something out, and go on from there."""

    async def run() -> None:
        async with open_app(folder / "price-strong.toml", (120, 40)) as pilot:
            await check(pilot, await tried(pilot))

    complete(run())


async def answer(pilot: Pilot[None], key: str) -> None:
    """End what-if with an answer."""
    await pilot.press("f6")
    await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
    await pilot.press(key)
    await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))


@pytest.fixture
def before(folder: Path) -> bytes:
    return (folder / "price-strong.toml").read_bytes()


def test_it_shows_before_and_after_and_leaves_document_and_file_alone(
    folder: Path, before: bytes
) -> None:
    async def check(pilot: Pilot[None], original: Document) -> None:
        banner = main_screen(pilot.app).query_one(WhatIfBanner)
        await until(pilot, lambda: "▲" in banner.render().plain)
        scores = (
            {r.info.letter: r.fit.score for r in original.answer.ranking} if original.answer else {}
        )
        assert f"F {scores['F']:.1f} → " in drawn(pilot)
        assert "nothing is written" in drawn(pilot)
        assert get(original.values, LIVE) != 100
        assert not original.done
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (folder / "price-strong.toml").read_bytes() == before

    with_trial(folder, check)


def test_applied_it_is_one_change_that_undo_takes_back(folder: Path, before: bytes) -> None:
    async def check(pilot: Pilot[None], original: Document) -> None:
        await answer(pilot, "a")
        await until(pilot, lambda: document(pilot) is original)
        assert get(original.values, LIVE) == 100
        assert len(original.done) == 1
        assert original.unsaved
        assert (folder / "price-strong.toml").read_bytes() == before
        await pilot.press("ctrl+z")
        assert not original.unsaved

    with_trial(folder, check)


def test_kept_it_is_a_new_file_and_the_old_one_is_as_it_was(folder: Path, before: bytes) -> None:
    (folder / "price-strong-what-if.toml").write_text("taken = true")

    async def check(pilot: Pilot[None], original: Document) -> None:
        await answer(pilot, "n")
        kept = folder / "price-strong-what-if-2.toml"
        await until(pilot, kept.exists)
        data = tomllib.loads(kept.read_text("utf-8"))
        assert get(data, LIVE) == 100
        assert data["brand"]["name"] == "Paper Pond (what if)"
        assert (folder / "price-strong.toml").read_bytes() == before
        assert (folder / "price-strong-what-if.toml").read_text() == "taken = true"
        await until(pilot, lambda: document(pilot) is original)
        assert not original.unsaved
        assert kept in main_screen(pilot.app).library.paths

    with_trial(folder, check)


def test_dropped_nothing_is_left_of_it(folder: Path, before: bytes) -> None:
    async def check(pilot: Pilot[None], original: Document) -> None:
        await answer(pilot, "x")
        await until(pilot, lambda: document(pilot) is original)
        assert not original.unsaved
        assert "WHAT IF" not in drawn(pilot)
        assert (folder / "price-strong.toml").read_bytes() == before

    with_trial(folder, check)


@pytest.mark.parametrize("leaving", ["ctrl+q", "ctrl+c", "f6"])
def test_whoever_leaves_it_is_asked_and_may_go_on(folder: Path, leaving: str) -> None:
    async def check(pilot: Pilot[None], original: Document) -> None:
        await pilot.press(leaving)
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        assert "what becomes of the changes" in drawn(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is main_screen(pilot.app))
        assert main_screen(pilot.app).what_if.active
        assert get(document(pilot).values, LIVE) == 100

    with_trial(folder, check)


def test_another_brand_is_not_opened_over_it(folder: Path) -> None:
    async def check(pilot: Pilot[None], original: Document) -> None:
        main_screen(pilot.app).go_to_brand(folder / "tag-chaos.toml")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press("x")
        await until(pilot, lambda: document(pilot).path == folder / "tag-chaos.toml")
        assert not main_screen(pilot.app).what_if.active

    with_trial(folder, check)


def test_nothing_is_asked_where_nothing_was_changed(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            main = main_screen(pilot.app)
            await pilot.press("f6")
            await until(pilot, lambda: main.what_if.active)
            await pilot.press("f6")
            await until(pilot, lambda: not main.what_if.active)
            assert pilot.app.screen is main

    complete(run())


def test_unsaved_changes_of_the_document_are_kept_as_drafts_not_the_trial(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            main = main_screen(pilot.app)
            main.go_to_field(("brand", "name"))
            await pilot.press("enter", "X", "enter")
            original = document(pilot)
            await tried(pilot)
            assert main.what_if.kept is original
            assert original.name == "Paper PondX"

    complete(run())


def test_a_file_changed_by_others_meanwhile_is_noticed_when_it_ends(folder: Path) -> None:
    path = folder / "price-strong.toml"

    async def check(pilot: Pilot[None], original: Document) -> None:
        main = main_screen(pilot.app)
        path.write_text(path.read_text("utf-8").replace("Paper Pond", "Theirs"), "utf-8")
        await main.saving.file_changed()
        assert main.what_if.active
        assert get(document(pilot).values, LIVE) == 100
        await answer(pilot, "x")
        await until(pilot, lambda: document(pilot).name == "Theirs")

    with_trial(folder, check)


def test_keys_in_one_burst_land_in_the_trial_and_leaving_asks(folder: Path, before: bytes) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml", (120, 40)) as pilot:
            main = main_screen(pilot.app)
            original = document(pilot)
            main.go_to_field(LIVE)
            await until(pilot, lambda: getattr(pilot.app.focused, "path", None) == LIVE)
            values = original.values
            for key, character in (("f6", None), ("9", "9"), ("ctrl+c", None)):
                pilot.app.post_message(events.Key(key, character))
            await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
            assert main.what_if.active
            assert original.values is values
            assert get(document(pilot).values, LIVE) == 9
            assert (folder / "price-strong.toml").read_bytes() == before

    complete(run())
