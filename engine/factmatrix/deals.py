"""What a deal with a creator brought.

A deal is made from a `[[creators]]` row that has results. ROI and GPM are gross, as the trade
quotes them; `judge_deal` sets them against the brand's margin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from factmatrix import metrics
from factmatrix.profile.choices import DENOMINATORS, Channel, Contract, Denominator

DENOMINATOR_OF_CHANNEL: Mapping[Channel, Denominator] = {"video": "plays", "live": "views"}
DENOMINATOR_ZH = {choice.value: choice.label.zh for choice in DENOMINATORS}


class CreatorRow(Protocol):
    """What is read of a `[[creators]]` row; None is unknown."""

    @property
    def name(self) -> str | None: ...
    @property
    def channel(self) -> Channel | None: ...
    @property
    def contract(self) -> Contract | None: ...
    @property
    def fee(self) -> float | None: ...
    @property
    def traffic_cost(self) -> float | None: ...
    @property
    def commission_rate(self) -> float | None: ...
    @property
    def denominator(self) -> Denominator | None: ...
    @property
    def views(self) -> int | None: ...
    @property
    def natural_views(self) -> int | None: ...
    @property
    def gmv(self) -> float | None: ...
    @property
    def refund_rate(self) -> float | None: ...
    @property
    def refund_amount(self) -> float | None: ...
    @property
    def is_candidate(self) -> bool: ...


class Economics(Protocol):
    """What is read of a brand's `[economics]`; None is unknown."""

    @property
    def gross_margin(self) -> float | None: ...
    @property
    def platform_fee_rate(self) -> float | None: ...
    @property
    def return_loss_rate(self) -> float | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One deal with a creator. None is unknown, never 0.

    Money in CNY. `views` counts the `denominator`, paid and natural together. `refund_rate` is the
    returned share of GMV by value.
    """

    name: str
    denominator: Denominator | None = None
    fee: float | None = None
    traffic_cost: float | None = None
    commission_rate: float | None = None
    views: float | None = None
    natural_views: float | None = None
    gmv: float | None = None
    refund_rate: float | None = None

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


def deals_of(rows: Iterable[CreatorRow]) -> tuple[Deal, ...]:
    """The deals among a profile's rows, candidates left out; a row without a name is "#" + place.

    Figures that contradict each other (more natural views than views) are errors of the profile;
    here they raise ValueError when a figure is asked for that needs them.
    """
    return tuple(
        _deal_of(row, row.name or f"#{place}")
        for place, row in enumerate(rows, start=1)
        if not row.is_candidate
    )


def _deal_of(row: CreatorRow, name: str) -> Deal:
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
        denominator=denominator,
        fee=fee,
        traffic_cost=row.traffic_cost,
        commission_rate=commission_rate,
        views=row.views,
        natural_views=row.natural_views,
        gmv=row.gmv,
        refund_rate=_refund_rate(row),
    )


def _refund_rate(row: CreatorRow) -> float | None:
    """From the amount where it is known: a rate beside it is often rounded."""
    if row.refund_amount == 0:
        return 0.0
    if row.refund_amount is not None and row.gmv:
        return row.refund_amount / row.gmv
    return row.refund_rate
