"""`fact rules test`: the tests beside scorecards, run by folder or by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.plugins.third_parties import plugin
from tests.rules.conftest import ACTIONS, SCORECARD
from tests.rules.rule_tests import TESTS

Install = Callable[..., None]
MODULE = (
    "from factmatrix import ScorecardPosition\nposition = ScorecardPosition.from_package('{}')\n"
)


def position(tests: str = TESTS, card: str = SCORECARD) -> Path:
    """The folder of a position with tests, in the current one."""
    folder = Path("kuaishou")
    folder.mkdir(exist_ok=True)
    texts = {"scorecard.toml": card, "actions.toml": ACTIONS, "tests.toml": tests}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder


FAILING = TESTS.replace("score = [95, 96]", "score = [10, 20]")


def test_all_that_is_installed_passes(run: Run) -> None:
    answer = run("rules", "test")
    assert (answer.code, answer.err) == (0, "")
    for name in ("(field)", "(alliance)", "(campaign)", "(topkol)"):
        assert name in answer.out
    assert "No test" not in answer.out


def test_names_and_folders_and_files_in_them(run: Run) -> None:
    folder = position()
    for name in (folder, folder / "tests.toml", folder / "scorecard.toml"):
        answer = run("rules", "test", name)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith("K Kuaishou rooms (kuaishou)\n  Tests passed: 3 of 3\n")
    assert "(field)" not in run("rules", "test", folder, "alliance").out


def test_a_failure_has_its_place_and_what_came(run: Run) -> None:
    answer = run("rules", "test", position(FAILING))
    assert answer.code == 1
    place = f"{Path('kuaishou') / 'tests.toml'}:7:9: tests#1.score: "
    assert f"all_well: All is well\n{place}The score is 95.71" in answer.out
    assert "Tests passed: 2 of 3" in answer.out
    chinese = run("rules", "test", "kuaishou", "--lang", "zh")
    assert f"all_well: 一切正常\n{place}得分为 95.71，预期在 10 到 20 之间。" in chinese.out
    assert "通过的测试：2 / 3" in chinese.out


def test_what_is_not_shown_is_told_and_does_not_fail(run: Run) -> None:
    tests = TESTS.replace('\nwarned = ["returns"]', "")
    answer = run("rules", "test", position(tests))
    assert answer.code == 0
    assert "returns: No test expects it to be shown." in answer.out
    assert "warnings 1 of 2" in answer.out


def test_wrong_tests_are_told_with_their_place(run: Run) -> None:
    tests = TESTS.replace('applied = ["goal"]', 'applied = ["gaol"]', 1)
    answer = run("rules", "test", position(tests))
    assert answer.code == 1
    assert "tests.toml:8:12: tests#1.applied#1: Unknown name. Did you mean goal?" in answer.out


def test_a_wrong_scorecard_is_told_with_its_place(run: Run) -> None:
    answer = run("rules", "test", position(card=SCORECARD.replace("weight = 6", "weight = 0")))
    assert answer.code == 1
    assert "scorecard.toml:15:10: criteria#1.weight" in answer.out


def test_json_says_the_same(run: Run) -> None:
    folder = position(FAILING.replace('\nwarned = ["returns"]', ""))
    answer = run("rules", "test", folder, "--format", "json")
    assert answer.code == 1
    (one,) = json.loads(answer.out)["positions"]
    report = one["report"]
    assert (one["name"], report["position"], one["problems"]) == ("kuaishou", "kuaishou", [])
    assert [test["passed"] for test in report["tests"]] == [False, True, True]
    (failure,) = report["tests"][0]["failures"]
    assert (failure["line"], failure["column"], failure["key"]) == (7, 9, "tests#1.score")
    assert report["coverage"]["warnings"] == {"shown": 1, "of": 2}
    (unshown,) = report["not_shown"]
    assert (unshown["file"], unshown["key"]) == (str(folder / "scorecard.toml"), "warnings#1.id")


def test_an_overlay_of_the_user_does_not_count(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    # Of the engine's own files the conversions are what a card's score rests on.
    overlay = (
        'format = 1\nname = "X"\n[conversions.experience_5]\ncurve = [[0, 0], [4, 90], [5, 100]]\n'
    )
    Path("agency.toml").write_text(overlay, "utf-8")
    Path("config.toml").write_text('rules = ["agency.toml"]\n', "utf-8")
    monkeypatch.setenv("FACT_CONFIG", str(Path("config.toml").resolve()))
    monkeypatch.setenv("FACT_RULES", "agency.toml")
    assert run("rules", "test", "campaign").code == 0


def test_an_installed_position_and_one_that_does_not_load(run: Run, install: Install) -> None:
    files = {
        "kuaishou_t/__init__.py": MODULE.format("kuaishou_t"),
        "kuaishou_t/scorecard.toml": SCORECARD,
        "kuaishou_t/actions.toml": ACTIONS,
        "kuaishou_t/tests.toml": FAILING,
    }
    install("kuaishou-t", files, {"kuaishou": "kuaishou_t:position"})
    assert "Tests passed: 2 of 3" in run("rules", "test", "kuaishou").out
    broken = {name.replace("_t/", "_u/"): text for name, text in files.items()}
    broken["kuaishou_u/__init__.py"] = "import nothing_of_this_name"
    install("kuaishou-u", broken, {"kuaishou_u": "kuaishou_u:position"})
    answer = run("rules", "test")
    assert answer.code == 1
    assert "nothing_of_this_name" in answer.out
    assert "(topkol)" in answer.out


def test_a_position_in_plain_python_has_none(run: Run, install: Install) -> None:
    install("plain", {"plain_x.py": plugin("plain")}, {"plain": "plain_x"})
    unnamed, named = run("rules", "test"), run("rules", "test", "plain")
    for answer in (unnamed, named):
        assert "plain\n  No tests: there is no tests.toml beside a scorecard, and" in answer.out
    assert (unnamed.code, named.code) == (0, 1)


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_what_is_no_position_is_wrong_usage(run: Run, name: str) -> None:
    answer = run("rules", "test", name)
    assert (answer.code, answer.out) == (2, "")
    assert "nowhere" in answer.err or "scorecard.toml" in answer.err


def test_check_sends_whoever_hands_it_tests_to_the_right_command(run: Run) -> None:
    answer = run("rules", "check", position() / "tests.toml")
    assert answer.code == 1
    assert "fact rules test" in answer.out
