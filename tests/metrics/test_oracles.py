"""The arithmetic that must follow from the source article, asked of the public names only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factmatrix
from factmatrix import BrandProfile, Deal, DealVerdict, metrics

EXAMPLES = """
[[creators]]
name = "1"
channel = "video"
contract = "fee"
fee = 10_000
traffic_cost = 0
views = 20_000
gmv = 3_000
refund_rate = 0

[[creators]]
name = "2"
channel = "video"
contract = "fee"
fee = 20_000
traffic_cost = 0
views = 3_000_000
gmv = 100_000
refund_rate = 0
"""
SESSION = """
[[creators]]
name = "session"
channel = "live"
contract = "fee"
fee = 300_000
traffic_cost = 86_000
gmv = 1_377_000
refund_amount = 1_320_000
"""


def brand(text: str) -> BrandProfile:
    """The profile of a brand with these tables."""
    head = 'format = 1\n[brand]\nname = "Ling"\ncategory = "food"\n'
    reading = factmatrix.read_profile(head + text)
    assert reading.profile is not None, reading.errors
    return reading.profile


def deals(text: str) -> list[Deal]:
    return list(factmatrix.deals_of(brand(text).creators))


def verdict(text: str) -> DealVerdict:
    """The verdict on the first deal."""
    profile = brand(text)
    return factmatrix.judge_deal(deals(text)[0], profile.economics)


def boosted(*rows: str) -> list[factmatrix.BoostReading]:
    """The readings of videos with these fields, written as TOML."""
    tables = [
        f'[[boost_tests]]\nname = "{i}"\ntarget = "video"\n{row}\n' for i, row in enumerate(rows)
    ]
    rows_read = brand("".join(tables)).boost_tests
    return list(factmatrix.read_boost_tests(rows_read, factmatrix.load_benchmarks()))


def test_o1_the_first_example() -> None:
    first, _ = deals(EXAMPLES)
    assert (first.roi, first.gpm, first.cpm) == pytest.approx((0.3, 150, 500))


def test_o2_the_second_example() -> None:
    _, second = deals(EXAMPLES)
    assert (second.roi, second.gpm, second.cpm) == pytest.approx((5, 33.33, 6.67), abs=0.005)


def test_o3_gpm_and_roi_order_the_two_the_opposite_way_and_it_is_flagged() -> None:
    (ranking,) = factmatrix.compare_deals(deals(EXAMPLES)).rankings
    assert [placed.deal.name for placed in ranking.by_gpm] == ["1", "2"]
    assert [placed.deal.name for placed in ranking.by_roi] == ["2", "1"]
    assert [(placed.gpm_rank, placed.roi_rank) for placed in ranking.by_gpm] == [(1, 2), (2, 1)]
    assert [(p.reversals, p.reversed_with) for p in ranking.by_gpm] == [(1, "2"), (1, "1")]


money = st.floats(min_value=0.01, max_value=1e9)
counts = st.integers(min_value=1, max_value=10**10)


@given(gmv=money, cost=money, views=counts)
def test_o4_roi_is_gpm_over_cpm(gmv: float, cost: float, views: int) -> None:
    deal = Deal(name="any", fee=cost, traffic_cost=0, views=views, gmv=gmv)
    assert deal.gpm is not None
    assert deal.cpm is not None
    assert deal.roi == pytest.approx(deal.gpm / deal.cpm, rel=1e-9)


def test_o5_the_first_example_needs_46667_more_natural_plays() -> None:
    assert metrics.plays_needed(3_000, 20_000, 10_000, 1) == 46_667
    told = verdict(EXAMPLES)
    assert told.profitable is False
    message = next(w.message for w in told.warnings if w.id == "natural_views_needed")
    assert "at least 46,667 more natural plays (2.33 for each so far)" in message.en
    assert "ROI 1.00" in message.en
    assert "播放次数至少还要靠自然流量增加 46,667（现有量的 2.33 倍）" in message.zh


@pytest.mark.parametrize(
    ("plays", "band", "cpm"),
    [(4_000, "below", 25), (5_000, "good", 20), (7_500, "very_good", 13.33)],
)
def test_o17_what_100_yuan_of_dou_plus_bring(plays: int, band: str, cpm: float) -> None:
    (reading,) = boosted(f'tool = "dou_plus"\ncost = 100\npaid_views = {plays}')
    assert reading.dou_plus == band
    assert reading.cpm == pytest.approx(cpm, abs=0.005)


def test_o18_a_hidden_gem_is_boosted_and_a_seen_dud_reworked() -> None:
    gem, middle, dud = boosted(
        "cost = 0\nnatural_views = 50_000\nconversions = 5_000",
        "cost = 0\nnatural_views = 80_000\nconversions = 1_600",
        "cost = 0\nnatural_views = 900_000\nconversions = 900",
    )
    assert [gem.triage, middle.triage, dud.triage] == ["boost", "neither", "rework"]


def test_o20_a_session_of_returned_goods_is_unprofitable_whatever_the_margin() -> None:
    (session,) = deals(SESSION)
    assert session.net_sales == pytest.approx(57_000)
    assert (session.roi, session.net_roi) == pytest.approx((3.57, 0.15), abs=0.005)
    told = verdict(SESSION)
    assert told.profitable is False
    assert [warning.id for warning in told.warnings] == ["loses_money"]
    message = told.warnings[0].message
    assert "at most 57,000 CNY" in message.en
    assert "cost of 386,000 CNY" in message.en
    assert "最多剩 57,000 元，投入为 386,000 元" in message.zh


@given(gmv=money, orders=counts, views=counts)
def test_o21_gpm_is_order_value_times_conversion_times_1000(
    gmv: float, orders: int, views: int
) -> None:
    conversion = metrics.conversion_rate(orders, views)
    composed = metrics.gpm_from_conversion(gmv / orders, conversion)
    assert composed == pytest.approx(metrics.gpm(gmv, views), rel=1e-9)


def test_o22_deals_of_different_denominators_are_not_ranked_together() -> None:
    room = SESSION.replace("gmv", "views = 100_000\ngmv")
    mixed = deals(EXAMPLES + room)
    rankings = factmatrix.compare_deals(mixed).rankings
    assert [ranking.denominator for ranking in rankings] == ["plays", "views"]
    assert [placed.reversals for placed in rankings[1].by_gpm] == [0]
    with pytest.raises(factmatrix.DenominatorError, match="Rank each denominator by itself"):
        factmatrix.rank_deals(mixed)


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in factmatrix.__all__:
        assert name in dir(factmatrix)
        assert getattr(factmatrix, name).__doc__
    assert not hasattr(factmatrix, "nothing_of_this_name")
