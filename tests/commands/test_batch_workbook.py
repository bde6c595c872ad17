"""`fact batch -o FILE.xlsx`: a workbook that an analyst can filter, and that adds up."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import fastexcel
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix.batch.sheets import Book
from factmatrix.spreadsheets import LONGEST_CELL, MOST_ROWS
from tests.commands.conftest import BROKEN, SAMPLES, SOUND, Run, write
from tests.commands.test_batch import FICKLE, many, parts, rows
from tests.plugins.third_parties import Install

SHEETS = ["ranking", "contributions", "actions", "errors", "about"]
NAMESPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet(out: str, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet; figures are floats."""
    book = fastexcel.read_excel(out)
    return book.load_sheet(name, schema_sample_rows=None).to_polars().to_dicts()


def about(out: str) -> dict[str, Any]:
    """The facts of the sheet `about`."""
    return {row["fact"]: row["value"] for row in sheet(out, "about")}


def xml(out: str, part: str) -> ElementTree.Element:
    """A file inside the workbook."""
    with ZipFile(out) as book:
        return ElementTree.fromstring(book.read(part))


def test_the_ranking_is_the_table_that_csv_holds(run: Run) -> None:
    write("brands/bad.toml", BROKEN)
    assert run("batch", SAMPLES, "brands", "-o", "out.csv").code == 1
    answer = run("batch", SAMPLES, "brands", "-o", "out.xlsx")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.endswith("1 failed, 0 skipped. What failed and why: the sheet errors\n")
    assert fastexcel.read_excel("out.xlsx").sheet_names == SHEETS
    assert not Path("out.xlsx.errors.csv").exists()
    table = rows("out.csv")
    for row, in_csv in zip(sheet("out.xlsx", "ranking"), table, strict=True):
        assert list(row)[: len(in_csv)] == list(in_csv)
        ranges = {name.rpartition(".")[2] for name in list(row)[len(in_csv) :]}
        assert ranges == {"low", "high", "base"}
        for name, value in in_csv.items():
            is_figure = isinstance(value, float)
            assert row[name] == (pytest.approx(value, rel=1e-15) if is_figure else value)
    (error,) = sheet("out.xlsx", "errors")
    assert error == pl.read_csv("out.csv.errors.csv").to_dicts()[0]
    assert about("out.xlsx")["scored"] == str(len(table))


def test_contributions_add_up_to_the_scores(run: Run) -> None:
    assert run("batch", SAMPLES, "-o", "out.xlsx").code == 0
    points: dict[tuple[str, str], float] = {}
    for row in sheet("out.xlsx", "contributions"):
        place = row["path"], row["position"]
        points[place] = points.get(place, 0.0) + row["points"]
    for brand in sheet("out.xlsx", "ranking"):
        for name in ("field", "alliance", "campaign", "topkol"):
            if brand[f"{name}.score"] is not None:
                total = points[brand["path"], name]
                assert total == pytest.approx(brand[f"{name}.score"], abs=1e-12)


@pytest.mark.parametrize(("source", "language"), [("files", "zh"), ("table", "en")])
def test_actions_are_those_of_fact_score(run: Run, language: str, source: str) -> None:
    scored = json.loads(run("score", SAMPLES, "--format", "json", "--lang", language).out)
    if source == "table":
        assert run("export", SAMPLES, "-o", "brands.parquet").code == 0
    brands = SAMPLES if source == "files" else "brands.parquet"
    assert run("batch", brands, "-o", "out.xlsx", "--lang", language).code == 0
    told = sheet("out.xlsx", "actions")
    wanted = [
        (
            number, result["profile"]["name"], entry["position"], action["id"], action["title"],
            action["why"], action["gain"], action["within_days"], action["tool"],
            steps.get((entry["position"], action["id"])),
        )
        for number, result in enumerate(scored["results"], 1)
        for steps in [{(s["position"], s["action"]): s["step"] for s in result["plan"]["steps"]}]
        for entry in result["ranking"]
        for action in entry["actions"]
    ]  # fmt: skip
    assert len(told) == len(wanted) > 100
    for row, (number, name, position, action, title, why, gain, days, tool, step) in zip(
        told, wanted, strict=True
    ):
        assert row["row"] == (None if source == "files" else number)
        assert (row["name"], row["position"], row["action"]) == (name, position, action)
        assert (row["title"], row["why"], row["tool"]) == (title, why, tool)
        assert row["gain"] == (None if gain is None else pytest.approx(gain, rel=1e-12))
        assert (row["within_days"], row["step"]) == (days, step)


def test_the_top_brands_have_their_actions_in_the_order_of_the_ranking(run: Run) -> None:
    assert run("export", SAMPLES, "-o", "brands.csv").code == 0
    for brands in (str(SAMPLES), "brands.csv"):
        assert run("batch", brands, "-o", "out.xlsx", "--top", "3").code == 0
        names = [row["name"] for row in sheet("out.xlsx", "ranking")]
        assert len(names) == 3
        for other in ("contributions", "actions"):
            assert list(dict.fromkeys(r["name"] for r in sheet("out.xlsx", other))) == names


def test_a_cache_and_a_check_change_nothing(run: Run) -> None:
    assert run("batch", SAMPLES, "-o", "plain.xlsx").code == 0
    assert run("batch", SAMPLES, "-o", "out.csv", "--cache").code == 0
    for options in (["--cache", "--verify"], ["--columns", "path,name", "--verify"]):
        answer = run("batch", SAMPLES, "-o", "out.xlsx", *options)
        assert answer.code == 0
        assert "Scored once more by themselves, all equal:" in answer.err
        for name in ("contributions", "actions"):
            assert sheet("out.xlsx", name) == sheet("plain.xlsx", name)


def test_reasons_and_actions_can_be_left_out(run: Run) -> None:
    assert run("batch", SAMPLES, "-o", "out.xlsx", "--no-explain").code == 0
    assert fastexcel.read_excel("out.xlsx").sheet_names == ["ranking", "errors", "about"]
    assert run("batch", SAMPLES, "-o", "out.csv").code == 0
    assert list(sheet("out.xlsx", "ranking")[0]) == list(rows("out.csv")[0])


def test_columns_are_chosen_for_the_ranking_alone(run: Run) -> None:
    columns = "name,economics.refund_rate,brand.as_of,accounts.tools,field.points.live"
    assert run("batch", SAMPLES, "-o", "out.xlsx", "--columns", columns).code == 0
    assert ",".join(sheet("out.xlsx", "ranking")[0]) == columns
    assert list(sheet("out.xlsx", "contributions")[0])[:4] == ["path", "row", "name", "position"]


def test_headers_stay_in_sight_and_figures_have_formats(run: Run) -> None:
    columns = "name,field.score,field.coverage,economics.refund_rate,brand.as_of"
    write("brands/a.toml", SOUND + "as_of = 2026-06-18\n[economics]\nrefund_rate = 0.125\n")
    assert run("batch", "brands", "-o", "out.xlsx", "--columns", columns).code == 0
    for number in range(1, len(SHEETS) + 1):
        root = xml("out.xlsx", f"xl/worksheets/sheet{number}.xml")
        pane, found = root.find(".//x:pane", NAMESPACE), root.find("x:autoFilter", NAMESPACE)
        assert pane is not None
        assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
        assert found is not None
        assert str(found.get("ref")).startswith("A1:")
    styles = xml("out.xlsx", "xl/styles.xml")
    formats = {n.get("numFmtId"): n.get("formatCode") for n in styles.iter() if n.get("formatCode")}
    used = [formats.get(f.get("numFmtId")) for f in styles.findall("x:cellXfs/x:xf", NAMESPACE)]
    root = xml("out.xlsx", "xl/worksheets/sheet1.xml")
    cells = {str(c.get("r")): used[int(c.get("s", 0))] for c in root.iter() if c.get("r")}
    assert [cells.get(f"{letter}2") for letter in "ACDE"] == [
        None, "0.0#%", "0.0#%", "yyyy-mm-dd"
    ]  # fmt: skip


def test_columns_are_as_wide_as_chinese_needs(run: Run) -> None:
    write("brands/a.toml", SOUND.format(name="禾" * 15))
    assert run("batch", "brands", "-o", "out.xlsx", "--columns", "name,lead").code == 0
    first, second = xml("out.xlsx", "xl/worksheets/sheet1.xml").findall(".//x:col", NAMESPACE)
    assert 30 <= float(first.get("width", 0)) < 32
    assert float(second.get("width", 0)) < 10


def test_no_cell_is_a_formula(run: Run) -> None:
    write("brands/a.toml", SOUND.format(name="=cmd()"))
    assert run("batch", "brands", "-o", "out.xlsx").code == 0
    assert sheet("out.xlsx", "ranking")[0]["name"] == "=cmd()"
    with ZipFile("out.xlsx") as book:
        for name in book.namelist():
            assert b"<f>" not in book.read(name)
        assert b'quotePrefix="1"' in book.read("xl/styles.xml")


@given(st.lists(st.text(min_size=1), min_size=1, max_size=20))
@settings(max_examples=30)
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("any") / "out.xlsx"
    with Book(path) as book:
        made = book.sheet("texts", ("text",), {})
        for text in texts:
            made.write((text,))
    read = fastexcel.read_excel(path).load_sheet("texts", dtypes="string").to_polars()
    assert read["text"].to_list() == [re.sub("[\ufffe\uffff]", "\ufffd", text) for text in texts]


def test_text_that_no_cell_takes_is_cut_where_it_can_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with Book(path) as book:
        book.sheet("texts", ("a", "b"), {}).write(("x" * 40_000, "😀" * 20_000))
    read = fastexcel.read_excel(path).load_sheet("texts", dtypes="string").to_polars()
    for text in read.row(0):
        assert text.endswith("…")
        assert len(text.encode("utf-16-le")) // 2 in (LONGEST_CELL, LONGEST_CELL - 1)


def test_more_brands_than_a_workbook_takes_are_told_before_any_work(run: Run) -> None:
    names = pl.repeat("a", MOST_ROWS + 1, eager=True)
    table = pl.DataFrame({"brand.name": names, "brand.category": "beauty"})
    table.write_parquet("brands.parquet")
    answer = run("batch", "brands.parquet", "-o", "out.xlsx", "--no-explain")
    assert answer.code == 2
    assert f"A sheet takes {MOST_ROWS:,} brands, and there are {MOST_ROWS + 1:,}" in answer.err
    table.head(20_000).write_csv("brands.csv")
    answer = run("batch", "brands.csv", "-o", "out.xlsx", "--lang", "zh")
    assert answer.code == 2
    assert "而现有 20,000 个" in answer.err
    assert "--no-explain" in answer.err
    assert not Path("out.xlsx").exists()
    assert not parts()
    assert run("batch", "brands.csv", "-o", "out.xlsx", "--top", "2").code == 0
    assert len(sheet("out.xlsx", "ranking")) == 2


def test_a_sheet_that_is_full_leaves_what_was_there(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("out.xlsx", "before")
    monkeypatch.setattr("factmatrix.batch.sheets.MOST_ROWS", 300)
    answer = run("batch", SAMPLES, "-o", "out.xlsx", "--where", "economics.aov > 0")
    assert answer.code == 1
    assert "out.xlsx was not written: the sheet contributions would have more than" in answer.err
    assert Path("out.xlsx").read_text(encoding="utf-8") == "before"
    assert not parts()


def test_a_comparison_reads_workbooks_and_their_reasons(run: Run) -> None:
    live = SOUND + "[powers.content]\nlive = {live}\nshort_video = 60\n"
    for month, of in (("may", "30"), ("june", "80")):
        write(f"{month}/a.toml", live.replace("{live}", of))
        write(f"{month}/b.toml", live.replace("{live}", "50"))
        for ending in ("xlsx", "csv"):
            args = ("batch", month, "-o", f"{month}.{ending}", "--explain")
            assert run(*args).code == 0
    compared = ("--by", "name", "--format", "json")
    told = []
    for ending in ("xlsx", "csv"):
        answer = run("diff", f"may.{ending}", f"june.{ending}", *compared)
        told.append(json.loads(answer.out, parse_float=lambda digits: round(float(digits), 9)))
    of_books, of_tables = told
    assert of_books["changes"] == of_tables["changes"]
    (changed,) = of_books["changes"]
    assert changed["name"]["new"] == "a"
    assert '"id": "live"' in json.dumps(changed)
    assert of_books["new"]["rules"]


def test_nothing_that_could_be_scored_makes_an_empty_ranking(run: Run) -> None:
    write("brands/a.toml", BROKEN)
    for name in ("old.xlsx", "new.xlsx"):
        assert run("batch", "brands", "-o", name).code == 1
    assert sheet("old.xlsx", "ranking") == []
    assert run("diff", "old.xlsx", "new.xlsx").code == 0


def test_a_position_that_only_fails_to_advise_is_told(run: Run, install: Install) -> None:
    mute = FICKLE.replace("    return []", '    raise RuntimeError("speechless")')
    install("fickle-one", {"fickle_one.py": mute}, {"fickle": "fickle_one"})
    write("brands/a.toml", SOUND + "[ext.fickle]\nzeal = 40\n")
    assert run("batch", "brands", "-o", "out.xlsx").code == 1
    assert sheet("out.xlsx", "ranking")[0]["fickle.score"] == 40
    (error,) = sheet("out.xlsx", "errors")
    assert error["field"] == "fickle"
    assert "speechless" in error["reason"]


def test_a_brand_that_is_changed_before_its_actions_are_found_is_told(
    run: Run, install: Install
) -> None:
    changing = FICKLE.replace(
        "    zeal = ",
        """    from pathlib import Path
    file = Path("brands/a.toml")
    file.write_text(file.read_text("utf-8").replace("live = 60", "live = 90"), "utf-8")
    zeal = """,
        1,
    )
    install("fickle-one", {"fickle_one.py": changing}, {"fickle": "fickle_one"})
    for name in "ab":
        write(f"brands/{name}.toml", SOUND + "[powers.content]\nlive = 60\n")
    answer = run("batch", "brands", "-o", "out.xlsx")
    assert answer.code == 1
    assert "2 scored, 0 failed" in answer.err
    (error,) = sheet("out.xlsx", "errors")
    assert error["path"] == "brands/a.toml"
    assert "changed during the run" in error["reason"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="prlimit is a matter of Linux")
def test_a_full_disk_leaves_what_was_there(run: Run, tmp_path: Path) -> None:
    many(60)
    write("out.xlsx", "before")
    command = [sys.executable, "-m", "factmatrix.commands.main", "batch", "many", "-o", "out.xlsx"]
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    ended = subprocess.run(
        ["prlimit", "--fsize=20000", "env", f"TMPDIR={temporary}", *command],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "out.xlsx could not be written: the disk is full" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert Path("out.xlsx").read_text(encoding="utf-8") == "before"
    assert not parts()
    assert not list(temporary.iterdir())
