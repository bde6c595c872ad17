"""Everything there is to say of a brand's creators: the answer of `fact creators`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from factmatrix.deals.deal import Deal, deal_of
from factmatrix.deals.guards import Kind, concentration, expected_gmv, guards, kind_of
from factmatrix.deals.ranking import compare_deals
from factmatrix.deals.verdict import DealVerdict, judge_deal
from factmatrix.deals.warnings import DealWarning
from factmatrix.profile.choices import Denominator

if TYPE_CHECKING:
    from factmatrix.profile.model import BrandProfile
    from factmatrix.rules.benchmarks import CreatorThresholds

Order = Literal["gpm", "roi"]

_WANTED = ("fans", "contract", "fee", "audience_match", "tone_match", "cooperation")
"""What should be known of a candidate before it is signed, by field."""


class ReviewedDeal(NamedTuple):
    """One deal, or a candidate, which has no ranks.

    `kind` is A or T, None where size and contract leave it open. Ranks are among the deals of the
    same denominator; `reversals` and `reversed_with` as in `PlacedDeal`. `missing` names what is
    unknown of a candidate. `warnings` are those of the verdict and of the guards.
    """

    deal: Deal
    kind: Kind | None
    verdict: DealVerdict
    gpm_rank: int | None
    roi_rank: int | None
    reversals: int
    reversed_with: str | None
    missing: tuple[str, ...]
    warnings: tuple[DealWarning, ...]


class DealTable(NamedTuple):
    """The deals that count the same thing, by GPM."""

    denominator: Denominator
    deals: tuple[ReviewedDeal, ...]

    @property
    def reversed(self) -> int:
        """How many deals stand otherwise by ROI than by GPM towards some other one."""
        return sum(deal.reversals > 0 for deal in self.deals)

    def ordered(self, by: Order) -> tuple[ReviewedDeal, ...]:
        """By GPM or by ROI, the best first; unknown figures last, equals as by GPM."""
        if by == "gpm":
            return self.deals
        return tuple(sorted(self.deals, key=lambda d: (d.roi_rank is None, d.roi_rank or 0)))


class CreatorReview(NamedTuple):
    """One table a denominator, deals whose denominator is unknown, candidates in profile order.

    `warnings` are about all creators together.
    """

    tables: tuple[DealTable, ...]
    uncounted: tuple[ReviewedDeal, ...]
    candidates: tuple[ReviewedDeal, ...]
    warnings: tuple[DealWarning, ...]

    @property
    def all_deals(self) -> tuple[ReviewedDeal, ...]:
        """All deals with results."""
        return (*(deal for table in self.tables for deal in table.deals), *self.uncounted)


def review_creators(
    profile: BrandProfile, thresholds: CreatorThresholds, people: Sequence[str] = ()
) -> CreatorReview:
    """Every row of `[[creators]]`, judged by the brand's economics, sales and the thresholds.

    `people` says who each row is about where one person has several rows.
    """
    named = people or [row.name or "" for row in profile.creators]
    rows = [
        deal_of(row, row.name or f"#{place}", person)
        for place, (row, person) in enumerate(zip(profile.creators, named, strict=True), start=1)
    ]
    deals = [deal for deal in rows if not deal.is_candidate]
    expected = expected_gmv(deals, thresholds)

    def reviewed(
        deal: Deal,
        gpm_rank: int | None = None,
        roi_rank: int | None = None,
        reversals: int = 0,
        reversed_with: str | None = None,
    ) -> ReviewedDeal:
        verdict = judge_deal(deal, profile.economics)
        kind = kind_of(deal, thresholds)
        return ReviewedDeal(
            deal, kind, verdict, gpm_rank, roi_rank, reversals, reversed_with,
            _missing(deal) if deal.is_candidate else (),
            (*verdict.warnings, *guards(deal, kind, verdict, thresholds, expected)),
        )  # fmt: skip

    compared = compare_deals(deals)
    return CreatorReview(
        tuple(
            DealTable(ranking.denominator, tuple(reviewed(*placed) for placed in ranking.by_gpm))
            for ranking in compared.rankings
        ),
        tuple(map(reviewed, compared.unranked)),
        tuple(reviewed(deal) for deal in rows if deal.is_candidate),
        tuple(concentration(deals, profile.sales, thresholds)),
    )


def _missing(deal: Deal) -> tuple[str, ...]:
    return tuple(field for field in _WANTED if getattr(deal, field) is None)
