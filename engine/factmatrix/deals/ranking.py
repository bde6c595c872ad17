"""Deals ranked by GPM and by ROI side by side, and where the two disagree (R20–R24).

GPM per play, per view, per viewer and per impression are four different figures, so only deals of
one denominator are ever ranked together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factmatrix.deals.deal import COUNTED, Deal
from factmatrix.deals.reversals import reversals
from factmatrix.profile.choices import Denominator
from factmatrix.text import Text


class DenominatorError(ValueError):
    """Deals that cannot be ranked together; `text` says so in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class PlacedDeal(NamedTuple):
    """A deal with its ranks among the deals of its denominator.

    1 is the best, equal figures share a rank, and an unknown figure has none. `reversals` counts
    the deals that it beats by one figure and loses to by the other (R23); `reversed_with` names the
    one of them that is furthest away by ROI.
    """

    deal: Deal
    gpm_rank: int | None
    roi_rank: int | None
    reversals: int
    reversed_with: str | None


class DealRanking(NamedTuple):
    """The deals of one denominator in both orders; unknown figures come last."""

    denominator: Denominator
    by_gpm: tuple[PlacedDeal, ...]
    by_roi: tuple[PlacedDeal, ...]


class DealComparison(NamedTuple):
    """One ranking a denominator, and the deals whose denominator is unknown."""

    rankings: tuple[DealRanking, ...]
    unranked: tuple[Deal, ...]


def compare_deals(deals: Iterable[Deal]) -> DealComparison:
    """Each deal ranked among those of its own denominator."""
    groups: dict[Denominator, list[Deal]] = {}
    unranked = []
    for deal in deals:
        if deal.denominator is None:
            unranked.append(deal)
        else:
            groups.setdefault(deal.denominator, []).append(deal)
    return DealComparison(tuple(rank_deals(group) for group in groups.values()), tuple(unranked))


def rank_deals(deals: Sequence[Deal]) -> DealRanking:
    """The ranking of deals that share one known denominator. Raises DenominatorError otherwise."""
    denominator = _shared_denominator(deals)
    by_gpm = _ranks([deal.gpm for deal in deals])
    by_roi = _ranks([deal.roi for deal in deals])
    ranks = list(zip(by_gpm, by_roi, strict=True))
    placed = [
        PlacedDeal(
            deal, *own, found.number, None if found.sharpest is None else deals[found.sharpest].name
        )
        for deal, own, found in zip(deals, ranks, reversals(ranks), strict=True)
    ]
    return DealRanking(
        denominator,
        by_gpm=tuple(sorted(placed, key=lambda deal: _unknown_last(deal.gpm_rank))),
        by_roi=tuple(sorted(placed, key=lambda deal: _unknown_last(deal.roi_rank))),
    )


def _shared_denominator(deals: Sequence[Deal]) -> Denominator:
    denominators = {deal.denominator for deal in deals}
    shared = next(iter(denominators), None)
    if shared is not None and len(denominators) == 1:
        return shared
    found, found_zh = [], []
    for deal in deals:
        counted = deal.denominator
        found.append(f"{deal.name}: {counted or 'unknown'}")
        found_zh.append(f"{deal.name}（{COUNTED[counted].zh if counted else '口径未知'}）")
    raise DenominatorError(
        Text(
            "Only deals of one known denominator can be ranked together; found "
            f"{', '.join(found) or 'no deals'}. Rank each denominator by itself.",
            "只有统计口径已知且相同的合作才能放在一起排名；"
            f"现有：{'、'.join(found_zh) or '没有合作'}。请按口径分开排名。",
        )
    )


def _ranks(figures: Sequence[float | None]) -> list[int | None]:
    known = sorted(figure for figure in figures if figure is not None)
    return [
        None if figure is None else len(known) - bisect_right(known, figure) + 1
        for figure in figures
    ]


def _unknown_last(rank: int | None) -> tuple[bool, int]:
    return rank is None, rank or 0
