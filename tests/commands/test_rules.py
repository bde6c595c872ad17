"""`fact rules`: what is in use, shown and checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import SAMPLES, SOUND, Run, write
from tests.rules.conftest import ACTIONS, SCORECARD

Install = Callable[..., None]
OVERLAY = 'format = 1\nname = "Agency X"\n[positions.alliance.criteria.price]\nweight = {weight}\n'
MODULE = (
    "from factmatrix import ScorecardPosition\nposition = ScorecardPosition.from_package('{}')\n"
)


def overlay(weight: object = 300) -> Path:
    """An overlay in the current folder."""
    file = Path("agency.toml")
    file.write_text(OVERLAY.format(weight=weight), "utf-8")
    return file


# ---- show


def test_show_names_positions_by_id_or_letter(run: Run) -> None:
    by_id, by_letter = run("rules", "show", "alliance"), run("rules", "show", "a")
    assert by_id.code == 0
    assert by_id.out == by_letter.out
    assert "252" in by_id.out
    assert "R79" in by_id.out


def test_show_tells_all_in_both_languages(run: Run) -> None:
    english, chinese = run("rules", "show"), run("rules", "show", "--lang", "zh")
    for part in ("(field)", "(topkol)", "(diagnosis)", "(ranking)", "(conversions)", "(calendar)"):
        assert part in english.out
        assert part in chinese.out
    assert "价格力" in chinese.out


def test_show_as_json_carries_hash_and_overlays(run: Run) -> None:
    bundled = json.loads(run("rules", "show", "A", "--format", "json").out)
    answer = run("rules", "show", "A", "ranking", "--format", "json", "--rules", overlay())
    laid = json.loads(answer.out)
    assert laid["rules"]["overlays"] == ["Agency X"]
    assert laid["rules"]["hash"] != bundled["rules"]["hash"]
    assert laid["positions"][0]["criteria"][0]["weight"] == 300
    assert laid["engine"]["ranking"]["close_call"]["value"] == 3


def test_the_calendar_is_shown_and_overlaid_and_hashed(run: Run) -> None:
    changed = (
        'format = 1\nname = "2026"\n[calendar.events.sale_818]\n'
        "editions = [{ start = 2026-07-30, end = 2026-08-18 }]\n"
    )
    Path("dates.toml").write_text(changed, "utf-8")
    shown = run("rules", "show", "calendar", "--rules", "dates.toml")
    assert "published: 2026-07-30 to 2026-08-18" in shown.out
    assert (
        "已公布：2021-05-25 至 2021-06-18" in run("rules", "show", "calendar", "--lang", "zh").out
    )
    plain = json.loads(run("rules", "show", "calendar", "--format", "json").out)
    laid = run("rules", "show", "calendar", "--format", "json", "--rules", "dates.toml").out
    events = {event["id"]: event for event in json.loads(laid)["engine"]["calendar"]["events"]}
    assert events["sale_818"]["editions"] == [{"start": "2026-07-30", "end": "2026-08-18"}]
    assert plain["rules"]["hash"] != json.loads(laid)["rules"]["hash"]


def test_an_event_of_an_overlay_is_known_to_profiles(run: Run) -> None:
    brand = write("a.toml", SOUND + '[[campaigns]]\nname = "x"\nevent = "harvest"\n')
    assert "a.toml:7:9: warning: campaigns#1.event" in run("score", brand).err
    Path("more.toml").write_text(
        'format = 1\nname = "X"\n[calendar.events.harvest]\nnew = true\nkind = "industry"\n'
        'title = { en = "Harvest", zh = "丰收节" }\nstock_lead_days = 21\ntrust = "ours"\n'
        'source = { en = "Known to us.", zh = "自有信息。" }\n',
        "utf-8",
    )
    assert run("score", brand, "--rules", "more.toml").err == ""


def test_show_of_an_unknown_name_is_wrong_usage(run: Run) -> None:
    answer = run("rules", "show", "Z")
    assert (answer.code, answer.out) == (2, "")
    assert "alliance" in answer.err


# ---- check


def test_check_of_all_that_is_installed(run: Run) -> None:
    answer = run("rules", "check")
    assert answer.code == 0, answer.out
    assert answer.out == "0 errors, 0 warnings\n"


@pytest.mark.parametrize("name", ["", "scorecard.toml", "actions.toml"])
def test_check_of_a_folder_or_a_file_in_it(run: Run, name: str) -> None:
    Path("scorecard.toml").write_text(SCORECARD.replace("weight = 6", "weight = 0"), "utf-8")
    Path("actions.toml").write_text(ACTIONS, "utf-8")
    answer = run("rules", "check", name or ".")
    assert answer.code == 1
    assert "scorecard.toml:15:10: criteria#1.weight" in answer.out
    assert answer.out.endswith("1 error, 0 warnings\n")


def test_check_of_an_overlay(run: Run) -> None:
    assert run("rules", "check", overlay()).code == 0
    answer = run("rules", "check", overlay(-1), "--lang", "zh")
    assert answer.code == 1
    assert "agency.toml:4:10: positions.alliance.criteria.price.weight: 必须大于 0" in answer.out


def test_warnings_alone_do_not_fail(run: Run) -> None:
    file = overlay()
    file.write_text(OVERLAY.format(weight=1) + "[positions.xhs.criteria.x]\nweight = 1\n", "utf-8")
    answer = run("rules", "check", file)
    assert answer.code == 0
    assert answer.out.endswith("0 errors, 1 warning\n")


def test_check_of_an_installed_plugin(run: Run, install: Install) -> None:
    files = {"kuaishou_rooms/__init__.py": MODULE.format("kuaishou_rooms"),
             "kuaishou_rooms/scorecard.toml": SCORECARD.replace("value = 35", "value = 100"),
             "kuaishou_rooms/actions.toml": ACTIONS}  # fmt: skip
    install("kuaishou-rooms", files, {"kuaishou": "kuaishou_rooms:position"})
    answer = run("rules", "check", "kuaishou")
    assert answer.code == 1
    assert "never bind" in answer.out
    assert run("rules", "check").code == 1


def test_check_of_a_plugin_that_does_not_load_says_where(run: Run, install: Install) -> None:
    files = {
        "kuaishou_broken/__init__.py": MODULE.format("kuaishou_broken"),
        "kuaishou_broken/scorecard.toml": SCORECARD,
        "kuaishou_broken/actions.toml": ACTIONS.replace('"low"', '"tiny"'),
    }
    install("kuaishou-broken", files, {"kuaishou": "kuaishou_broken:position"})
    answer = run("rules", "check", "kuaishou")
    assert answer.code == 1
    assert "actions.toml:7:10" in answer.out


def test_a_section_whose_plugin_did_not_load_waits_for_its_other_errors(
    run: Run, install: Install
) -> None:
    files = {
        "kuaishou_own/__init__.py": MODULE.format("kuaishou_own"),
        "kuaishou_own/scorecard.toml": SCORECARD.replace(
            '"powers.content.live"', '"ext.kuaishou.rooms"', 1
        ),
        "kuaishou_own/actions.toml": ACTIONS.replace('"low"', '"tiny"'),
    }
    install("kuaishou-own", files, {"kuaishou": "kuaishou_own:position"})
    told = {
        "en": "The fields of [ext.kuaishou] are unknown, because its plugin did not load",
        "zh": "[ext.kuaishou] 的插件未能加载，其中的字段无从得知：请先改正其他错误。",
    }
    for lang, words in told.items():
        answer = run("rules", "check", "kuaishou", "--lang", lang)
        assert answer.code == 1
        assert answer.out.count(words) == 1
        assert "No loaded plugin declares" not in answer.out


def test_the_section_of_another_position_cannot_be_read(run: Run) -> None:
    Path("scorecard.toml").write_text(
        SCORECARD.replace('"powers.content.live"', '"ext.shelf.search"', 1), "utf-8"
    )
    Path("actions.toml").write_text(ACTIONS, "utf-8")
    answer = run("rules", "check", ".", "--plugin", "shelf")
    assert answer.code == 1
    assert "[ext.shelf] cannot be read here: rules read the fields" in answer.out
    assert "No loaded plugin declares" not in answer.out


@pytest.mark.parametrize("module", ["kuaishou_b", "kuaishou_b.rooms", "kuaishou_b.rooms.here"])
def test_check_of_a_plugin_that_fails_looks_at_its_files_all_the_same(
    run: Run, install: Install, module: str
) -> None:
    folder = module.removesuffix(".here").replace(".", "/")
    wrong = SCORECARD.replace("weight = 6", "weight = 0").replace('"R73"', '"R94"')
    files = {
        "kuaishou_b/__init__.py": "import nothing_of_this_name",
        "kuaishou_b/rooms/__init__.py": "",
        f"{folder}/scorecard.toml": wrong,
        f"{folder}/actions.toml": ACTIONS.replace('"low"', '"tiny"'),
    }
    install("kuaishou-b", files, {"kuaishou": f"{module}:position"})
    answer = run("rules", "check", "kuaishou")
    assert answer.code == 1
    assert "nothing_of_this_name" in answer.out
    for place in ("scorecard.toml:15:10", "scorecard.toml:16:10", "actions.toml:7:10"):
        assert place in answer.out
    assert answer.out.endswith("4 errors, 0 warnings\n")


def test_check_of_a_plugin_that_does_not_load_finds_more_than_the_first_reason(
    run: Run, install: Install
) -> None:
    files = {
        "kuaishou_c/__init__.py": MODULE.format("kuaishou_c"),
        "kuaishou_c/scorecard.toml": SCORECARD.replace('"R73"', '"R94"'),
        "kuaishou_c/actions.toml": ACTIONS.replace('"low"', '"tiny"'),
    }
    install("kuaishou-c", files, {"kuaishou": "kuaishou_c:position"})
    answer = run("rules", "check", "kuaishou")
    assert "scorecard.toml:16:10" in answer.out
    assert answer.out.count("actions.toml:7:10") == 1
    assert answer.out.endswith("2 errors, 0 warnings\n")


def test_check_of_a_plugin_that_is_refused_after_loading_says_why(
    run: Run, install: Install
) -> None:
    files = {
        "kuaishou_d/__init__.py": MODULE.format("kuaishou_d"),
        "kuaishou_d/scorecard.toml": SCORECARD.replace('id = "kuaishou"', 'id = "field"'),
        "kuaishou_d/actions.toml": ACTIONS,
    }
    install("kuaishou-d", files, {"kuaishou": "kuaishou_d:position"})
    answer = run("rules", "check", "kuaishou")
    assert answer.code == 1
    assert "its id 'field' belongs to" in answer.out


def test_check_of_nothing_known_is_wrong_usage(run: Run) -> None:
    answer = run("rules", "check", "nowhere")
    assert answer.code == 2
    assert "nowhere" in answer.err


# ---- overlays elsewhere


def test_overlay_changes_the_score_and_is_named(run: Run) -> None:
    brand = SAMPLES / "price-strong.toml"
    plain = json.loads(run("score", brand, "--format", "json").out)
    laid = json.loads(run("score", brand, "--format", "json", "--rules", overlay(900)).out)
    assert laid["rules"]["overlays"] == ["Agency X"]
    assert laid["rules"]["hash"] != plain["rules"]["hash"]

    def score(answer: dict[str, list[dict[str, list[dict[str, float | str]]]]]) -> float | str:
        ranking = answer["results"][0]["ranking"]
        return next(row["score"] for row in ranking if row["position"] == "alliance")

    assert score(laid) != score(plain)


ALLIANCE = "[positions.alliance."
DOUBTFUL = {
    "cap that never binds": (
        ALLIANCE + 'modifiers.stage_launch]\neffect = { kind = "cap", value = 100 }\n', "4:34",
    ),
    "rule that does not exist": (ALLIANCE + 'criteria.price]\nrules = ["R94"]\n', "4:10"),
    "curve without top": (
        ALLIANCE + "criteria.price]\ncurve = [[0, 0], [100, 80]]\n", "4:9",
    ),
}  # fmt: skip
BROKEN = {
    "reward that an improvement loses": (
        ALLIANCE + "modifiers.audience_too_different]\n"
        'effect = { kind = "shift", value = 5 }\n', "3:1",
    ),
    "cap that an improvement brings": (
        ALLIANCE + "modifiers.audience_too_different]\n"
        'when = { input = "affiliates.audience_similarity", above = 0.8 }\n', "4:8",
    ),
    "negative factor": (
        ALLIANCE + "modifiers.audience_too_different]\n"
        'effect = { kind = "multiply", value = -1 }\n', "4:39",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBTFUL)
def test_doubtful_overlay_is_used_and_warned_of(run: Run, name: str) -> None:
    text, place = DOUBTFUL[name]
    Path("agency.toml").write_text('format = 1\nname = "X"\n' + text, "utf-8")
    answer = run("score", SAMPLES / "price-strong.toml", "--rules", "agency.toml")
    assert answer.code == 0
    assert answer.out
    assert f"agency.toml:{place}: warning: " in answer.err


@pytest.mark.parametrize("name", BROKEN)
def test_overlay_that_punishes_improvements_is_refused(run: Run, name: str) -> None:
    text, place = BROKEN[name]
    Path("agency.toml").write_text('format = 1\nname = "X"\n' + text, "utf-8")
    answer = run("score", SAMPLES / "price-strong.toml", "--rules", "agency.toml")
    assert (answer.code, answer.out) == (2, "")
    assert f"agency.toml:{place}: positions.alliance.modifiers." in answer.err


def test_wrong_overlay_is_wrong_usage_with_its_place(run: Run) -> None:
    answer = run("score", SAMPLES / "price-strong.toml", "--rules", overlay('"much"'))
    assert (answer.code, answer.out) == (2, "")
    assert "agency.toml:4:10" in answer.err
