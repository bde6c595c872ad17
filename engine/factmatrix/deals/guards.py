"""What the method warns of before or after a deal: A or T, and the thresholds of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from factmatrix.deals.deal import Deal
from factmatrix.deals.verdict import DealVerdict
from factmatrix.deals.warnings import DealWarning

if TYPE_CHECKING:
    from factmatrix.profile.tables.sales import Sales
    from factmatrix.rules.benchmarks import CreatorThresholds, Threshold

Kind = Literal["A", "T"]
"""The position of the FACT matrix that a creator belongs to: the alliance, or the top KOLs."""


def kind_of(deal: Deal, thresholds: CreatorThresholds) -> Kind | None:
    """A or T by size, and between the two lines by the contract (R52, R59); None is unknown."""
    if deal.fans is None:
        return None
    if deal.fans >= thresholds.topkol_fans.value:
        return "T"
    if deal.fans < thresholds.alliance_fans.value:
        return "A"
    if deal.contract is None:
        return None
    return "A" if deal.contract == "commission" else "T"


def guards(
    deal: Deal,
    kind: Kind | None,
    verdict: DealVerdict,
    thresholds: CreatorThresholds,
    expected: float | None,
) -> Iterator[DealWarning]:
    """What speaks against one deal; `expected` is the GMV that a candidate may hope for."""
    least = _least_match(kind, thresholds)
    if deal.audience_match is not None and deal.audience_match < least.value:
        figures = (deal.name, deal.audience_match, least.value)
        yield DealWarning("match_low", least.rules, figures)
    tone = thresholds.tone_match
    if deal.tone_match is not None and deal.tone_match < tone.value:
        yield DealWarning("tone_low", tone.rules, (deal.name, deal.tone_match, tone.value))
    high = thresholds.high_returns
    if deal.refund_rate is not None and deal.refund_rate >= high.value:
        yield DealWarning("returns_high", high.rules, (deal.name, deal.refund_rate, high.value))
    yield from _fee(deal, verdict, expected)


def _least_match(kind: Kind | None, thresholds: CreatorThresholds) -> Threshold:
    """Where A or T is open, the lower of the two: it holds for both."""
    both = (thresholds.alliance_match, thresholds.topkol_match)
    if kind is None:
        return min(both, key=lambda threshold: threshold.value)
    return both[kind == "T"]


def _fee(deal: Deal, verdict: DealVerdict, expected: float | None) -> Iterator[DealWarning]:
    best = max(verdict.most_margin, 0.0)
    exact = verdict.contribution_margin is not None
    if deal.fee and deal.gmv is not None and deal.fee > (left := deal.gmv * best):
        yield DealWarning("fee_above_contribution", ("R21",), (deal.name, deal.fee, left, exact))
    needed = verdict.gmv_needed
    if expected is not None and needed is not None and needed > expected:
        figures = (deal.name, deal.least_cost, needed, expected)
        yield DealWarning("fee_above_expected", ("R21",), figures)


def expected_gmv(deals: Sequence[Deal], thresholds: CreatorThresholds) -> float | None:
    """The median GMV of the deals so far; None where there are too few to tell."""
    from statistics import median  # the app shares what is here and computes nothing

    sold = [deal.gmv for deal in deals if deal.gmv is not None]
    return median(sold) if len(sold) >= thresholds.deals_for_median.value else None


def concentration(
    deals: Sequence[Deal], sales: Sales, thresholds: CreatorThresholds
) -> Iterator[DealWarning]:
    """One creator with too much of the creators' sales, or of the shop's where these are known."""
    most = thresholds.concentration
    sold: Counter[str] = Counter()
    for deal in deals:
        if deal.gmv is not None:
            sold[deal.creator] += deal.gmv  # type: ignore[assignment] # a counter of money
    total = sum(sold.values())
    if len(sold) > 1 and total:
        creator, gmv = max(sold.items(), key=lambda item: (item[1], item[0]))
        if gmv / total > most.value:
            yield DealWarning("one_creator", most.rules, (creator, gmv / total, most.value))
    share = sales.top_creator_share
    if share is not None and share > most.value:
        yield DealWarning("top_creator_share", most.rules, (share, most.value))
    biggest = max((d for d in deals if d.gmv is not None), key=lambda d: d.gmv or 0, default=None)
    if biggest and biggest.gmv and sales.monthly_gmv:
        share = biggest.gmv / sales.monthly_gmv
        if share > most.value:
            figures = (biggest.name, share, most.value)
            yield DealWarning("one_creator_of_shop", most.rules, figures)
