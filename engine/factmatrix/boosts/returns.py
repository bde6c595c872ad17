"""What more money would bring to a test, at the rates that it showed."""

from __future__ import annotations

from dataclasses import dataclass

from factmatrix.boosts.counts import Counted, Interval, count_interval
from factmatrix.boosts.readings import BoostReading, BoostRow


@dataclass(frozen=True, slots=True)
class Return:
    """The GMV in CNY that a sum of money would bring.

    `gmv` is what is expected, `interval` what the number of orders allows. Both count natural views
    as the test had them (R26, R32); `paid_share` (0–1) of the views was bought, None where that is
    unknown. `counted` are the orders behind it.
    """

    gmv: float
    interval: Interval
    paid_share: float | None
    counted: Counted

    @property
    def paid_alone(self) -> float | None:
        """What is expected if no natural view follows."""
        return None if self.paid_share is None else self.gmv * self.paid_share

    @property
    def counted_paid(self) -> Counted | None:
        """The orders behind that."""
        if self.paid_share is None:
            return None
        return Counted(self.counted.orders, self.counted.worth * self.paid_share)


def return_of(
    row: BoostRow, reading: BoostReading, spend: float, aov: float | None, confidence: float
) -> Return | None:
    """What `spend` CNY would bring: views bought at its CPM × (1 + amplification) × GPM / 1000.

    Views cancel out of that, so the test's own GMV / cost is enough. An unknown GMV is taken as
    orders × the brand's `aov`, which also prices the orders that a test without any may still get.
    None where cost, orders or their value are unknown, or nothing was spent.
    """
    worth = _order_value(row, aov)
    if not row.cost or row.conversions is None or worth is None:
        return None
    counted = Counted(row.conversions, spend * worth / row.cost)
    return Return(
        gmv=counted.orders * counted.worth,
        interval=count_interval(counted.orders, confidence).times(counted.worth),
        paid_share=(
            row.paid_views / reading.reach if row.paid_views is not None and reading.reach else None
        ),
        counted=counted,
    )


def missing_figures(row: BoostRow, aov: float | None) -> tuple[str, ...]:
    """The fields of a row that are unknown; "aov" where the brand's order value is needed."""
    keys = ("tool", "target", "cost", "paid_views", "natural_views", "conversions", "gmv")
    missing = [key for key in keys if getattr(row, key) is None]
    if row.cost == 0:
        missing = [key for key in missing if key not in ("tool", "paid_views")]
    if row.conversions == 0 and not row.gmv and aov is None:
        missing.append("aov")
    return tuple(missing)


def _order_value(row: BoostRow, aov: float | None) -> float | None:
    """CNY of one order; GMV without any order says nothing of it."""
    if row.gmv is not None and row.conversions:
        return row.gmv / row.conversions
    return None if row.gmv else aov
