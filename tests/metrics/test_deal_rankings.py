"""Both orders of deals side by side; deals of different denominators never meet."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Deal, DenominatorError, compare_deals, rank_deals
from factmatrix.deals.ranking import PlacedDeal
from factmatrix.profile.choices import Denominator

FIRST = Deal(name="1", denominator="plays", fee=10_000, traffic_cost=0, views=20_000, gmv=3_000)
SECOND = Deal(
    name="2", denominator="plays", fee=20_000, traffic_cost=0, views=3_000_000, gmv=100_000
)


def test_deals_that_agree_in_both_orders_are_not_flagged() -> None:
    better = replace(FIRST, name="3", gmv=6_000)
    assert [placed.reversals for placed in rank_deals([FIRST, better]).by_gpm] == [0, 0]


def test_equal_figures_share_a_rank_and_reverse_nothing() -> None:
    ranking = rank_deals([FIRST, replace(FIRST, name="twin"), replace(FIRST, name="worse", gmv=1)])
    assert [placed.gpm_rank for placed in ranking.by_gpm] == [1, 1, 3]
    assert not any(placed.reversals for placed in ranking.by_gpm)


def test_equal_gpm_at_different_prices_reverses_nothing() -> None:
    ranking = rank_deals([replace(FIRST, name=str(fee), fee=fee) for fee in (1, 2, 3)])
    assert [placed.roi_rank for placed in ranking.by_roi] == [1, 2, 3]
    assert [(p.reversals, p.reversed_with) for p in ranking.by_gpm] == [(0, None)] * 3


def test_an_unknown_figure_comes_last_without_a_rank_and_keeps_the_other_rank() -> None:
    costless = replace(SECOND, name="?", fee=None)
    ranking = rank_deals([costless, FIRST])
    last = ranking.by_roi[-1]
    assert (last.deal.name, last.gpm_rank, last.roi_rank) == ("?", 2, None)
    assert (last.reversals, last.reversed_with) == (0, None)


def test_each_denominator_is_ranked_by_itself() -> None:
    room = Deal(name="room", denominator="views", fee=1, traffic_cost=0, views=10, gmv=1_000)
    comparison = compare_deals([FIRST, room, SECOND])
    assert [ranking.denominator for ranking in comparison.rankings] == ["plays", "views"]
    assert [len(ranking.by_gpm) for ranking in comparison.rankings] == [2, 1]
    assert comparison.rankings[1].by_gpm[0].gpm_rank == 1


def test_a_deal_whose_count_is_unknown_is_not_ranked() -> None:
    unclear = replace(FIRST, name="?", denominator=None)
    comparison = compare_deals([unclear, SECOND])
    assert comparison.unranked == (unclear,)
    assert [placed.deal for placed in comparison.rankings[0].by_gpm] == [SECOND]


@pytest.mark.parametrize("denominator", ["views", "viewers", "impressions", None])
def test_ranking_across_denominators_is_refused(denominator: Denominator | None) -> None:
    with pytest.raises(DenominatorError) as caught:
        rank_deals([FIRST, replace(SECOND, denominator=denominator)])
    assert f"1: plays, 2: {denominator or 'unknown'}" in caught.value.text.en
    assert "1（播放次数）" in caught.value.text.zh
    assert "Rank each denominator by itself" in caught.value.text.en


def test_ranking_deals_of_an_unknown_denominator_is_refused() -> None:
    with pytest.raises(DenominatorError, match="1: unknown"):
        rank_deals([replace(FIRST, denominator=None)])


def test_ranking_nothing_is_refused_and_comparing_nothing_is_empty() -> None:
    with pytest.raises(DenominatorError, match="no deals"):
        rank_deals([])
    assert compare_deals([]).rankings == ()


figures = st.integers(min_value=0, max_value=5)
deals = st.lists(
    st.builds(
        Deal,
        name=st.uuids().map(str),
        denominator=st.sampled_from(["plays", "views", None]),
        fee=figures | st.none(),
        traffic_cost=st.just(0),
        views=figures | st.none(),
        gmv=figures | st.none(),
    ),
    max_size=8,
    unique_by=lambda deal: deal.name,
)


def ranks(of: list[Deal]) -> dict[str, tuple[int | None, int | None, int]]:
    return {
        placed.deal.name: (placed.gpm_rank, placed.roi_rank, placed.reversals)
        for ranking in compare_deals(of).rankings
        for placed in ranking.by_gpm
    }


@given(deals=deals, data=st.data())
def test_the_order_of_the_rows_decides_nothing(deals: list[Deal], data: st.DataObject) -> None:
    assert ranks(data.draw(st.permutations(deals))) == ranks(deals)


@given(deals=deals)
def test_deals_of_other_denominators_change_nothing(deals: list[Deal]) -> None:
    plays = [deal for deal in deals if deal.denominator == "plays"]
    everything = ranks(deals)
    assert ranks(plays) == {deal.name: everything[deal.name] for deal in plays}


@given(deals=deals)
def test_every_deal_stands_once_in_each_order_or_among_the_unranked(deals: list[Deal]) -> None:
    comparison = compare_deals(deals)
    for order in ("by_gpm", "by_roi"):
        placed = [p.deal for r in comparison.rankings for p in getattr(r, order)]
        assert sorted(d.name for d in [*placed, *comparison.unranked]) == sorted(
            d.name for d in deals
        )


def disagree(one: PlacedDeal, other: PlacedDeal) -> bool:
    """Whether one of the two wins by GPM and loses by ROI."""
    a, b = one.deal, other.deal
    if None in (a.gpm, b.gpm, a.roi, b.roi):
        return False
    assert a.gpm is not None and b.gpm is not None  # noqa: PT018 - for the type checker
    assert a.roi is not None and b.roi is not None  # noqa: PT018
    return (a.gpm - b.gpm) * (a.roi - b.roi) < 0


@given(deals=deals)
def test_reversals_are_counted_as_comparing_every_pair_does(deals: list[Deal]) -> None:
    for ranking in compare_deals(deals).rankings:
        for placed in ranking.by_gpm:
            against = {p.deal.name: p for p in ranking.by_gpm if disagree(placed, p)}
            assert placed.reversals == len(against)
            assert (placed.reversed_with is None) == (not against)
            if placed.reversed_with is not None:
                gaps = {
                    n: abs(sure(p.roi_rank) - sure(placed.roi_rank)) for n, p in against.items()
                }
                assert gaps[placed.reversed_with] == max(gaps.values())


def sure(rank: int | None) -> int:
    assert rank is not None
    return rank
