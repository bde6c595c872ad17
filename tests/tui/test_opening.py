"""The app opens what it was started with."""

from pathlib import Path

from tests.tui.conftest import complete, drawn, main_screen, open_app, until


def test_a_folder_opens_on_its_first_brand_and_lists_the_others(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            library = main_screen(pilot.app).library
            await until(pilot, lambda: len(library.summaries) == len(list(folder.glob("*.toml"))))
            assert "Brand self-broadcast" in drawn(pilot)

    complete(run())


def test_a_file_opens_in_the_language_asked_for(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml", language="zh") as pilot:
            document = main_screen(pilot.app).document
            assert document is not None
            assert document.path == folder / "price-strong.toml"
            assert "达人矩阵" in drawn(pilot)

    complete(run())
