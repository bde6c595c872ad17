"""Rows of creators as deals, and the verdict on each against the brand's margin."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Deal, DealVerdict, deals_of, judge_deal
from factmatrix.profile.choices import Channel, Contract, Denominator
from factmatrix.profile.tables.creators import Creator
from factmatrix.profile.tables.economics import Economics

UNKNOWN = Economics()
KNOWN = Economics(gross_margin=0.5, platform_fee_rate=0.05, return_loss_rate=0.1)


def deal(**fields: object) -> Deal:
    (made,) = deals_of([Creator.model_validate({"name": "甲"} | fields)])
    return made


def ids(verdict: DealVerdict) -> list[str]:
    return [warning.id for warning in verdict.warnings]


# The source's first example: 10,000 CNY, 20,000 plays, 3,000 CNY of sales.
EXAMPLE = Deal(
    name="示例一", denominator="plays", fee=10_000, traffic_cost=0, commission_rate=0,
    views=20_000, gmv=3_000, refund_rate=0,
)  # fmt: skip


def test_a_known_margin_gives_an_exact_break_even() -> None:
    verdict = judge_deal(
        EXAMPLE, Economics(gross_margin=0.4, platform_fee_rate=0, return_loss_rate=0)
    )
    assert verdict.contribution_margin == pytest.approx(0.4)
    assert verdict.break_even_roi == pytest.approx(2.5)
    assert verdict.break_even_gpm == pytest.approx(1_250)
    assert not any("at least" in w.message.en or "至少" in w.message.zh for w in verdict.warnings)


def test_selling_at_a_loss_never_breaks_even() -> None:
    verdict = judge_deal(replace(EXAMPLE, commission_rate=0.6), KNOWN)
    assert ids(verdict) == ["loses_money", "never_breaks_even"]


@pytest.mark.parametrize(("gmv", "profitable"), [(25_000, True), (24_999.9, False)])
def test_covering_the_cost_to_the_cent_is_enough(gmv: float, profitable: bool) -> None:
    economics = Economics(gross_margin=0.4, platform_fee_rate=0, return_loss_rate=0)
    assert judge_deal(replace(EXAMPLE, gmv=gmv), economics).profitable is profitable


def test_without_a_margin_good_sales_prove_nothing() -> None:
    verdict = judge_deal(replace(EXAMPLE, gmv=1e6), UNKNOWN)
    assert verdict.profitable is None
    assert verdict.break_even_roi is None


def test_an_unknown_part_of_the_cost_leaves_roi_unknown_and_is_asked_for() -> None:
    partly = replace(EXAMPLE, traffic_cost=None)
    assert partly.cost is None
    assert partly.roi is None
    verdict = judge_deal(partly, KNOWN)
    assert verdict.profitable is False  # the fee alone exceeds the sales
    (warning,) = [warning for warning in verdict.warnings if warning.id == "cost_unknown"]
    assert "traffic_cost" in warning.message.en
    assert "traffic_cost" in warning.message.zh
    assert "fee" not in warning.message.en
    assert "at least 10,000 CNY" in verdict.warnings[0].message.en


def test_unknown_returns_are_named() -> None:
    assert "returns_unknown" in ids(judge_deal(replace(EXAMPLE, refund_rate=None), KNOWN))
    assert "returns_unknown" not in ids(judge_deal(EXAMPLE, KNOWN))


@pytest.mark.parametrize(
    ("channel", "denominator", "expected"),
    [
        ("video", None, "plays"),
        ("live", None, "views"),
        ("live", "viewers", "viewers"),
        (None, "impressions", "impressions"),
        (None, None, None),
    ],
)
def test_the_channel_says_what_views_counts_unless_the_row_does(
    channel: Channel | None, denominator: Denominator | None, expected: Denominator | None
) -> None:
    made = deal(channel=channel, denominator=denominator, views=1)
    assert made.denominator == expected
    assert ("denominator_unknown" in ids(judge_deal(made, KNOWN))) is (expected is None)


@pytest.mark.parametrize(
    ("contract", "fee", "commission_rate"),
    [("commission", 0, None), ("fee", None, 0), ("mixed", None, None), (None, None, None)],
)
def test_only_the_form_of_the_contract_makes_a_missing_payment_zero(
    contract: Contract | None, fee: float | None, commission_rate: float | None
) -> None:
    made = deal(contract=contract, gmv=1.0)
    assert (made.fee, made.commission_rate) == (fee, commission_rate)


@pytest.mark.parametrize("contract", ["commission", "fee"])
def test_a_payment_that_is_given_wins_over_the_form_of_the_contract(contract: Contract) -> None:
    made = deal(contract=contract, fee=7.0, commission_rate=0.2, gmv=1.0)
    assert (made.fee, made.commission_rate) == (7, 0.2)


def test_commission_is_no_cost() -> None:
    assert replace(EXAMPLE, commission_rate=0.3).roi == EXAMPLE.roi


def test_amplification_sets_natural_against_paid_views() -> None:
    assert deal(views=100, natural_views=75).amplification == pytest.approx(3)
    assert deal(views=100, natural_views=100).amplification is None
    assert deal(views=100).amplification is None


def test_candidates_are_no_deals_and_half_known_rows_are() -> None:
    rows = [Creator(name="a"), Creator(name="b", gmv=1.0), Creator(name="c", views=1)]
    assert [made.name for made in deals_of(rows)] == ["b", "c"]


def test_a_row_without_a_name_is_called_by_its_place() -> None:
    assert [made.name for made in deals_of([Creator(name="a"), Creator(views=1)])] == ["#2"]


def test_more_natural_views_than_views_are_refused() -> None:
    with pytest.raises(ValueError, match="paid_views is -1"):
        _ = deal(views=10, natural_views=11).amplification


def test_more_returned_than_sold_is_refused() -> None:
    with pytest.raises(ValueError, match=r"refund_rate is 1\.01"):
        judge_deal(deal(gmv=100.0, refund_amount=101.0), KNOWN)


@pytest.mark.parametrize(
    ("fields", "rate"),
    [
        ({"refund_rate": 0.3}, 0.3),
        ({"refund_amount": 25.0}, 0.25),
        ({"refund_amount": 25.0, "refund_rate": 0.3}, 0.25),
        ({"refund_amount": 0.0, "gmv": 0.0}, 0),
        ({"refund_amount": 0.0, "gmv": None}, 0),
        ({"refund_amount": 25.0, "gmv": None}, None),
        ({"refund_amount": 25.0, "refund_rate": 0.3, "gmv": None}, 0.3),
        ({}, None),
    ],
)
def test_returns_come_from_the_amount_or_else_from_the_rate(
    fields: dict[str, object], rate: float | None
) -> None:
    assert deal(**{"views": 1, "gmv": 100.0} | fields).refund_rate == rate


money = st.floats(min_value=0, max_value=1e7)
shares = st.floats(min_value=0, max_value=1)
whole_deals = st.builds(
    Deal,
    name=st.just("甲"),
    denominator=st.just("plays"),
    fee=money,
    traffic_cost=money,
    commission_rate=shares,
    views=st.integers(min_value=0, max_value=10**8),
    natural_views=st.none(),
    gmv=money,
    refund_rate=shares,
)
whole_economics = st.builds(
    Economics,
    gross_margin=st.floats(min_value=-1, max_value=1),
    platform_fee_rate=shares,
    return_loss_rate=shares,
)


@given(whole=whole_deals, economics=whole_economics, data=st.data())
def test_a_verdict_on_part_of_the_figures_holds_for_all_of_them(
    whole: Deal, economics: Economics, data: st.DataObject
) -> None:
    fields = st.sampled_from(["fee", "traffic_cost", "commission_rate", "gmv", "refund_rate"])
    rates = st.sampled_from(["gross_margin", "platform_fee_rate", "return_loss_rate"])
    hidden: dict[str, Any] = dict.fromkeys(data.draw(st.sets(fields)))
    unknown = dict.fromkeys(data.draw(st.sets(rates)))
    part = judge_deal(replace(whole, **hidden), economics.model_copy(update=unknown))
    full = judge_deal(whole, economics)
    assert full.profitable is not None
    assert part.profitable in (None, full.profitable)
    assert part.break_even_roi in (None, full.break_even_roi)


@given(whole=whole_deals, economics=whole_economics, more=money)
def test_paying_more_never_makes_a_deal_profitable(
    whole: Deal, economics: Economics, more: float
) -> None:
    assert whole.fee is not None
    dearer = judge_deal(replace(whole, fee=whole.fee + more), economics)
    assert not (dearer.profitable and not judge_deal(whole, economics).profitable)


@given(whole=whole_deals, economics=whole_economics)
def test_profitable_deals_are_those_at_or_above_the_break_even_roi(
    whole: Deal, economics: Economics
) -> None:
    verdict = judge_deal(whole, economics)
    if whole.roi is None or verdict.break_even_roi is None:
        return
    if math.isinf(verdict.break_even_roi):  # no ROI, not even that of a vanishing cost, earns it
        assert not verdict.profitable or (whole.cost or 0.0) <= 1
        return
    if whole.roi >= verdict.break_even_roi * (1 + 1e-6):
        assert verdict.profitable
    if verdict.profitable and whole.cost and whole.cost > 1:
        assert whole.roi >= verdict.break_even_roi * 0.99
