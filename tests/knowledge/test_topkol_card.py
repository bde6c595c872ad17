"""T, the top KOL: what the article says must hold of its card, asked of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Fit
from factmatrix.profile.choices import Category, Goal, Stage
from tests.brands import DAY, GOOD_QUALITY, assess, brand, engine, powers, quick

SCORE = st.floats(0, 100)
SHARE = st.floats(0, 1)
RISING: dict[str, st.SearchStrategy[Any]] = {
    "powers.brand.attraction": SCORE,
    "powers.brand.spread": SCORE,
    "quality.product": SCORE,
    "quality.reputation": SCORE,
    "top_creators.match": SHARE,
    "top_creators.tone_match": SHARE,
    "top_creators.cooperation": SHARE,
    "economics.gross_margin": st.floats(-1, 1),
    "economics.monthly_budget": st.floats(0, 1_000_000),
    "live.hours_per_week": st.floats(0, 168),
    "supply.stock_days": st.floats(0, 90),
    "supply.max_daily_orders": st.integers(0, 50_000),
}
FALLING: dict[str, st.SearchStrategy[Any]] = {
    "economics.commission_rate": st.floats(0, 0.8),
    "economics.platform_fee_rate": st.floats(0, 0.1),
    "economics.return_loss_rate": SHARE,
}
NEITHER: dict[str, st.SearchStrategy[Any]] = {
    "economics.refund_rate": SHARE,
    "economics.aov": st.floats(1, 1000),
    "accounts.blue_v": st.booleans(),
    "accounts.qianchuan": st.booleans(),
}
Figures = Mapping[str, Any]
FIGURES = st.fixed_dictionaries({}, optional={**RISING, **FALLING, **NEITHER})
GOALS, STAGES, CATEGORIES = get_args(Goal), get_args(Stage), get_args(Category)
CIRCUMSTANCES = st.fixed_dictionaries(
    {"brand.category": st.sampled_from(CATEGORIES)},
    optional={"brand.goal": st.sampled_from(GOALS), "brand.stage": st.sampled_from(STAGES)},
)
PAYS = {
    "economics.gross_margin": 0.7, "economics.commission_rate": 0.1,
    "economics.platform_fee_rate": 0.0, "economics.refund_rate": 0.1,
    "economics.return_loss_rate": 0.1,
}  # fmt: skip
"""(1 − 0.1) × (0.7 − 0.1) − 0.1 × 0.1 = 0.53 of each sale is left."""


def fit(figures: Figures) -> Fit:
    return quick({"brand.category": "other", **figures}).position("topkol").fit


def score(figures: Figures) -> float:
    reached = fit(figures).score
    assert reached is not None
    return reached


def utility(figures: Figures, criterion: str) -> float | None:
    return next(c.utility for c in fit(figures).contributions if c.criterion == criterion)


def order(figures: Figures) -> list[str]:
    """The positions one chooses among, best first."""
    return [r.info.id for r in quick(figures).ranking if r.info.stance != "always_on"]


def warning_ids(figures: Figures) -> set[str]:
    return {notice.id for notice in fit(figures).notices}


def action_ids(figures: Figures) -> list[str]:
    return [a.action.id for a in quick(figures).position("topkol").actions]


@given(CIRCUMSTANCES)
def test_a_strong_brand_puts_top_creators_first_and_own_rooms_last(circumstances: Figures) -> None:
    # O7, whatever the goal, the stage and the category: shifts never overturn a strength.
    known = {**powers(brand=90), **GOOD_QUALITY, **circumstances}
    assert order(known) == ["topkol", "alliance", "field"]


@given(CIRCUMSTANCES)
def test_a_strong_product_alone_puts_top_creators_last(circumstances: Figures) -> None:
    # O8
    assert order({**powers(product=90), **GOOD_QUALITY, **circumstances})[-1] == "topkol"


def test_brand_power_is_the_only_power_that_counts() -> None:
    # O6 and O9: content, product and price name other positions.
    plain = score(powers())
    assert score(powers(content=90, product=90, price=90)) == plain
    assert score(powers(brand=90)) > plain


@pytest.mark.parametrize("category", CATEGORIES)
def test_brand_power_carries_sixty_per_cent(category: str) -> None:
    card = fit({"brand.category": category})
    brand = sum(c.weight for c in card.contributions if c.input.startswith("powers.brand."))
    assert brand == pytest.approx(0.6 * sum(c.weight for c in card.contributions))


@given(st.integers(0, 100))
def test_an_all_round_brand_scores_its_level(level: int) -> None:
    quality = {"quality.product": level, "quality.reputation": level}
    assert score({**powers(level, level, level, level), **quality}) == level


@given(FIGURES, CIRCUMSTANCES, st.data())
def test_what_is_good_for_top_creators_never_lowers_them(
    figures: Figures, circumstances: Figures, data: st.DataObject
) -> None:
    # O13, for every figure that the card counts, not for the powers alone.
    path = data.draw(st.sampled_from([*RISING, *FALLING]))
    values = (RISING | FALLING)[path]
    worse, better = sorted([data.draw(values), data.draw(values)], reverse=path in FALLING)
    before = fit({**figures, **circumstances, path: worse})
    after = fit({**figures, **circumstances, path: better})
    assert before.low <= after.low
    assert before.high <= after.high
    if before.score is not None and after.score is not None:
        assert before.score <= after.score


def test_a_candidate_who_does_not_match_is_held_back_and_warned_of() -> None:
    # O19
    famous = {**powers(brand=95), **GOOD_QUALITY, "top_creators.match": 0.2}
    answer = quick(famous)
    assert answer.position("topkol").fit.score == 35
    assert answer.position("topkol").role == "hold"
    assert "no_matching_candidate" in warning_ids(famous)
    assert score({**famous, "top_creators.match": 0.4}) > 80


def test_the_best_candidate_among_the_rows_speaks_for_the_position() -> None:
    rows = [
        {"name": name, "audience_match": match, "tone_match": match, "cooperation": match}
        for name, match in (("poor", 0.2), ("good", 0.8))
    ]
    poor = quick(powers(brand=90), creators=rows[:1]).position("topkol")
    both = quick(powers(brand=90), creators=rows).position("topkol")
    assert poor.role == "hold"
    assert both.role == "lead"


def test_match_without_cooperation_is_worth_little() -> None:
    # R62: match × depth; one does not replace the other.
    lopsided = {"top_creators.match": 1.0, "top_creators.cooperation": 0.1}
    balanced = {"top_creators.match": 0.6, "top_creators.cooperation": 0.6}
    assert utility(lopsided, "match_and_depth") == pytest.approx(0)
    assert utility(balanced, "match_and_depth") == pytest.approx(50)


def test_no_session_pays_where_every_order_loses_money() -> None:
    strong = {**powers(brand=90), **GOOD_QUALITY, **PAYS}
    assert score(strong) > 80
    assert score({**strong, "economics.commission_rate": 0.7}) == 35


def test_returns_count_though_the_margin_is_unknown() -> None:
    few, many = ({**powers(60), "economics.refund_rate": rate} for rate in (0.1, 0.7))
    assert score(few) > score(powers(60)) > score(many)


@pytest.mark.parametrize("goal", GOALS)
def test_goals_that_need_wide_reach_raise_top_creators(goal: str) -> None:
    shift = {"awareness": 4, "new_product": 4, "burst": 3}.get(goal, 0)
    assert score({**powers(50), "brand.goal": goal}) == score(powers(50)) + shift


@pytest.mark.parametrize("stage", STAGES)
def test_scale_raises_top_creators(stage: str) -> None:
    shift = 2 if stage == "scale" else 0
    assert score({**powers(50), "brand.stage": stage}) == score(powers(50)) + shift


@pytest.mark.parametrize("category", CATEGORIES)
def test_categories_that_also_sell_through_creators_raise_them(category: str) -> None:
    shift = 1 if category in {"beauty", "skincare", "mother_baby", "electronics"} else 0
    assert score({**powers(50), "brand.category": category}) == score(powers(50)) + shift


def test_circumstances_move_no_two_positions_apart_by_more_than_seven() -> None:
    def chosen(circumstances: Figures) -> dict[str, float]:
        profile = brand({**powers(50, 50, 50, 50), **circumstances})
        ranking = engine().assess(profile, DAY, full=False).ranking
        return {r.info.id: r.fit.score for r in ranking if r.rank and r.fit.score is not None}

    plain = chosen({"brand.category": "other"})
    for goal, stage, category in product(GOALS, STAGES, CATEGORIES):
        holds = {"brand.goal": goal, "brand.stage": stage, "brand.category": category}
        shifts = [score - plain[position] for position, score in chosen(holds).items()]
        assert max(shifts) - min(shifts) <= 7, holds


WARNS_AND_IS_SILENT: dict[str, tuple[Figures, Figures]] = {
    "no_matching_candidate": ({"top_creators.match": 0.39}, {"top_creators.match": 0.4}),
    "tone_clash": ({"top_creators.tone_match": 0.39}, {"top_creators.tone_match": 0.4}),
    "returns_eat_the_session": ({"economics.refund_rate": 0.5}, {"economics.refund_rate": 0.49}),
    "break_even_out_of_reach": (
        {**PAYS, "economics.commission_rate": 0.5},
        {**PAYS, "economics.commission_rate": 0.7},
    ),
    "order_value_high": ({"economics.aov": 201}, {"economics.aov": 200}),
    "nobody_catches": (
        {"live.hours_per_week": 3},
        {"live.hours_per_week": 4, "accounts.blue_v": True},
    ),
}


@pytest.mark.parametrize("warning", WARNS_AND_IS_SILENT)
def test_a_warning_comes_where_it_is_due_and_only_there(warning: str) -> None:
    warns, silent = WARNS_AND_IS_SILENT[warning]
    assert warning in warning_ids(warns)
    assert warning not in warning_ids(silent)


LARGE_BUDGET = {"economics.monthly_budget": 200_000}
FIRES_AND_IS_SILENT: dict[str, tuple[Figures, Figures]] = {
    "make_a_shortlist": ({}, {"top_creators.match": 0.2}),
    "ask_for_returns": ({}, {"economics.refund_rate": 0.9}),
    "break_even_before_signing": ({**PAYS, "economics.commission_rate": 0.2}, PAYS),
    "margin_before_fee": ({**PAYS, "economics.commission_rate": 0.4}, PAYS),
    "small_budget_first": ({"economics.monthly_budget": 49_999}, LARGE_BUDGET),
    "secure_stock": ({"supply.stock_days": 29}, {"supply.stock_days": 30}),
    "ship_more_a_day": ({"supply.max_daily_orders": 4_999}, {"supply.max_daily_orders": 5_000}),
    "find_a_better_match": ({"top_creators.match": 0.59}, {"top_creators.match": 0.6}),
    "check_the_tone": ({}, {"top_creators.tone_match": 0.6}),
    "create_together": ({"top_creators.cooperation": 0.59}, {"top_creators.cooperation": 0.6}),
    "seed_before_the_session": ({"brand.goal": "awareness"}, {"brand.goal": "daily"}),
    "lower_returns": ({"economics.refund_rate": 0.51}, {"economics.refund_rate": 0.5}),
    "pilot_first": (
        {**LARGE_BUDGET, "top_creators.match": 0.6, "top_creators.cooperation": 0.6},
        {**LARGE_BUDGET, "top_creators.match": 0.9, "top_creators.cooperation": 0.6},
    ),
    "returns_in_the_contract": ({"economics.refund_rate": 0.3}, {"economics.refund_rate": 0.29}),
    "go_live_every_day": ({"live.hours_per_week": 13}, {"live.hours_per_week": 14}),
    "reuse_the_clips": (
        {"accounts.qianchuan": True, "top_creators.match": 0.6},
        {"accounts.qianchuan": False, "top_creators.match": 0.6},
    ),
}


@pytest.mark.parametrize("action", FIRES_AND_IS_SILENT)
def test_an_action_fires_where_it_helps_and_only_there(action: str) -> None:
    fires, silent = FIRES_AND_IS_SILENT[action]
    assert action in action_ids(fires)
    assert action not in action_ids(silent)


def test_every_action_and_warning_has_such_a_case() -> None:
    (card,) = (p.scorecard for p in engine().plugins.positions if p.info.id == "topkol")
    assert card is not None
    assert {action.id for action in card.actions} == FIRES_AND_IS_SILENT.keys()
    assert {warning.id for warning in card.warnings} == WARNS_AND_IS_SILENT.keys()


@given(FIGURES)
def test_no_action_is_advised_that_would_lower_the_score(figures: Figures) -> None:
    advised = assess(dict(figures)).position("topkol").actions
    assert [a.action.id for a in advised if a.gain is not None and a.gain < 0] == []
