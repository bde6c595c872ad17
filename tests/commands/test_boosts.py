"""`fact boosts` on profiles and on tables, in both languages, on bad input too."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pydantic import TypeAdapter
from wcwidth import wcswidth

from factmatrix.views.boost_shapes import Boosts
from tests.commands.conftest import SAMPLES, Run, write

PROFILE = """format = 1
[brand]
name = "Ling"
category = "skincare"
[economics]
aov = 50
gross_margin = 0.6
platform_fee_rate = 0.05
refund_rate = 0.1
return_loss_rate = 0.1
"""
PUSH = """[[boost_tests]]
name = "{name}"
tool = "{tool}"
target = "{target}"
cost = {cost}
paid_views = {paid}
natural_views = {natural}
conversions = {orders}
gmv = {gmv}
"""
TABLE = """视频名称,投放工具,投放目标,消耗,付费播放量,自然播放量,订单数,成交额,备注
甲,DOU+,短视频,¥100,7500,1.2万,90,"4,500",x
乙,巨量千川,直播间,200,8000,2000,abc,3000,
丙,千川,直播,200,-5,2000,4,3000,
甲,DOU+,视频,300,9000,2000,4,600,
丁,DOU+,视频,100,4000,600,10,450,
乙,DOU+,视频,100,4000,600,10,450,
"""


def push(name: str, **figures: object) -> str:
    known = {
        "tool": "dou_plus", "target": "video", "cost": 100, "paid": 5000, "natural": 0,
        "orders": 40, "gmv": 2000,
    }  # fmt: skip
    return PUSH.format(name=name, **known | figures)


def asked(run: Run, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
    """The JSON answer, which keeps to its shape."""
    answer = run("boosts", *arguments, "--format", "json")
    assert answer.code == code, answer.err
    data: dict[str, Any] = json.loads(answer.out)
    TypeAdapter(Boosts).validate_python(data, strict=False, extra="forbid")
    return data


def test_bands_and_triage_of_the_source(run: Run) -> None:
    plays = {"a": (4000, "below", 25), "b": (5000, "good", 20), "c": (7500, "very_good", 13.33)}
    tests = [push(name, paid=paid) for name, (paid, _, _) in plays.items()]
    tests += [push("gem", paid=3000, orders=400), push("dud", natural=900_000, orders=20)]
    tests += [push("qc", tool="qianchuan"), push("room", target="live")]
    data = asked(run, write("ling.toml", PROFILE + "".join(tests)))
    found = {test["name"]: test for test in data["tests"]}
    for name, (_, band, cpm) in plays.items():
        assert found[name]["dou_plus"] == band
        assert found[name]["cpm"] == pytest.approx(cpm, abs=0.01)
    assert (found["gem"]["triage"], found["dud"]["triage"]) == ("boost", "rework")
    assert (found["qc"]["dou_plus"], found["room"]["dou_plus"]) == (None, None)
    for test in found.values():  # GPM = 1000 × AOV × CVR with each test's own order value
        aov = 2000 / test["orders"]
        assert test["gpm"] == pytest.approx(1000 * aov * test["conversion_rate"])
    said = run("boosts", "ling.toml").out
    assert "Qianchuan tests have no band" in said


def test_whose_levels_decide_is_said(run: Run) -> None:
    gem, dud = push("gem", cost=0, paid=0, natural=1000, orders=50), push("dud", natural=900_000)
    two = asked(run, write("two.toml", PROFILE + gem + dud))
    assert [test["triage"] for test in two["tests"]] == ["boost", "rework"]
    assert two["levels"] == {
        "videos": 0, "reach": 5000, "reach_trust": "ours",
        "conversion_rate": 0.01, "conversion_trust": "ours",
    }  # fmt: skip
    said = run("boosts", "two.toml").out
    assert "against a default" in said
    assert "5,000 plays (our assumption)" in " ".join(said.split())
    three = PROFILE + gem + dud + push("mid", natural=35_000, orders=400)
    assert asked(run, write("three.toml", three))["levels"]["videos"] == 3
    assert "your own median of 3 videos: 40,000 plays, 1.00 %" in " ".join(
        run("boosts", "three.toml").out.split()
    )
    assert "自己 3 条视频的中位数" in run("boosts", "three.toml", "--lang", "zh").out


def test_a_table_with_bad_rows_is_answered_for_the_others(run: Run) -> None:
    table = write("tests.csv", TABLE)
    brand = write("ling.toml", PROFILE)
    data = asked(run, table, "--profile", brand, code=1)
    assert [test["name"] for test in data["tests"]] == ["甲", "丁", "乙"]  # its namesake is out
    assert data["tests"][0]["reach"] == 19_500
    assert data["brand"] == "Ling"
    assert data["margin"] == pytest.approx(0.9 * 0.55 - 0.01)
    answer = run("boosts", table)
    assert "row 2, “订单数”: “abc” cannot be read" in answer.err
    assert "row 3, “付费播放量”: -5 is below 0" in answer.err
    assert "row 4" in answer.err
    assert "“备注”" in answer.err
    assert "Figures are GMV" in answer.out
    chinese = run("boosts", table, "--lang", "zh")
    assert "第 2 行“订单数”列" in chinese.err
    assert "下一笔 ¥1,000" in chinese.out


def test_a_workbook_says_the_same_as_a_csv(run: Run) -> None:
    rows = {"name": ["甲"], "cost": [100], "付费播放": [5000], "natural_views": [0],
            "转化数": [40], "GMV": [2000], "tool": ["dou+"], "target": ["视频"]}  # fmt: skip
    pl.DataFrame(rows).write_excel("tests.xlsx")
    pl.DataFrame(rows).write_csv("tests.csv")
    workbook, csv = asked(run, Path("tests.xlsx")), asked(run, Path("tests.csv"))
    assert workbook["tests"] == csv["tests"]
    assert workbook["tests"][0]["dou_plus"] == "good"


def test_how_much_there_is_to_place_and_the_rules_can_be_said(run: Run) -> None:
    path = write("ling.toml", PROFILE + push("a") + push("b", orders=41, gmv=2050))
    assert asked(run, path)["spend"] == {"value": 1000, "trust": "ours"}
    more = asked(run, path, "--spend", "600")
    assert more["spend"] == {"value": 600, "trust": None}
    assert [test["money"] for test in more["tests"]] == [300, 300]
    assert more["tests"][0]["brings"]["gmv"] == pytest.approx(12_000)
    overlay = (
        'format = 1\nname = "Agency"\n'
        "[benchmarks.next_spend]\nvalue = 200\n"
        'rationale = { en = "Ours.", zh = "自定。" }\ntrust = "ours"\n'
    )
    assert asked(run, path, "--rules", write("agency.toml", overlay))["spend"]["value"] == 200


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.toml",), "nowhere.toml"),
        (("nowhere.csv",), "There is no file nowhere.csv"),
        (("strange.csv",), "none of the headers is a figure of a boost test"),
        (("twice.csv",), "are both cost"),
        (("ling.toml", "--profile", "ling.toml"), "is a profile itself"),
        (("ling.toml", "--spend", "0"), "--spend: 0"),
        (("ling.toml", "--spend", "nan"), "--spend: nan"),
        (("ling.toml", "--date", "soon"), "--date"),
    ],
)
def test_wrong_usage_is_told(run: Run, arguments: tuple[str, ...], said: str) -> None:
    write("ling.toml", PROFILE)
    write("strange.csv", "color,size\nred,4\n")
    write("twice.csv", "消耗,花费\n1,2\n")
    answer = run("boosts", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_broken_profile_and_a_broken_brand_of_a_table(run: Run) -> None:
    write("broken.toml", PROFILE.replace("50", '"50"', 1))
    answer = run("boosts", "broken.toml")
    assert (answer.code, answer.out) == (1, "")
    assert "broken.toml:6:7" in answer.err
    write("tests.csv", "name,cost\na,100\n")
    beside = run("boosts", "tests.csv", "--profile", "broken.toml")
    assert beside.code == 1
    assert "No money before these are known" in beside.out


def test_no_test_says_how_to_add_one(run: Run) -> None:
    write("ling.toml", PROFILE)
    assert "[[boost_tests]]" in run("boosts", "ling.toml").out
    assert "投放测试" in run("boosts", "ling.toml", "--lang", "zh", "--format", "markdown").out
    assert asked(run, Path("ling.toml"))["tests"] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_fit_80_columns_and_markdown_has_the_same_tests(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    sample = SAMPLES / "content-strong.toml"
    shown = run("boosts", sample, "--lang", language).out
    assert max(map(wcswidth, shown.splitlines())) <= 80
    assert "[===o=====]" in shown
    report = run("boosts", sample, "--lang", language, "--format", "markdown").out
    assert report.startswith("# 禾见")
    assert "| ¥450 | ¥45,778 |" in report


def test_names_cannot_command_a_terminal_or_a_report(run: Run) -> None:
    write("ling.toml", PROFILE + push("a\\u001b[31m|<b>"))
    shown = run("boosts", "ling.toml").out
    assert "\x1b" not in shown
    assert "a[31m|<b>" in shown
    assert r"a\[31m\|\<b>" in run("boosts", "ling.toml", "--format", "markdown").out
