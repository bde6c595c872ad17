"""S, the shelf: what FACT+S says of it, and what of the method of 2021 still holds beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix import Assessment, BrandProfile, Fit
from tests.brands import BAD_REPUTATION, DAY, GOOD_QUALITY, engine_with_shelf, powers

PATTERNS = {"pattern_cold_start", "pattern_content_to_shelf", "pattern_brand_event"}
SCORE, SHARE = st.floats(0, 100), st.floats(0, 1)
RISING: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys([*powers(), "quality.product", "quality.reputation"], SCORE),
    "quality.experience_score": SCORE,
    "quality.positive_review_rate": SHARE,
    "supply.stock_days": st.floats(0, 60),
    "ext.shelf.search_share": SHARE,
    "ext.shelf.mall_share": SHARE,
    "ext.shelf.shop_share": SHARE,
    "ext.shelf.card_quality": SCORE,
    "ext.shelf.card_click_rate": SHARE,
    "ext.shelf.card_conversion_rate": SHARE,
    "ext.shelf.products": st.integers(0, 500),
    "ext.shelf.mall_channels": st.booleans(),
    "accounts.shop": st.booleans(),
}
FIGURES = st.fixed_dictionaries({}, optional=RISING)


def brand(fields: Mapping[str, Any]) -> BrandProfile:
    """A brand with these fields, those of the shelf among them."""
    nothing = 'format = 1\nbrand = { name = "Testbrand", category = "other" }'
    profile = engine_with_shelf().read(nothing).profile
    assert profile is not None
    return profile.with_inputs(fields)


def assess(fields: Mapping[str, Any]) -> Assessment:
    """What the engine with the shelf says of a brand with these fields."""
    return engine_with_shelf().assess(brand(fields), DAY, full=False)


def fit(fields: Mapping[str, Any]) -> Fit:
    """What the shelf scores for it."""
    engine = engine_with_shelf()
    profile = brand(fields)
    (shelf,) = [p for p in engine.plugins.positions if p.info.id == "shelf"]
    answer = shelf.score_fit(profile, engine.context(profile, DAY))
    assert isinstance(answer, Fit)
    return answer


def order(fields: Mapping[str, Any]) -> list[str]:
    """The ranked positions, best first."""
    return [ranked.info.letter for ranked in assess(fields).ranking if ranked.rank is not None]


def offered(fields: Mapping[str, Any]) -> set[str]:
    """The patterns of growth that are offered."""
    (shelf,) = [r for r in assess(fields).ranking if r.info.id == "shelf"]
    return {advised.action.id for advised in shelf.actions} & PATTERNS


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        (powers(content=90), ["F"]),
        (powers(brand=90), ["T", "A"]),
        (powers(price=90) | GOOD_QUALITY, ["A"]),
        (powers(product=90) | GOOD_QUALITY, ["S", "F", "A", "T"]),
    ],
    ids=["O6 content", "O7 brand", "O9 price", "O8 product"],
)
def test_the_order_of_2021_holds_beside_it(fields: Mapping[str, Any], first: list[str]) -> None:
    assert order(fields)[: len(first)] == first


def test_o10_a_price_without_reputation_does_not_raise_it() -> None:
    strong, weak = (fit(powers(price=price) | BAD_REPUTATION) for price in (95, 30))
    assert strong.score == weak.score
    warned = {notice.id for notice in assess(powers(price=95) | BAD_REPUTATION).warnings}
    assert "price_without_quality" in warned


@pytest.mark.parametrize(
    ("fields", "patterns"),
    [
        (powers(price=80) | GOOD_QUALITY, {"pattern_cold_start"}),
        (powers(price=80) | BAD_REPUTATION, set()),
        (powers(price=80, content=70) | GOOD_QUALITY | {"ext.shelf.mall_share": 0.05},
         {"pattern_content_to_shelf"}),
        (powers() | {"affiliates.active": 30, "ext.shelf.search_share": 0.02},
         {"pattern_content_to_shelf"}),
        (powers() | {"affiliates.active": 30, "ext.shelf.search_share": 0.3,
                     "ext.shelf.mall_share": 0.3}, set()),
        (powers(brand=70) | {"supply.stock_days": 30.0, "ext.shelf.card_quality": 70},
         {"pattern_brand_event"}),
        (powers(brand=70) | {"supply.stock_days": 3.0, "ext.shelf.card_quality": 70}, set()),
    ],
)  # fmt: skip
def test_the_pattern_of_growth_that_fits_is_offered(
    fields: Mapping[str, Any], patterns: set[str]
) -> None:
    assert offered(fields) == patterns


@settings(max_examples=40)
@given(FIGURES, st.data())
def test_no_good_figure_that_rises_lowers_the_score(
    figures: dict[str, Any], data: st.DataObject
) -> None:
    if not figures:
        return
    path = data.draw(st.sampled_from(sorted(figures)))
    better = {**figures, path: max(figures[path], data.draw(RISING[path]))}
    before, after = fit(figures), fit(better)
    assert (before.score is None) == (after.score is None)
    for one, other in ((before.low, after.low), (before.high, after.high)):
        assert one <= other + 1e-9
    if before.score is not None and after.score is not None:
        assert before.score <= after.score + 1e-9


@settings(max_examples=30)
@given(FIGURES, st.integers(1, 100), st.integers(1, 100))
def test_a_better_rank_in_search_never_lowers_the_score(
    figures: dict[str, Any], one: int, other: int
) -> None:
    better, worse = sorted([one, other])
    scores = [fit(figures | {"ext.shelf.search_rank": rank}).score for rank in (better, worse)]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0] >= scores[1] - 1e-9
