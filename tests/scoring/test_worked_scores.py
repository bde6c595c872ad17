"""Scores that can be worked out on paper: criteria, gates, limit, modifiers."""

from __future__ import annotations

from typing import Any

import pytest

from factmatrix import Fit
from factmatrix.rules.scorecard import Scorecard
from tests.brands import DAY, brand
from tests.scoring.cards import WORDS, Data, card, engine_with

LIVE, CONTENT, PRICE = "powers.content.live", "metrics.content_power", "powers.price.strength"
QUALITY, REPUTATION, MATCH = "quality.product", "quality.reputation", "top_creators.match"


def fit(card: Scorecard, fields: dict[str, Any], category: str = "other") -> Fit:
    profile = brand(fields).with_inputs({"brand.category": category})
    return engine_with(card).assess(profile, DAY, full=False).ranking[0].fit


def numbers(fit: Fit) -> tuple[float | None, float, float]:
    return fit.score, fit.low, fit.high


def acts(kind: str, value: float | None, *, below: float = 0.4) -> Data:
    """A modifier that acts while the creators' match is below a figure."""
    effect = {"kind": kind} | ({} if value is None else {"value": value})
    return {"id": kind, "when": {"input": MATCH, "below": below}, "effect": effect}


def test_the_base_is_the_weighted_mean_of_what_is_known() -> None:
    criteria: list[Data] = [
        {"input": QUALITY, "weight": 3},
        {"input": PRICE, "weight": 1},
        {"input": REPUTATION, "weight": 4},
    ]
    found = fit(card(*criteria), {QUALITY: 80.0, PRICE: 40.0})
    assert (found.base, found.coverage, found.limit) == (70, 0.5, 0)
    assert numbers(found) == (70, 35, 85)
    assert [(c.known, c.utility, c.points) for c in found.contributions] == [
        (True, 80, 60), (True, 40, 10), (False, None, 0),
    ]  # fmt: skip
    assert (found.contributions[2].low, found.contributions[2].high) == (0, 100)


def test_where_nothing_is_known_there_is_no_score_and_the_whole_range_is_open() -> None:
    found = fit(card({"input": QUALITY}, modifiers=[acts("cap", 35)]), {MATCH: 0.2})
    assert (found.base, found.coverage, found.limit) == (None, 0, 0)
    assert numbers(found) == (None, 0, 35)


@pytest.mark.parametrize(
    ("known", "live", "base", "score"),
    [(90.0, 0.0, 90, 70), (10.0, 100.0, 10, 30), (50.0, 50.0, 50, 50)],
)
def test_the_base_is_limited_to_what_is_attainable(
    known: float, live: float, base: float, score: float
) -> None:
    # Content power is half known: live content bounds the mean without determining it.
    found = fit(card({"input": QUALITY}, {"input": CONTENT}), {QUALITY: known, LIVE: live})
    assert (found.base, found.limit, found.score) == (base, score - base, score)
    assert found.coverage == 0.5


def test_a_closed_gate_makes_a_criterion_known_to_be_worth_nothing() -> None:
    gate = {
        "input": REPUTATION, "curve": [[40, 0], [70, 1]], "trust": "ours", "rationale": WORDS,
    }  # fmt: skip
    gated = card({"input": QUALITY}, {"input": PRICE, "gate": gate})
    closed = fit(gated, {QUALITY: 80.0, REPUTATION: 40.0})
    assert (*numbers(closed), closed.coverage) == (40, 40, 40, 1)
    half = fit(gated, {QUALITY: 80.0, REPUTATION: 55.0, PRICE: 60.0})
    assert (*numbers(half), half.coverage) == (55, 55, 55, 1)
    unsure = fit(gated, {QUALITY: 80.0, REPUTATION: 55.0})
    assert (*numbers(unsure), unsure.coverage) == (80 - 15, 40, 65, 0.5)
    no_gate = fit(gated, {QUALITY: 80.0, PRICE: 60.0})
    assert (*numbers(no_gate), no_gate.coverage) == (70, 40, 70, 0.5)


def test_a_utility_that_is_certain_to_be_full_counts_and_one_in_between_waits() -> None:
    # Live content at 40 alone makes content power at least 20, wherever it lies.
    full = card({"input": QUALITY}, {"input": CONTENT, "curve": [[0, 0], [20, 100]]})
    found = fit(full, {QUALITY: 80.0, LIVE: 40.0})
    assert (*numbers(found), found.coverage) == (90, 90, 90, 1)
    level = card({"input": QUALITY}, {"input": CONTENT, "curve": [[0, 0], [20, 60], [100, 60]]})
    found = fit(level, {QUALITY: 80.0, LIVE: 40.0})
    assert (found.base, *numbers(found), found.coverage) == (80, 70, 70, 70, 0.5)


def test_a_figure_that_may_still_be_stated_is_open_beyond_what_follows() -> None:
    # At 10 a piece GPM follows to be 10,000 at most, but the one that is stated would win.
    made = card({"input": "metrics.gpm", "curve": [[0, 0], [20000, 100]]})
    assert numbers(fit(made, {"economics.aov": 10.0})) == (None, 0, 100)
    follows = fit(made, {"economics.aov": 10.0, "live.conversion_rate": 0.5})
    assert (*numbers(follows), follows.coverage) == (25, 25, 25, 1)


def test_a_field_that_follows_from_others_is_known() -> None:
    # 100 is the competitors' median price: the middle of the scale.
    found = fit(card({"input": PRICE}), {"powers.price.index": 100.0})
    assert (*numbers(found), found.coverage) == (50, 50, 50, 1)


@pytest.mark.parametrize(
    ("quality", "utility"), [(0, 10), (20, 10), (30, 30), (40, 50), (60, 25), (80, 0), (100, 0)]
)
def test_a_curve_is_straight_between_its_points_and_flat_outside_them(
    quality: float, utility: float
) -> None:
    made = card({"input": QUALITY, "curve": [[20, 10], [40, 50], [80, 0]]})
    assert numbers(fit(made, {QUALITY: float(quality)})) == (utility, utility, utility)
    assert numbers(fit(made, {})) == (None, 0, 50)  # the greatest value lies in between


def test_maps_flags_and_sets_become_utilities() -> None:
    goals = {"daily": 70, "burst": 20, "new_product": 50, "awareness": 90, "long_term": 40}
    made = card(
        {"input": "brand.goal", "map": goals},
        {"input": "accounts.shop", "flag": {"yes": 100, "no": 10}},
        {"input": "content.forms", "curve": [[0, 0], [4, 100]]},
    )
    rated = {"brand.goal": "burst", "accounts.shop": False, "content.forms": ("scene", "story")}
    assert [c.utility for c in fit(made, rated).contributions] == [20, 10, 50]
    assert [(c.low, c.high) for c in fit(made, {}).contributions] == [
        (20, 90), (10, 100), (0, 100),
    ]  # fmt: skip
    assert [c.utility for c in fit(made, {"content.forms": ()}).contributions][2] == 0
    twice = {"content.forms": ("scene", "story", "scene")}
    assert [c.utility for c in fit(made, twice).contributions][2] == 50


def test_a_category_has_its_own_weight_and_curve() -> None:
    beauty = {"beauty": {"weight": 3, "curve": [[0, 0], [50, 100]]}}
    made = card({"input": QUALITY, "by_category": beauty}, {"input": PRICE})
    fields = {QUALITY: 40.0, PRICE: 60.0}
    assert fit(made, fields).score == 50
    assert fit(made, fields, "beauty").score == 75


def test_modifiers_act_in_the_order_shift_multiply_cap_whatever_the_file_says() -> None:
    backwards = [acts("cap", 38), acts("multiply", 0.5), acts("shift", 10)]
    found = fit(card({"input": QUALITY}, modifiers=backwards), {QUALITY: 70.0, MATCH: 0.2})
    assert [(m.id, m.points) for m in found.modifiers] == [
        ("shift", 10), ("multiply", -40), ("cap", -2),
    ]  # fmt: skip
    assert numbers(found) == (38, 38, 38)


@pytest.mark.parametrize(
    ("modifiers", "score"),
    [
        ([acts("shift", 50), acts("multiply", 0.5)], 50),
        ([acts("shift", -90), acts("multiply", 1.5)], 0),
        ([acts("multiply", 1.5)], 100),
        ([acts("shift", -80), {**acts("shift", 30), "id": "up"}], 30),
        ([acts("cap", 75)], 75),
        ([acts("cap", 85)], 80),
    ],
)
def test_what_a_modifier_leaves_is_cut_to_the_scale(modifiers: list[Data], score: float) -> None:
    found = fit(card({"input": QUALITY}, modifiers=modifiers), {QUALITY: 80.0, MATCH: 0.2})
    assert numbers(found) == (score, score, score)


def test_a_true_modifier_acts_on_score_and_bounds_and_a_false_one_on_none() -> None:
    made = card({"input": QUALITY}, {"input": PRICE}, modifiers=[acts("shift", 10)])
    assert numbers(fit(made, {QUALITY: 60.0, MATCH: 0.39})) == (70, 40, 90)
    assert numbers(fit(made, {QUALITY: 60.0, MATCH: 0.4})) == (60, 30, 80)


@pytest.mark.parametrize(
    ("modifiers", "low", "high"),
    [
        ([acts("shift", 5)], 60, 65),
        ([acts("shift", -5)], 55, 60),
        ([acts("cap", 35)], 35, 60),
        ([acts("multiply", 1.5)], 60, 90),
        ([acts("shift", 5), acts("multiply", 0.5)], 30, 65),
    ],
)
def test_an_undecided_modifier_moves_only_the_bounds_and_only_outwards(
    modifiers: list[Data], low: float, high: float
) -> None:
    found = fit(card({"input": QUALITY}, modifiers=modifiers), {QUALITY: 60.0})
    assert numbers(found) == (60, low, high)
    assert {(m.applied, m.points) for m in found.modifiers} == {(None, 0)}


@pytest.mark.parametrize("match", [0.2, 0.5, None])
def test_a_block_takes_the_role_and_never_a_point(match: float | None) -> None:
    fields = {QUALITY: 60.0} | ({} if match is None else {MATCH: match})
    answer = engine_with(card({"input": QUALITY}, modifiers=[acts("block", None)])).assess(
        brand(fields), DAY, full=False
    )
    (ranked,) = answer.ranking
    assert numbers(ranked.fit) == (60, 60, 60)
    assert ranked.role == ("hold" if match == 0.2 else "lead")


@pytest.mark.parametrize(("match", "told"), [(0.2, ["w0"]), (0.5, []), (None, [])])
def test_a_warning_is_given_only_where_its_condition_is_sure(
    match: float | None, told: list[str]
) -> None:
    made = card({"input": QUALITY}, warnings=[{"when": {"input": MATCH, "below": 0.4}}])
    found = fit(made, {QUALITY: 60.0} | ({} if match is None else {MATCH: match}))
    assert [notice.id for notice in found.notices] == told
    assert all(n.positions == ("plain",) and n.inputs == (MATCH,) for n in found.notices)
    assert numbers(found) == (60, 60, 60)
