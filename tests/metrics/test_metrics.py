"""The arithmetic: the source's worked examples, the identities, and what is not a number."""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factmatrix import metrics

money = st.floats(min_value=0.01, max_value=1e9)
counts = st.integers(min_value=1, max_value=10**10)
ratios = st.floats(min_value=0, max_value=1e4)
shares = st.floats(min_value=0, max_value=1)
percents = st.integers(min_value=0, max_value=100)
margins = st.fixed_dictionaries(
    {
        "gross_margin": st.floats(min_value=-1, max_value=1),
        "commission_rate": shares,
        "platform_fee_rate": shares,
        "refund_rate": shares,
        "return_loss_rate": shares,
    }
)


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9)


def sure(value: float | None) -> float:
    assert value is not None
    return value


def test_first_example_pays_back_with_46667_more_natural_plays() -> None:
    assert metrics.plays_needed(3_000, 20_000, 10_000, 1) == 46_667
    assert metrics.amplification_needed(150, 500, 1) == pytest.approx(2.33, abs=0.005)


def test_first_example_equals_the_second_with_333333_plays_in_all() -> None:
    assert metrics.plays_needed(3_000, 20_000, 10_000, 5) == 333_334 - 20_000
    assert metrics.amplification_needed(150, 500, 5) == pytest.approx(15.7, abs=0.05)


def test_session_with_returns_keeps_57000_of_1377000() -> None:
    kept = sure(metrics.net_sales(1_377_000, 1_320_000 / 1_377_000))
    assert kept == close(57_000)
    assert metrics.roi(1_377_000, 386_000) == pytest.approx(3.57, abs=0.005)
    assert metrics.net_roi(kept, 386_000, 0) == pytest.approx(0.15, abs=0.005)


def test_commission_comes_off_the_net_roi() -> None:
    assert metrics.net_roi(100, 50, 0.25) == close(1.5)


def test_break_even_of_half_margin_and_a_tenth_returned() -> None:
    margin = metrics.contribution_margin(
        gross_margin=0.5,
        commission_rate=0,
        platform_fee_rate=0,
        refund_rate=0.1,
        return_loss_rate=0,
    )
    assert metrics.break_even_roi(margin) == pytest.approx(2.22, abs=0.005)


def test_break_even_gpm_of_the_first_examples_cpm() -> None:
    assert metrics.break_even_gpm(500, 0.4) == close(1_250)


@given(gmv=money, viewers=counts)
def test_uv_value_is_a_thousandth_of_the_gpm_of_viewers(gmv: float, viewers: int) -> None:
    assert metrics.uv_value(gmv, viewers) == close(sure(metrics.gpm(gmv, viewers)) / 1000)


@given(cost=money, paid=counts, natural=counts, gmv_per_view=money)
def test_effective_roi_is_the_roi_of_all_views_when_they_sell_alike(
    cost: float, paid: int, natural: int, gmv_per_view: float
) -> None:
    amplification = metrics.natural_amplification(natural, paid)
    gpm, cpm = metrics.gpm(gmv_per_view * paid, paid), metrics.cpm(cost, paid)
    whole = sure(metrics.roi(gmv_per_view * (paid + natural), cost))
    assert metrics.effective_roi(gpm, cpm, amplification) == close(whole)


@given(gpm=money, cpm=money, target=st.floats(min_value=0.01, max_value=100))
def test_the_needed_amplification_reaches_the_target_and_is_never_negative(
    gpm: float, cpm: float, target: float
) -> None:
    needed = sure(metrics.amplification_needed(gpm, cpm, target))
    if needed > 0:
        assert metrics.effective_roi(gpm, cpm, needed) == close(target)
    else:
        assert gpm / cpm >= target * (1 - 1e-9)


@given(gmv=money, views=counts, cost=money, target=st.floats(min_value=0.01, max_value=100))
def test_the_needed_plays_suffice_and_one_less_does_not(
    gmv: float, views: int, cost: float, target: float
) -> None:
    needed = sure(metrics.plays_needed(gmv, views, cost, target))
    assert needed == int(needed)
    sells_each = Fraction(gmv) / views
    goal = Fraction(target) * Fraction(cost)
    assert sells_each * (views + int(needed)) >= goal
    if needed:
        assert sells_each * (views + int(needed) - 1) < goal


@given(gmv=money, views=counts, cost=money)
def test_a_target_met_exactly_needs_no_more_plays(gmv: float, views: int, cost: float) -> None:
    assert metrics.plays_needed(cost, views, cost, 1) == 0


def profit_of_1000_orders(rates: Mapping[str, int], price: Fraction, cost: Fraction) -> Fraction:
    """What 1,000 orders leave, booked order by order; every rate in percent."""
    returned = 1000 * rates["refund_rate"] // 100
    profit = -cost
    for order in range(1000):
        if order < returned:
            profit -= price * rates["return_loss_rate"] / 100
        else:
            goods = price * (100 - rates["gross_margin"]) / 100
            fees = price * (rates["commission_rate"] + rates["platform_fee_rate"]) / 100
            profit += price - goods - fees
    return profit


@given(
    rates=st.fixed_dictionaries(
        {
            "gross_margin": st.integers(min_value=-100, max_value=100),
            "commission_rate": percents,
            "platform_fee_rate": percents,
            "refund_rate": percents,
            "return_loss_rate": percents,
        }
    ),
    price=st.integers(min_value=1, max_value=10_000),
    views=st.integers(min_value=1_000, max_value=10**6),
)
def test_break_even_is_where_the_booked_profit_turns(
    rates: dict[str, int], price: int, views: int
) -> None:
    share = {name: percent / 100 for name, percent in rates.items()}
    margin = metrics.contribution_margin(**share)
    roi = sure(metrics.break_even_roi(margin))
    gmv, each = Fraction(1000 * price), Fraction(price)
    if math.isinf(roi):
        assert profit_of_1000_orders(rates, each, Fraction(0)) <= 0
        assert metrics.break_even_gpm(1, margin) == math.inf
        return
    cost = gmv / Fraction(roi)
    assert profit_of_1000_orders(rates, each, cost * Fraction("0.999999")) > 0
    assert profit_of_1000_orders(rates, each, cost * Fraction("1.000001")) < 0
    cpm = sure(metrics.cpm(float(cost), views))
    assert metrics.break_even_gpm(cpm, margin) == close(sure(metrics.gpm(float(gmv), views)))


@given(
    rates=margins,
    name=st.sampled_from(["commission_rate", "platform_fee_rate", "return_loss_rate"]),
    more=shares,
)
def test_fees_and_losses_never_raise_the_margin(
    rates: dict[str, float], name: str, more: float
) -> None:
    assume(more >= rates[name])
    margin = sure(metrics.contribution_margin(**rates))
    costlier = sure(metrics.contribution_margin(**{**rates, name: more}))
    assert costlier <= margin
    assert sure(metrics.break_even_roi(costlier)) >= sure(metrics.break_even_roi(margin))


@given(rates=margins, more=st.floats(min_value=-1, max_value=1))
def test_a_better_gross_margin_never_lowers_the_margin(
    rates: dict[str, float], more: float
) -> None:
    assume(more >= rates["gross_margin"])
    better = metrics.contribution_margin(**{**rates, "gross_margin": more})
    assert sure(better) >= sure(metrics.contribution_margin(**rates))


@given(gmv=money, views=counts, cost=money, dearer=money)
def test_a_dearer_deal_never_looks_better(
    gmv: float, views: int, cost: float, dearer: float
) -> None:
    assume(dearer >= cost)
    assert sure(metrics.roi(gmv, dearer)) <= sure(metrics.roi(gmv, cost))
    assert sure(metrics.net_roi(gmv, dearer, 0.2)) <= sure(metrics.net_roi(gmv, cost, 0.2))
    assert sure(metrics.cpm(dearer, views)) >= sure(metrics.cpm(cost, views))
    needed = sure(metrics.plays_needed(gmv, views, cost, 1))
    assert sure(metrics.plays_needed(gmv, views, dearer, 1)) >= needed


@given(gmv=money, cost=money, refund=shares, commission=shares)
def test_returns_and_commission_only_take_away(
    gmv: float, cost: float, refund: float, commission: float
) -> None:
    net = sure(metrics.net_roi(metrics.net_sales(gmv, refund), cost, commission))
    assert 0 <= net <= sure(metrics.roi(gmv, cost))


@pytest.mark.parametrize(
    ("figure", "arguments"),
    [
        (metrics.roi, (1, 0)),
        (metrics.gpm, (1, 0)),
        (metrics.cpm, (1, 0)),
        (metrics.uv_value, (1, 0)),
        (metrics.conversion_rate, (1, 0)),
        (metrics.natural_amplification, (1, 0)),
        (metrics.plays_per_spend, (1, 0, 100)),
        (metrics.effective_roi, (1, 0, 1)),
        (metrics.amplification_needed, (1, 0, 1)),
        (metrics.plays_needed, (1, 0, 1, 1)),
        (metrics.plays_needed, (1, 1, 0, 1)),
        (metrics.net_roi, (1, 0, 0)),
    ],
)
def test_a_denominator_of_zero_leaves_the_figure_undefined(
    figure: Callable[..., float | None], arguments: tuple[float, ...]
) -> None:
    assert figure(*arguments) is None


FIGURES: list[tuple[Callable[..., float | None], dict[str, float]]] = [
    (metrics.roi, {"gmv": 1, "cost": 1}),
    (metrics.gpm, {"gmv": 1, "views": 1}),
    (metrics.gpm_from_conversion, {"aov": 1, "conversion_rate": 0.5}),
    (metrics.cpm, {"cost": 1, "views": 1}),
    (metrics.plays_per_spend, {"plays": 1, "cost": 1, "spend": 1}),
    (metrics.uv_value, {"gmv": 1, "viewers": 1}),
    (metrics.conversion_rate, {"orders": 1, "views": 1}),
    (metrics.natural_amplification, {"natural_views": 1, "paid_views": 1}),
    (metrics.effective_roi, {"gpm": 1, "cpm": 1, "amplification": 1}),
    (metrics.amplification_needed, {"gpm": 1, "cpm": 1, "target_roi": 2}),
    (metrics.plays_needed, {"gmv": 1, "views": 1, "cost": 1, "target_roi": 2}),
    (metrics.net_sales, {"gmv": 1, "refund_rate": 0.5}),
    (metrics.net_roi, {"net_sales": 1, "cost": 1, "commission_rate": 0.5}),
    (
        metrics.contribution_margin,
        {
            "gross_margin": 0.5,
            "commission_rate": 0.1,
            "platform_fee_rate": 0.1,
            "refund_rate": 0.1,
            "return_loss_rate": 0.1,
        },
    ),
    (metrics.break_even_roi, {"contribution_margin": 0.5}),
    (metrics.break_even_gpm, {"cpm": 1, "contribution_margin": 0.5}),
]
ARGUMENTS = [
    pytest.param(figure, arguments, name, id=f"{figure.__name__}-{name}")
    for figure, arguments in FIGURES
    for name in arguments
]


@pytest.mark.parametrize(("figure", "arguments", "name"), ARGUMENTS)
def test_an_unknown_argument_leaves_the_figure_unknown(
    figure: Callable[..., float | None], arguments: dict[str, float], name: str
) -> None:
    assert figure(**arguments) is not None
    assert figure(**{**arguments, name: None}) is None


@pytest.mark.parametrize(("figure", "arguments", "name"), ARGUMENTS)
def test_nan_and_minus_infinity_are_refused_by_name_even_beside_unknown_figures(
    figure: Callable[..., float | None], arguments: dict[str, float], name: str
) -> None:
    unknown: dict[str, float | None] = dict.fromkeys(arguments)
    for wrong in (math.nan, -math.inf):
        with pytest.raises(ValueError, match=name):
            figure(**{**unknown, name: wrong})


@pytest.mark.parametrize(("figure", "arguments", "name"), ARGUMENTS)
def test_negative_figures_are_refused_but_for_margins(
    figure: Callable[..., float | None], arguments: dict[str, float], name: str
) -> None:
    changed = {**arguments, name: -0.5}
    if name in ("gross_margin", "contribution_margin"):
        assert figure(**changed) is not None
    else:
        with pytest.raises(ValueError, match=name):
            figure(**changed)


@pytest.mark.parametrize("name", ["gmv", "cost"])
def test_infinite_money_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is inf"):
        metrics.roi(**{"gmv": 1.0, "cost": 1.0, name: math.inf})


def test_a_percentage_for_a_share_is_refused_with_the_cure() -> None:
    with pytest.raises(ValueError, match=r"refund_rate is 35.*35 % is 0\.35"):
        metrics.net_sales(1, 35)


def test_nothing_sold_never_reaches_any_roi() -> None:
    assert metrics.plays_needed(0, 100, 100, 1) == math.inf
    assert metrics.plays_needed(1e-310, 100, 100, 1) == math.inf
    assert metrics.amplification_needed(0, 500, 1) == math.inf


def test_an_infinite_break_even_is_never_reached() -> None:
    never = metrics.break_even_roi(0)
    assert never == math.inf
    assert metrics.plays_needed(100, 100, 100, never) == math.inf
    assert metrics.amplification_needed(150, 500, never) == math.inf


def test_a_target_of_zero_is_always_reached() -> None:
    assert metrics.plays_needed(0, 100, 100, 0) == 0
    assert metrics.amplification_needed(0, 500, 0) == 0


def test_rounding_dust_is_no_margin() -> None:
    # (1 - 0.25) * 0.05 - 0.25 * 0.15 is 0, but 7e-18 in floating point
    margin = metrics.contribution_margin(
        gross_margin=0.05,
        commission_rate=0,
        platform_fee_rate=0,
        refund_rate=0.25,
        return_loss_rate=0.15,
    )
    assert metrics.break_even_roi(margin) == math.inf
