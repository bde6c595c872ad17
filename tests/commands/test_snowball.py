"""`fact snowball` as a person or a program meets it."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter
from wcwidth import width

from factmatrix.views.snowball_shapes import SnowballResult
from tests.commands.conftest import BROKEN, SAMPLES, Run, write

PAPER, CHAOS, CONTENT = (
    SAMPLES / f"{name}.toml" for name in ("price-strong", "tag-chaos", "content-strong")
)
RICH, NOTHING_KNOWN = SAMPLES / "all-round-strong.toml", SAMPLES / "name-and-category.toml"


@cache
def strict() -> Draft202012Validator:
    """The shapes with no key allowed that they do not name."""
    schema = TypeAdapter(SnowballResult).json_schema()
    for part in (schema, *schema["$defs"].values()):
        part["additionalProperties"] = False
        assert sorted(part["required"]) == sorted(part["properties"])
    return Draft202012Validator(schema)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "profile", [PAPER, CHAOS, NOTHING_KNOWN, SAMPLES / "all-round-strong.toml"]
)
def test_every_line_fits_80_columns(
    run: Run, monkeypatch: pytest.MonkeyPatch, profile: Path, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = run("snowball", profile, "--lang", language, "--rounds", "20")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert max(map(width, lines)) <= 80
    heads = [
        i for i, line in enumerate(lines) if "ROI" in line and ("GMV" in line or "成交额" in line)
    ]
    for head in heads:
        rows = lines[head : head + 24]
        assert len({width(row) for row in rows}) == 1  # right-aligned columns end together


def test_the_two_views_of_a_brand_whose_paid_views_do_not_pay(run: Run) -> None:
    said = " ".join(run("snowball", PAPER).out.split())
    assert "Paid views alone do not pay: ROI 3.19, and 4.31 breaks even" in said
    assert "at most ¥222.2, or 0.35 natural views with each paid one" in said
    assert "ROI view: spends nothing" in said
    assert "never earned back in these 9 rounds" in said
    assert "published default (B)" in said
    cheaper = " ".join(run("snowball", PAPER, "--cpm", "200").out.split())
    assert "ROI view: ¥40,000 in each of 6 rounds, earned back in round 1" in cheaper
    assert "as asked for" in cheaper


def test_the_chart_tells_both_views_apart_without_colour(run: Run) -> None:
    lines = run("snowball", CONTENT, "--rounds", "3").out.splitlines()
    start = next(i for i, line in enumerate(lines) if "Views a round" in line)
    legend, *bars = lines[start + 1 : start + 10]
    assert "░ ROI view" in legend
    assert "█ GPM view" in legend
    heights = {block: sum(block in bar for bar in bars) for block in "░█"}
    assert 0 < heights["░"] < heights["█"] <= 8
    axis, numbers = lines[start + 10 : start + 12]
    assert re.fullmatch(r" +0 \+(=+)(-+)", axis)
    assert axis.count("=") == axis.count("-")  # three rounds with a push, three without
    assert numbers.split() == ["1", "2", "3", "4", "5", "6"]
    assert bars[0].split()[0] == "2"  # "2 M"
    assert "M |" in bars[0]


def test_a_stopper_is_named_with_its_rules(run: Run) -> None:
    said = " ".join(run("snowball", CHAOS).out.split())
    assert "the snowball stands still" in said
    assert "(R27, R29)" in said
    assert "× 0.10 =" in said


def test_what_is_missing_is_asked_for_with_its_place(run: Run) -> None:
    answer = run("snowball", NOTHING_KNOWN)
    assert answer.code == 0
    assert "It cannot be simulated yet. Ask first" in answer.out
    assert "economics.monthly_budget · Where: " in answer.out
    read = json.loads(run("snowball", NOTHING_KNOWN, "--format", "json").out)
    strict().validate(read)
    assert read["simulation"] is None
    assert {need["input"] for need in read["needs"]} >= {"economics.aov", "live.conversion_rate"}
    assert "figures are missing" in run("snowball", NOTHING_KNOWN, "--format", "markdown").err


def test_json_holds_every_round_and_every_parameter(run: Run) -> None:
    read = json.loads(run("snowball", CONTENT, "--format", "json", "--rounds", "4").out)
    strict().validate(read)
    assert read["rounds"] == 4
    kinds = {p["id"]: (p["kind"], p["trust"]) for p in read["parameters"]}
    assert kinds["cpm"] == ("published", "B")
    assert kinds["views_per_fan"] == ("assumption", "ours")
    roi, gpm = read["simulation"]["courses"]
    assert (roi["view"], gpm["view"]) == ("roi", "gpm")
    figures = {f["id"]: f["value"] for f in read["simulation"]["figures"]}
    for course in (roi, gpm):
        assert [r["pushed"] for r in course["rounds"]] == [True] * 4 + [False] * 3
        for r in course["rounds"]:
            assert r["gmv"] == pytest.approx(figures["gpm"] * r["views"] / 1000)
            if r["pushed"]:
                effective = figures["gpm"] * (1 + r["amplification"]) / figures["cpm"]
                assert r["roi"] == pytest.approx(effective)
            else:
                assert r["roi"] is r["amplification"] is None


def test_markdown_shows_names_as_they_are_written(run: Run) -> None:
    text = PAPER.read_text("utf-8").replace('name = "Paper Pond"', 'name = "<b>*Paper*"')
    answer = run("snowball", write("a.toml", text), "--format", "markdown", "--lang", "zh")
    assert answer.code == 0
    assert r"# \<b>\*Paper\*" in answer.out
    assert "```text\n  ░ ROI 视角" in answer.out
    assert "| 轮 | 付费观看 |" in answer.out


def test_an_overlay_brings_numbers_of_its_own(run: Run) -> None:
    before = json.loads(run("snowball", CONTENT, "--format", "json").out)
    own = write(
        "own.toml",
        'format = 1\nname = "Own"\n'
        '[snowball.cpm]\nvalue = 80\nkind = "assumption"\ntrust = "ours"\n',
    )
    after = json.loads(run("snowball", CONTENT, "--rules", own, "--format", "json").out)
    assert after["rules"]["overlays"] == ["Own"]
    assert after["rules"]["hash"] != before["rules"]["hash"]
    figures = {f["id"]: (f["value"], f["trust"]) for f in after["simulation"]["figures"]}
    assert figures["cpm"] == (80, "ours")


@pytest.mark.parametrize(
    ("lines", "place", "said"),
    [
        ('[snowball.cpm]\nvalue = 80\ntrust = "ours"', "3:1", "is an assumption"),
        ("[snowball.cpm]\nvalue = 0", "4:9", "above 0"),
        ("[snowball.gpm_position]\ncurve = [[0, 1], [2, 0]]", "4:9", "must not fall"),
        ("[snowball.rounds]\nvalue = 90", "4:9", "most_rounds"),
        ("[snowball.fans]\nvalue = 1", "3:11", "Unknown name"),
        ('[snowball.identities.roi]\nformula = "2"', "3:", "Identities follow"),
    ],
)
def test_a_wrong_overlay_is_refused_with_its_place(
    run: Run, lines: str, place: str, said: str
) -> None:
    own = write("own.toml", f'format = 1\nname = "Own"\n{lines}\n')
    answer = run("snowball", PAPER, "--rules", own)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert f"own.toml:{place}" in answer.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rounds", "0"), "from 1 to 20"),
        (("--rounds", "21"), "from 1 to 20"),
        (("--rounds", "many"), "--rounds takes a whole number."),
        (("--budget", "-1"), "--budget: -1"),
        (("--budget", "nan"), "--budget: nan"),
        (("--cpm", "0"), "from 0.01"),
        (("--cpm", "inf"), "--cpm: inf"),
        (("--date", "soon"), "is no date"),
        (("--format", "csv"), "table, json or markdown"),
    ],
)
def test_wrong_arguments_are_told(run: Run, arguments: tuple[str, ...], said: str) -> None:
    answer = run("snowball", PAPER, *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_files_that_are_no_single_profile(run: Run) -> None:
    several = run("snowball", SAMPLES)
    assert (several.code, several.out) == (2, "")
    assert "one profile is wanted" in several.err
    assert run("snowball", "nowhere.toml").code == 2
    broken = run("snowball", write("broken.toml", BROKEN))
    assert (broken.code, broken.out) == (1, "")
    assert "broken.toml:6:7" in broken.err


def test_budgets_of_no_money_and_of_too_much(run: Run) -> None:
    nothing = run("snowball", PAPER, "--budget", "0")
    assert nothing.code == 0
    assert nothing.out.count("there is no budget") == 2
    assert "Views a round" not in nothing.out
    huge = run("snowball", PAPER, "--budget", "1e12", "--cpm", "0.01")
    assert huge.code == 0
    assert "zeros too many" in huge.out
