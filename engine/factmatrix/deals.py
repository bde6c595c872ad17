"""What a deal with a creator brought.

A deal is made from a `[[creators]]` row that has results. ROI and GPM are gross, as the trade
quotes them; `deal_verdicts.judge` sets them against the brand's margin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from factmatrix import metrics
from factmatrix.profile.choices import DENOMINATORS, Channel, Contract, Denominator
from factmatrix.text import Text

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


class DealError(ValueError):
    """A deal that contradicts itself, or deals that cannot be ranked; `text` in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


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

    Raises DealError where a row contradicts itself.
    """
    return tuple(
        _deal_of(row, row.name or f"#{place}")
        for place, row in enumerate(rows, start=1)
        if not row.is_candidate
    )


def _deal_of(row: CreatorRow, name: str) -> Deal:
    if row.views is not None and row.natural_views is not None and row.natural_views > row.views:
        raise DealError(
            Text(
                f"{name}: natural_views ({row.natural_views:,}) is part of views ({row.views:,}) "
                "and cannot exceed it.",
                f"{name}：natural_views（{row.natural_views:,}）是 views（{row.views:,}）"
                "的一部分，不能更大。",
            )
        )
    # The contract's form says what was not paid: a commission deal has no fee, and vice versa.
    free = 0.0
    return Deal(
        name=name,
        denominator=row.denominator
        or (DENOMINATOR_OF_CHANNEL[row.channel] if row.channel else None),
        fee=free if row.fee is None and row.contract == "commission" else row.fee,
        traffic_cost=row.traffic_cost,
        commission_rate=(
            free if row.commission_rate is None and row.contract == "fee" else row.commission_rate
        ),
        views=row.views,
        natural_views=row.natural_views,
        gmv=row.gmv,
        refund_rate=_refund_rate(row, name),
    )


def _refund_rate(row: CreatorRow, name: str) -> float | None:
    if row.refund_amount is None:
        return row.refund_rate
    if row.refund_rate is not None:
        raise DealError(
            Text(
                f"{name}: give refund_rate or refund_amount, not both.",
                f"{name}：refund_rate 与 refund_amount 只填一个。",
            )
        )
    if row.gmv is not None and row.refund_amount > row.gmv:
        raise DealError(
            Text(
                f"{name}: refund_amount ({row.refund_amount:,.0f} CNY) exceeds gmv "
                f"({row.gmv:,.0f} CNY); it is the returned part of it.",
                f"{name}：refund_amount（{row.refund_amount:,.0f} 元）是 gmv"
                f"（{row.gmv:,.0f} 元）中退掉的部分，不能更大。",
            )
        )
    return row.refund_amount / row.gmv if row.gmv else None
