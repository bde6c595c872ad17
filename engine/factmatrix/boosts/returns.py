"""What more money would bring to a test, at the rates that it showed."""

from __future__ import annotations

from dataclasses import dataclass

from factmatrix import metrics
from factmatrix.boosts.counts import Counted, Interval, count_interval
from factmatrix.boosts.readings import BoostReading, BoostRow


@dataclass(frozen=True, slots=True)
class Return:
    """The GMV in CNY that a sum of money would bring.

    `gmv` is what is expected, `interval` what the number of orders allows. Both count natural views
    as the test had them (R26, R32); `paid_alone` is the expected GMV if none followed, None where
    it is unknown how many there were. `counted` are the orders behind it.
    """

    gmv: float
    interval: Interval
    paid_alone: float | None
    counted: Counted


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
    gmv = row.conversions * worth
    paid_roi = metrics.effective_roi(metrics.gpm(gmv, reading.reach), reading.cpm, 0.0)
    return Return(
        gmv=counted.orders * counted.worth,
        interval=count_interval(counted.orders, confidence).times(counted.worth),
        paid_alone=None if paid_roi is None else spend * paid_roi,
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
