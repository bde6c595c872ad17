"""The plugins screen says what works and why something does not; details say all of a position."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factmatrix import Text
from factmatrix.desk import EngineProcess, Language, Setting
from factmatrix.scaffold.package import single_file
from factmatrix_tui.app import FactApp
from factmatrix_tui.screens.details import DetailsScreen, PositionDetails
from factmatrix_tui.screens.plugins import PluginsScreen
from factmatrix_tui.widgets.position_row import PositionRow
from tests.brands import DAY
from tests.desk.conftest import BadPlugin, bad_plugin, install, scoring, site
from tests.tui.conftest import complete, drawn, main_screen, open_app, until

__all__ = ["bad_plugin", "install", "site"]


def test_state_and_shipper_of_each_plugin(folder: Path) -> None:
    async def run() -> None:
        setting = Setting(disable=("campaign",))
        async with open_app(folder, (80, 24), setting=setting) as pilot:
            await pilot.press("f9")
            await until(pilot, lambda: isinstance(pilot.app.screen, PluginsScreen))
            lines = drawn(pilot).splitlines()
            field = next(line for line in lines if line.strip().startswith("field"))
            assert "✓ ok" in field
            assert "factmatrix" in field
            assert "F Brand self-broadcast" in field
            assert "○ off" in next(line for line in lines if line.strip().startswith("campaign"))

    complete(run())


def test_the_time_that_each_takes_to_score_a_brand(folder: Path, bad_plugin: BadPlugin) -> None:
    for path in folder.glob("*.toml"):
        if path.name != "price-strong.toml":
            path.unlink()
    takes = """
from time import perf_counter
began = perf_counter()
while perf_counter() - began < 0.1: pass
"""
    bad_plugin(score_fit=scoring(takes))

    async def run() -> None:
        setting = Setting(disable=("campaign",))
        async with open_app(folder / "price-strong.toml", (80, 24), setting=setting) as pilot:
            await pilot.press("f9")
            await until(pilot, lambda: "Time: what scoring a brand takes" in drawn(pilot))
            took = times(pilot, "ms")
            assert took.keys() == {"odd", "field", "alliance", "topkol"}, "none where none scores"
            odd = took.pop("odd")
            assert odd >= 100
            assert 0 < max(took.values()) < odd
            await pilot.press("f3")
            await until(pilot, lambda: times(pilot, "毫秒").keys() == {*took, "odd"})

    complete(run())


def times(pilot: Pilot[None], unit: str) -> dict[str, float]:
    """The times that are shown, by the name at the beginning of the line."""
    found = re.findall(rf"^ *(\w+) .*? ([\d.,]+) {unit} ", drawn(pilot), re.MULTILINE)
    return {name: float(amount.replace(",", "")) for name, amount in found}


def test_a_failed_and_a_stopped_one_say_why(folder: Path) -> None:
    async def run() -> None:
        why = Text("It never came back.", "它没有返回。")
        async with open_app(folder, setting=Setting(unloadable={"topkol": why})) as pilot:
            assert isinstance(pilot.app, FactApp)
            pilot.app.engine.suspended["field"] = Text("It hung thrice.", "它三次没有响应。")
            await pilot.press("f9")
            await until(pilot, lambda: "It never came back." in drawn(pilot))
            lines = drawn(pilot).splitlines()
            assert "‖ stopped" in next(line for line in lines if line.strip().startswith("field"))
            assert "It hung thrice." in drawn(pilot)
            await pilot.press("f3")
            await until(pilot, lambda: "它三次没有响应。" in drawn(pilot))

    complete(run())


def test_one_that_fails_when_it_scores_is_not_ok(folder: Path, bad_plugin: BadPlugin) -> None:
    bad_plugin(score_fit=scoring("raise ValueError('no')"))

    async def run() -> None:
        async with open_app(folder, setting=Setting(disable=("campaign",))) as pilot:
            await pilot.press("f9")
            await until(pilot, lambda: "score_fit raised ValueError: no" in drawn(pilot))
            lines = drawn(pilot).splitlines()
            odd = next(line for line in lines if line.strip().startswith("odd"))
            assert "✗ fails when scoring" in odd
            assert sum("✓ ok" in line for line in lines) >= 3
            assert any("○ off" in line for line in lines), "what is switched off is listed"
            await pilot.press("f3")
            await until(pilot, lambda: "✗ 评分时出错" in drawn(pilot))

    complete(run())


def test_one_that_hangs_while_it_is_loaded_is_named_and_then_left_out(
    folder: Path, bad_plugin: BadPlugin
) -> None:
    bad_plugin(more="while True: pass")

    async def run() -> None:
        setting = Setting(plugin_limit=0.5)
        async with EngineProcess(setting) as engine:
            app = FactApp(folder / "price-strong.toml", engine, "en", DAY)
            async with app.run_test(size=(120, 36), notifications=True) as pilot:
                said = "Waiting for the plugin strange. Without an"
                await until(pilot, lambda: said in drawn(pilot))
                await pilot.press("f3")
                await until(pilot, lambda: "正在等待插件 strange；2.5 秒内" in drawn(pilot))
                await pilot.press("f3")
                await until(pilot, lambda: "Lead with A Creator alliance" in drawn(pilot))
                await pilot.press("f9")
                said = "It gave no answer within 2.5 seconds; time_limit in config.toml gives it"
                await until(pilot, lambda: said in drawn(pilot))
                assert "It is switched off" in " ".join(drawn(pilot).split())
                assert "‖ stopped" in drawn(pilot)
                await pilot.press("escape")
                app.workers.cancel_all()

    complete(run())


def test_one_that_fails_for_some_brands_says_for_how_many(
    folder: Path, bad_plugin: BadPlugin
) -> None:
    bad_plugin(
        score_fit=scoring("if profile.brand.name in ('一哥珠宝', '听泉坊'): raise ValueError('no')")
    )
    kept = ("all-round-strong.toml", "price-strong.toml", *_named(folder, "一哥珠宝", "听泉坊"))
    for path in folder.glob("*.toml"):
        if path.name not in kept:
            path.unlink()

    async def run() -> None:
        async with open_app(folder / "price-strong.toml", setting=Setting()) as pilot:
            library = main_screen(pilot.app).library
            await until(pilot, lambda: len(library.summaries) == 4)
            await pilot.press("f9")
            said = "Failed for 2 of the 4 brands scored so far."
            await until(pilot, lambda: said in drawn(pilot))
            assert "score_fit raised ValueError: no" in " ".join(drawn(pilot).split())
            lines = drawn(pilot).splitlines()
            odd = next(line for line in lines if line.strip().startswith("odd"))
            assert "✗ fails when scoring" in odd
            await pilot.press("f3")
            await until(pilot, lambda: "已评分的 4 个品牌中有 2 个出错。" in drawn(pilot))

    complete(run())


def test_a_position_in_a_single_file_is_ranked_and_listed_beside_a_broken_one(
    folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "rooms.toml").write_text(single_file("rooms"), encoding="utf-8")
    (own / "broken[bold].toml").write_text("x = = 1", encoding="utf-8")
    (folder / "stray.toml").write_text(single_file("stray"), encoding="utf-8")

    async def run() -> None:
        setting = Setting(plugin_folders=(own,))
        path = folder / "price-strong.toml"
        async with open_app(path, (180, 50), setting=setting) as pilot:
            main = main_screen(pilot.app)
            await until(pilot, lambda: len(main.query(PositionRow)) == 5)
            ranked = {row.ranked.info.id for row in main.query(PositionRow) if row.ranked}
            assert "rooms" in ranked
            assert "stray" not in ranked, "what lies beside a profile is a profile"
            await pilot.press("f9")
            await until(pilot, lambda: "broken[bold].toml:1:5: One = is enough" in drawn(pilot))
            lines = drawn(pilot).splitlines()
            rooms = next(line for line in lines if line.strip().startswith("rooms"))
            assert "✓ ok" in rooms
            assert "Ro Rooms" in rooms
            assert any("✗" in line and "broken[bold]" in line for line in lines)

    complete(run())


def _named(folder: Path, *brands: str) -> list[str]:
    """The files of these brands."""
    files = {path.name: path.read_text("utf-8") for path in folder.glob("*.toml")}
    return [name for name, text in files.items() if any(f'"{b}"' in text for b in brands)]


@pytest.mark.parametrize("setting", [Setting(enable=("feild",)), Setting(disable=("feild",))])
def test_a_plugin_that_there_is_none_of_is_told(folder: Path, setting: Setting) -> None:
    async def run() -> None:
        async with open_app(folder, setting=setting) as pilot:
            await until(pilot, lambda: "no plugin is called 'feild'" in drawn(pilot))

    complete(run())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_details_tell_every_criterion_with_rules_and_source(
    folder: Path, language: Language
) -> None:
    async def run() -> None:
        path = folder / "price-strong.toml"
        async with open_app(path, (120, 40), language) as pilot:
            main = main_screen(pilot.app)
            await until(pilot, lambda: bool(main.query(PositionRow)))
            row = main.query(PositionRow).first()
            row.focus()
            await until(pilot, lambda: row.has_focus)
            await pilot.press("d")
            await until(pilot, lambda: isinstance(pilot.app.screen, DetailsScreen))
            await until(pilot, lambda: "R1" in drawn(pilot))
            details = pilot.app.screen.query_one(PositionDetails)
            assert row.ranked is not None
            said = details.render().plain
            for contribution in row.ranked.fit.contributions:
                assert contribution.title.in_(language) in said
            first = details.position
            await pilot.press("right")
            await until(pilot, lambda: details.position != first)
            await pilot.press("left")
            await until(pilot, lambda: details.position == first)
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is main)

    complete(run())
