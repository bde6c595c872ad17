"""The arithmetic of traffic, sales and cost.

Money is CNY, a rate is a share (0.35 is 35 %), and `views` is whatever the record counts: plays,
views, viewers or impressions. Figures of different counts are never comparable (R24).

Every function answers in the same way. None: an argument is unknown (None), or the figure is not
defined because its denominator is 0. `math.inf`, only where a function says so: "never". An amount
that is negative, infinite or nan, and a share outside its range, raise ValueError.
"""

from __future__ import annotations

import math
import sys

PER_MILLE = 1000


def roi(gmv: float | None, cost: float | None) -> float | None:
    """Gross return on investment: GMV / cost, 0 and up (R20–R23)."""
    _check_amounts(gmv=gmv, cost=cost)
    if gmv is None or not cost:
        return None
    return gmv / cost


def gpm(gmv: float | None, views: float | None) -> float | None:
    """What views sell: GMV / views × 1000, in CNY per 1,000 views (R20)."""
    _check_amounts(gmv=gmv, views=views)
    if gmv is None or not views:
        return None
    return PER_MILLE * gmv / views


def gpm_from_conversion(aov: float | None, conversion_rate: float | None) -> float | None:
    """The same GPM from the other side: AOV × conversion rate (orders / views) × 1000."""
    _check_amounts(aov=aov, conversion_rate=conversion_rate)
    if aov is None or conversion_rate is None:
        return None
    return PER_MILLE * aov * conversion_rate


def cpm(cost: float | None, views: float | None) -> float | None:
    """What views cost: cost / views × 1000, in CNY per 1,000 views. ROI = GPM / CPM."""
    _check_amounts(cost=cost, views=views)
    if cost is None or not views:
        return None
    return PER_MILLE * cost / views


def plays_per_spend(plays: float | None, cost: float | None, spend: float | None) -> float | None:
    """How many plays `spend` CNY buy at the rate of `plays` for `cost` (R30)."""
    _check_amounts(plays=plays, cost=cost, spend=spend)
    if plays is None or not cost or spend is None:
        return None
    return spend * plays / cost


def uv_value(gmv: float | None, viewers: float | None) -> float | None:
    """GMV / viewers, in CNY per viewer; it is GPM / 1000 where the GPM counts viewers."""
    _check_amounts(gmv=gmv, viewers=viewers)
    if gmv is None or not viewers:
        return None
    return gmv / viewers


def conversion_rate(orders: float | None, views: float | None) -> float | None:
    """Orders / views, a share; above 1 where a source counts units instead of orders."""
    _check_amounts(orders=orders, views=views)
    if orders is None or not views:
        return None
    return orders / views


def natural_amplification(natural_views: float | None, paid_views: float | None) -> float | None:
    """Natural views that came with each paid one: natural / paid, 0 and up (R26)."""
    _check_amounts(natural_views=natural_views, paid_views=paid_views)
    if natural_views is None or not paid_views:
        return None
    return natural_views / paid_views


def effective_roi(
    gpm: float | None, cpm: float | None, amplification: float | None
) -> float | None:
    """ROI with the natural views that paid ones bring: GPM × (1 + amplification) / CPM (R26).

    `cpm` is the cost of 1,000 *paid* views; the natural ones are taken to sell like the paid ones.
    """
    _check_amounts(gpm=gpm, cpm=cpm, amplification=amplification)
    if gpm is None or not cpm or amplification is None:
        return None
    return gpm * (1 + amplification) / cpm


def amplification_needed(
    gpm: float | None, cpm: float | None, target_roi: float | None
) -> float | None:
    """Natural views for each view paid at `cpm` that lift the ROI to its target (R26).

    target × CPM / GPM − 1, and 0 where the target is reached without any. `math.inf` where no
    amplification is enough: nothing is sold (GPM 0), or the target itself is infinite.
    """
    _check_amounts(gpm=gpm, cpm=cpm)
    _check_target(target_roi)
    if gpm is None or not cpm or target_roi is None:
        return None
    if target_roi == 0:
        return 0.0
    if gpm == 0:
        return math.inf
    return max(0.0, target_roi * cpm / gpm - 1)


def plays_needed(
    gmv: float | None, views: float | None, cost: float | None, target_roi: float | None
) -> float | None:
    """How many more unpaid views lift the ROI to its target, selling at the GPM so far (R21, R26).

    target × cost / GMV × views − views, rounded up to a whole number, and 0 where the target is
    reached. `math.inf` where no number is enough: nothing was sold (or too little for the number
    to be a float), or the target is infinite.
    """
    _check_amounts(gmv=gmv, views=views, cost=cost)
    _check_target(target_roi)
    if gmv is None or not views or not cost or target_roi is None:
        return None
    if target_roi == 0:
        return 0
    if gmv == 0 or math.isinf(target_roi):
        return math.inf
    # Exact, so that a target met to the last digit never asks for one view more.
    # (Ratios of whole numbers, as Fraction has them, in a fifth of its time.)
    over, under = gmv.as_integer_ratio()[::-1]
    for factor in (target_roi, cost, views):
        top, bottom = factor.as_integer_ratio()
        over, under = over * top, under * bottom
    if over > under * int(sys.float_info.max):
        return math.inf
    top, bottom = views.as_integer_ratio()
    return max(0, -(-(over * bottom - top * under) // (under * bottom)))


def net_sales(gmv: float | None, refund_rate: float | None) -> float | None:
    """GMV that stays after returns: GMV × (1 − refund rate by value), in CNY."""
    _check_amounts(gmv=gmv)
    _check_shares(refund_rate=refund_rate)
    if gmv is None or refund_rate is None:
        return None
    return gmv * (1 - refund_rate)


def net_roi(
    net_sales: float | None, cost: float | None, commission_rate: float | None
) -> float | None:
    """Return on investment after returns and commission: net sales × (1 − commission) / cost.

    Goods are not in it: a net ROI of 1 pays for the traffic, not for what was sold.
    """
    _check_amounts(net_sales=net_sales, cost=cost)
    _check_shares(commission_rate=commission_rate)
    if net_sales is None or not cost or commission_rate is None:
        return None
    return net_sales * (1 - commission_rate) / cost


def contribution_margin(
    *,
    gross_margin: float | None,
    commission_rate: float | None,
    platform_fee_rate: float | None,
    refund_rate: float | None,
    return_loss_rate: float | None,
) -> float | None:
    """What is left of each CNY of GMV to pay for traffic, as a share of GMV (−3 to 1).

    (1 − refund) × (margin − commission − platform fee) − refund × loss. `gross_margin` (−1 to 1)
    and both fees are shares of the sales that stay, `return_loss_rate` of the returned value.
    """
    _check_shares(
        commission_rate=commission_rate,
        platform_fee_rate=platform_fee_rate,
        refund_rate=refund_rate,
        return_loss_rate=return_loss_rate,
    )
    if gross_margin is not None and not -1 <= gross_margin <= 1:
        raise ValueError(f"gross_margin is {gross_margin}; it lies between -1 and 1 (35 % is 0.35)")
    if (
        gross_margin is None
        or commission_rate is None
        or platform_fee_rate is None
        or refund_rate is None
        or return_loss_rate is None
    ):
        return None
    kept = (1 - refund_rate) * (gross_margin - commission_rate - platform_fee_rate)
    # Rounding dust would turn a margin of nothing into a break-even ROI of 10^17.
    return round(kept - refund_rate * return_loss_rate, 12)


def break_even_roi(contribution_margin: float | None) -> float | None:
    """The gross ROI at which the sales just pay for the traffic: 1 / contribution margin.

    `math.inf` where the margin is 0 or less: then no ROI breaks even.
    """
    _check_margin(contribution_margin)
    if contribution_margin is None:
        return None
    return 1 / contribution_margin if contribution_margin > 0 else math.inf


def break_even_gpm(cpm: float | None, contribution_margin: float | None) -> float | None:
    """The GPM at which views bought at `cpm` just pay: CPM / contribution margin.

    In CNY per 1,000 views. `math.inf` where the margin is 0 or less: then no GPM breaks even.
    """
    _check_amounts(cpm=cpm)
    _check_margin(contribution_margin)
    if cpm is None or contribution_margin is None:
        return None
    return cpm / contribution_margin if contribution_margin > 0 else math.inf


def break_even_cpm(gpm: float | None, contribution_margin: float | None) -> float | None:
    """The dearest CPM at which views that sell at `gpm` just pay: GPM × contribution margin.

    In CNY per 1,000 views; 0 where the margin is 0 or less: then only free views do not lose.
    """
    _check_amounts(gpm=gpm)
    _check_margin(contribution_margin)
    if gpm is None or contribution_margin is None:
        return None
    return gpm * max(0.0, contribution_margin)


def _check_amounts(**amounts: float | None) -> None:
    for name, amount in amounts.items():
        if amount is not None and not 0 <= amount <= sys.float_info.max:
            raise ValueError(f"{name} is {amount}; it must be a finite number, 0 or more")


def _check_shares(**shares: float | None) -> None:
    for name, share in shares.items():
        if share is not None and not 0 <= share <= 1:
            raise ValueError(f"{name} is {share}; a share lies between 0 and 1 (35 % is 0.35)")


def _check_target(target_roi: float | None) -> None:
    if target_roi is not None and not target_roi >= 0:
        raise ValueError(f"target_roi is {target_roi}; it must be 0 or more")


def _check_margin(margin: float | None) -> None:
    if margin is not None and not -sys.float_info.max <= margin <= 1:
        raise ValueError(f"contribution_margin is {margin}; it must be a finite number up to 1")
