"""All brands against all positions: sorted, opened, exported."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from wcwidth import wcswidth

from factmatrix import Text
from factmatrix.desk import Language, Summary
from factmatrix_tui.export import csv_text, free_path
from factmatrix_tui.screens.ask import Ask
from factmatrix_tui.screens.portfolio import PortfolioScreen
from factmatrix_tui.widgets.score_table import ScoreTable
from tests.tui.conftest import complete, drawn, main_screen, open_app, until


async def table(pilot: Pilot[None]) -> ScoreTable:
    """The table, once every brand was read."""
    await until(pilot, lambda: not main_screen(pilot.app).folder.scoring)
    await pilot.press("f8")
    await until(pilot, lambda: isinstance(pilot.app.screen, PortfolioScreen))
    await until(pilot, lambda: bool(pilot.app.screen.query_one(ScoreTable).paths))
    return pilot.app.screen.query_one(ScoreTable)


def scores(table: ScoreTable, position: str) -> list[float | None]:
    return [table.summaries[path].scores.get(position) for path in table.paths]


def test_it_sorts_by_any_column_and_what_has_no_score_stays_last(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            shown = await table(pilot)
            names = [shown.summaries[path].name for path in shown.paths]
            assert names == sorted(names, key=str.casefold)
            await pilot.press("right", "s")
            found = scores(shown, shown.columns[0].id)
            known = [score for score in found if score is not None]
            assert known == sorted(known, reverse=True)
            assert found == known + [None] * (len(found) - len(known))
            await pilot.press("s")
            found = scores(shown, shown.columns[0].id)
            assert found == sorted(known) + [None] * (len(found) - len(known))

    complete(run())


def test_a_click_on_a_head_sorts_and_on_a_brand_opens(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            shown = await table(pilot)
            x = drawn(pilot).splitlines()[0].index(shown.columns[1].letter + " ")
            await pilot.click(ScoreTable, offset=(x, 0))
            await until(pilot, lambda: "▼" in drawn(pilot).splitlines()[0])
            first = shown.paths[0]
            await pilot.click(ScoreTable, offset=(3, 1))
            main = main_screen(pilot.app)
            await until(pilot, lambda: main.document and main.document.path == first)
            assert pilot.app.screen is main

    complete(run())


def test_lead_and_height_of_a_score_are_told_without_colour(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder, (80, 24)) as pilot:
            shown = await table(pilot)
            line = next(line for line in drawn(pilot).splitlines() if "Sorrel & Snow" in line)
            path = next(p for p in shown.paths if shown.summaries[p].name == "Sorrel & Snow")
            lead = shown.summaries[path].scores[shown.summaries[path].lead or ""]
            assert f"◆ {lead:.1f} █" in line

    complete(run())


def test_full_scores_keep_narrow_columns_in_line(folder: Path) -> None:
    text = (folder / "price-strong.toml").read_text(encoding="utf-8")
    text = text.replace('name = "Paper Pond"', f'name = "{"long " * 10}"')
    (folder / "long.toml").write_text(text, encoding="utf-8")

    async def run() -> None:
        async with open_app(folder, (80, 24)) as pilot:
            await table(pilot)
            lines = drawn(pilot).splitlines()
            full = next(line for line in lines if "◆ 100.0 █" in line)
            assert full.endswith("F 100.0 █")
            ends = {wcswidth(x) for x in lines if x.rstrip().endswith(tuple("▁▂▃▄▅▆▇█"))}
            assert len(ends) == 1

    complete(run())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_signs_stay_beside_their_words(folder: Path, language: Language) -> None:
    async def run() -> None:
        async with open_app(folder, (60, 18), language) as pilot:
            await table(pilot)
            *_, first, second, _ = drawn(pilot).splitlines()
            assert first.split()[0] == "◆"
            assert second.split()[0] in ("✗", "!", "?")

    complete(run())


@pytest.mark.parametrize(("language", "told"), [("en", "◆ lead"), ("zh", "◆ 主推")])
def test_sixty_brands_at_80_columns_are_whole_and_signs_are_explained(
    folder: Path, language: Language, told: str
) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml", (80, 24), language) as pilot:
            shown = await table(pilot)
            known = {column.id: 72.5 for column in shown.columns}
            unknown = {**known, shown.columns[0].id: None}
            failed = {column.id: 72.5 for column in shown.columns[1:]}
            paths = [folder / f"{number:02}.toml" for number in range(60)]
            summaries = {path: Summary(path, path.stem, scores=known) for path in paths}
            summaries[paths[0]] = Summary(paths[0], "00", scores=unknown)
            summaries[paths[1]] = Summary(paths[1], "01", scores=failed)
            summaries[paths[2]] = Summary(paths[2], "02", scores=known, blocked=True)
            summaries[paths[4]] = Summary(paths[4], "04", scores=known, provisional=True)
            summaries[paths[3]] = Summary(paths[3], "03", error=Text("no", "错"))
            shown.show(paths, summaries)
            await until(pilot, lambda: " 59" not in drawn(pilot) and " 05" in drawn(pilot))
            assert shown.show_vertical_scrollbar
            assert not shown.show_horizontal_scrollbar
            head, *lines = drawn(pilot).splitlines()
            for column in shown.columns:
                assert column.letter in head.split()
            assert "…" not in head
            assert told in drawn(pilot)
            assert any(x.split()[:2] == ["!", "02"] for x in lines)
            assert any(x.split()[:2] == ["✗", "03"] for x in lines)
            assert any(x.split()[:2] == ["?", "04"] for x in lines)
            assert any(x.split()[:2] == ["01", "✗"] for x in lines)
            assert any(x.split()[:2] == ["00", "–"] for x in lines)
            whole = next(x for x in lines if x.split()[:1] == ["05"])
            assert whole.count("72.5 ▆") == len(shown.columns)

    complete(run())


def test_enter_opens_the_brand_under_the_cursor(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder) as pilot:
            shown = await table(pilot)
            await pilot.press("end", "up", "enter")
            main = main_screen(pilot.app)
            await until(pilot, lambda: main.document and main.document.path == shown.paths[-2])

    complete(run())


def test_the_export_is_harmless_in_a_spreadsheet_and_replaces_nothing_unasked(folder: Path) -> None:
    evil = folder / "evil.toml"
    text = (folder / "price-strong.toml").read_text("utf-8")
    evil.write_text(text.replace('"Paper Pond"', '"=1+1"'), "utf-8")

    async def run() -> None:
        async with open_app(folder) as pilot:
            await table(pilot)
            written = folder / "portfolio.csv"
            await pilot.press("x")
            await until(pilot, lambda: written.exists())
            data = written.read_bytes()
            assert data.startswith(b"\xef\xbb\xbf")
            rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
            assert rows[0][0] == "Brand"
            assert len(rows) == 1 + len(list(folder.glob("*.toml")))
            assert "'=1+1" in [row[0] for row in rows]
            await pilot.press("x")
            await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
            await pilot.press("b")
            await until(pilot, lambda: (folder / "portfolio-2.csv").exists())
            assert written.read_bytes() == data

    complete(run())


@given(st.text() | st.text("=+-@\t\r \x1f\u200b1"))
def test_no_cell_begins_a_formula(text: str) -> None:
    (row,) = list(csv.reader(StringIO(csv_text([text], []).removeprefix("\ufeff"), newline="")))[:1]
    assert not "".join(row).lstrip().startswith(("=", "+", "-", "@"))


def test_a_free_name_is_one_that_no_file_has(tmp_path: Path) -> None:
    assert free_path(tmp_path / "a.csv") == tmp_path / "a.csv"
    (tmp_path / "a.csv").touch()
    (tmp_path / "a-2.csv").touch()
    assert free_path(tmp_path / "a.csv") == tmp_path / "a-3.csv"


def test_ten_thousand_brands_are_sorted_and_walked_through(folder: Path) -> None:
    async def run() -> None:
        async with open_app(folder / "price-strong.toml") as pilot:
            shown = await table(pilot)
            position = shown.columns[0].id
            paths = [folder / f"{number:04}.toml" for number in range(10_000)]
            summaries = {p: Summary(p, p.stem, scores={position: float(p.stem) / 100})
                         for p in paths}  # fmt: skip
            shown.show(paths, summaries)
            await pilot.press("right", "s", "end")
            await until(pilot, lambda: "0000" in drawn(pilot))
            assert list(shown.paths) == paths[::-1]
            assert shown.paths[shown.cursor] == paths[0]

    complete(run())
