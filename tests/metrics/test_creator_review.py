"""A brand's creators as a whole: A or T, what is warned of, and what no figure may depend on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix import BrandProfile, CreatorReview, load_benchmarks, review_creators
from factmatrix.deals.review import ReviewedDeal

THRESHOLDS = load_benchmarks().creators
MARGIN = {"gross_margin": 0.5, "platform_fee_rate": 0.05, "return_loss_rate": 0.1}
SOLD: dict[str, Any] = {
    "channel": "video", "contract": "mixed", "fee": 1_000.0, "traffic_cost": 0.0,
    "commission_rate": 0.2, "views": 10_000, "gmv": 50_000.0, "refund_rate": 0.1,
}  # fmt: skip


def reviewed(rows: list[dict[str, Any]], **tables: object) -> CreatorReview:
    brand = {"name": "禾见", "category": "food"}
    data = {"format": 1, "brand": brand, "economics": MARGIN, **tables}
    return review_creators(
        BrandProfile.model_validate(data | {"creators": tuple(rows)}), THRESHOLDS
    )


def one(**fields: object) -> ReviewedDeal:
    review = reviewed([{"name": "甲", **fields}])
    (deal,) = (*review.all_deals, *review.candidates)
    return deal


def ids(deal: ReviewedDeal) -> set[str]:
    assert all(w.message.en and w.message.zh for w in deal.warnings)
    return {warning.id for warning in deal.warnings}


@pytest.mark.parametrize(
    ("fans", "contract", "kind"),
    [
        (5_000_000, "commission", "T"),
        (4_999_999, "commission", "A"),
        (4_999_999, "fee", "T"),
        (1_000_000, "mixed", "T"),
        (999_999, "fee", "A"),
        (1_000_000, None, None),
        (999_999, None, "A"),
        (None, "fee", None),
    ],
)
def test_size_decides_a_or_t_and_between_the_lines_the_contract(
    fans: int | None, contract: str | None, kind: str | None
) -> None:
    assert one(fans=fans, contract=contract).kind == kind


@pytest.mark.parametrize(
    ("fields", "warned"),
    [
        ({"audience_match": 0.39, "fans": 6_000_000}, {"match_low"}),
        ({"audience_match": 0.4, "fans": 6_000_000}, set()),
        ({"audience_match": 0.39, "fans": 1_000}, set()),
        ({"audience_match": 0.29, "fans": 1_000}, {"match_low"}),
        ({"audience_match": 0.35}, set()),
        ({"tone_match": 0.39}, {"tone_low"}),
        ({"refund_rate": 0.5}, {"returns_high"}),
        ({"refund_rate": 0.49}, set()),
        ({"fee": 10_800.0}, {"fee_above_contribution", "loses_money", "natural_views_needed"}),
        ({"fee": 10_700.0}, set()),
        ({"commission_rate": 0.6},
         {"never_breaks_even", "loses_money", "fee_above_contribution"}),
    ],
)  # fmt: skip
def test_a_deal_is_warned_of_from_its_threshold_on(
    fields: dict[str, Any], warned: set[str]
) -> None:
    deal = one(**SOLD | fields)
    assert ids(deal) == warned


def test_the_rules_of_a_low_match_are_those_of_the_position() -> None:
    for fans, rules in ((6_000_000, ("R62",)), (1_000, ("R54",))):
        (warning,) = one(audience_match=0.2, fans=fans).warnings
        assert warning.rules == rules


def test_a_candidate_is_measured_by_what_the_deals_so_far_sold() -> None:
    candidate = {"name": "新", "channel": "live", "fee": 30_000.0, "traffic_cost": 0.0,
                 "commission_rate": 0.2, "refund_rate": 0.1}  # fmt: skip
    rows = [{**SOLD, "name": str(i)} for i in range(3)]
    (found,) = reviewed([*rows, candidate]).candidates
    margin = 0.9 * 0.25 - 0.01
    assert found.verdict.gmv_needed == pytest.approx(30_000 / margin)
    assert ids(found) == {"fee_above_expected"}
    (few,) = reviewed([*rows[:2], candidate]).candidates
    assert ids(few) == set()
    (cheap,) = reviewed([*rows, {**candidate, "fee": 10_000.0}]).candidates
    assert ids(cheap) == set()


def test_sales_in_one_hand_are_warned_of() -> None:
    rows = [{**SOLD, "name": "甲", "gmv": 60_000.0}, {**SOLD, "name": "乙"}]
    sales = {"monthly_gmv": 100_000.0, "top_creator_share": 0.51}
    told = {w.id: w for w in reviewed(rows, sales=sales).warnings}
    assert set(told) == {"one_creator", "top_creator_share", "one_creator_of_shop"}
    assert "甲 brought 55% of what all creators sold" in told["one_creator"].message.en
    even = [{**SOLD, "name": "甲"}, {**SOLD, "name": "乙"}]
    assert not reviewed(even, sales={"monthly_gmv": 100_000.0, "top_creator_share": 0.5}).warnings
    assert not reviewed(even[:1]).warnings


money = st.integers(min_value=0, max_value=10**6).map(float)
rows = st.lists(
    st.fixed_dictionaries(
        {"fee": money | st.none(), "traffic_cost": money},
        optional={
            "denominator": st.sampled_from(["plays", "views", "viewers", "impressions"]),
            "views": st.integers(min_value=0, max_value=10**7),
            "gmv": money,
            "refund_rate": st.sampled_from([0.0, 0.2, 0.7]),
            "commission_rate": st.sampled_from([0.0, 0.3]),
            "fans": st.sampled_from([1_000, 2_000_000, 9_000_000]),
        },
    ),
    max_size=8,
).map(lambda found: [{"name": str(i), **row} for i, row in enumerate(found)])


def by_name(review: CreatorReview) -> dict[str, ReviewedDeal]:
    return {deal.deal.name: deal for deal in (*review.all_deals, *review.candidates)}


@settings(max_examples=60)
@given(found=rows, data=st.data())
def test_every_row_stands_once_among_its_own_kind_in_whatever_order(
    found: list[dict[str, Any]], data: st.DataObject
) -> None:
    review = reviewed(found)
    assert len(by_name(review)) == len(found)
    for table in review.tables:
        assert {deal.deal.denominator for deal in table.deals} == {table.denominator}
        ranks = [deal.gpm_rank for deal in table.deals if deal.gpm_rank is not None]
        assert ranks == sorted(ranks)
        assert ranks[:1] in ([], [1])
    assert all(deal.deal.is_candidate for deal in review.candidates)
    shuffled = by_name(reviewed(data.draw(st.permutations(found))))
    for name, deal in by_name(review).items():
        other = shuffled[name]
        assert (deal.gpm_rank, deal.roi_rank, deal.reversals, deal.verdict) == (
            other.gpm_rank, other.roi_rank, other.reversals, other.verdict,
        )  # fmt: skip
        if deal.deal.roi is not None and deal.deal.gpm is not None and deal.deal.cpm:
            assert deal.deal.roi == pytest.approx(deal.deal.gpm / deal.deal.cpm)


@settings(max_examples=60)
@given(found=rows, more=money)
def test_dearer_traffic_never_makes_a_deal_better(found: list[dict[str, Any]], more: float) -> None:
    cheap = by_name(reviewed(found))
    dear = by_name(reviewed([{**r, "traffic_cost": r["traffic_cost"] + more} for r in found]))
    worth = {False: 0, None: 1, True: 2}
    for name, deal in cheap.items():
        for figure in ("roi", "net_roi"):
            before, after = getattr(deal.deal, figure), getattr(dear[name].deal, figure)
            assert before is None or after is None or after <= before
        assert worth[dear[name].verdict.profitable] <= worth[deal.verdict.profitable]


@settings(max_examples=60)
@given(found=rows, tens=st.sampled_from([0.5, 2.0, 1024.0]))
def test_another_unit_of_money_moves_gpm_and_cpm_and_nothing_else(
    found: list[dict[str, Any]], tens: float
) -> None:
    monies = ("fee", "traffic_cost", "gmv")
    scaled = [
        {k: v * tens if k in monies and v is not None else v for k, v in r.items()} for r in found
    ]
    after = by_name(reviewed(scaled))
    for name, deal in by_name(reviewed(found)).items():
        other = after[name]
        assert (deal.gpm_rank, deal.roi_rank, deal.reversals) == (
            other.gpm_rank, other.roi_rank, other.reversals,
        )  # fmt: skip
        assert deal.deal.roi == other.deal.roi
        for figure in ("gpm", "cpm"):
            before = getattr(deal.deal, figure)
            assert getattr(other.deal, figure) == (None if before is None else before * tens)
