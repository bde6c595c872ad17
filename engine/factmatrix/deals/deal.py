"""What a deal with a creator is and brought, of one row of `[[creators]]`.

ROI and GPM are gross, as the trade quotes them; `judge_deal` sets them against the brand's margin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factmatrix import metrics
from factmatrix.profile.choices import DENOMINATORS, Channel, Contract, Denominator
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.profile.tables.creators import Creator

DENOMINATOR_OF_CHANNEL: Mapping[Channel, Denominator] = {"video": "plays", "live": "views"}
COUNTED: Mapping[str | None, Text] = {
    None: Text("views", "观看数"),
    **{str(choice.value): Text(str(choice.value), choice.label.zh) for choice in DENOMINATORS},
}
"""What a denominator counts, as it is called within a sentence."""


@dataclass(frozen=True, kw_only=True)  # with slots, thousands would be slow to pickle
class Deal:
    """One deal with a creator, or one that may be made. None is unknown, never 0.

    Money in CNY. `views` counts the `denominator`, paid and natural together. `refund_rate` is the
    returned share of GMV by value. Matches and cooperation are shares, `creator_score` is 0–5.
    `creator` is the same for all deals with one person.
    """

    name: str
    creator: str = ""
    contract: Contract | None = None
    fans: int | None = None
    denominator: Denominator | None = None
    fee: float | None = None
    traffic_cost: float | None = None
    commission_rate: float | None = None
    views: float | None = None
    natural_views: float | None = None
    gmv: float | None = None
    refund_rate: float | None = None
    audience_match: float | None = None
    tone_match: float | None = None
    cooperation: float | None = None
    creator_score: float | None = None

    @property
    def is_candidate(self) -> bool:
        """Whether there is no result yet: neither views nor GMV."""
        return self.views is None and self.gmv is None

    @property
    def cost(self) -> float | None:
        """Fee and bought traffic. Commission is not in it: it belongs to the margin."""
        if self.fee is None or self.traffic_cost is None:
            return None
        return self.fee + self.traffic_cost

    @property
    def least_cost(self) -> float:
        """The part of the cost that is known."""
        return (self.fee or 0.0) + (self.traffic_cost or 0.0)

    @property
    def roi(self) -> float | None:
        """Gross ROI."""
        return metrics.roi(self.gmv, self.cost)

    @property
    def gpm(self) -> float | None:
        """CNY of GMV per 1,000 of the denominator."""
        return metrics.gpm(self.gmv, self.views)

    @property
    def cpm(self) -> float | None:
        """CNY of cost per 1,000 of the denominator."""
        return metrics.cpm(self.cost, self.views)

    @property
    def amplification(self) -> float | None:
        """Natural views for each paid one."""
        if self.views is None or self.natural_views is None:
            return None
        return metrics.natural_amplification(self.natural_views, self.views - self.natural_views)

    @property
    def net_sales(self) -> float | None:
        """GMV after returns, in CNY."""
        return metrics.net_sales(self.gmv, self.refund_rate)

    @property
    def net_roi(self) -> float | None:
        """ROI after returns and commission."""
        return metrics.net_roi(self.net_sales, self.cost, self.commission_rate)


def deals_of(rows: Iterable[Creator]) -> tuple[Deal, ...]:
    """The deals among a profile's rows, candidates left out; who has no name is "#" + place."""
    return tuple(
        deal_of(row, row.name or f"#{place}")
        for place, row in enumerate(rows, start=1)
        if not row.is_candidate
    )


def deal_of(row: Creator, name: str, creator: str = "") -> Deal:
    """A row as a deal; `creator` is the person, by default that of the name.

    Figures that contradict each other (more natural views than views) are errors of the profile;
    here they raise ValueError when a figure is asked for that needs them.
    """
    fee, commission_rate = row.fee, row.commission_rate
    # The form of the contract says what was not paid.
    if fee is None and row.contract == "commission":
        fee = 0.0
    if commission_rate is None and row.contract == "fee":
        commission_rate = 0.0
    denominator = row.denominator
    if denominator is None and row.channel is not None:
        denominator = DENOMINATOR_OF_CHANNEL[row.channel]
    return Deal(
        name=name,
        creator=creator or name,
        contract=row.contract,
        fans=row.fans,
        denominator=denominator,
        fee=fee,
        traffic_cost=row.traffic_cost,
        commission_rate=commission_rate,
        views=row.views,
        natural_views=row.natural_views,
        gmv=row.gmv,
        refund_rate=_refund_rate(row),
        audience_match=row.audience_match,
        tone_match=row.tone_match,
        cooperation=row.cooperation,
        creator_score=row.creator_score,
    )


def _refund_rate(row: Creator) -> float | None:
    """From the amount where it is known: a rate beside it is often rounded."""
    if row.refund_amount == 0:
        return 0.0
    if row.refund_amount is not None and row.gmv:
        return row.refund_amount / row.gmv
    return row.refund_rate
