"""`fact creators`: deals of a profile or of a table, ranked, judged and warned of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pydantic import TypeAdapter
from wcwidth import wcswidth

from factmatrix.views.creator_shapes import CreatorsResult
from tests.commands.conftest import SAMPLES, Run, write

SHAPE = TypeAdapter(CreatorsResult)
DEALS = SAMPLES / "source-article-deals.toml"
SESSION = """
[[creators]]
name = "session"
channel = "live"
contract = "fee"
fee = 300000
traffic_cost = 86000
views = 1000000
gmv = 1377000
refund_amount = 1320000
"""
HEADERS = "达人昵称,粉丝数,带货方式,坑位费,投流费,佣金率,播放量,观看人次,成交额,退货率,口碑分"
ROWS = [
    '小鹿,120万,短视频,"10,000",0,20%,2万,,3000,10%,4.8',
    "阿蓝,80万,短视频,2万,0,20%,300万,,10万,12%,4.8",
    "王姐,800万,直播,30万,8.6万,25%,,100万,137.7万,95.9%,4.7",
    "候选,50万,直播,5000,0,20%,,,,,4.9",
]
MARGIN = "[economics]\ngross_margin = 0.5\nplatform_fee_rate = 0.05\nreturn_loss_rate = 0.1\n"


def answer(run: Run, *arguments: str | Path, code: int = 0) -> Any:  # noqa: ANN401 - JSON
    """The answer as JSON, which keeps to its shapes."""
    done = run("creators", *arguments, "--format", "json")
    assert done.code == code, done.err
    said = json.loads(done.out)
    assert json.loads(SHAPE.dump_json(SHAPE.validate_json(done.out))) == said
    return said


def table(
    name: str = "creators.csv", rows: list[str] | None = None, headers: str = HEADERS
) -> Path:
    return write(name, "\n".join([headers, *(ROWS if rows is None else rows)]) + "\n")


def test_the_two_deals_of_the_source_stand_the_other_way_round_by_roi(run: Run) -> None:
    said = answer(run, DEALS)
    (plays,) = said["tables"]
    first, second = plays["deals"]
    assert plays["denominator"] == "plays"
    assert (first["name"], first["gpm"], first["cpm"], first["roi"]) == ("达人一", 150, 500, 0.3)
    assert (second["roi"], second["gpm"]) == (5, pytest.approx(33.33, abs=0.005))
    for deal in (first, second):
        assert deal["roi"] == pytest.approx(deal["gpm"] / deal["cpm"])
    assert [(d["gpm_rank"], d["roi_rank"]) for d in (first, second)] == [(1, 2), (2, 1)]
    assert plays["reversed"] == 2
    assert (first["reversed_with"], second["reversed_with"]) == ("达人二", "达人一")
    assert first["natural_views_needed"] == 46_667
    assert first["profitable"] is False  # whatever the margin: the sales are less than the cost
    assert second["profitable"] is None
    assert "economics.gross_margin" in second["needs"]
    by_roi = answer(run, DEALS, "--by", "roi")["tables"][0]["deals"]
    assert [deal["name"] for deal in by_roi] == ["达人二", "达人一"]


def test_the_table_says_so_to_people_in_both_languages_and_in_80_columns(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    english = run("creators", DEALS)
    assert english.code == 0
    assert "Video plays: 2 deals by GPM" in english.out
    assert "2 of them stand otherwise by the other figure; most of all 达人一 and" in english.out
    assert "needs at least 46,667 more natural plays" in english.out
    assert "economics.gross_margin" in english.out
    chinese = run("creators", DEALS, "--lang", "zh", "--by", "roi", "--explain")
    assert "播放次数：2 笔合作，按 ROI 排序" in chinese.out
    assert "播放次数至少还要靠自然流量增加 46,667" in chinese.out
    wide = run("creators", table(), "--explain")
    for line in (english.out + chinese.out + wide.out).splitlines():
        assert wcswidth(line) <= 80, line


def test_a_session_that_came_back_is_unprofitable_and_never_ranked_with_videos(run: Run) -> None:
    profile = write("both.toml", DEALS.read_text("utf-8") + SESSION)
    said = answer(run, profile)
    assert [found["denominator"] for found in said["tables"]] == ["plays", "views"]
    (session,) = said["tables"][1]["deals"]
    assert session["net_sales"] == pytest.approx(57_000)
    assert session["net_roi"] == pytest.approx(0.15, abs=0.005)
    assert session["roi"] == pytest.approx(3.57, abs=0.005)
    assert session["profitable"] is False
    assert (session["gpm_rank"], session["roi_rank"], session["reversals"]) == (1, 1, 0)
    told = {warning["id"]: warning for warning in session["warnings"]}
    assert {"loses_money", "returns_high", "fee_above_contribution"} <= told.keys()
    assert {deal["gpm_rank"] for deal in said["tables"][0]["deals"]} == {1, 2}


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_an_export_in_chinese_reads_as_it_is(run: Run, ending: str) -> None:
    path = table()
    if ending != ".csv":
        frame = pl.read_csv(path, infer_schema=False)
        path = Path(f"creators{ending}")
        if ending == ".xlsx":
            frame.write_excel(path)
        elif ending == ".parquet":
            frame.write_parquet(path)
        else:
            frame.write_ndjson(path)
    said = answer(run, path)
    plays, views = said["tables"]
    assert [deal["name"] for deal in plays["deals"]] == ["小鹿", "阿蓝"]
    assert plays["deals"][0]["natural_views_needed"] > 46_667  # returns and commission count too
    assert [deal["position"] for deal in plays["deals"]] == [None, "A"]  # 1.2 M fans, no contract
    assert (views["deals"][0]["position"], views["deals"][0]["fee"]) == ("T", 300_000)
    (candidate,) = said["candidates"]
    assert (candidate["name"], candidate["position"], candidate["gpm"]) == ("候选", "A", None)
    assert {"contract", "audience_match", "tone_match", "cooperation"} == {*candidate["missing"]}
    assert candidate["gmv_needed"] == pytest.approx(5_000 / 0.8)
    assert said["warnings"][0]["id"] == "one_creator"


def test_the_brands_margin_decides_what_pays_and_without_it_that_is_unknown(run: Run) -> None:
    brand = write("brand.toml", 'format = 1\n[brand]\nname = "禾见"\ncategory = "food"\n' + MARGIN)
    without = answer(run, table())["tables"][0]["deals"][1]
    assert without["profitable"] is None
    assert without["contribution"] is None
    assert without["needs"][0] == "economics.gross_margin"
    known = answer(run, "creators.csv", "--profile", brand)["tables"][0]["deals"][1]
    margin = 0.88 * (0.5 - 0.2 - 0.05) - 0.12 * 0.1
    assert known["contribution_margin"] == pytest.approx(margin)
    assert known["contribution"] == pytest.approx(100_000 * margin)
    assert known["break_even_gpm"] == pytest.approx(known["cpm"] / margin)
    assert known["profitable"] is True
    assert known["needs"] == []


def test_bad_cells_are_told_with_row_and_header_and_the_rest_is_done(run: Run) -> None:
    bad = ["丙,很多,短视频,1000,0,300%,1万,,5000,10%,9", "丁,1万,短视频,1000,0,20%,1万,,800,10%,4"]
    done = run("creators", table(rows=[*ROWS, *bad], headers=HEADERS))
    assert done.code == 1
    for told in ("row 5: 粉丝数: “很多” cannot be read as fans", "row 5: 佣金率: 3 is out of range",
                 "row 5: 口碑分: 9 is above 5"):  # fmt: skip
        assert f"creators.csv: {told}" in done.err
    assert "rows read: 6, with wrong cells, which count as unknown: 1, left out: 0" in done.err
    assert "丙" in done.out
    assert "丁" in done.out
    said = answer(run, "creators.csv", code=1)
    deal = next(d for d in said["tables"][0]["deals"] if d["name"] == "丙")
    assert (deal["fans"], deal["commission_rate"], deal["gmv"]) == (None, None, 5_000)
    assert {"row": 5, "column": "粉丝数", "severity": "error"}.items() <= said["problems"][
        0
    ].items()
    chinese = run("creators", "creators.csv", "--lang", "zh")
    assert "creators.csv：第 5 行：粉丝数：“很多”不能读作 fans" in chinese.err
    assert "共 6 行，1 行有错误单元格（按未知处理），0 行略过" in chinese.err


def test_a_row_with_too_many_cells_is_left_out(run: Run) -> None:
    done = run("creators", table(rows=[*ROWS, "戊,1,直播,1,1,1%,,1,1,1%,1,多"]))
    assert done.code == 1
    assert "row 5: The row has more cells than there are headers" in done.err
    assert "left out: 1" in done.err
    assert "戊" not in done.out


def test_unknown_columns_are_told_and_a_mapping_explains_them(run: Run) -> None:
    rows = [row + ",x" for row in ROWS]
    path = table(rows=rows, headers=HEADERS.replace("成交额", "带货金额总计") + ",备注")
    done = run("creators", path)
    assert "带货金额总计" in done.err
    assert "备注" in done.err
    mapping = write("map.toml", 'format = 1\n[columns]\n"带货金额总计" = "gmv"\n')
    said = answer(run, path, "--map", mapping)
    assert said["tables"][0]["deals"][0]["gmv"] == 3_000
    wrong = run(
        "creators", path, "--map", write("wrong.toml", 'format = 1\n[columns]\n"x" = "gmw"')
    )
    assert wrong.code == 2
    assert "Did you mean gmv" in wrong.err


def test_several_deals_with_one_creator_are_told_apart_and_counted_together(run: Run) -> None:
    rows = [f"小鹿,1万,短视频,100,0,20%,1万,,{gmv},10%,4" for gmv in (300, 400)]
    said = answer(run, table(rows=[*rows, "阿蓝,1万,短视频,100,0,20%,1万,,600,10%,4"]))
    names = [deal["name"] for deal in said["tables"][0]["deals"]]
    assert names == ["阿蓝", "小鹿 #2", "小鹿 #1"]
    assert "小鹿 brought 54%" in said["warnings"][0]["message"]


def test_rows_with_counts_of_several_kinds_are_told_which_was_taken(run: Run) -> None:
    rows = ["小鹿,短视频,1000,2000,30000,500", "王姐,直播,1000,2000,30000,500"]
    headers = "达人,带货方式,播放量,观看人次,曝光量,GMV"
    said = answer(run, table(rows=rows, headers=headers))
    assert [(t["denominator"], t["deals"][0]["views"]) for t in said["tables"]] == [
        ("plays", 1000), ("views", 2000),
    ]  # fmt: skip
    assert "2 rows have counts of several kinds" in run("creators", "creators.csv").err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "has no headers"),
        ("a,b\n1,2\n", "none of the headers is a field"),
        ("达人,成交额,GMV\n小鹿,1,2\n", "are both gmv"),
    ],
)
def test_what_is_no_table_of_creators_is_refused(run: Run, text: str, told: str) -> None:
    done = run("creators", write("bad.csv", text))
    assert done.code == 2
    assert told in done.err


def test_wrong_usage_is_told(run: Run) -> None:
    assert run("creators", "nowhere.csv").code == 2
    assert "only for a table" in run("creators", DEALS, "--map", "x.toml").err
    assert run("creators", write("creators.txt", "x")).code == 2
    broken = write("broken.toml", "format = 1\n[brand]\n")
    assert run("creators", broken).code == 1
    assert run("creators", table(), "--profile", broken).code == 1
    assert run("creators", DEALS, "--top", "0").code == 2


def test_no_creators_and_an_empty_table_are_no_error(run: Run) -> None:
    assert "There are no creators." in run("creators", write("none.toml")).out
    assert answer(run, table(rows=[]))["tables"] == []


def test_more_deals_than_asked_for_are_counted(run: Run) -> None:
    rows = [f"达人{i},1万,短视频,100,0,20%,1万,,{i}00,10%,4" for i in range(30)]
    assert "… and 10 more with --top 30" in run("creators", table(rows=rows)).out
    assert len(answer(run, "creators.csv")["tables"][0]["deals"]) == 30
    assert "more with --top" not in run("creators", "creators.csv", "--top", "30").out


def test_names_from_a_table_are_no_commands_to_a_terminal_or_a_page(run: Run) -> None:
    rows = ["\x1b[31m*红*|,1万,短视频,1,0,20%,1万,,5,10%,4"]
    assert "\x1b[31m" not in run("creators", table(rows=rows)).out
    page = run("creators", "creators.csv", "--format", "markdown").out
    assert r"\*红\*\|" in page
    assert "\x1b" not in page


def test_thresholds_come_from_the_rules_and_can_be_overlaid(run: Run) -> None:
    overlay = write(
        "agency.toml",
        'format = 1\nname = "X"\n[benchmarks.creators.topkol_fans]\nvalue = 1_100_000\n'
        "[benchmarks.creators.high_returns]\nvalue = 0.1\n",
    )
    said = answer(run, table(), "--rules", overlay)
    deal = said["tables"][0]["deals"][0]
    assert deal["position"] == "T"
    assert "returns_high" in {warning["id"] for warning in deal["warnings"]}
    assert said["rules"]["overlays"] == ["X"]
