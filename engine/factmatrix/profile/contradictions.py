"""Figures that cannot all be right together: scales, sums, products, and the parts of a deal."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, fsum

from factmatrix.profile.findings import Finding, Path, place, shown
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.tables.creators import Creator
from factmatrix.text import Text

PRODUCT_TOLERANCE = 0.2
"""How far a product may miss the figure it should give: averages of other days or goods differ."""
REFUND_TOLERANCE = 0.01
"""How far a refund rate may miss amount / GMV: rates are often rounded to whole percent."""
DAYS_A_MONTH = 30


def contradictions(profile: BrandProfile) -> Iterator[Finding]:
    """All contradictions between figures: those of the tables, then those of each deal."""
    yield from _experience(profile)
    yield from _sums(profile)
    yield from _products(profile)
    yield from _shipping(profile)
    for index, deal in enumerate(profile.creators):
        prefix = ("creators", index)
        yield from _result(deal, prefix)
        yield from _contract(deal, prefix)
        yield from _refund(deal, prefix)
        yield from _after_as_of(profile, deal, prefix)


def _experience(profile: BrandProfile) -> Iterator[Finding]:
    """Experience scores that do not lie on the scale that is named."""
    quality, scale_path = profile.quality, ("quality", "experience_scale")
    scale = quality.experience_scale
    for key in ("score", "product", "logistics", "service"):
        field = f"experience_{key}"
        score = getattr(quality, field)
        if score is None:
            continue
        name = f"quality.{field} = {shown(score)}"
        if scale is None:
            probable = 100 if score > 5 else 5
            yield Finding("warning", ("quality", field), (scale_path,), Text(
                f"{name}, but quality.experience_scale is missing, and without the scale the "
                f"score says nothing. Probably experience_scale = {probable}.",
                f"{name}，但没填 quality.experience_scale，不知道分制就无法使用这个分数。"
                f"多半应写 experience_scale = {probable}。",
            ))  # fmt: skip
        elif scale == 100 and score <= 5:
            yield Finding("error", ("quality", field), (scale_path,), Text(
                f"{name} on quality.experience_scale = 100 looks like a score out of 5. Write "
                "experience_scale = 5, or today's score out of 100.",
                f"{name}，而 quality.experience_scale = 100：看起来是五分制的分数。"
                "请改成 experience_scale = 5，或填写百分制的分数。",
            ))  # fmt: skip
        elif scale == 5 and score > 5:
            yield Finding("error", ("quality", field), (scale_path,), Text(
                f"{name} is above quality.experience_scale = 5. If the score is out of 100, "
                "write experience_scale = 100.",
                f"{name}，超过了 quality.experience_scale = 5。如果是百分制，"
                "请写 experience_scale = 100。",
            ))  # fmt: skip


def _sums(profile: BrandProfile) -> Iterator[Finding]:
    """Parts of one whole that add up to more than the whole."""
    live = profile.live
    if live.feed_share is not None and live.paid_share is not None:
        total = round(live.feed_share + live.paid_share, 9)
        if total > 1:
            yield Finding("error", ("live", "paid_share"), (("live", "feed_share"),), Text(
                f"live.feed_share + live.paid_share = {shown(total)}, but both are parts of the "
                "same views and sum to at most 1.",
                f"live.feed_share + live.paid_share = {shown(total)}，"
                "两者都是总观看的一部分，合计不能超过 1。",
            ))  # fmt: skip
    shares = dict(profile.sales.shares.items())
    total = round(fsum(shares.values()), 9)
    if total > 1:
        yield Finding(
            "error",
            ("sales", "shares"),
            tuple(("sales", "shares", position) for position in shares),
            Text(
                f"sales.shares sum to {shown(total)}, but they are parts of one GMV and sum to at "
                "most 1. Count campaign sales in the position that made them.",
                f"sales.shares 合计 {shown(total)}，但各阵地占比合计不能超过 1。"
                "活动销售请计入实际成交的阵地。",
            ),
        )


def _products(profile: BrandProfile) -> Iterator[Finding]:
    """Figures that miss the product of two others by more than 20 %."""
    aov, live, sales = profile.economics.aov, profile.live, profile.sales
    if aov is None:
        return
    if live.gpm is not None and live.conversion_rate is not None:
        gpm = 1000 * aov * live.conversion_rate
        if _apart(live.gpm, gpm):
            others = (("economics", "aov"), ("live", "conversion_rate"))
            yield Finding("warning", ("live", "gpm"), others, Text(
                f"live.gpm = {shown(live.gpm)}, but 1000 × economics.aov × live.conversion_rate = "
                f"{shown(round(gpm, 2))}. live.gpm is used; check the other two.",
                f"live.gpm = {shown(live.gpm)}，但 1000 × economics.aov × live.conversion_rate = "
                f"{shown(round(gpm, 2))}。计算以 live.gpm 为准，请核对另外两项。",
            ))  # fmt: skip
    if sales.monthly_gmv is not None and sales.monthly_orders is not None:
        gmv = aov * sales.monthly_orders
        if _apart(sales.monthly_gmv, gmv):
            others = (("economics", "aov"), ("sales", "monthly_orders"))
            yield Finding("warning", ("sales", "monthly_gmv"), others, Text(
                f"sales.monthly_gmv = {shown(sales.monthly_gmv)}, but economics.aov × "
                f"sales.monthly_orders = {shown(round(gmv, 2))}. Check that all three cover the "
                "same month.",
                f"sales.monthly_gmv = {shown(sales.monthly_gmv)}，但 economics.aov × "
                f"sales.monthly_orders = {shown(round(gmv, 2))}。请核对三者是不是同一个月的数据。",
            ))  # fmt: skip


def _apart(given: float, product: float) -> bool:
    return abs(given - product) > PRODUCT_TOLERANCE * product


def _shipping(profile: BrandProfile) -> Iterator[Finding]:
    """More orders sold in a month than can be shipped in one."""
    orders, capacity = profile.sales.monthly_orders, profile.supply.max_daily_orders
    if orders is None or capacity is None or orders <= DAYS_A_MONTH * capacity:
        return
    daily = ceil(orders / DAYS_A_MONTH)
    yield Finding("warning", ("supply", "max_daily_orders"), (("sales", "monthly_orders"),), Text(
        f"supply.max_daily_orders = {capacity}, but sales.monthly_orders = {orders} is already "
        f"{daily} a day. Give the most orders a day, not the average.",
        f"supply.max_daily_orders = {capacity}，但 sales.monthly_orders = {orders}，"
        f"平均每天已有 {daily} 单。这里要填单日最大发货量，不是日均。",
    ))  # fmt: skip


def _result(deal: Creator, prefix: Path) -> Iterator[Finding]:
    """Half a result, or one whose views have no unit."""
    if deal.is_candidate:
        return
    if deal.views is None or deal.gmv is None:
        present, absent = ("views", "gmv") if deal.gmv is None else ("gmv", "views")
        here = place((*prefix, present))
        yield Finding("warning", (*prefix, present), (), Text(
            f"{here.en} is given, but {absent} is missing: a result has both, a candidate neither.",
            f"{here.zh} 填了，但没填 {absent}：已发生的合作两项都填，候选达人两项都不填。",
        ))  # fmt: skip
    elif deal.channel is None and deal.denominator is None:
        here = place((*prefix, "views"))
        yield Finding("warning", (*prefix, "views"), (), Text(
            f"{here.en} = {deal.views}, but without channel or denominator nobody can tell what "
            "was counted, and the row is compared with no other. "
            'Add channel = "live" or "video".',
            f"{here.zh} = {deal.views}，但没填 channel 或 denominator，统计口径不明，"
            '无法和其他行比较。请补上 channel = "live" 或 "video"。',
        ))  # fmt: skip


def _contract(deal: Creator, prefix: Path) -> Iterator[Finding]:
    """A payment that the kind of contract excludes."""
    excluded = {"commission": "fee", "fee": "commission_rate"}.get(deal.contract or "")
    amount = getattr(deal, excluded) if excluded else None
    if excluded and amount:
        here = place((*prefix, excluded))
        yield Finding("warning", (*prefix, excluded), ((*prefix, "contract"),), Text(
            f'{here.en} = {shown(amount)}, but contract = "{deal.contract}" leaves no room for '
            'it. If both were agreed, write contract = "mixed".',
            f'{here.zh} = {shown(amount)}，但 contract = "{deal.contract}" 不含这项费用。'
            '如果两者都有，请写 contract = "mixed"。',
        ))  # fmt: skip


def _refund(deal: Creator, prefix: Path) -> Iterator[Finding]:
    """A refund rate and an amount that say different things."""
    if deal.refund_rate is None or deal.refund_amount is None or not deal.gmv:
        return
    rate = deal.refund_amount / deal.gmv
    if abs(deal.refund_rate - rate) <= REFUND_TOLERANCE:
        return
    here = place((*prefix, "refund_rate"))
    others = ((*prefix, "refund_amount"), (*prefix, "gmv"))
    yield Finding("error", (*prefix, "refund_rate"), others, Text(
        f"{here.en} = {shown(deal.refund_rate)}, but refund_amount / gmv = {rate:.4f}. Keep the "
        "one you trust and leave out the other.",
        f"{here.zh} = {shown(deal.refund_rate)}，但 refund_amount ÷ gmv = {rate:.4f}。"
        "请保留可信的一项，删掉另一项。",
    ))  # fmt: skip


def _after_as_of(profile: BrandProfile, deal: Creator, prefix: Path) -> Iterator[Finding]:
    """A result from after the day that the figures describe."""
    as_of = profile.brand.as_of
    if as_of is None or deal.date is None or deal.is_candidate or deal.date <= as_of:
        return
    here = place((*prefix, "date"))
    yield Finding("warning", (*prefix, "date"), (("brand", "as_of"),), Text(
        f"{here.en} = {deal.date} lies after brand.as_of = {as_of}, though the row is a result. "
        "Check the year, or move brand.as_of.",
        f"{here.zh} = {deal.date} 晚于 brand.as_of = {as_of}，但这一行已有结果。"
        "请核对年份，或更新 brand.as_of。",
    ))  # fmt: skip
