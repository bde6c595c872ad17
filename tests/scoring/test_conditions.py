"""Conditions in three values: true and false are proven over all that is possible."""

from __future__ import annotations

from typing import Any

import pytest

from tests.brands import DAY, brand
from tests.scoring.cards import Data, card, engine_with

LIVE, CONTENT, GOAL, TOOLS = (
    "powers.content.live", "metrics.content_power", "brand.goal", "accounts.tools",
)  # fmt: skip
SHOP, MATCH = "accounts.shop", "top_creators.match"


def decided(condition: Data, fields: dict[str, Any]) -> bool | None:
    """What a modifier's condition comes to for a brand."""
    modifier = {"when": condition, "effect": {"kind": "shift", "value": 1}}
    engine = engine_with(card({"input": "quality.product"}, modifiers=[modifier]))
    (applied,) = engine.assess(brand(fields), DAY, full=False).ranking[0].fit.modifiers
    return applied.applied


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        ("at_least", False, True, True),
        ("above", False, False, True),
        ("at_most", True, True, False),
        ("below", True, False, False),
        ("is", False, True, False),
    ],
)
def test_a_known_figure_is_compared_exactly(
    operator: str, below: bool, at: bool, above: bool
) -> None:
    condition = {"input": LIVE, operator: 40}
    found = [decided(condition, {LIVE: live}) for live in (39.9, 40.0, 40.1)]
    assert found == [below, at, above]


# Live content at 60 alone leaves content power, the mean of two, anywhere from 30 to 80.
@pytest.mark.parametrize(
    ("operator", "true", "open_", "false"),
    [
        ("at_least", [0, 30], [30.1, 80], [80.1]),
        ("above", [29.9], [30, 79.9], [80]),
        ("at_most", [80, 100], [30, 79.9], [29.9]),
        ("below", [80.1], [30.1, 80], [30, 0]),
        ("is", [], [30, 50, 80], [29.9, 80.1]),
    ],
)
def test_a_range_decides_only_what_holds_all_over_it(
    operator: str, true: list[float], open_: list[float], false: list[float]
) -> None:
    for figures, expected in ((true, True), (open_, None), (false, False)):
        for figure in figures:
            assert decided({"input": CONTENT, operator: figure}, {LIVE: 60.0}) is expected


@pytest.mark.parametrize(
    ("condition", "fields", "expected"),
    [
        ({"input": GOAL, "is": "burst"}, {GOAL: "burst"}, True),
        ({"input": GOAL, "is": "burst"}, {GOAL: "daily"}, False),
        ({"input": GOAL, "is": "burst"}, {}, None),
        ({"input": GOAL, "in": ["burst", "daily"]}, {GOAL: "daily"}, True),
        ({"input": GOAL, "in": ["burst", "daily"]}, {GOAL: "awareness"}, False),
        ({"input": GOAL, "in": ["burst", "daily"]}, {}, None),
        (
            {"input": GOAL, "in": ["daily", "burst", "new_product", "awareness", "long_term"]},
            {},
            True,
        ),
        ({"input": TOOLS, "contains": "ad"}, {TOOLS: ("ad", "buyin")}, True),
        ({"input": TOOLS, "contains": "ad"}, {TOOLS: ()}, False),
        ({"input": TOOLS, "contains": "ad"}, {}, None),
        ({"input": TOOLS, "at_least": 2}, {TOOLS: ("ad", "buyin")}, True),
        ({"input": TOOLS, "at_least": 2}, {TOOLS: ("ad",)}, False),
        ({"input": SHOP, "is": True}, {SHOP: True}, True),
        ({"input": SHOP, "is": True}, {SHOP: False}, False),
        ({"input": SHOP, "is": True}, {}, None),
        ({"input": SHOP, "is": False}, {SHOP: False}, True),
    ],
)
def test_choices_sets_and_flags(
    condition: Data, fields: dict[str, Any], expected: bool | None
) -> None:
    assert decided(condition, fields) is expected


VALUES = (True, False, None)


@pytest.mark.parametrize("first", VALUES)
@pytest.mark.parametrize("second", VALUES)
def test_all_any_and_not_follow_kleene(first: bool | None, second: bool | None) -> None:
    parts = [{"input": SHOP, "is": True}, {"input": MATCH, "at_least": 0.4}]
    known = {None: {}, True: {SHOP: True}, False: {SHOP: False}}[first]
    fields = known | {None: {}, True: {MATCH: 0.5}, False: {MATCH: 0.3}}[second]
    both = False if False in (first, second) else None if None in (first, second) else True
    either = True if True in (first, second) else None if None in (first, second) else False
    assert decided({"all": parts}, fields) is both
    assert decided({"any": parts}, fields) is either
    assert decided({"not": parts[0]}, fields) is (None if first is None else not first)
    assert decided({"not": {"all": parts}}, fields) is (None if both is None else not both)


def test_a_clause_says_what_was_needed_and_what_was_seen() -> None:
    modifier: Data = {
        "when": {"any": [{"input": LIVE, "below": 30}, {"input": MATCH, "below": 0.4}]},
        "effect": {"kind": "cap", "value": 35},
    }
    engine = engine_with(card({"input": "quality.product"}, modifiers=[modifier]))
    (applied,) = engine.assess(brand({LIVE: 50.0}), DAY, full=False).ranking[0].fit.modifiers
    assert [tuple(clause) for clause in applied.clauses] == [
        (LIVE, "below", 30, 50.0, False),
        (MATCH, "below", 0.4, None, None),
    ]


def test_missing_is_true_of_what_is_unknown_and_never_undecided() -> None:
    def fired(fields: dict[str, Any]) -> list[str]:
        actions = [
            {"id": "asks", "when": {"input": CONTENT, "missing": True}},
            {"id": "acts", "when": {"input": CONTENT, "missing": False}},
            {"id": "weak", "when": {"input": CONTENT, "below": 50}},
        ]
        engine = engine_with(card({"input": "quality.product"}, actions=actions))
        ranked = engine.assess(brand(fields), DAY, full=False).ranking[0]
        return [advised.action.id for advised in ranked.actions]

    assert fired({}) == ["asks"]
    assert fired({LIVE: 0.0}) == ["asks"]  # below 50 for most answers, yet not for all
    assert fired({LIVE: 60.0, "powers.content.short_video": 20.0}) == ["acts", "weak"]
