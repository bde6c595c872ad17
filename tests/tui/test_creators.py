"""The screen of deals with creators: sorted, drawn, explained, in both languages."""

from pathlib import Path

from textual.pilot import Pilot
from wcwidth import wcswidth

from factmatrix_tui.screens.creators import CreatorsScreen, DealPane
from factmatrix_tui.screens.main import MainScreen
from factmatrix_tui.widgets.deal_table import DealTable
from tests.tui.conftest import complete, drawn, main_screen, open_app, until

SOURCE = Path(__file__).parents[2] / "profiles" / "source-article-deals.toml"
HEAD = 'format = 1\n[brand]\nname = "禾见"\ncategory = "food"\n'
MARGIN = "[economics]\ngross_margin = 0.5\nplatform_fee_rate = 0.05\nreturn_loss_rate = 0.1\n"
ROOM = """
[[creators]]
name = "王姐"
channel = "live"
contract = "fee"
fans = 8000000
fee = 300000
traffic_cost = 86000
views = 1000000
gmv = 1377000
refund_amount = 1320000

[[creators]]
name = "候选"
channel = "live"
audience_match = 0.2
"""


async def creators(pilot: Pilot[None]) -> CreatorsScreen:
    """The screen, once the brand is open."""
    await until(pilot, lambda: main_screen(pilot.app).document)
    await pilot.press("ctrl+k")
    await until(pilot, lambda: isinstance(pilot.app.screen, CreatorsScreen))
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, CreatorsScreen)
    return screen


def names(screen: CreatorsScreen) -> list[str]:
    return [deal.deal.name for deal in screen.query_one(DealTable).deals]


def test_the_deals_are_sorted_drawn_and_explained_and_tables_stay_apart(tmp_path: Path) -> None:
    profile = tmp_path / "both.toml"
    profile.write_text(SOURCE.read_text("utf-8") + MARGIN + ROOM, "utf-8")

    async def run() -> None:
        async with open_app(profile, size=(80, 24)) as pilot:
            screen = await creators(pilot)
            assert names(screen) == ["达人一", "达人二"]
            shown = drawn(pilot)
            assert "Video plays: 2 · by GPM · table 1 of 3" in shown
            assert "2 of them stand otherwise by the other figure" in shown
            assert "CPM (log: CPM)" in shown
            assert "below - none" in shown  # returns are unknown, so no line above which all pay
            assert all(wcswidth(line) <= 80 for line in shown.splitlines())
            one, two = ["达人一", "达人二"], ["达人二", "达人一"]
            # Net ROI is unknown of both, so they stay as by GPM.
            for key, order in zip("rrgaan", (two, one, one, one, two, one), strict=True):
                await pilot.press(key)
                assert names(screen) == order, key
            await pilot.press("g", "d")
            await until(pilot, lambda: "needs at least" in drawn(pilot))
            await pilot.press("f3")
            await until(pilot, lambda: "播放次数：2 笔 · 按 GPM" in drawn(pilot))
            assert "还要靠自然流量" in drawn(pilot)
            await pilot.press("d")
            await until(pilot, lambda: "对数轴" in drawn(pilot))
            assert all(wcswidth(line) <= 80 for line in drawn(pilot).splitlines())
            await pilot.press("right")
            assert names(screen) == ["王姐"]
            await pilot.press("right")
            assert names(screen) == ["候选"]
            await until(pilot, lambda: "目标人群只占 20%" in drawn(pilot))
            await pilot.press("right", "left", "escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))

    complete(run())


def test_unsaved_changes_count_and_a_wrong_value_is_said_and_left_out(tmp_path: Path) -> None:
    profile = tmp_path / "wrong.toml"
    profile.write_text(
        HEAD + "[economics]\ngross_margin = 7\n" + ROOM.replace("fans = 8", "fans = -8")
    )

    async def run() -> None:
        async with open_app(profile) as pilot:
            screen = await creators(pilot)
            assert screen.left_out == 2
            assert "2 values are wrong and count as unknown here." in drawn(pilot)
            assert names(screen) == ["王姐"]

    complete(run())


def test_no_creators_and_thousands_of_them(tmp_path: Path) -> None:
    fields = 'channel = "video"\ntraffic_cost = 1'
    empty, many = tmp_path / "a.toml", tmp_path / "b.toml"
    empty.write_text(HEAD, "utf-8")
    rows = "".join(
        f'[[creators]]\nname = "{i}"\n{fields}\nfee = {i}\nviews = {7 * i % 977 + 1}\ngmv = {i}\n'
        for i in range(1, 2_001)
    )
    many.write_text(HEAD + rows, "utf-8")

    async def run() -> None:
        async with open_app(empty) as pilot:
            screen = await creators(pilot)
            assert "There are no creators." in drawn(pilot)
            await pilot.press("g", "d", "right", "escape")
            await main_screen(pilot.app).open(many)
            screen = await creators(pilot)
            assert len(names(screen)) == 2_000
            await pilot.press("end")
            await pilot.pause()
            assert screen.query_one(DealTable).cursor == 1_999
            assert "#" in str(screen.query_one(DealPane).render())

    complete(run())
