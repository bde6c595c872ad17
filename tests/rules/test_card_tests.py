"""A card's own tests: what they find, what is wrong in them, and what they leave out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix import BrandProfile, Section, Text, declare
from factmatrix.rules.card_answers import answer
from factmatrix.rules.card_tests import EXPECTATIONS, conditionals
from factmatrix.rules.card_trials import CardReport, try_card
from factmatrix.rules.problems import FileProblem, RulesError
from factmatrix.rules.scorecard import Scorecard
from factmatrix.scoring.card_position import CardPosition
from factmatrix.scoring.facts import Facts
from tests.brands import engine
from tests.rules.conftest import ACTIONS, SCORECARD, Planted, planted
from tests.rules.rule_tests import TESTS
from tests.strategies import profiles
from tests.strategies_rules import scorecard_data


def facts(brand: BrandProfile, day: date) -> Facts:
    """What is known of a brand, for the bundled knowledge."""
    return engine().facts(brand, day)


def tried(folder: Path, sections: Mapping[str, type[Section]] | None = None) -> CardReport | None:
    """The report on a folder, for the bundled knowledge."""
    return try_card(folder, sections or {}, engine().space, facts)


def report(folder: Path) -> CardReport:
    """The same of a folder that has tests."""
    found = tried(folder)
    assert found is not None
    return found


def position(folder: Path, *replacements: tuple[str, str]) -> Planted:
    """The position with its tests, with texts replaced and places marked."""
    texts = {"scorecard.toml": SCORECARD, "actions.toml": ACTIONS, "tests.toml": TESTS}
    return planted(folder, texts, replacements)


def places(problems: tuple[FileProblem, ...]) -> list[tuple[str, int, int]]:
    """Where problems are: file, line, column."""
    return [(Path(file).name, problem.line, problem.column) for file, problem in problems]


def test_sound_tests_pass_and_show_all_of_the_card(tmp_path: Path) -> None:
    found = report(position(tmp_path).folder)
    assert [trial.test.id for trial in found.trials] == [
        "all_well",
        "hardly_begun",
        "nothing_known",
    ]
    assert found.failed == ()
    assert found.unshown == ()
    counts = found.coverage.counts()
    assert counts == {
        "criteria": (5, 5), "gates": (2, 2), "modifiers": (4, 4), "warnings": (2, 2),
        "actions": (4, 4), "branches": (4, 4),
    }  # fmt: skip


def test_a_folder_without_tests_has_no_report(tmp_path: Path) -> None:
    folder = position(tmp_path).folder
    (folder / "tests.toml").unlink()
    assert tried(folder) is None


# ---- expectations that are not met

UNMET = {
    "score too low": ("score = [95, 96]", "score = ▶[96, 97]", "The score is 95.71"),
    "score too high": ("score = [25, 25]", "score = ▶[0, 24.9]", "between 0 and 24.9"),
    "another score": ("score = [25, 25]", "score = ▶[26, 26]", "expected to be 26."),
    "a score after all": ("score = [25, 25]", 'score = ▶"unknown"', "25.00"),
    "no score": ('score = "unknown"', "score = ▶[0, 100]", "no criterion is known"),
    "not applied": (
        'applied = ["goal"]\nnot_applied = ["few_hours"]',
        'applied = ["goal", ▶"few_hours"]', "few_hours is not applied, and was expected to be: "
        "its condition is false.",
    ),
    "undecided": (
        'not_applied = ["few_hours", "goal"]', 'applied = [▶"few_hours"]',
        "open, since nothing is known of live.hours_per_week, content.forms.",
    ),
    "applied": (
        'applied = ["few_hours"]\nnot_applied = ["goal"]', 'not_applied = ["goal", ▶"few_hours"]',
        "few_hours is applied, and was expected not to be.",
    ),
    "not shown": ('not_warned = ["returns"]', 'warned = [▶"returns"]', "returns is not shown"),
    "shown": ('\nwarned = ["returns"]', '\nnot_warned = [▶"returns"]', "returns is shown"),
    "offered": (
        '\noffered = ["open_shop", "more_hours"]', '\nnot_offered = [▶"open_shop"]',
        "open_shop is offered",
    ),
    "not offered": (
        'not_offered = ["open_shop", "more_hours"]', 'offered = [▶"open_shop"]',
        "open_shop is not offered",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNMET)
def test_what_is_not_as_expected_is_told_at_the_expectation(tmp_path: Path, name: str) -> None:
    old, new, says = UNMET[name]
    sown = position(tmp_path, (old, new))
    (failed,) = report(sown.folder).failed
    assert places(failed.failures) == sown.places
    (problem,) = [problem for _, problem in failed.failures]
    assert says in problem.message.en
    assert problem.message.zh != problem.message.en


def test_an_action_whose_targets_are_met_is_not_offered(tmp_path: Path) -> None:
    met = ('targets = [{ input = "accounts.shop", set = true }]', "targets = []")
    always = ('when = { input = "accounts.shop", is = false }',
              'when = { input = "live.hours_per_week", above = 0 }')  # fmt: skip
    asked = ('not_offered = ["open_shop", "more_hours"]', 'offered = [▶"open_shop"]')
    sown = position(tmp_path, always, asked)
    (failed,) = report(sown.folder).failed
    assert "its targets are met already" in failed.failures[0].problem.message.en
    assert not report(position(tmp_path, always, asked, met).folder).failed


# ---- files that cannot be used

WRONG = {
    "unknown modifier": ('\napplied = ["goal"]', '\napplied = [▶"gaol"]', "Did you mean goal?"),
    "id of another kind": ('\nwarned = ["returns"]', '\nwarned = [▶"goal"]', "There are: returns"),
    "unknown key of a test": ('\nwarned = ["returns"]', '\n▶warn = ["returns"]', "mean warned?"),
    "unknown key of the file": ("format = 1\ndate", "format = 1\n▶day = 1\ndate", "are: date"),
    "band of one": ("score = [95, 96]", "score = ▶[95]", "[60, 75]"),
    "band upside down": ("score = [95, 96]", "score = ▶[96, 95]", "[60, 75]"),
    "band of truths": ("score = [95, 96]", "score = ▶[false, true]", "[60, 75]"),
    "band beyond the scale": ("score = [95, 96]", "score = ▶[95, 101]", "within 0–100"),
    "no band": ("score = [95, 96]", "score = ▶nan", "[60, 75]"),
    "text in place of ids": ('\nwarned = ["returns"]', '\nwarned = ▶"returns"', "a list"),
    "number in place of an id": ('\nwarned = ["returns"]', "\nwarned = [▶1]", "text in quotes"),
    "no Chinese": ('{ en = "Hardly begun", zh = "刚起步" }', '▶{ en = "Hardly begun" }', "Chinese"),
    "no id": ('[[tests]]\nid = "hardly_begun"', "▶[[tests]]", "id is missing"),
    "id twice": ('id = "hardly_begun"', 'id = ▶"all_well"', "used twice"),
    "nothing expected": (
        '[[tests]]\nid = "nothing_known"\ntitle = { en = "Nothing known", zh = "一无所知" }\n'
        'score = "unknown"\nnot_applied = ["few_hours", "goal"]\n',
        '▶[[tests]]\nid = "nothing_known"\ntitle = { en = "Nothing known", zh = "一无所知" }\n',
        "expects nothing",
    ),
    "no date": ("format = 1\ndate = 2026-06-30", "▶format = 1", "date is missing"),
    "date in quotes": ("date = 2026-06-30", 'date = ▶"2026-06-30"', "2025-06-01"),
    "other format": ("format = 1\ndate", "format = ▶2\ndate", "Write 1"),
    "unknown field": ("accounts.shop = true", "accounts.▶shoop = true", "Did you mean shop?"),
    "percent": ("refund_rate = 0.1", "refund_rate = ▶10", "10 % is 0.1"),
    "unknown choice": ('goal = "burst"', 'goal = ▶"brust"', 'Did you mean "burst"?'),
    "no category": ('[tests.given]\nbrand.category = "other"', "▶[tests.given]", "required"),
    "text for a table": ('brand.category = "other"', 'brand = ▶"other"', "Write"),
    "no TOML": ('id = "all_well"', 'id = ▶"all_well', "quote"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_a_file_is_told_with_its_place(tmp_path: Path, name: str) -> None:
    old, new, says = WRONG[name]
    sown = position(tmp_path, (old, new))
    with pytest.raises(RulesError) as caught:
        tried(sown.folder)
    assert places(caught.value.problems) == sown.places
    assert says in caught.value.text.en
    assert caught.value.text.zh != caught.value.text.en


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    names = ("unknown modifier", "band upside down", "percent", "unknown choice", "no category")
    sown = position(tmp_path, *(WRONG[name][:2] for name in names))
    with pytest.raises(RulesError) as caught:
        tried(sown.folder)
    assert places(caught.value.problems) == sown.places
    assert len(sown.places) == len(names)


def test_a_broken_scorecard_is_told_before_its_tests(tmp_path: Path) -> None:
    sown = position(tmp_path, ("weight = 6", "weight = ▶-6"))
    with pytest.raises(RulesError) as caught:
        tried(sown.folder)
    assert places(caught.value.problems) == sown.places


class OwnFigures(Section):
    """What the position asks for besides the core's fields."""

    heading = Text("Kuaishou", "快手")
    regulars: float | None = declare("score", Text("Regulars", "老铁"), Text("0–100.", "0–100。"))


def test_fields_of_the_positions_own_table_are_checked_as_well(tmp_path: Path) -> None:
    own = ("accounts.shop = true", "accounts.shop = true\next.kuaishou.regulars = ▶180")
    sown = position(tmp_path, own)
    with pytest.raises(RulesError) as caught:
        tried(sown.folder, {"kuaishou": OwnFigures})
    assert places(caught.value.problems) == sown.places
    sound = position(tmp_path, (own[0], own[1].replace("▶180", "80"))).folder
    found = tried(sound, {"kuaishou": OwnFigures})
    assert found is not None
    assert not found.failed


# ---- what tests do not show

UNSHOWN: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "criterion": ("stage: No test scores it.", (
        (', stage = "scale"', ""), (', stage = "launch"', ""), ("[25, 25]", "[27, 28]"),
        ('id = "stage"', 'id = ▶"stage"'),
    )),
    "category": ("margin: No test scores it for food.", (
        ('category = "food"', 'category = "fresh"'), ("[25, 25]", "[21, 22]"),
        ("[criteria.by_category.food]", "▶[criteria.by_category.food]"),
    )),
    "gate open": ("live: No test scores it with the gate open.", (
        ("reputation = 80", "reputation = 60"), ("[95, 96]", "[80, 81]"),
        ("[criteria.gate]", "▶[criteria.gate]"),
    )),
    "applied": ("goal: No test expects it to apply.", (
        ('\napplied = ["goal"]', ""), ('id = "goal"', 'id = ▶"goal"'),
    )),
    "not warned": ("returns: No test expects it not to be shown.", (
        ('\nnot_warned = ["returns"]', ""), ('id = "returns"', 'id = ▶"returns"'),
    )),
    "offered": ("open_shop: No test expects it to be offered.", (
        ('\noffered = ["open_shop", "more_hours"]', '\noffered = ["more_hours"]'),
        ('id = "open_shop"', 'id = ▶"open_shop"'),
    )),
    "part": ("few_hours: In no test that names it is this part false.", (
        ('forms = ["story"]', 'forms = ["scene"]'), ("{ not = { input", "▶{ not = { input"),
    )),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSHOWN)
def test_what_no_test_shows_is_told_at_its_place_in_the_card(tmp_path: Path, name: str) -> None:
    says, replacements = UNSHOWN[name]
    sown = position(tmp_path, *replacements)
    found = report(sown.folder)
    assert found.failed == ()
    assert places(found.unshown) == sown.places
    (problem,) = [problem for _, problem in found.unshown]
    assert (problem.message.en, problem.severity) == (says, "warning")


def test_what_is_only_evaluated_is_not_shown(tmp_path: Path) -> None:
    # Without the score of the second test nothing is claimed about the shut gate or about food.
    scoreless = position(tmp_path, (TESTS[TESTS.index("score = [25") :].partition("\n")[0], ""))
    said = [problem.message.en for _, problem in report(scoreless.folder).unshown]
    assert said == [
        "live: No test scores it with the gate shut, or shut in part.",
        "margin: No test scores it for food.",
    ]


# ---- any card, any brand


@settings(max_examples=25)
@given(scorecard_data(), profiles(), st.data())
def test_a_card_passes_the_test_of_its_own_answer_and_fails_its_opposite(
    tmp_path_factory: pytest.TempPathFactory,
    rules: dict[str, Any],
    brand: BrandProfile,
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("card")
    (folder / "scorecard.toml").write_text(tomli_w.dumps(rules), "utf-8")
    card, day = Scorecard.model_validate(rules), date(2026, 6, 30)
    given_ = answer(CardPosition.of(card, engine().space), facts(brand, day))
    score = given_.fit.score
    case: dict[str, Any] = {
        "id": "own",
        "title": {"en": "Its own answer", "zh": "自身的答案"},
        "given": {k: v for k, v in brand.to_data().items() if k != "format"},
        "score": "unknown" if score is None else [score, score],
    }
    for entries, (holding, others) in EXPECTATIONS.items():
        ids = [entry.id for entry in conditionals(card, entries)]
        case[holding] = [name for name in ids if name in given_.holding[entries]]
        case[others] = [name for name in ids if name not in case[holding]]

    def failures() -> int:
        file = {"format": 1, "date": day, "tests": [case]}
        (folder / "tests.toml").write_text(tomli_w.dumps(file), "utf-8")
        return sum(len(trial.failures) for trial in report(folder).trials)

    assert failures() == 0
    pairs = [(a, b) for one in EXPECTATIONS.values() for a, b in (one, one[::-1]) if case[a]]
    if pairs:
        here, there = data.draw(st.sampled_from(pairs))
        case[there].append(case[here].pop())
        assert failures() == 1


def test_the_example_of_the_page_passes(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "rule-tests.md").read_text("utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```", page, re.M | re.S)
    for name in ("scorecard.toml", "actions.toml"):
        text = (files("factmatrix_alliance") / name).read_text("utf-8")
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "tests.toml").write_text(example, "utf-8")
    assert report(tmp_path).failed == ()
