"""Readings of DOU+ and Qianchuan tests: the DOU+ bands, and which videos to boost or rework."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix.boosts.readings import (
    DOU_PLUS_ADVICE,
    TRIAGE_ADVICE,
    DouPlusBand,
    Triage,
    dou_plus_band,
    read_boost_tests,
)
from factmatrix.profile.tables.boost_tests import BoostTest
from factmatrix.rules.benchmarks import load_benchmarks

BENCHMARKS = load_benchmarks()


def row(**fields: object) -> BoostTest:
    return BoostTest.model_validate({"name": "甲", "tool": "dou_plus", "target": "video"} | fields)


def video(natural_views: int, conversions: int, **fields: object) -> BoostTest:
    """A video without a push."""
    return row(cost=0.0, natural_views=natural_views, conversions=conversions, **fields)


def triages(*rows: BoostTest) -> list[Triage | None]:
    return [reading.triage for reading in read_boost_tests(rows, BENCHMARKS)]


@pytest.mark.parametrize(
    ("plays", "band", "cpm"),
    [
        (4_000, "below", 25),
        (4_999, "below", 20),
        (5_000, "good", 20),
        (6_999, "good", 14.29),
        (7_000, "very_good", 14.29),
        (7_500, "very_good", 13.33),
        (8_000, "very_good", 12.5),
        (20_000, "very_good", 5),
    ],
)
def test_what_100_yuan_of_dou_plus_bring(plays: int, band: DouPlusBand, cpm: float) -> None:
    (reading,) = read_boost_tests([row(cost=100.0, paid_views=plays)], BENCHMARKS)
    assert reading.dou_plus == band
    assert reading.cpm == pytest.approx(cpm, abs=0.01)


@given(
    cost=st.integers(min_value=1, max_value=10**6), plays=st.integers(min_value=0, max_value=10**9)
)
def test_the_band_goes_by_plays_for_the_money_whatever_was_spent(cost: int, plays: int) -> None:
    per_100 = plays * 100
    expected = "below" if per_100 < 5_000 * cost else "good" if per_100 < 7_000 * cost else None
    assert dou_plus_band(cost, plays, BENCHMARKS.dou_plus) == (expected or "very_good")


def test_money_that_brought_no_play_is_below() -> None:
    assert dou_plus_band(100, 0, BENCHMARKS.dou_plus) == "below"


@pytest.mark.parametrize(
    "fields",
    [
        {"cost": 100.0},
        {"paid_views": 5_000},
        {"cost": 0.0, "paid_views": 0},
        {"cost": 100.0, "paid_views": 5_000, "tool": "qianchuan"},
        {"cost": 100.0, "paid_views": 5_000, "target": "live"},
    ],
)
def test_no_band_without_figures_or_for_other_pushes(fields: dict[str, object]) -> None:
    (reading,) = read_boost_tests([row(**fields)], BENCHMARKS)
    assert reading.dou_plus is None


def test_a_hidden_gem_is_boosted_and_a_seen_dud_reworked_against_the_brands_own_median() -> None:
    gem, middle, dud = video(50_000, 5_000), video(80_000, 1_600), video(900_000, 900)
    assert triages(gem, middle, dud) == ["boost", "neither", "rework"]


def test_with_two_videos_the_benchmarks_decide() -> None:
    gem, dud = video(1_000, 50), video(900_000, 900)
    assert triages(gem, dud) == ["boost", "rework"]
    # Both sell above 1 % and were seen more than 5,000 times, so neither stands out.
    assert triages(video(50_000, 5_000), video(80_000, 1_600)) == ["neither", "neither"]


def test_a_third_video_counts_only_if_reach_and_conversion_are_known() -> None:
    gem, middle = video(50_000, 5_000), video(80_000, 1_600)
    unknown = row(cost=0.0, natural_views=900_000)
    assert triages(gem, middle, unknown) == ["neither", "neither", None]


def test_live_rooms_are_neither_triaged_nor_part_of_the_median() -> None:
    gem, middle = video(50_000, 5_000), video(80_000, 1_600)
    room = video(900_000, 900, target="live")
    assert triages(gem, middle, room) == ["neither", "neither", None]


def test_paid_and_natural_views_count_together() -> None:
    (reading,) = read_boost_tests(
        [row(cost=200.0, paid_views=10_000, natural_views=30_000, conversions=400, gmv=8_000.0)],
        BENCHMARKS,
    )
    assert reading.reach == 40_000
    assert reading.conversion_rate == pytest.approx(0.01)
    assert reading.gpm == pytest.approx(200)
    assert reading.cpm == pytest.approx(20)
    assert reading.amplification == pytest.approx(3)
    assert reading.roi == pytest.approx(40)


@pytest.mark.parametrize("missing", ["paid_views", "natural_views"])
def test_half_of_the_views_is_no_reach(missing: str) -> None:
    fields = {"cost": 200.0, "paid_views": 10, "natural_views": 10, "conversions": 1, "gmv": 1.0}
    (reading,) = read_boost_tests([row(**fields | {missing: None})], BENCHMARKS)
    assert (reading.reach, reading.gpm, reading.conversion_rate) == (None, None, None)
    assert reading.triage is None


def test_a_cost_of_zero_says_that_no_view_was_bought() -> None:
    (reading,) = read_boost_tests([video(1_000, 10, gmv=500.0)], BENCHMARKS)
    assert reading.reach == 1_000
    assert (reading.cpm, reading.roi, reading.amplification) == (None, None, None)


def test_advice_exists_for_every_outcome() -> None:
    assert set(DOU_PLUS_ADVICE) == set(get_args(DouPlusBand))
    assert set(TRIAGE_ADVICE) == set(get_args(Triage))


def test_a_row_without_a_name_is_called_by_its_place() -> None:
    readings = read_boost_tests([video(1, 1), BoostTest.model_construct()], BENCHMARKS)
    assert [reading.name for reading in readings] == ["甲", "#2"]


videos = st.lists(
    st.tuples(st.integers(min_value=1, max_value=10**6), st.integers(min_value=0, max_value=10**4)),
    max_size=8,
)


@given(videos=videos, data=st.data())
def test_the_order_of_the_rows_decides_nothing(
    videos: list[tuple[int, int]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(videos))))
    straight = triages(*(video(*figures) for figures in videos))
    shuffled = triages(*(video(*videos[place]) for place in order))
    assert shuffled == [straight[place] for place in order]


@given(videos=videos)
def test_a_boosted_video_sells_better_and_is_seen_less_than_any_reworked_one(
    videos: list[tuple[int, int]],
) -> None:
    readings = read_boost_tests([video(*figures) for figures in videos], BENCHMARKS)
    for gem in (reading for reading in readings if reading.triage == "boost"):
        for dud in (reading for reading in readings if reading.triage == "rework"):
            assert gem.reach is not None
            assert dud.reach is not None
            assert gem.conversion_rate is not None
            assert dud.conversion_rate is not None
            assert gem.reach < dud.reach
            assert gem.conversion_rate > dud.conversion_rate
