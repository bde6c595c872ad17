"""Both orders of deals side by side; deals of different denominators never meet."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factmatrix import Deal, DenominatorError, compare_deals, rank_deals
from factmatrix.profile.choices import Denominator

FIRST = Deal(name="1", denominator="plays", fee=10_000, traffic_cost=0, views=20_000, gmv=3_000)
SECOND = Deal(
    name="2", denominator="plays", fee=20_000, traffic_cost=0, views=3_000_000, gmv=100_000
)


def test_deals_that_agree_in_both_orders_are_not_flagged() -> None:
    better = replace(FIRST, name="3", gmv=6_000)
    assert [placed.reversed_with for placed in rank_deals([FIRST, better]).by_gpm] == [(), ()]


def test_equal_figures_share_a_rank_and_reverse_nothing() -> None:
    ranking = rank_deals([FIRST, replace(FIRST, name="twin"), replace(FIRST, name="worse", gmv=1)])
    assert [placed.gpm_rank for placed in ranking.by_gpm] == [1, 1, 3]
    assert not any(placed.reversed_with for placed in ranking.by_gpm)


def test_an_unknown_figure_comes_last_without_a_rank_and_keeps_the_other_rank() -> None:
    costless = replace(SECOND, name="?", fee=None)
    ranking = rank_deals([costless, FIRST])
    last = ranking.by_roi[-1]
    assert (last.deal.name, last.gpm_rank, last.roi_rank) == ("?", 2, None)
    assert last.reversed_with == ()


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


def ranks(of: list[Deal]) -> dict[str, tuple[int | None, int | None, frozenset[str]]]:
    return {
        placed.deal.name: (placed.gpm_rank, placed.roi_rank, frozenset(placed.reversed_with))
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


@given(one=deals, other=deals)
def test_a_reversal_is_one_that_wins_by_gpm_and_loses_by_roi(
    one: list[Deal], other: list[Deal]
) -> None:
    assume(one and other)
    a = replace(one[0], name="a", denominator="plays")
    b = replace(other[0], name="b", denominator="plays")
    wins, loses = (
        (x.gpm is not None and y.gpm is not None and x.gpm > y.gpm)
        and (x.roi is not None and y.roi is not None and x.roi < y.roi)
        for x, y in ((a, b), (b, a))
    )
    flagged = {placed.deal.name: placed.reversed_with for placed in rank_deals([a, b]).by_gpm}
    assert flagged == ({"a": ("b",), "b": ("a",)} if wins or loses else {"a": (), "b": ()})
