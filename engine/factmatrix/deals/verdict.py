"""Whether a deal paid, given the brand's margin: proven, refuted, or not to be known yet.

GPM ranks deals (R24), but the first by GPM may have lost most of its cost; so each deal is also set
against its break-even. A missing figure stands for its whole range: a verdict is given only where
it holds for every value that the figure can have.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from factmatrix import metrics
from factmatrix.deals.deal import Deal
from factmatrix.deals.warnings import DealWarning

if TYPE_CHECKING:
    from factmatrix.profile.tables.economics import Economics


class DealVerdict(NamedTuple):
    """A deal against its break-even.

    `least_margin` to `most_margin`: the shares of GMV (-3 to 1) that may be left to pay for the
    traffic; `contribution_margin` where they are one. `contribution`: the same in CNY.
    `break_even_roi` (gross) and `break_even_gpm` (at the deal's CPM): see `metrics`. `profitable`:
    what the sales leave covers the cost, to 0.01 CNY. `natural_views_needed`: views that a deal at
    a loss still needs, at the least that is known. `gmv_needed`: what a candidate has to sell at
    the least, in CNY. Each is None while missing figures leave it open or there is no such figure;
    `needs` names the fields that leave the margin open.
    """

    least_margin: float
    most_margin: float
    contribution_margin: float | None
    contribution: float | None
    break_even_roi: float | None
    break_even_gpm: float | None
    profitable: bool | None
    natural_views_needed: float | None
    gmv_needed: float | None
    needs: tuple[str, ...]
    warnings: tuple[DealWarning, ...]


def judge_deal(deal: Deal, economics: Economics) -> DealVerdict:
    """The verdict on one deal. Raises ValueError where a figure lies outside its range."""
    worst, best = _margins(deal, economics)
    margin = best if worst == best else None
    target = metrics.break_even_roi(best)
    profitable = _profitable(deal, worst, best)
    needed = None
    if profitable is False and best > 0:
        needed = metrics.plays_needed(deal.gmv, deal.views, deal.least_cost, target)
    return DealVerdict(
        least_margin=worst,
        most_margin=best,
        contribution_margin=margin,
        contribution=None if margin is None or deal.gmv is None else deal.gmv * margin,
        break_even_roi=None if margin is None else target,
        break_even_gpm=metrics.break_even_gpm(deal.cpm, margin),
        profitable=profitable,
        natural_views_needed=None if needed is None or math.isinf(needed) else needed,
        gmv_needed=deal.least_cost / best if deal.is_candidate and best > 0 else None,
        needs=tuple(_needs(deal, economics)) if margin is None else (),
        warnings=tuple(_warnings(deal, margin, best, profitable, needed)),
    )


def _margins(deal: Deal, economics: Economics) -> tuple[float, float]:
    """The least and greatest contribution margin that the known figures allow."""
    worst = _margin(deal, economics, -1.0, 1.0, min)
    if not _is_open(deal, economics):
        return worst, worst
    return worst, _margin(deal, economics, 1.0, 0.0, max)


def _margin(
    deal: Deal,
    economics: Economics,
    gross: float,
    rate: float,
    extreme: Callable[[float, float], float],
) -> float:
    """The margin with `gross` for an unknown gross margin and `rate` for unknown fees and losses.

    It rises with the one and falls with the others; in the refund rate it is linear, either way.
    """
    rates = (deal.commission_rate, economics.platform_fee_rate, economics.return_loss_rate)
    commission, platform, loss = (rate if known is None else known for known in rates)
    margins = [
        metrics.contribution_margin(
            gross_margin=gross if economics.gross_margin is None else economics.gross_margin,
            commission_rate=commission,
            platform_fee_rate=platform,
            refund_rate=refund,
            return_loss_rate=loss,
        )
        or 0.0
        for refund in ((0.0, 1.0) if deal.refund_rate is None else (deal.refund_rate,))
    ]
    return extreme(margins[0], margins[-1])


def _is_open(deal: Deal, economics: Economics) -> bool:
    return next(_needs(deal, economics), None) is not None


def _needs(deal: Deal, economics: Economics) -> Iterator[str]:
    """The fields that leave the margin open, those of the brand first."""
    if economics.gross_margin is None:
        yield "economics.gross_margin"
    if economics.platform_fee_rate is None:
        yield "economics.platform_fee_rate"
    if economics.return_loss_rate is None and deal.refund_rate != 0:
        yield "economics.return_loss_rate"
    if deal.commission_rate is None:
        yield "commission_rate"
    if deal.refund_rate is None:
        yield "refund_rate"


def _profitable(deal: Deal, worst: float, best: float) -> bool | None:
    if deal.gmv is None:
        return None
    if round(deal.gmv * best - deal.least_cost, 2) < 0:
        return False
    if deal.cost is not None and round(deal.gmv * worst - deal.cost, 2) >= 0:
        return True
    return None


def _warnings(
    deal: Deal, margin: float | None, best: float, profitable: bool | None, needed: float | None
) -> Iterator[DealWarning]:
    exact_cost = deal.cost is not None
    if deal.gmv is not None and profitable is False:
        figures = (deal.name, deal.gmv, deal.gmv * best, deal.least_cost)
        yield DealWarning("loses_money", ("R24",), (*figures, margin is not None, exact_cost))
    if best <= 0:
        yield DealWarning("never_breaks_even", (), (deal.name,))
    elif needed is not None and not math.isinf(needed) and deal.views:
        exact = margin is not None and exact_cost
        each, target = needed / deal.views, metrics.break_even_roi(best)
        views = (deal.name, needed, each, target, exact, deal.denominator)
        yield DealWarning("natural_views_needed", ("R21", "R26"), views)
    if deal.is_candidate:
        return
    missing = tuple(field for field in ("fee", "traffic_cost") if getattr(deal, field) is None)
    if missing:
        yield DealWarning("cost_unknown", (), (deal.name, missing))
    if deal.gmv is not None and deal.refund_rate is None:
        yield DealWarning("returns_unknown", (), (deal.name,))
    if deal.denominator is None:
        yield DealWarning("denominator_unknown", ("R24",), (deal.name,))
