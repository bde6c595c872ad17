"""Deals ranked by GPM and by ROI side by side, and where the two disagree (R20–R24).

GPM per play, per view, per viewer and per impression are four different figures, so only deals of
one denominator are ever ranked together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factmatrix.deals import DENOMINATOR_ZH, Deal
from factmatrix.profile.choices import Denominator
from factmatrix.text import Text

Ranks = tuple[int | None, int | None]
"""By GPM and by ROI."""


class DenominatorError(ValueError):
    """Deals that cannot be ranked together; `text` says so in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class PlacedDeal:
    """A deal with its ranks among the deals of its denominator.

    1 is the best, equal figures share a rank, and an unknown figure has none. `reversed_with`
    names the deals that it beats by one figure and loses to by the other (R23).
    """

    deal: Deal
    gpm_rank: int | None
    roi_rank: int | None
    reversed_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DealRanking:
    """The deals of one denominator in both orders; unknown figures come last."""

    denominator: Denominator
    by_gpm: tuple[PlacedDeal, ...]
    by_roi: tuple[PlacedDeal, ...]


@dataclass(frozen=True, slots=True)
class DealComparison:
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
    ranks = list(
        zip(_ranks([deal.gpm for deal in deals]), _ranks([deal.roi for deal in deals]), strict=True)
    )
    placed = [
        PlacedDeal(
            deal,
            *own,
            reversed_with=tuple(
                other.name
                for other, others in zip(deals, ranks, strict=True)
                if _disagree(own, others)
            ),
        )
        for deal, own in zip(deals, ranks, strict=True)
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
        found_zh.append(f"{deal.name}（{DENOMINATOR_ZH[counted] if counted else '口径未知'}）")
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


def _disagree(one: Ranks, other: Ranks) -> bool:
    """Whether the two orders put these two deals the opposite way round."""
    (gpm, roi), (other_gpm, other_roi) = one, other
    if gpm is None or roi is None or other_gpm is None or other_roi is None:
        return False
    return (gpm - other_gpm) * (roi - other_roi) < 0


def _unknown_last(rank: int | None) -> tuple[bool, int]:
    return rank is None, rank or 0
