"""A, the creator alliance: what the article says must hold of its card, asked of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Fit
from factmatrix.profile.choices import Category, Goal, Stage
from tests.brands import BAD_REPUTATION, GOOD_QUALITY, assess, engine, powers, quick

SCORE = st.floats(0, 100)
SHARE = st.floats(0, 1)
RISING: dict[str, st.SearchStrategy[Any]] = {
    "powers.price.strength": SCORE,
    "powers.brand.attraction": SCORE,
    "powers.brand.spread": SCORE,
    "powers.product.innovation": SCORE,
    "powers.product.vitality": SCORE,
    "powers.product.value": SCORE,
    "quality.product": SCORE,
    "quality.reputation": SCORE,
    "quality.experience_score": SCORE,
    "economics.gross_margin": st.floats(-1, 1),
    "economics.max_commission_rate": st.floats(0, 0.8),
    "affiliates.active": st.integers(0, 500),
    "affiliates.repeat_share": SHARE,
    "affiliates.audience_similarity": SHARE,
    "affiliates.category_match": SHARE,
    "affiliates.traffic_support": st.floats(0, 100_000),
}
FALLING: dict[str, st.SearchStrategy[Any]] = {
    "economics.commission_rate": st.floats(0, 0.8),
    "economics.platform_fee_rate": st.floats(0, 0.1),
    "economics.return_loss_rate": SHARE,
    "affiliates.best_list_rank": st.integers(1, 100),
}
NEITHER: dict[str, st.SearchStrategy[Any]] = {
    "economics.refund_rate": SHARE,
    "affiliates.best_listed": st.just(True),
    "accounts.tools": st.lists(st.sampled_from(["alliance", "buyin"]), unique=True),
    "sales.top_creator_share": SHARE,
    "sales.hero_share": SHARE,
}
Figures = Mapping[str, Any]
FIGURES = st.fixed_dictionaries({}, optional={**RISING, **FALLING, **NEITHER})
CIRCUMSTANCES = st.fixed_dictionaries(
    {"brand.category": st.sampled_from(get_args(Category))},
    optional={
        "brand.goal": st.sampled_from(get_args(Goal)),
        "brand.stage": st.sampled_from(get_args(Stage)),
    },
)
PAYS = {
    "economics.gross_margin": 0.6, "economics.commission_rate": 0.2,
    "economics.platform_fee_rate": 0.05, "economics.refund_rate": 0.1,
    "economics.return_loss_rate": 0.1,
}  # fmt: skip
"""(1 − 0.1) × (0.6 − 0.2 − 0.05) − 0.1 × 0.1 = 0.305 of each sale is left."""


def fit(figures: Figures) -> Fit:
    return quick({"brand.category": "other", **figures}).position("alliance").fit


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
    return [a.action.id for a in quick(figures).position("alliance").actions]


@given(CIRCUMSTANCES)
def test_a_strong_price_on_good_quality_puts_creators_first(circumstances: Figures) -> None:
    # O9, whatever the goal, the stage and the category: shifts never overturn a strength.
    assert order({**powers(price=90), **GOOD_QUALITY, **circumstances})[0] == "alliance"


@given(CIRCUMSTANCES)
def test_a_strong_brand_puts_creators_second(circumstances: Figures) -> None:
    # O7
    assert order({**powers(brand=90), **GOOD_QUALITY, **circumstances})[1] == "alliance"


@given(CIRCUMSTANCES)
def test_a_strong_product_puts_creators_among_the_first_two(circumstances: Figures) -> None:
    # O8
    assert "alliance" in order({**powers(product=90), **GOOD_QUALITY, **circumstances})[:2]


def test_strong_content_does_not_help_creators() -> None:
    # O6: content names own rooms only.
    assert score(powers(content=90)) == score(powers(content=30))


def test_a_low_price_with_a_bad_reputation_counts_for_nothing() -> None:
    # O10
    cheap = {**powers(price=90), **BAD_REPUTATION}
    assert score(cheap) == score({**powers(price=30), **BAD_REPUTATION})
    (warning,) = (n for n in fit(cheap).notices if n.id == "price_without_quality")
    assert "R81" in warning.rules


@pytest.mark.parametrize(("weaker", "counts"), [(40, 0), (55, 45), (70, 90), (100, 90)])
@pytest.mark.parametrize("which", ["quality.product", "quality.reputation"])
def test_the_weaker_of_quality_and_reputation_gates_the_price(
    which: str, weaker: float, counts: float
) -> None:
    known = {**powers(price=90), "quality.product": 100, "quality.reputation": 100}
    assert utility({**known, which: weaker}, "price") == pytest.approx(counts)


def test_a_price_of_unknown_quality_is_unknown_and_not_nothing() -> None:
    assert utility(powers(price=90), "price") is None
    assert score(powers(price=90)) == score(powers(price=30))


def test_known_bad_reputation_is_worse_than_an_unknown_one() -> None:
    # R81 taken literally: the weight stays when the gate is shut.
    assert score({**powers(60), **BAD_REPUTATION}) < score(powers(60))


@given(st.integers(70, 100))
def test_an_all_round_brand_fits_every_position_alike(level: int) -> None:
    # From 70 on: below, quality and reputation at the same level hold the price back (R81).
    alike = {**powers(level, level, level, level), "brand.category": "other"}
    quality = {"quality.product": level, "quality.reputation": level}
    ranking = quick({**alike, **quality}).ranking
    reached = {r.info.id: r.fit.score for r in ranking if r.info.stance != "always_on"}
    assert reached == {"field": level, "alliance": level, "topkol": level}


@pytest.mark.parametrize("category", get_args(Category))
def test_powers_carry_sixty_per_cent_and_price_most_of_it(category: str) -> None:
    card = fit({"brand.category": category})
    total = sum(c.weight for c in card.contributions)
    share = {c.criterion: c.weight / total for c in card.contributions}
    brand = share["brand_attraction"] + share["brand_spread"]
    product = share["product_innovation"] + share["product_vitality"] + share["product_value"]
    assert share["price"] == pytest.approx(0.6 * 0.42)
    assert brand == pytest.approx(0.6 * 0.29)
    assert product == pytest.approx(0.6 * 0.29)


@given(FIGURES, CIRCUMSTANCES, st.data())
def test_what_is_good_for_creators_never_lowers_them(
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


def test_creators_with_another_audience_are_no_choice_however_strong_the_rest() -> None:
    # R54: a condition, so nothing makes up for it.
    strong = {**powers(90, 90, 90, 90), **GOOD_QUALITY}
    answer = quick({**strong, "affiliates.audience_similarity": 0.29})
    assert answer.position("alliance").fit.score == 35
    assert answer.position("alliance").role == "hold"
    assert score({**strong, "affiliates.audience_similarity": 0.3}) > 60


def test_an_unknown_audience_lowers_the_lower_bound_only() -> None:
    known = {**powers(90, 90, 90, 90), **GOOD_QUALITY}
    assert score(known) > 85
    assert fit(known).low <= 35


def test_no_volume_where_every_order_loses_money() -> None:
    strong = {**powers(90, 90, 90, 90), **GOOD_QUALITY, **PAYS}
    assert score(strong) > 80
    assert score({**strong, "economics.commission_rate": 0.6}) == 35


@pytest.mark.parametrize("goal", get_args(Goal))
def test_daily_sales_raise_creators(goal: str) -> None:
    shift = 2 if goal == "daily" else 0
    assert score({**powers(50), "brand.goal": goal}) == score(powers(50)) + shift


@pytest.mark.parametrize("stage", get_args(Stage))
def test_a_launch_raises_creators(stage: str) -> None:
    shift = 2 if stage == "launch" else 0
    assert score({**powers(50), "brand.stage": stage}) == score(powers(50)) + shift


@pytest.mark.parametrize("category", get_args(Category))
def test_categories_that_sell_through_creators_raise_them(category: str) -> None:
    creators = {"food": 2, "fresh": 2, "household": 2}
    both = {"beauty": 1, "skincare": 1, "mother_baby": 1, "electronics": 1}
    shift = {**creators, **both}.get(category, 0)
    assert score({**powers(50), "brand.category": category}) == score(powers(50)) + shift


def test_a_commission_that_is_good_for_electronics_is_little_for_make_up() -> None:
    thirty = {"economics.max_commission_rate": 0.3}
    by_category = {
        category: utility({**thirty, "brand.category": category}, "commission_ceiling")
        for category in ("electronics", "food", "beauty")
    }
    assert by_category == pytest.approx({"electronics": 100, "food": 72.5, "beauty": 45})


def test_only_a_listed_product_has_a_rank() -> None:
    off_the_list = {**powers(50), "affiliates.best_listed": False}
    on_the_list = {**powers(50), "affiliates.best_listed": True}
    assert utility(off_the_list, "best_list_rank") == 0
    assert utility(on_the_list, "best_list_rank") is None
    assert utility({**on_the_list, "affiliates.best_list_rank": 1}, "best_list_rank") == 100


WARNS_AND_IS_SILENT: dict[str, tuple[Figures, Figures]] = {
    "price_without_quality": (
        {**powers(price=60), "quality.reputation": 69},
        {**powers(price=59), "quality.reputation": 69},
    ),
    "commission_above_ceiling": (
        {"economics.commission_rate": 0.3, "economics.max_commission_rate": 0.2},
        {"economics.commission_rate": 0.2, "economics.max_commission_rate": 0.2},
    ),
    "returns_eat_sales": ({"economics.refund_rate": 0.5}, {"economics.refund_rate": 0.49}),
    "nothing_stays_with_the_brand": (
        {"affiliates.active": 10, "accounts.blue_v": False},
        {"affiliates.active": 10, "accounts.blue_v": True, "live.hours_per_week": 1},
    ),
}


@pytest.mark.parametrize("warning", WARNS_AND_IS_SILENT)
def test_a_warning_comes_where_it_is_due_and_only_there(warning: str) -> None:
    warns, silent = WARNS_AND_IS_SILENT[warning]
    assert warning in warning_ids(warns)
    assert warning not in warning_ids(silent)


WELL_QUALIFIED = {"affiliates.active": 20, **PAYS}
FIRES_AND_IS_SILENT: dict[str, tuple[Figures, Figures]] = {
    "join_the_alliance": (
        {"accounts.tools": ["buyin"]},
        {"accounts.tools": ["buyin"], "affiliates.active": 12},
    ),
    "measure_audience": ({}, {"affiliates.audience_similarity": 0.4}),
    "count_returns_first": ({"economics.gross_margin": 0.6}, PAYS),
    "repair_the_margin": ({**PAYS, "economics.commission_rate": 0.4}, PAYS),
    "quality_before_price": ({"quality.product": 69}, GOOD_QUALITY),
    "choose_a_hero": ({"sales.hero_share": 0.19}, {"sales.hero_share": 0.2}),
    "send_samples": ({"affiliates.active": 29}, {"affiliates.active": 30}),
    "two_commission_plans": (
        {"affiliates.active": 99, **PAYS, "economics.max_commission_rate": 0.3},
        {"affiliates.active": 99, **PAYS, "economics.max_commission_rate": 0.22},
    ),
    "invite_by_category": ({"affiliates.category_match": 0.5}, {"affiliates.category_match": 0.6}),
    "replace_foreign_audiences": (
        {"affiliates.audience_similarity": 0.4},
        {"affiliates.audience_similarity": 0.5},
    ),
    "build_the_tiers": ({"affiliates.active": 30}, {"affiliates.active": 29}),
    "spread_the_risk": ({"sales.top_creator_share": 0.31}, {"sales.top_creator_share": 0.3}),
    "keep_the_good_ones": (
        {"affiliates.active": 10, "affiliates.repeat_share": 0.2},
        {"affiliates.active": 10, "affiliates.repeat_share": 0.3},
    ),
    "support_with_traffic": (
        {**WELL_QUALIFIED, "affiliates.traffic_support": 0},
        {**WELL_QUALIFIED, "affiliates.traffic_support": 0, "economics.gross_margin": 0.2},
    ),
    "get_on_the_list": (
        {"affiliates.active": 20, "affiliates.best_listed": False},
        {"affiliates.active": 20, "affiliates.best_listed": True},
    ),
}


@pytest.mark.parametrize("action", FIRES_AND_IS_SILENT)
def test_an_action_fires_where_it_helps_and_only_there(action: str) -> None:
    fires, silent = FIRES_AND_IS_SILENT[action]
    assert action in action_ids(fires)
    assert action not in action_ids(silent)


def test_every_action_and_warning_has_such_a_case() -> None:
    (card,) = (p.scorecard for p in engine().plugins.positions if p.info.id == "alliance")
    assert card is not None
    assert {action.id for action in card.actions} == FIRES_AND_IS_SILENT.keys()
    assert {warning.id for warning in card.warnings} == WARNS_AND_IS_SILENT.keys()


@given(FIGURES)
def test_no_action_is_advised_that_would_lower_the_score(figures: Figures) -> None:
    advised = assess(dict(figures)).position("alliance").actions
    assert [a.action.id for a in advised if a.gain is not None and a.gain < 0] == []
