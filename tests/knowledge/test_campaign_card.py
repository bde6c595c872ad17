"""C, campaigns: always on, scored by readiness. Asked of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Fit
from factmatrix.profile.choices import Category, Goal, Stage
from tests.brands import DAY, assess, engine, powers, quick

SCORE = st.floats(0, 100)
SHARE = st.floats(0, 1)
RISING: dict[str, st.SearchStrategy[Any]] = {
    "quality.experience_score": SCORE,
    "accounts.shop": st.booleans(),
    "accounts.blue_v": st.booleans(),
    "accounts.qianchuan": st.booleans(),
    "product.launch_date": st.dates(DAY - timedelta(days=200), DAY),
    "supply.stock_days": st.floats(0, 50),
    "market.category_percentile": SCORE,
    "live.conversion_percentile": SCORE,
    "economics.campaign_discount": st.floats(0, 0.4),
    "economics.gross_margin": st.floats(-1, 1),
    "economics.monthly_budget": st.floats(0, 1.2e6),
}
FALLING: dict[str, st.SearchStrategy[Any]] = {
    "market.subtrack_rank": st.integers(1, 55),
    "economics.commission_rate": SHARE,
    "economics.platform_fee_rate": SHARE,
    "economics.return_loss_rate": SHARE,
}
READY = {
    "accounts.shop": True, "accounts.blue_v": True, "accounts.qianchuan": True,
    "economics.campaign_discount": 0.2, "economics.monthly_budget": 50000,
    "live.conversion_percentile": 70, "market.category_percentile": 70, "market.subtrack_rank": 3,
    "quality.experience_score": 90, "quality.experience_scale": 100, "supply.stock_days": 40,
}  # fmt: skip
Figures = Mapping[str, Any]
FIGURES = st.fixed_dictionaries({}, optional={**RISING, **FALLING})
CIRCUMSTANCES = st.fixed_dictionaries(
    {"brand.category": st.sampled_from(get_args(Category))},
    optional={
        "brand.goal": st.sampled_from(get_args(Goal)),
        "brand.stage": st.sampled_from(get_args(Stage)),
    },
)


def fit(figures: Figures) -> Fit:
    return quick(figures).position("campaign").fit


def score(figures: Figures) -> float:
    reached = fit(figures).score
    assert reached is not None
    return reached


def applied(figures: Figures) -> list[str]:
    return [modifier.id for modifier in fit(figures).modifiers if modifier.applied]


def action_ids(figures: Figures) -> list[str]:
    return [advised.action.id for advised in quick(figures).position("campaign").actions]


def warning_ids(figures: Figures) -> list[str]:
    return [notice.id for notice in fit(figures).notices]


@given(FIGURES, CIRCUMSTANCES)
def test_campaigns_are_always_on_and_never_ranked(figures: Figures, circumstances: Figures) -> None:
    # O12: default-on, as many as possible (R69), beside the choice (R70).
    campaign = quick({**figures, **circumstances}).position("campaign")
    assert (campaign.role, campaign.rank) == ("always_on", None)
    told = [a.action.id for a in campaign.actions if "R69" in a.action.rules]
    told += [notice.id for notice in campaign.fit.notices if "R69" in notice.rules]
    assert told in (["join_every_event"], ["always_on_once_there_is_a_shop"])


@given(FIGURES, st.tuples(*4 * [SCORE]))
def test_powers_do_not_count(figures: Figures, strong: tuple[float, ...]) -> None:
    # R69: whatever the brand is strong at.
    without, with_powers = fit(figures), fit({**figures, **powers(*strong)})
    assert with_powers == without


@pytest.mark.parametrize("path", [*RISING, *FALLING])
@given(FIGURES, CIRCUMSTANCES, st.data())
def test_what_makes_a_brand_readier_never_lowers_it(
    path: str, figures: Figures, circumstances: Figures, data: st.DataObject
) -> None:
    values = (RISING | FALLING)[path]
    worse, better = sorted([data.draw(values), data.draw(values)], reverse=path in FALLING)
    before = fit({**figures, **circumstances, path: worse})
    after = fit({**figures, **circumstances, path: better})
    assert before.low <= after.low
    assert before.high <= after.high
    if before.score is not None and after.score is not None:
        assert before.score <= after.score


@pytest.mark.parametrize(
    ("scale", "poor", "enough"), [(100, 59.9, 60), (5, 4.39, 4.4)], ids=["0–100", "0–5"]
)
def test_poor_experience_caps_readiness(scale: int, poor: float, enough: float) -> None:
    # R92, on either scale of the score.
    known = {**READY, "quality.experience_scale": scale}
    assert score({**known, "quality.experience_score": poor}) == 35
    assert applied({**known, "quality.experience_score": poor}) == ["poor_experience"]
    assert score({**known, "quality.experience_score": enough}) > 60
    assert applied({**known, "quality.experience_score": enough}) == []


def test_unknown_experience_caps_nothing_but_the_lower_bound() -> None:
    known = {path: value for path, value in READY.items() if "experience" not in path}
    unknown = fit(known)
    assert unknown.score is not None
    assert unknown.score > 35 >= unknown.low


@pytest.mark.parametrize(
    ("path", "value", "modifier", "cap"),
    [("supply.stock_days", 6.9, "empty_shelves", 50), ("accounts.shop", False, "no_shop", 20)],
)
def test_without_goods_or_shop_readiness_is_capped(
    path: str, value: float, modifier: str, cap: int
) -> None:
    assert score({**READY, path: value}) == cap
    assert applied({**READY, path: value}) == [modifier]


@pytest.mark.parametrize("goal", get_args(Goal))
def test_a_burst_and_launches_raise_campaigns(goal: str) -> None:
    shift = {"burst": 4, "awareness": 2, "new_product": 2}.get(goal, 0)
    assert score({**READY, "brand.goal": goal}) == score(READY) + shift


@pytest.mark.parametrize("stage", get_args(Stage))
def test_the_stage_of_scale_raises_campaigns(stage: str) -> None:
    shift = 2 if stage == "scale" else 0
    assert score({**READY, "brand.stage": stage}) == score(READY) + shift


@pytest.mark.parametrize(
    ("category", "days"),
    [("beauty", 180), ("liquor", 180), ("womenswear", 30), ("shoes_bags", 30), ("menswear", 60),
     ("food", 90)],
)  # fmt: skip
def test_a_product_is_new_for_as_long_as_its_category_says(category: str, days: int) -> None:
    known = {"brand.category": category, "brand.goal": "new_product",
             "quality.experience_score": 90, "quality.experience_scale": 100}  # fmt: skip

    def new_product(age: int) -> tuple[float | None, bool, bool]:
        brand = {**known, "product.launch_date": DAY - timedelta(days=age)}
        (part,) = (p for p in fit(brand).contributions if p.criterion == "new_product")
        ids = action_ids(brand)
        return part.utility, "book_a_new_product_day" in ids, "date_the_launch" in ids

    assert new_product(days) == (100, True, False)
    assert new_product(days + 1) == (0, False, True)


def test_a_new_product_day_asks_for_more_than_the_old_score_of_4_6() -> None:
    young = {"product.launch_date": DAY, "quality.experience_scale": 5}
    ids = {s: action_ids({**young, "quality.experience_score": s}) for s in (4.6, 4.65)}
    assert "book_a_new_product_day" not in ids[4.6]
    assert "book_a_new_product_day" in ids[4.65]


THIN_MARGIN = {
    "economics.gross_margin": 0.4, "economics.refund_rate": 0.1, "economics.return_loss_rate": 0.1,
    "economics.commission_rate": 0.2, "economics.platform_fee_rate": 0.05,
}  # fmt: skip
"""(1 − 0.1) × (0.4 − 0.2 − 0.05) − 0.1 × 0.1 = 0.125 of each sale is left."""
LOSING = {**THIN_MARGIN, "economics.gross_margin": 0.2}
WARNS_AND_IS_SILENT: dict[str, tuple[Figures, Figures]] = {
    "always_on_once_there_is_a_shop": ({"accounts.shop": False}, {"accounts.shop": True}),
    "fierce_competition": ({"market.subtrack_rank": 11}, {"market.subtrack_rank": 10}),
    "returns_after_the_event": ({"economics.refund_rate": 0.4}, {"economics.refund_rate": 0.39}),
    "discount_without_margin": (
        {**THIN_MARGIN, "economics.campaign_discount": 0.2},
        {**THIN_MARGIN, "economics.campaign_discount": 0.19},
    ),
}


@pytest.mark.parametrize("warning", WARNS_AND_IS_SILENT)
def test_a_warning_comes_where_it_is_due_and_only_there(warning: str) -> None:
    warns, silent = WARNS_AND_IS_SILENT[warning]
    assert warning in warning_ids(warns)
    assert warning not in warning_ids(silent)


SELLING_ROOM = {"accounts.qianchuan": True, "live.conversion_percentile": 50}
FIRES_AND_IS_SILENT: dict[str, tuple[Figures, Figures]] = {
    "join_every_event": ({}, {"accounts.shop": False}),
    "read_entry_figures": (
        {},
        {"quality.experience_score": 90, "supply.stock_days": 40, "market.subtrack_rank": 3,
         "market.category_percentile": 70},
    ),
    "count_back_from_the_date": ({"brand.goal": "burst"}, {"brand.goal": "daily"}),
    "date_the_launch": ({"brand.goal": "new_product"}, {"brand.goal": "daily"}),
    "repair_experience": (
        {"quality.experience_score": 59, "quality.experience_scale": 100},
        {"quality.experience_score": 60, "quality.experience_scale": 100},
    ),
    "raise_experience": (
        {"quality.experience_score": 60, "quality.experience_scale": 100},
        {"quality.experience_score": 85, "quality.experience_scale": 100},
    ),
    "warm_up_with_content": (
        {"content.videos_per_week": 9},
        {"content.videos_per_week": 9, "powers.content.short_video": 44},
    ),
    "choose_the_subtrack": ({"market.subtrack_rank": 4}, {"market.subtrack_rank": 3}),
    "stock_for_the_peak": ({"supply.stock_days": 29}, {"supply.stock_days": 30}),
    "test_the_warehouse": ({}, {"supply.max_daily_orders": 500}),
    "prepare_the_offer": (
        {"economics.campaign_discount": 0.1},
        {"economics.campaign_discount": 0.1, **LOSING},
    ),
    "watch_the_rivals": ({"market.category_percentile": 79}, {"market.category_percentile": 80}),
    "capture_the_peak": (SELLING_ROOM, {**SELLING_ROOM, "live.conversion_percentile": 49}),
    "book_a_new_product_day": (
        {**READY, "product.launch_date": DAY},
        {**READY, "product.launch_date": DAY, "quality.experience_score": 70},
    ),
    "win_new_customers": (
        {"audience.new_customer_share": 0.6},
        {"audience.new_customer_share": 0.85},
    ),
}  # fmt: skip


@pytest.mark.parametrize("action", FIRES_AND_IS_SILENT)
def test_an_action_fires_where_it_helps_and_only_there(action: str) -> None:
    fires, silent = FIRES_AND_IS_SILENT[action]
    assert action in action_ids(fires)
    assert action not in action_ids(silent)


def test_every_action_and_warning_has_such_a_case() -> None:
    (card,) = (p.scorecard for p in engine().plugins.positions if p.info.id == "campaign")
    assert card is not None
    assert {a.id for a in card.actions} == FIRES_AND_IS_SILENT.keys()
    assert {warning.id for warning in card.warnings} == WARNS_AND_IS_SILENT.keys()


@given(FIGURES, CIRCUMSTANCES)
def test_no_action_is_advised_that_would_lower_the_score(
    figures: Figures, circumstances: Figures
) -> None:
    advised = assess({**figures, **circumstances}).position("campaign").actions
    assert [a.action.id for a in advised if a.gain is not None and a.gain < 0] == []
