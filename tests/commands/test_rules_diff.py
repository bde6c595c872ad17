"""`fact rules diff`: which brands change with the rules, and because of which change."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from wcwidth import width

from factmatrix.views.causes_shapes import rules_difference_schema
from tests.commands.conftest import BROKEN, SAMPLES, SOUND, Run, write
from tests.plugins.third_parties import Install, card, plugin

DAY = ("--date", "2026-11-22")
HEAD = 'format = 1\nname = "Agency X"\n'
OWN = 'trust = "ours"\nrationale = { en = "Ours.", zh = "自有。" }\n'
HEAVY = "[positions.alliance.criteria.price]\nweight = 300\n" + OWN
NO_STAGE = "[positions.alliance.modifiers.stage_launch]\nremove = true\n"
FLOOR = "[ranking.lead_floor]\nvalue = 50\n" + OWN
NEW = (
    """\
[positions.topkol.criteria.new_customers]
new = true
title = { en = "Share of new customers", zh = "新客占比" }
input = "audience.new_customer_share"
curve = [[0.3, 0], [0.85, 100]]
weight = 50
"""
    + OWN
)


def overlay(name: str, *parts: str) -> Path:
    """An overlay in the working folder."""
    return write(name, HEAD + "".join(parts))


def read(run: Run, *arguments: str | Path) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The JSON of a comparison that succeeds."""
    answer = run("rules", "diff", *arguments, *DAY, "--format", "json")
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


def scores(run: Run, *rules: str | Path) -> dict[str, Any]:
    """What `fact score` says of the samples under some overlays: by path lead and positions."""
    options = [part for file in rules for part in ("--rules", file)]
    answer = json.loads(run("score", SAMPLES, *options, *DAY, "--format", "json").out)
    return {
        result["profile"]["path"]: {
            "lead": result["verdict"]["lead"],
            **{p["position"]: (p["role"], p["rank"], p["score"]) for p in result["ranking"]},
        }
        for result in answer["results"]
    }


# ---- What it says


def test_every_figure_is_that_of_score(run: Run) -> None:
    a, b = overlay("a.toml", HEAVY), overlay("b.toml", NO_STAGE, FLOOR, NEW)
    under = overlay("under.toml", "[positions.field.criteria.live_hours]\nweight = 40\n" + OWN)
    found = read(run, a, b, "--on", SAMPLES, "--rules", under)
    before, after = scores(run, under, a), scores(run, under, b)
    assert found["summary"]["compared"] == len(before)
    changes = {change["path"]: change for change in found["changes"]}
    assert len(changes) > 5
    for path, old in before.items():
        new = after[path]
        change = changes.get(path)
        if change is None:
            assert {k: v[:2] if k != "lead" else v for k, v in old.items()} == {
                k: v[:2] if k != "lead" else v for k, v in new.items()
            }
            continue
        assert (change["lead"]["old"], change["lead"]["new"]) == (old["lead"], new["lead"])
        told = {p["position"]: p for p in change["positions"]}
        for position, p in told.items():
            assert (p["role"]["old"], p["rank"]["old"], p["score"]["old"]) == old[position]
            assert (p["role"]["new"], p["rank"]["new"], p["score"]["new"]) == new[position]
            assert sum(r["points"] for r in p["reasons"]) == pytest.approx(p["points"], abs=1e-9)
        assert all(new[p] == pytest.approx(old[p]) for p in old if p not in told and p != "lead")


def test_each_change_is_given_what_it_does_on_top_of_those_before(run: Run) -> None:
    parts = (HEAVY, NO_STAGE, FLOOR)
    so_far = [overlay(f"{n}.toml", *parts[:n]) for n in range(4)]
    brands = (SAMPLES / "product-strong.toml", SAMPLES / "price-without-quality.toml")
    on = [part for path in brands for part in ("--on", path)]
    whole = read(run, so_far[0], so_far[3], *on)
    assert [effect["changes"][0]["id"] for effect in whole["steps"]] == [
        "positions.alliance.criteria.price",
        "positions.alliance.modifiers.stage_launch",
        "ranking.lead_floor",
    ]
    for number in (1, 2, 3):
        alone = read(run, so_far[number - 1], so_far[number], *on)
        assert moved(alone, 1) == moved(whole, number)
        keys = ("leads", "roles", "ranks", "scores", "mean", "largest")
        assert [alone["steps"][0][k] for k in keys] == [whole["steps"][number - 1][k] for k in keys]
    (turned,) = (change for change in whole["changes"] if change["change"] == "lead")
    assert turned["lead"] == {"old": "field", "new": None, "by": [3]}
    field = next(p for p in turned["positions"] if p["position"] == "field")
    assert field["role"] == {"old": "lead", "new": "baseline", "by": [3]}
    assert field["reasons"] == []


def moved(found: Any, step: int) -> dict[tuple[str, str], float]:  # noqa: ANN401
    """By how many points a step moved the scores of brands and positions."""
    return {
        (change["path"], position["position"]): reason["points"]
        for change in found["changes"]
        for position in change["positions"]
        for reason in position["reasons"]
        if reason["step"] == step
    }


def test_rules_are_compared_entry_by_entry(run: Run) -> None:
    stage = "[diagnosis.stages.reach.criteria.own_accounts]\nweight = 2\n" + OWN
    found = read(run, "-", overlay("b.toml", HEAVY, NO_STAGE, NEW, stage), "--on", SAMPLES)
    told = {c["id"]: c for step in found["steps"] for c in step["changes"]}
    assert {name: change["kind"] for name, change in told.items()} == {
        "positions.alliance.criteria.price": "changed",
        "positions.alliance.modifiers.stage_launch": "removed",
        "positions.topkol.criteria.new_customers": "added",
        "diagnosis.stages.reach.criteria.own_accounts": "changed",
    }
    price = told["positions.alliance.criteria.price"]
    assert "weight" in price["keys"]
    assert price["new"]["weight"] == 300
    assert price["old"]["weight"] != 300
    assert told["positions.topkol.criteria.new_customers"]["old"] is None
    assert told["positions.alliance.modifiers.stage_launch"]["new"] is None


def test_there_and_back_are_opposite(run: Run) -> None:
    a, b = overlay("a.toml", HEAVY), overlay("b.toml", NO_STAGE, FLOOR)
    there, back = (read(run, *pair, "--on", SAMPLES) for pair in ((a, b), (b, a)))
    assert there["summary"] == back["summary"]
    assert [c["path"] for c in there["changes"]] == [c["path"] for c in back["changes"]]
    for one, other in zip(there["changes"], back["changes"], strict=True):
        assert one["lead"]["old"] == other["lead"]["new"]
        assert [p["points"] for p in one["positions"]] == [-p["points"] for p in other["positions"]]


@pytest.mark.parametrize(
    ("pair", "language", "said"),
    [
        (("-", "-"), "en", "- and - make the same rules. Brands compared: 15."),
        (("a.toml", "same.toml"), "zh", "a.toml 和 same.toml 得到的规则完全相同。"),
    ],
)
def test_equal_rules_are_success_and_told(
    run: Run, pair: tuple[str, str], language: str, said: str
) -> None:
    overlay("a.toml", HEAVY)
    overlay("same.toml", "\n# The same in other words\n", HEAVY)
    answer = run("rules", "diff", *pair, "--on", SAMPLES, "--lang", language)
    assert (answer.code, answer.err) == (0, "")
    assert said in answer.out
    assert len(answer.out.splitlines()) == 1


def test_changes_that_only_hold_together_are_one_step(run: Run) -> None:
    rules = json.loads(run("rules", "show", "topkol", "--format", "json").out)["positions"][0]
    gone = "".join(
        f"[positions.topkol.criteria.{criterion['id']}]\nremove = true\n"
        for criterion in rules["criteria"]
    )
    found = read(run, "-", overlay("b.toml", gone, NEW), "--on", SAMPLES)
    *alone, together = found["steps"]
    assert {len(step["changes"]) for step in alone} == {1}
    assert [change["kind"] for change in together["changes"]] == ["removed", "added"]


def test_an_overlay_that_lies_under_both_is_named(run: Run) -> None:
    write("brands/one.toml")
    a = overlay("a.toml", FLOOR)
    answer = run("rules", "diff", "-", a, "--on", "brands", "--rules", a)
    assert answer.code == 0
    assert "make the same rules" in answer.out
    assert "! Under both lie the overlays of --rules or config.toml: Agency X." in answer.out


def test_rules_that_no_score_depends_on_turn_nothing(run: Run) -> None:
    harmless = "[positions.alliance.actions.send_samples]\nwithin_days = 10\n"
    found = read(run, "-", overlay("b.toml", harmless), "--on", SAMPLES)
    (step,) = found["steps"]
    assert (step["leads"], step["roles"], step["scores"], step["mean"]) == (0, 0, 0, None)
    assert found["changes"] == []
    out = run("rules", "diff", "-", "b.toml", "--on", SAMPLES).out
    assert "within_days" in out
    assert "Changes no result." in out


# ---- How it says it


@pytest.mark.parametrize(("columns", "language"), [(60, "en"), (60, "zh"), (80, "en")])
def test_the_table_fits(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: int, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    b = overlay("b.toml", HEAVY, NO_STAGE, FLOOR, NEW)
    answer = run("rules", "diff", "-", b, "--on", SAMPLES, "--lang", language, *DAY)
    assert (answer.code, answer.err) == (0, "")
    assert max(map(width, answer.out.splitlines())) <= columns
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", answer.out)


def test_the_table_names_changes_and_brands_in_both_languages(run: Run) -> None:
    b = overlay("b.toml", HEAVY, NO_STAGE, FLOOR)
    english, chinese = (
        run("rules", "diff", "-", b, "--on", SAMPLES, *DAY, "--lang", language).out
        for language in ("en", "zh")
    )
    assert english.startswith("Brands compared: ")
    assert re.search(r"\n  #1  positions\.alliance\.criteria\.price \(.+\)\n +weight \d+", english)
    assert re.search(r"\n  #2  positions\.alliance\.modifiers\.stage_launch\n +removed\n", english)
    assert re.search(r"\n  #3  ranking\.lead_floor\n +value 40 → 50; also ", english)
    assert re.search(r"lead F .+ → none: by #3\n", english)
    assert re.search(r"role: by #3", english)
    assert chinese.startswith("对比 ")
    assert re.search(r"\n  #2  positions\.alliance\.modifiers\.stage_launch\n +去掉\n", chinese)
    assert re.search(r"主推 F .+ → 无：因 #3\n", chinese)


def test_top_limits_the_brands_and_counts_the_rest(run: Run) -> None:
    b = overlay("b.toml", HEAVY)
    every = read(run, "-", b, "--on", SAMPLES)["changes"]
    assert len(every) > 3
    assert read(run, "-", b, "--on", SAMPLES, "--top", "2")["changes"] == every[:2]
    out = run("rules", "diff", "-", b, "--on", SAMPLES, "--top", "2", *DAY).out
    assert f"… and {len(every) - 2} more" in out
    assert run("rules", "diff", "-", b, "--on", SAMPLES, "--top", "0").code == 2


def test_the_biggest_changes_come_first(run: Run) -> None:
    found = read(run, "-", overlay("b.toml", HEAVY, NO_STAGE, FLOOR), "--on", SAMPLES)
    kinds = [change["change"] for change in found["changes"]]
    assert set(kinds) == {"lead", "role", "rank", "points"}
    assert kinds == sorted(kinds, key=["lead", "role", "rank", "points"].index)
    assert found["summary"]["lead"] == kinds.count("lead")
    for what in ("role", "rank"):
        turned = [
            change for change in found["changes"]
            if any(p[what]["old"] != p[what]["new"] for p in change["positions"])
        ]  # fmt: skip
        assert found["summary"][what] == len(turned) > 0
        assert all(p[what]["by"] for change in turned for p in change["positions"]
                   if p[what]["old"] != p[what]["new"])  # fmt: skip


@cache
def strict() -> Draft202012Validator:
    """The schema with no key allowed that it does not name, so that it names all of them."""
    schema = deepcopy(rules_difference_schema())
    for part in (schema, *schema["$defs"].values()):
        part["additionalProperties"] = False
        assert sorted(part["required"]) == sorted(part["properties"])
    return Draft202012Validator(schema)


def test_json_keeps_its_shape_and_all_its_keys(run: Run) -> None:
    b = overlay("b.toml", HEAVY, NO_STAGE, FLOOR, NEW)
    same = read(run, "-", "-", "--on", SAMPLES)
    found = read(run, b, "-", "--on", SAMPLES, "--lang", "zh")
    for one in (same, found):
        assert list(strict().iter_errors(one)) == []
    assert found["old"]["path"] == "b.toml"
    assert found["old"]["overlays"] == ["Agency X"]
    assert found["new"]["path"] is None
    assert found["old"]["hash"] != found["new"]["hash"]
    assert (same["lang"], found["lang"]) == ("en", "zh")
    assert {p["title"] for c in found["changes"] for p in c["positions"]} >= {"A 达人矩阵"}


def test_csv_is_one_row_a_brand_and_holds_no_formula(run: Run) -> None:
    strong = (SAMPLES / "product-strong.toml").read_text(encoding="utf-8")
    for number, name in enumerate(("=1+1", "＝x", "@x", "plain")):
        write(f"brands/{number}.toml", strong.replace("小序智能", name))
    b = overlay("b.toml", HEAVY, NO_STAGE)
    answer = run("rules", "diff", "-", b, "--on", "brands", "-o", "c.csv")
    assert (answer.code, answer.out) == (0, "")
    assert "Brands compared: 4" in answer.err
    data = Path("c.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {row["name"] for row in rows} == {"'=1+1", "'＝x", "'@x", "plain"}
    for row in rows:
        moved = [part.split() for part in row["alliance.because"].split("; ") if part]
        assert sum(float(by) for _, by in moved) == pytest.approx(
            float(row["alliance.points"]), abs=0.1
        )
    heads = {
        run("rules", "diff", *pair, "--on", "brands", "--format", "csv").out.splitlines()[0]
        for pair in (("-", "-"), ("-", b))
    }
    assert len(heads) == 1


# ---- On what


def test_a_table_of_brands_gives_what_its_profiles_give(run: Run) -> None:
    b = overlay("b.toml", HEAVY, NO_STAGE, FLOOR)
    found = read(run, "-", b, "--on", SAMPLES)
    assert run("export", SAMPLES, "-o", "brands.csv").code == 0
    from_table = read(run, "-", b, "--on", "brands.csv")
    assert from_table["summary"] == found["summary"]
    named = [{c["name"]: c["positions"] for c in f["changes"]} for f in (found, from_table)]
    assert named[0] == named[1]
    assert {change["path"] for change in from_table["changes"]} == {"brands.csv"}


def test_several_places_are_one_lot(run: Run) -> None:
    write("a/one.toml")
    write("b/two.toml")
    found = read(run, "-", overlay("o.toml", FLOOR), "--on", "a", "--on", "b/two.toml")
    assert found["summary"]["compared"] == 2


def test_a_brand_that_cannot_be_read_is_told_and_the_rest_done(run: Run) -> None:
    write("brands/good.toml")
    write("brands/bad.toml", BROKEN)
    answer = run("rules", "diff", "-", overlay("o.toml", FLOOR), "--on", "brands",
                 "--format", "json")  # fmt: skip
    assert answer.code == 1
    assert "bad.toml:6:7: economics.aov" in answer.err
    summary = json.loads(answer.out)["summary"]
    assert (summary["compared"], summary["failed"]) == (1, 1)
    write("brands.csv", "brand.name,brand.category,economics.aov\nLing,beauty,x\nMo,beauty,9\n")
    answer = run("rules", "diff", "-", "o.toml", "--on", "brands.csv", "--format", "json")
    assert answer.code == 1
    assert "row 1" in answer.err
    assert json.loads(answer.out)["summary"]["failed"] == 1


def test_a_position_in_plain_python_counts_and_is_named(run: Run, install: Install) -> None:
    install("extern", {"extern.py": plugin("extern", order=9)}, {"extern": "extern"})
    write("brands/one.toml")
    b = overlay("b.toml", "[ranking.lead_floor]\nvalue = 51\n")
    answer = run("rules", "diff", "-", b, "--on", "brands", "--format", "json")
    assert answer.code == 0, answer.err
    assert "In plain Python, so without rules that could change: extern." in answer.err
    found = json.loads(answer.out)
    assert found["by_code"] == ["extern"]
    (change,) = found["changes"]
    assert change["lead"] == {"old": "extern", "new": None, "by": [1]}


CODE_AND_CARD = """
from factmatrix import Fit, Scorecard, Section, Text, declare, hookimpl
CARD = Scorecard.model_validate({card})

class Own(Section):
    rooms: float | None = declare("count", Text("Rooms", "直播间"), Text("How many.", "几个。"))

@hookimpl
def position():
    return CARD.position

@hookimpl
def scorecard():
    return CARD

@hookimpl
def profile_section():
    return Own

@hookimpl
def score_fit():
    return Fit("extern", 50.0, 40.0, 60.0, 0.5)

@hookimpl
def suggest_actions():
    return []
"""


def test_a_position_that_an_overlay_takes_from_its_code_is_scored_as_by_score(
    run: Run, install: Install
) -> None:
    own = card("extern", order=9).model_dump(by_alias=True, mode="json")
    source = CODE_AND_CARD.replace("{card}", repr(own))
    install("extern", {"extern.py": source}, {"extern": "extern"})
    known = "[powers.content]\nlive = 80\nshort_video = 40\n[ext.extern]\nrooms = 2\n"
    write("brands/one.toml", SOUND + known)
    b = overlay("b.toml", "[positions.extern.criteria.live]\nweight = 3\n" + OWN)
    for pair, score in (("-", b), (50.0, 70.0)), ((b, "-"), (70.0, 50.0)):
        (change,) = read(run, *pair, "--on", "brands")["changes"]
        extern = next(p for p in change["positions"] if p["position"] == "extern")
        assert (extern["score"]["old"], extern["score"]["new"]) == score
        assert extern["reasons"] == [{"step": 1, "points": score[1] - score[0]}]
    answer = json.loads(run("score", "brands", "--rules", b, "--format", "json").out)
    ranked = answer["results"][0]["ranking"]
    assert next(p["score"] for p in ranked if p["position"] == "extern") == 70.0


# ---- What is wrong


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-", "broken.toml", "--on", "brands"],
         "broken.toml:4:10: positions.alliance.criteria.price.weight"),
        (["broken.toml", "-", "--on", "brands"], "broken.toml:4:10"),
        (["-", "unknown.toml", "--on", "brands"], "unknown.toml:3:30"),
        (["-", "missing.toml", "--on", "brands"], "missing.toml"),
        (["-", "brands/one.toml", "--on", "brands"], "This is a brand's profile"),
        (["-", "good.toml", "--on", "nowhere"], "nowhere: There is no such file or folder."),
        (["-", "good.toml", "--on", "empty"], "There are no profiles"),
        (["-", "good.toml"], "--on"),
        (["good.toml", "--on", "brands"], "B"),
        (["-", "good.toml", "--on", "t.csv", "--on", "u.csv"], "one table"),
        (["-", "good.toml", "--on", "brands", "--sheet", "x"], "--map and --sheet are for"),
        (["-", "good.toml", "--on", "brands", "--date", "x"], "is no date"),
        (["-", "good.toml", "--on", "brands", "-o", "x.xlsx"], "use .csv, .json or .txt"),
        (["-", "good.toml", "--on", "brands", "-o", "nowhere/x.csv"], "nowhere"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told(run: Run, arguments: list[str], said: str) -> None:
    write("brands/one.toml")
    Path("empty").mkdir()
    overlay("good.toml", FLOOR)
    overlay("broken.toml", '\n[positions.alliance.criteria.price]\nweight = "x"\n'[1:])
    overlay("unknown.toml", "[positions.alliance.criteria.nothing]\nweight = 1\n")
    for name in ("t.csv", "u.csv"):
        write(name, "brand.name,brand.category\nLing,beauty\n")
    answer = run("rules", "diff", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_what_is_read_is_never_replaced(run: Run) -> None:
    brand, b = write("brands/one.toml"), overlay("b.toml", FLOOR)
    write("t.csv", "brand.name,brand.category\nLing,beauty\n")
    for on, output in (("brands", brand), ("brands", b), ("t.csv", Path("t.csv"))):
        before = output.read_bytes()
        answer = run("rules", "diff", "-", b, "--on", on, "-o", output, "--format", "table")
        assert answer.code == 2
        assert "Name another file" in answer.err
        assert output.read_bytes() == before


def test_an_overlay_for_a_position_that_is_not_there_is_a_warning(run: Run) -> None:
    write("brands/one.toml")
    b = overlay("b.toml", "[positions.shelf.criteria.search]\nweight = 3\n", FLOOR)
    answer = run("rules", "diff", "-", b, "--on", "brands")
    assert answer.code == 0
    assert "b.toml:3:12" in answer.err
    assert "No position of this name is loaded" in answer.err
    assert "ranking.lead_floor" in answer.out


# ---- How long it takes


def test_twenty_changes_on_some_thousand_brands_stay_quick(run: Run) -> None:
    cards = json.loads(run("rules", "show", "--format", "json").out)["positions"]
    criteria = [(c["position"]["id"], r) for c in cards for r in c["criteria"]][:20]
    assert len(criteria) == 20
    changes = "".join(
        f"[positions.{position}.criteria.{rule['id']}]\nweight = {rule['weight'] * 1.5}\n"
        for position, rule in criteria
    )
    assert run("export", SAMPLES, "-o", "t.csv").code == 0
    head, *rows = Path("t.csv").read_text("utf-8-sig").splitlines(keepends=True)
    assert len(rows) == 15
    Path("t.csv").write_text(head + "".join(rows) * 200, "utf-8")
    began = time.process_time()
    found = read(run, "-", overlay("b.toml", changes), "--on", "t.csv", "--top", "1")
    assert time.process_time() - began < 20  # some 3 on two cores
    assert len(found["steps"]) == 20
    assert found["summary"]["changed"] > 1_000
