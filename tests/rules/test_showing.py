"""Rules in words: conditions, and the whole of a scorecard as text and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from pydantic import TypeAdapter
from wcwidth import width

from factmatrix import Scorecard
from factmatrix.rules.conditions import Condition, clauses
from factmatrix.text import LANGUAGES, Language
from factmatrix.views.conditions import describe
from factmatrix.views.rules import FILES, RulesView
from factmatrix.views.rules_result import rules_data
from factmatrix.views.screen import Screen
from tests.brands import engine
from tests.strategies_rules import SPACE, conditions, scorecards

READ: TypeAdapter[Condition] = TypeAdapter(Condition)
HOURS = {"input": "live.hours_per_week", "below": 12}
BLUE_V = {"input": "accounts.blue_v", "is": False}
GOAL = {"input": "brand.goal", "in": ["daily", "burst"]}
STORY = {"input": "content.forms", "contains": "story"}
MATCH = {"input": "top_creators.match", "at_least": 0.4}
UNKNOWN = {"input": "live.gpm", "missing": True}

# The titles of the inputs stand for themselves: {live.gpm} is the title of live.gpm.
IN_WORDS = [
    (HOURS, "{live.hours_per_week} below 12 h", "{live.hours_per_week}低于 12 小时"),
    (
        {"not": HOURS}, "{live.hours_per_week} at least 12 h",
        "{live.hours_per_week}不低于 12 小时",
    ),
    (BLUE_V, "{accounts.blue_v}: no", "{accounts.blue_v}：否"),
    ({"not": BLUE_V}, "{accounts.blue_v}: yes", "{accounts.blue_v}：是"),
    (MATCH, "{top_creators.match} at least 40 %", "{top_creators.match}不低于 40%"),
    ({"not": MATCH}, "{top_creators.match} below 40 %", "{top_creators.match}低于 40%"),
    (UNKNOWN, "{live.gpm} unknown", "{live.gpm}未知"),
    ({"not": UNKNOWN}, "{live.gpm} known", "{live.gpm}已知"),
    ({"not": {"not": UNKNOWN}}, "{live.gpm} unknown", "{live.gpm}未知"),
    (
        {"all": [UNKNOWN, BLUE_V]}, "{live.gpm} unknown and {accounts.blue_v}: no",
        "{live.gpm}未知，且{accounts.blue_v}：否",
    ),
    (
        {"not": {"all": [UNKNOWN, BLUE_V]}}, "{live.gpm} known or {accounts.blue_v}: yes",
        "{live.gpm}已知，或{accounts.blue_v}：是",
    ),
    (
        {"any": [{"all": [UNKNOWN, BLUE_V]}, {"not": {"any": [MATCH, HOURS]}}]},
        "({live.gpm} unknown and {accounts.blue_v}: no) or "
        "({top_creators.match} below 40 % and {live.hours_per_week} at least 12 h)",
        "（{live.gpm}未知，且{accounts.blue_v}：否），或"
        "（{top_creators.match}低于 40%，且{live.hours_per_week}不低于 12 小时）",
    ),
    ({"all": [{"any": [UNKNOWN]}, BLUE_V]}, "{live.gpm} unknown and {accounts.blue_v}: no",
     "{live.gpm}未知，且{accounts.blue_v}：否"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "en", "zh"), IN_WORDS)
def test_condition_in_words(data: dict[str, Any], en: str, zh: str) -> None:
    condition = READ.validate_python(data)
    expected: dict[Language, str] = {"en": en, "zh": zh}
    for language, text in expected.items():
        for clause in clauses(condition):
            title = SPACE.domains[clause.input].title.in_(language)
            text = text.replace(f"{{{clause.input}}}", title)
        assert describe(condition, SPACE, language) == text


def test_choices_and_members_are_named() -> None:
    for data, names in ((GOAL, ("daily", "burst")), (STORY, ("story",))):
        declaration = SPACE.domains[data["input"]].declaration  # type: ignore[index]
        assert declaration is not None
        for language in LANGUAGES:
            said = describe(READ.validate_python(data), SPACE, language)
            labels = [c.label.in_(language) for c in declaration.choices if c.value in names]
            assert len(labels) == len(names)
            assert all(label in said for label in labels)


@given(conditions(["live.gpm", "brand.goal", "content.forms", "accounts.blue_v"]))
def test_every_condition_can_be_said_and_its_opposite_differs(data: dict[str, Any]) -> None:
    condition, opposite = READ.validate_python(data), READ.validate_python({"not": data})
    for language in LANGUAGES:
        said = describe(condition, SPACE, language)
        assert describe(opposite, SPACE, language) != said
        assert describe(READ.validate_python({"not": {"not": data}}), SPACE, language) == said


@given(scorecards())
def test_card_is_shown_whole_and_fits_the_screen(card: Scorecard) -> None:
    for language in LANGUAGES:
        lines = list(RulesView(SPACE, Screen(language, 72)).card(card))
        text = "\n".join(lines)
        assert all(width(line) <= 72 for line in lines)
        for entry in (*card.criteria, *card.modifiers, *card.warnings, *card.actions):
            assert entry.id in text
        assert text.replace("\n", "").isprintable()


def test_shares_of_the_weight_are_shown(plain: RulesView) -> None:
    card = next(p.scorecard for p in engine().plugins.positions if p.info.id == "alliance")
    assert card is not None
    price = next(line for line in plain.card(card) if "(price)" in line)
    assert price.split() == ["25.2%", "Price", "power", "(price)", "·", "weight", "252"]


@pytest.mark.parametrize("name", FILES)
def test_engines_files_are_shown_with_their_reasons(plain: RulesView, name: str) -> None:
    knowledge = engine().knowledge
    text = " ".join(line.strip() for line in plain.knowledge(name, knowledge))
    reasons = list(_rationales(knowledge.files[name].model_dump(mode="json")))
    assert reasons
    assert all(" ".join(reason.split()) in text for reason in reasons)


def test_every_number_says_what_it_rests_on(plain: RulesView) -> None:
    cards = [p.scorecard for p in engine().plugins.positions if p.scorecard]
    for rules in (*cards, *engine().knowledge.files.values()):
        for table in _tables(rules_data(rules, SPACE, "en")):
            if "rationale" in table:
                assert table.get("trust") or table["formula"], table
                assert "rules" in table, table


def test_sources_of_gates_stages_and_limits_are_shown(plain: RulesView) -> None:
    card = next(p.scorecard for p in engine().plugins.positions if p.info.id == "alliance")
    assert card is not None
    gate = next(line for line in plain.card(card) if "(metrics.quality_floor)" in line)
    assert gate.endswith("FACT · R81")
    knowledge = engine().knowledge
    diagnosis = [line.strip() for line in plain.knowledge("diagnosis", knowledge)]
    for stage in knowledge.diagnosis.stages:
        heading = diagnosis.index(f"{stage.title.en} ({stage.id})")
        advice, sources = diagnosis[heading + 1 : heading + 3]
        assert advice == " ".join(stage.advice.en.split())
        assert sources == f"FACT · {', '.join(stage.rules)}"
    ranking = [line.strip() for line in plain.knowledge("ranking", knowledge)]
    assert "ours · R70, R82" in ranking
    limits = [entry for _, entry in knowledge.ranking if not isinstance(entry, int)]
    assert ranking.count("ours") == sum(not limit.rules for limit in limits)


def _tables(value: object) -> Iterator[dict[str, Any]]:
    """Every table in plain data."""
    if isinstance(value, list):
        for item in value:
            yield from _tables(item)
    elif isinstance(value, dict):
        yield value
        yield from _tables(list(value.values()))


def _rationales(value: object) -> Iterator[str]:
    """Every English rationale and source in plain data."""
    if isinstance(value, list):
        for item in value:
            yield from _rationales(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("rationale", "source"):
                yield item["en"]
            else:
                yield from _rationales(item)


@given(scorecards())
def test_card_as_data_holds_everything(card: Scorecard) -> None:
    data = json.loads(json.dumps(rules_data(card, SPACE, "zh"), allow_nan=False))
    assert sum(criterion["share"] for criterion in data["criteria"]) == pytest.approx(1)
    assert [m["condition"] for m in data["modifiers"]] == [
        describe(m.when, SPACE, "zh") for m in card.modifiers
    ]
    assert [READ.validate_python(m["when"]) for m in data["modifiers"]] == [
        m.when for m in card.modifiers
    ]
    assert [c["weight"] for c in data["criteria"]] == [c.weight for c in card.criteria]
    assert [c["title"] for c in data["criteria"]] == [c.title.zh for c in card.criteria]


@pytest.fixture
def plain() -> RulesView:
    """English text on a screen so wide that no line breaks inside a rationale."""
    return RulesView(engine().space, Screen("en", 10_000))
