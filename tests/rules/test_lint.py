"""What a check of rules finds: each defect by itself, at its exact place, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given

from factmatrix.rules.checking import check_engine, check_scorecard
from factmatrix.rules.lint import entries, lint, source_faults
from factmatrix.rules.scorecard import Scorecard
from tests.rules.conftest import Plant
from tests.strategies_rules import SPACE, scorecards

CAP = 'when = { all = [{ input = "live.hours_per_week", below = 12 },'
HOURS = '{ input = "live.hours_per_week", below = 12 }'
RETURNS = 'when = { input = "economics.refund_rate", at_least = 0.5 }'
GOAL = 'when = { input = "brand.goal", in = ["daily", "long_term"] }'
SHOP = 'when = { input = "accounts.shop", is = false }'
KPI = 'kpi = { input = "live.hours_per_week", to = 20 }'
VIDEOS = '{ input = "content.videos_per_week", at_least = 7 }'
STAGE = "map = { launch = 0, growth = 50, scale = 100 }"
MARGIN = "curve = [[0, 0], [0.35, 100]]"
GATE = "curve = [[40, 0], [70, 1]]"
HEAVIEST = 'rationale = { en = "Heaviest.", zh = "权重最大。" }'
NEEDED = 'rationale = { en = "Needed.", zh = "需要。" }'

# What is planted, as the text that is replaced and what replaces it, and words of the message.
# ▶ stands before the place where the problem must be reported.
SCHEMA = {
    "weight of nothing": ("weight = 6", "weight = ▶0", "above 0"),
    "negative weight": ("weight = 6", "weight = ▶-2", "above 0"),
    "no Chinese": (HEAVIEST, 'rationale = ▶{ en = "Heaviest." }', "Chinese"),
    "text in no language": (HEAVIEST, 'rationale = ▶"weighs most"', 'zh = "…" }'),
    "blank text": (HEAVIEST, 'rationale = ▶{ en = " ", zh = "权" }', "both languages"),
    "unknown key": ("weight = 6", "weight = 6\n▶weigth = 5", "Did you mean weight?"),
    "unknown effect": ('"cap"', '▶"cup"', "Did you mean cap?"),
    "unknown effort": ('"medium"', '▶"huge"', "low or medium or high"),
    "id twice": ('id = "shop"', 'id = ▶"live"', "used twice"),
    "malformed id": ('id = "shop"', 'id = ▶"Shop!"', "form"),
    "no operator": (HOURS, '▶{ input = "live.hours_per_week" }', "exactly one of"),
    "two utilities": (
        '[[criteria]]\nid = "shop"',
        '▶[[criteria]]\ncurve = [[0, 0], [1, 100]]\nid = "shop"',
        "exactly one of",
    ),
    "x that do not rise": (GATE, "curve = [[40, 0], [▶40, 1]]", "x must rise"),
    "one point": (GATE, "curve = ▶[[40, 0]]", "2 or more"),
    "half a point": (GATE, "curve = [[40, 0], ▶[70]]", "two numbers"),
    "utility above 100": (MARGIN, "curve = [[0, 0], [0.35, ▶120]]", "between 0 and 100"),
    "gate above 1": (GATE, "curve = [[40, 0], [70, ▶100]]", "between 0 and 1"),
    "effect without a value": (
        'effect = { kind = "cap", value = 35 }',
        'effect = ▶{ kind = "cap" }',
        "take a value",
    ),
    "more than actions": (
        '[[actions]]\nid = "open_shop"',
        '▶format = 1\n[[actions]]\nid = "open_shop"',
        "[[actions]] only",
    ),
}
INPUTS = {
    "unknown input": ('"powers.content.live"', '▶"powers.live"', "powers.content.live"),
    "text": ('"powers.content.live"', '▶"brand.name"', "is text and cannot be scored"),
    "text in a condition": ('"economics.refund_rate"', '▶"brand.notes"', "is text"),
    "column of rows": ('"powers.content.live"', '▶"creators.gmv"', "never rows"),
    "unknown gate": ('"metrics.quality_floor"', '▶"quality.floor"', "metrics.quality_floor"),
    "unknown in a condition": ('"economics.refund_rate"', '▶"refunds"', "no input"),
    "unknown target": (
        '{ input = "accounts.shop", set',
        '{ input = ▶"accounts.shp", set',
        "accounts.shop",
    ),
    "unknown figure": (
        KPI,
        'kpi = { input = ▶"life.hours_per_week", to = 20 }',
        "live.hours_per_week",
    ),
    "curve on a choice": (STAGE, "curve = ▶[[0, 0], [1, 100]]", "as map"),
    "map on a number": (MARGIN, "map = ▶{ low = 0, high = 100 }", "as curve"),
    "flag on a number": (MARGIN, "flag = ▶{ yes = 100, no = 0 }", "as curve"),
    "choice left out": (STAGE, "map = ▶{ launch = 0, scale = 100 }", "growth"),
    "no such choice": ("growth = 50", "growth = 50, ▶ipo = 1", "Unknown name"),
    "gate on a choice": ('"metrics.quality_floor"', '▶"brand.goal"', "a choice"),
    "no such category": ("[criteria.by_category.food]", "[criteria.by_category.▶foods]", "food"),
    "variant without a curve": (
        NEEDED,
        f"{NEEDED}\nby_category.food.▶curve = [[0, 0], [1, 100]]",
        "no curve",
    ),
    "order among choices": (
        SHOP,
        'when = { input = "accounts.shop", ▶at_least = 1 }',
        "is, missing",
    ),
    "no such choice in a condition": ('in = ["daily"', 'in = [▶"dayly"', "daily"),
    "no such member": ('contains = "story"', 'contains = ▶"storry"', "story"),
    "number for a flag": (SHOP, 'when = { input = "accounts.shop", is = ▶0 }', "true or false"),
    "percent for a share": ("at_least = 0.5", "at_least = ▶50", "35 % is 0.35"),
    "missing in a modifier": ("below = 12", "▶missing = true", "changes no score"),
    "target on a metric": (VIDEOS, '{ input = ▶"metrics.gpm", at_least = 7 }', "one field"),
    "target on a set": (VIDEOS, '{ input = ▶"content.forms", at_least = 2 }', "one field"),
    "half an account": (VIDEOS, '{ input = "accounts.own_accounts", at_least = ▶1.5 }', "whole"),
    "target out of range": (
        VIDEOS,
        '{ input = "live.conversion_rate", at_least = ▶3 }',
        "35 % is 0.35",
    ),
    "flag that is to be more": ("set = true", "▶at_least = 1", "set"),
    "figure that is no number": (KPI, 'kpi = { input = ▶"accounts.shop", to = 1 }', "a number"),
    "no such scale": (
        VIDEOS,
        '{ input = "quality.experience_scale", set = ▶50 }',
        "Write 5 or 100",
    ),
    "figure out of range": (
        KPI,
        'kpi = { input = "live.hours_per_week", to = ▶200 }',
        "between 0 and 168",
    ),
}
UTILITIES = {
    "utility that never differs": (MARGIN, "curve = ▶[[0, 50], [0.35, 50]]", "never matter"),
    "variant that never differs": (
        "curve = [[0, 0], [0.2, 100]]",
        "curve = ▶[[0, 7], [0.2, 7]]",
        "never matter",
    ),
    "flag that never differs": ("{ yes = 100, no = 0 }", "▶{ yes = 9, no = 9 }", "never matter"),
    "map that never differs": (
        STAGE,
        "map = ▶{ launch = 9, growth = 9, scale = 9 }",
        "never matter",
    ),
    "gate that is shut": (GATE, "curve = ▶[[40, 0], [70, 0]]", "shut"),
    "gate that is open": (GATE, "curve = ▶[[40, 1], [70, 1]]", "leave it out"),
}
EFFECTS = {
    "cap that cannot bind": ("value = 35", "value = ▶100", "never bind"),
    "cap below nothing": ("value = 35", "value = ▶-1", "between 0 and 100"),
    "shift by nothing": ("value = 2 }", "value = ▶0 }", "changes nothing"),
    "factor of one": ('"shift", value = 2', '"multiply", value = ▶1', "changes nothing"),
    "negative factor": ('"cap", value = 35', '"multiply", value = ▶-1', "0 or more"),
    "contradiction": (
        f"when = {{ all = [{HOURS},",
        f'when = ▶{{ all = [{HOURS}, {{ input = "live.hours_per_week", at_least = 12 }},',
        "never be true",
    ),
    "beyond the range": (RETURNS, 'when = ▶{ input = "live.gpm", below = 0 }', "never be true"),
    "between whole numbers": (
        RETURNS,
        'when = ▶{ all = [{ input = "accounts.own_accounts", above = 1 }, '
        '{ input = "accounts.own_accounts", below = 2 }] }',
        "never be true",
    ),
    "two choices at once": (
        RETURNS,
        'when = ▶{ all = [{ input = "brand.goal", is = "daily" }, '
        '{ not = { input = "brand.goal", in = ["daily", "burst"] } }] }',
        "never be true",
    ),
    "true and false": (
        RETURNS,
        'when = ▶{ all = [{ input = "accounts.blue_v", is = true }, '
        '{ input = "accounts.blue_v", is = false }] }',
        "never be true",
    ),
    "known and missing": (
        RETURNS,
        'when = ▶{ all = [{ input = "live.gpm", missing = true }, '
        '{ input = "live.gpm", above = 5 }] }',
        "never be true",
    ),
    "member and none": (
        RETURNS,
        'when = ▶{ all = [{ input = "content.forms", contains = "scene" }, '
        '{ not = { input = "content.forms", contains = "scene" } }] }',
        "never be true",
    ),
    "more members than are left": (
        RETURNS,
        'when = ▶{ all = [{ not = { input = "content.forms", contains = "scene" } }, '
        '{ input = "content.forms", at_least = 4 }] }',
        "never be true",
    ),
    "no branch of any": (
        RETURNS,
        'when = ▶{ any = [{ input = "live.gpm", below = 0 }, { all = ['
        '{ input = "audience.fans", above = 9 }, { input = "audience.fans", at_most = 9 }] }] }',
        "never be true",
    ),
    "target met already": (
        'targets = [{ input = "live.hours_per_week", at_least = 20 },\n           ' + VIDEOS,
        'targets = ▶[{ input = "live.hours_per_week", at_most = 40 }',
        "met already",
    ),
    "set already": (
        'targets = [{ input = "accounts.shop", set = true }]',
        'targets = ▶[{ input = "accounts.shop", set = false }]',
        "met already",
    ),
}
DIRECTIONS = {
    "cap on better content": (
        CAP,
        'when = ▶{ all = [{ input = "powers.content.live", above = 90 },',
        "punish",
    ),
    "cap on a better gate": (
        CAP,
        'when = ▶{ all = [{ input = "quality.product", above = 90 },',
        "punish",
    ),
    "cap on a better margin": (
        CAP,
        'when = ▶{ all = [{ input = "economics.gross_margin", above = 0 },',
        "punish",
    ),
    "cap on lower commission": (
        CAP,
        'when = ▶{ all = [{ input = "economics.commission_rate", below = 0.1 },',
        "punish",
    ),
    "cap on a metric": (
        CAP,
        'when = ▶{ all = [{ input = "metrics.contribution_margin", above = 0.3 },',
        "punish",
    ),
    "cap on a shop": (CAP, 'when = ▶{ all = [{ input = "accounts.shop", is = true },', "punish"),
    "cap at one figure": (
        CAP,
        'when = ▶{ all = [{ input = "powers.content.live", is = 50 },',
        "punish",
    ),
    "bonus that better content ends": (
        GOAL,
        'when = ▶{ input = "powers.content.live", at_most = 50 }',
        "lose the points",
    ),
    "bonus under a not": (
        GOAL,
        'when = ▶{ not = { input = "powers.content.live", at_least = 50 } }',
        "lose the points",
    ),
}
SOURCES = {
    "rule that does not exist": ('"R73"', '▶"R99"', "has R1 to R93"),
    "source without a rule": (
        'rules = ["R73"]\ntrust = "source"',
        'trust = ▶"source"',
        "name its rules",
    ),
}
WARNINGS = {
    "section of a plugin that is not loaded": (
        '"powers.content.live"',
        '▶"ext.kuaishou.rooms"',
        "No loaded plugin declares [ext.kuaishou]",
    ),
    "half the scale": (MARGIN, "curve = ▶[[0, 20], [0.35, 80]]", "from 20 to 80"),
    "half a flag": ("{ yes = 100, no = 0 }", "▶{ yes = 60, no = 0 }", "from 0 to 60"),
    "gate that opens halfway": (GATE, "curve = ▶[[40, 0], [70, 0.5]]", "0.5 only"),
    "point outside": (GATE, "curve = ▶[[40, 0], [70, 0.9], [▶120, 1]]", "0.96 only"),
    "curve against its figure": (MARGIN, "curve = ▶[[0, 100], [0.35, 0]]", "A better figure"),
    "flag against its field": (
        "{ yes = 100, no = 0 }",
        "▶{ yes = 0, no = 100 }",
        "accounts.shop is declared to be good",
    ),
    "gate against its figure": (GATE, "curve = ▶[[40, 1], [70, 0]]", "A better figure"),
    "variant against its figure": (
        "curve = [[0, 0], [0.2, 100]]",
        "curve = ▶[[0, 100], [0.2, 0]]",
        "A better figure",
    ),
    "always true": (RETURNS, 'when = ▶{ input = "live.gpm", at_least = 0 }', "whatever"),
}
ALL = {**SCHEMA, **INPUTS, **UTILITIES, **EFFECTS, **DIRECTIONS, **SOURCES, **WARNINGS}


FINE = {
    # More returns cost margin, unless an order loses more than its return does.
    "a figure that may go either way, falling": (
        HOURS,
        '{ input = "economics.refund_rate", below = 0.1 }',
    ),
    "a figure that may go either way, rising": (
        HOURS,
        '{ input = "economics.refund_rate", above = 0.5 }',
    ),
    "an optimum": (MARGIN, "curve = [[0, 0], [0.2, 100], [0.35, 0]]"),
    "rest halfway": (MARGIN, "curve = [[0, 0], [0.1, 50], [0.2, 50], [0.35, 100]]"),
    "rest at the ends": (MARGIN, "curve = [[-1, 0], [0, 0], [0.35, 100], [0.9, 100]]"),
    "target of an unknown field": (
        SHOP,
        'when = { input = "accounts.shop", missing = true }',
    ),
    "rules of another source": ('rules = ["R73"]', 'rules = ["Kuaishou 3.1"]'),
}


@pytest.mark.parametrize("name", FINE)
def test_no_fault_is_found_where_there_is_none(plant: Plant, name: str) -> None:
    assert check_scorecard(plant(FINE[name]).folder, {}) == ()


def test_position_in_order_has_no_problem(plant: Plant) -> None:
    assert check_scorecard(plant().folder, {}) == ()


@pytest.mark.parametrize("name", ALL)
def test_defect_is_found_at_its_place(plant: Plant, name: str) -> None:
    old, new, says = ALL[name]
    planted = plant((old, new))
    problems = check_scorecard(planted.folder, {})
    found = [(p.problem.severity, p.file, p.problem.line, p.problem.column) for p in problems]
    severity = "warning" if name in WARNINGS else "error"
    expected = [(severity, str(planted.folder / f), *place) for f, *place in planted.places]
    assert found == expected, "\n".join(problem.line("en") for problem in problems)
    assert says in problems[0].problem.message.en
    assert problems[0].problem.message.zh != problems[0].problem.message.en


def test_field_that_follows_from_others_gets_better_with_them(plant: Plant) -> None:
    planted = plant(
        (
            'input = "accounts.shop"\nflag = { yes = 100, no = 0 }',
            'input = "powers.price.strength"\ncurve = [[0, 0], [100, 100]]',
        ),
        (CAP, 'when = ▶{ all = [{ input = "powers.price.index", below = 90 },'),
    )
    (problem,) = check_scorecard(planted.folder, {})
    assert "powers.price.index falls" in problem.problem.message.en


def test_every_problem_is_found_at_once(plant: Plant) -> None:
    chosen = [
        SCHEMA["negative weight"],
        SCHEMA["unknown effort"],
        INPUTS["unknown figure"],
        UTILITIES["utility that never differs"],
        EFFECTS["shift by nothing"],
        SOURCES["source without a rule"],
    ]
    planted = plant(*[(old, new) for old, new, _ in chosen])
    problems = check_scorecard(planted.folder, {})
    found = [(p.file, p.problem.line, p.problem.column) for p in problems]
    assert sorted(found) == sorted(
        (str(planted.folder / f), *place) for f, *place in planted.places
    )


REFUSED_BESIDE = [
    ("weight = 6", "weight = ▶0"),
    ('title = { en = "Live content", zh = "直播内容" }', 'title = ▶{ en = "Live content" }'),
    ('rules = ["R73"]\ntrust = "source"', 'rules = ["R73"]\ntrust = ▶"E"'),
]


@pytest.mark.parametrize(("old", "new"), REFUSED_BESIDE)
def test_an_entry_with_a_wrong_value_is_judged_all_the_same(
    plant: Plant, old: str, new: str
) -> None:
    planted = plant((old, new), INPUTS["unknown input"][:2])
    problems = check_scorecard(planted.folder, {})
    found = [(p.file, p.problem.line, p.problem.column) for p in problems]
    assert found == sorted((str(planted.folder / f), *place) for f, *place in planted.places)
    assert not any("The rest of this entry" in p.problem.message.en for p in problems)


def test_a_curve_out_of_order_hides_none_of_its_faults(plant: Plant) -> None:
    planted = plant((MARGIN, "curve = [[0, ▶-1], [0.35, ▶120], [▶0.3, 50], [▶0.2, 100]]"))
    problems = check_scorecard(planted.folder, {})
    places = [(p.problem.line, p.problem.column) for p in problems]
    assert places == [(line, column) for _, line, column in planted.places]


def test_an_entry_that_cannot_be_judged_says_so_once(plant: Plant) -> None:
    planted = plant(
        ("curve = [[0, 0], [100, 100]]\nweight = 6", "curve = ▶3\nweight = ▶0"),
        ('"powers.content.live"', '"powers.live"'),
        ("flag = { yes = 100, no = 0 }\nweight = 2", "flag = ▶{ yes = 9, no = 9 }\nweight = 2"),
    )
    problems = check_scorecard(planted.folder, {})
    found = [(p.file, p.problem.line, p.problem.column) for p in problems]
    assert found == [(str(planted.folder / f), *place) for f, *place in planted.places]
    said = ["The rest of this entry" in p.problem.message.en for p in problems]
    assert said == [True, False, False]


@pytest.mark.parametrize("text", ["[[criteria]", 'x = "', "a = 1\na = 2", "\ufeff[[[["])
def test_both_files_are_looked_at_where_one_is_no_toml(plant: Plant, text: str) -> None:
    folder = plant(('"medium"', '"huge"')).folder
    for name in ("scorecard.toml", "actions.toml"):
        (folder / name).write_text(text, encoding="utf-8")
    problems = check_scorecard(folder, {})
    assert [problem.file for problem in problems] == [
        str(folder / "scorecard.toml"),
        str(folder / "actions.toml"),
    ]


def test_engines_own_files_are_in_order() -> None:
    assert [problem.line("en") for problem in check_engine()] == []


@given(scorecards())
def test_generated_scorecards_are_in_order(card: Scorecard) -> None:
    found = [f for f in lint(entries(card), SPACE) if "A better figure" not in f.message.en]
    assert found == []  # their curves run either way
    assert list(source_faults(card.model_dump(by_alias=True), {"R1", "R8", "R62", "R93"})) == []
