"""The app begins where it was left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from factmatrix_tui.app import FactApp
from factmatrix_tui.library import Order
from factmatrix_tui.session import FRESH, Session, keep_session, last_session, session_file
from factmatrix_tui.widgets.form import Form
from tests.tui.conftest import complete, main_screen, open_app, until


def left_by(folder: Path) -> Session:
    """What is kept after a person opened a brand, a tab and a filter, sorted and switched."""

    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            screen = main_screen(pilot.app)
            await until(pilot, lambda: not screen.folder.scoring and screen.library.paths)
            screen.query_one(Form).open_tab("money")
            await pilot.press("f5", "f3")
            await screen.run_action("filter")
            await pilot.press(*"pond", "enter")
            pilot.app.theme = "textual-light"
            await screen.run_action("quit")
            await until(pilot, lambda: session_file().exists())

    complete(run())
    return last_session()


def test_folder_brand_tab_filter_order_theme_and_language_come_back(folder: Path) -> None:
    left = left_by(folder)
    assert left == Session(
        str(folder),
        str(folder / "price-strong.toml"),
        "money",
        "pond",
        "LEAD",
        "textual-light",
        "zh",
    )

    async def run() -> None:
        async with open_app(None, session=left) as pilot:
            screen = main_screen(pilot.app)
            await until(pilot, lambda: screen.query_one(Form).tab == "money")
            assert screen.document is not None
            assert screen.document.path == folder / "price-strong.toml"
            assert screen.library.order is Order.LEAD
            await until(pilot, lambda: screen.library.shown() == (folder / "price-strong.toml",))
            assert pilot.app.theme == "textual-light"

    complete(run())


def test_what_is_gone_since_is_left_out(folder: Path) -> None:
    left = Session(str(folder), str(folder / "gone.toml"), "gone", "", "GONE", "gone", "gone")

    async def run() -> None:
        async with open_app(None, session=left) as pilot:
            screen = main_screen(pilot.app)
            assert screen.document is not None
            assert screen.document.path is not None
            assert screen.document.path.parent == folder
            assert screen.library.order is Order.NAME

    complete(run())


def test_a_path_that_is_given_wins_and_a_language_is_kept_only_if_it_was_switched(
    folder: Path, tmp_path: Path
) -> None:
    other = replace(FRESH, folder=str(tmp_path), words="pond")

    async def run() -> None:
        async with open_app(folder, session=other, language="zh") as pilot:
            screen = main_screen(pilot.app)
            await until(pilot, lambda: screen.library.paths)
            assert screen.library.folder == folder
            assert screen.library.words == ""
            assert isinstance(pilot.app, FactApp)
            pilot.app.leave()

    complete(run())
    assert last_session().folder == str(folder)
    assert last_session().language == ""


def test_a_damaged_session_is_a_fresh_one() -> None:
    for text in ("", "[]", "{", '{"folder": 3}', '{"other": "x"}', "\0"):
        session_file().parent.mkdir(parents=True, exist_ok=True)
        session_file().write_text(text)
        assert last_session() == FRESH
    keep_session(Session(words="花西子"))
    assert last_session().words == "花西子"
