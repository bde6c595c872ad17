"""Whether a deal paid, given the brand's margin: proven, refuted, or not to be known yet.

GPM ranks deals (R24), but the first by GPM may have lost most of its cost; so each deal is also set
against its break-even. A missing figure stands for its whole range: a verdict is given only where
it holds for every value that the figure can have.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from factmatrix import metrics
from factmatrix.deals import DENOMINATOR_ZH, Deal, Economics
from factmatrix.text import Text


@dataclass(frozen=True, slots=True)
class DealWarning:
    """Something about a deal that its figures alone do not tell, and the rules it rests on."""

    id: str
    rules: tuple[str, ...]
    message: Text


@dataclass(frozen=True, slots=True)
class DealVerdict:
    """A deal against its break-even.

    `contribution_margin`: share of GMV left to pay for the traffic. `break_even_roi` (gross) and
    `break_even_gpm` (at the deal's CPM): see `metrics`. `profitable`: what the sales leave covers
    the cost, to 0.01 CNY. Each is None while missing figures leave it open.
    """

    contribution_margin: float | None
    break_even_roi: float | None
    break_even_gpm: float | None
    profitable: bool | None
    warnings: tuple[DealWarning, ...]


def judge_deal(deal: Deal, economics: Economics) -> DealVerdict:
    """The verdict on one deal. Raises ValueError where a figure lies outside its range."""
    worst, best = _margins(deal, economics)
    margin = best if worst == best else None
    profitable = _profitable(deal, worst, best)
    return DealVerdict(
        contribution_margin=margin,
        break_even_roi=metrics.break_even_roi(margin),
        break_even_gpm=metrics.break_even_gpm(deal.cpm, margin),
        profitable=profitable,
        warnings=tuple(_warnings(deal, margin, best, profitable)),
    )


def _margins(deal: Deal, economics: Economics) -> tuple[float, float]:
    """The least and greatest contribution margin that the known figures allow."""
    # The margin is linear in each figure, so its extremes lie where the unknown ones are extreme.
    corners = product(
        _ends(economics.gross_margin, -1.0),
        _ends(deal.commission_rate, 0.0),
        _ends(economics.platform_fee_rate, 0.0),
        _ends(deal.refund_rate, 0.0),
        _ends(economics.return_loss_rate, 0.0),
    )
    margins = [
        margin
        for gross_margin, commission_rate, platform_fee_rate, refund_rate, loss_rate in corners
        if (
            margin := metrics.contribution_margin(
                gross_margin=gross_margin,
                commission_rate=commission_rate,
                platform_fee_rate=platform_fee_rate,
                refund_rate=refund_rate,
                return_loss_rate=loss_rate,
            )
        )
        is not None
    ]
    return min(margins), max(margins)


def _ends(share: float | None, low: float) -> tuple[float, ...]:
    return (low, 1.0) if share is None else (share,)


def _profitable(deal: Deal, worst: float, best: float) -> bool | None:
    if deal.gmv is None:
        return None
    if round(deal.gmv * best - deal.least_cost, 2) < 0:
        return False
    if deal.cost is not None and round(deal.gmv * worst - deal.cost, 2) >= 0:
        return True
    return None


def _warnings(
    deal: Deal, margin: float | None, best: float, profitable: bool | None
) -> Iterator[DealWarning]:
    if deal.gmv is not None and profitable is False:
        yield _loses_money(deal, deal.gmv, margin, best)
    if best <= 0:
        yield DealWarning(
            "never_breaks_even",
            (),
            Text(
                f"{deal.name}: its sales leave nothing to pay for traffic, so no ROI breaks even. "
                "Raise price or margin, or lower commission and returns first.",
                f"{deal.name}：货品、费用和退货已吃掉全部成交额，ROI 再高也无法保本。"
                "先提价或提高毛利，或者把佣金和退货降下来。",
            ),
        )
    elif profitable is False:
        yield from _natural_views_needed(deal, margin, best)
    yield from _unknown(deal)


def _loses_money(deal: Deal, gmv: float, margin: float | None, best: float) -> DealWarning:
    at_most, at_most_zh = ("", "") if margin is not None else ("at most ", "最多")
    at_least, at_least_zh = ("", "") if deal.cost is not None else ("at least ", "至少")
    left, cost = f"{gmv * best:,.0f}", f"{deal.least_cost:,.0f}"
    return DealWarning(
        "loses_money",
        ("R24",),
        Text(
            f"{deal.name} loses money: its GMV of {gmv:,.0f} CNY leaves {at_most}{left} CNY after "
            f"goods, fees and returns, against a cost of {at_least}{cost} CNY.",
            f"{deal.name}亏损：成交额 {gmv:,.0f} 元，扣除货品、费用和退货后"
            f"{at_most_zh}剩 {left} 元，投入{at_least_zh}为 {cost} 元。",
        ),
    )


def _natural_views_needed(deal: Deal, margin: float | None, best: float) -> Iterator[DealWarning]:
    target = metrics.break_even_roi(best)
    needed = metrics.plays_needed(deal.gmv, deal.views, deal.least_cost, target)
    if needed is None or math.isinf(needed) or not deal.views:
        return
    each = needed / deal.views
    exact = margin is not None and deal.cost is not None
    at_least, at_least_zh = ("", "") if exact else ("at least ", "至少")
    counted = deal.denominator or "views"
    yield DealWarning(
        "natural_views_needed",
        ("R21", "R26"),
        Text(
            f"{deal.name} needs {at_least}{needed:,.0f} more natural {counted} ({each:,.2f} for "
            f"each so far) to reach ROI {target:,.2f} and break even.",
            f"{deal.name}的 ROI 要达到 {target:,.2f} 才能保本，{DENOMINATOR_ZH[counted]}"
            f"{at_least_zh}还要靠自然流量增加 {needed:,.0f}（现有量的 {each:,.2f} 倍）。",
        ),
    )


def _unknown(deal: Deal) -> Iterator[DealWarning]:
    missing = [field for field in ("fee", "traffic_cost") if getattr(deal, field) is None]
    if missing:
        fields = ", ".join(missing)
        yield DealWarning(
            "cost_unknown",
            (),
            Text(
                f"{deal.name}: {fields} missing, so cost and ROI are unknown. Enter 0 if nothing "
                "was paid.",
                f"{deal.name}：缺少 {fields}，成本和 ROI 无法得知。没有支出请填 0。",
            ),
        )
    if deal.gmv is not None and deal.refund_rate is None:
        yield DealWarning(
            "returns_unknown",
            (),
            Text(
                f"{deal.name}: returns unknown, so its GMV and ROI are gross. Enter refund_rate or "
                "refund_amount, 0 if nothing came back.",
                f"{deal.name}：退货未知，成交额和 ROI 都未扣退货。请填 refund_rate 或 "
                "refund_amount，没有退货填 0。",
            ),
        )
    if deal.denominator is None:
        yield DealWarning(
            "denominator_unknown",
            ("R24",),
            Text(
                f"{deal.name}: not ranked, because it is unknown what views counts. Enter channel "
                "or denominator.",
                f"{deal.name}：不清楚 views 统计的是什么，不参与排名。"
                "请填 channel 或 denominator。",
            ),
        )
