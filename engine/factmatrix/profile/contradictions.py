"""Figures of a brand that cannot all be right together: scales, sums and products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil, fsum

from factmatrix.profile.findings import Columns, Finding, Spelling, shown
from factmatrix.profile.model import BrandProfile
from factmatrix.text import Text

PRODUCT_TOLERANCE = 0.2
"""How far a product may miss the figure it should give: averages of other days or goods differ."""
DAYS_A_MONTH = 30
_SCALE = ("quality", "experience_scale")
_EXPERIENCE = (
    "experience_score", "experience_product", "experience_logistics", "experience_service",
)  # fmt: skip


def impossible_figures(profile: BrandProfile, spelt: Spelling) -> Iterator[Finding]:
    """Errors: figures of the tables that contradict each other; rows are looked at row by row."""
    yield from _off_the_scale(profile, spelt)
    yield from _sums(profile, spelt)


def with_impossible_figures(columns: Columns) -> Iterator[int]:
    """The numbers of the profiles in which `impossible_figures` finds something."""
    scales = columns["quality.experience_scale"]
    for field in _EXPERIENCE:
        scores = columns[f"quality.{field}"]
        for number, (score, scale) in enumerate(zip(scores, scales, strict=True)):
            if score is not None and _is_off(score, scale):
                yield number
    feed, paid = columns["live.feed_share"], columns["live.paid_share"]
    for number, parts in enumerate(zip(feed, paid, strict=True)):
        if None not in parts and _total(parts) > 1:
            yield number
    for number, shares in enumerate(columns["sales.shares"]):
        if shares is not None and _total(value for _, value in shares.items()) > 1:
            yield number


def improbable_figures(profile: BrandProfile, spelt: Spelling) -> Iterator[Finding]:
    """Warnings: figures of the tables that hardly go together."""
    yield from _without_scale(profile, spelt)
    yield from _monthly_gmv(profile, spelt)
    yield from _gpm(profile, "live", "gpm", "conversion_rate", spelt)
    yield from _gpm(profile, "content", "video_gpm", "video_conversion_rate", spelt)
    yield from _shipping(profile, spelt)


def _off_the_scale(profile: BrandProfile, spelt: Spelling) -> Iterator[Finding]:
    """Experience scores that do not lie on the scale that is named."""
    scale = profile.quality.experience_scale
    for field in _EXPERIENCE:
        score = getattr(profile.quality, field)
        if not _is_off(score, scale):
            continue
        given = spelt(("quality", field), score)
        if scale == 100:
            yield Finding("error", ("quality", field), (_SCALE,), Text(
                f"quality.{field} = {given.en} on quality.experience_scale = 100 looks like a "
                "score out of 5. Write experience_scale = 5, or today's score out of 100.",
                f"quality.{field} = {given.zh}，而 quality.experience_scale = 100："
                "看起来是五分制的分数。请改成 experience_scale = 5，或填写百分制的分数。",
            ))  # fmt: skip
        else:
            yield Finding("error", ("quality", field), (_SCALE,), Text(
                f"quality.{field} = {given.en} is above quality.experience_scale = 5. If the "
                "score is out of 100, write experience_scale = 100.",
                f"quality.{field} = {given.zh}，超过了 quality.experience_scale = 5。如果是百分制，"
                "请写 experience_scale = 100。",
            ))  # fmt: skip


def _is_off(score: float | None, scale: int | None) -> bool:
    return score is not None and scale is not None and (score <= 5) != (scale == 5)


def _without_scale(profile: BrandProfile, spelt: Spelling) -> Iterator[Finding]:
    """Experience scores of which nobody says on what scale they lie."""
    if profile.quality.experience_scale is not None:
        return
    for field in _EXPERIENCE:
        score = getattr(profile.quality, field)
        if score is None:
            continue
        given = spelt(("quality", field), score)
        probable = 100 if score > 5 else 5
        yield Finding("warning", ("quality", field), (_SCALE,), Text(
            f"quality.{field} = {given.en}, but quality.experience_scale is missing, and without "
            f"the scale the score says nothing. Probably experience_scale = {probable}.",
            f"quality.{field} = {given.zh}，但没填 quality.experience_scale，"
            f"不知道分制就无法使用这个分数。多半应写 experience_scale = {probable}。",
        ))  # fmt: skip


def _sums(profile: BrandProfile, spelt: Spelling) -> Iterator[Finding]:
    """Parts of one whole that add up to more than the whole."""
    live = profile.live
    if live.feed_share is not None and live.paid_share is not None:
        total = _total((live.feed_share, live.paid_share))
        if total > 1:
            together, whole = spelt.share(total), spelt.share(1)
            yield Finding("error", ("live", "paid_share"), (("live", "feed_share"),), Text(
                f"live.feed_share + live.paid_share = {together.en}, but both are parts of the "
                f"same views and sum to at most {whole.en}.",
                f"live.feed_share + live.paid_share = {together.zh}，"
                f"两者都是总观看的一部分，合计不能超过 {whole.zh}。",
            ))  # fmt: skip
    shares = dict(profile.sales.shares.items())
    total = _total(shares.values())
    if total > 1:
        together, whole = spelt.share(total), spelt.share(1)
        yield Finding(
            "error",
            ("sales", "shares"),
            tuple(("sales", "shares", position) for position in shares),
            Text(
                f"sales.shares sum to {together.en}, but they are parts of one GMV and sum to at "
                f"most {whole.en}. Count campaign sales in the position that made them.",
                f"sales.shares 合计 {together.zh}，但各阵地占比合计不能超过 {whole.zh}。"
                "活动销售请计入实际成交的阵地。",
            ),
        )


def _total(parts: Iterable[float]) -> float:
    return round(fsum(parts), 9)


def _monthly_gmv(profile: BrandProfile, spelt: Spelling) -> Iterator[Finding]:
    """A GMV that misses what order value and orders give."""
    aov, gmv = profile.economics.aov, profile.sales.monthly_gmv
    orders = profile.sales.monthly_orders
    if aov is None or gmv is None or orders is None:
        return
    product = aov * orders
    if _apart(gmv, product):
        path, others = ("sales", "monthly_gmv"), (("economics", "aov"), ("sales", "monthly_orders"))
        given, calculated = spelt(path, gmv), shown(round(product, 2))
        yield Finding("warning", path, others, Text(
            f"sales.monthly_gmv = {given.en}, but economics.aov × sales.monthly_orders = "
            f"{calculated}. Check that all three cover the same month.",
            f"sales.monthly_gmv = {given.zh}，但 economics.aov × sales.monthly_orders = "
            f"{calculated}。请核对三者是不是同一个月的数据。",
        ))  # fmt: skip


def _gpm(
    profile: BrandProfile, table: str, gpm_key: str, rate_key: str, spelt: Spelling
) -> Iterator[Finding]:
    """A GPM that misses what order value and conversion give."""
    aov, figures = profile.economics.aov, getattr(profile, table)
    gpm, rate = getattr(figures, gpm_key), getattr(figures, rate_key)
    if aov is None or gpm is None or rate is None:
        return
    product = 1000 * aov * rate
    if _apart(gpm, product):
        path, others = (table, gpm_key), (("economics", "aov"), (table, rate_key))
        here, given, calculated = ".".join(path), spelt(path, gpm), shown(round(product, 2))
        yield Finding("warning", path, others, Text(
            f"{here} = {given.en}, but 1000 × economics.aov × {table}.{rate_key} = {calculated}. "
            f"{here} is used; check the other two.",
            f"{here} = {given.zh}，但 1000 × economics.aov × {table}.{rate_key} = {calculated}。"
            f"计算以 {here} 为准，请核对另外两项。",
        ))  # fmt: skip


def _apart(given: float, product: float) -> bool:
    return abs(given - product) > PRODUCT_TOLERANCE * product


def _shipping(profile: BrandProfile, spelt: Spelling) -> Iterator[Finding]:
    """More orders sold in a month than can be shipped in one."""
    orders, capacity = profile.sales.monthly_orders, profile.supply.max_daily_orders
    if orders is None or capacity is None or orders <= DAYS_A_MONTH * capacity:
        return
    path, other = ("supply", "max_daily_orders"), ("sales", "monthly_orders")
    limit, sold = spelt(path, capacity), spelt(other, orders)
    daily = shown(ceil(orders / DAYS_A_MONTH))
    yield Finding("warning", path, (other,), Text(
        f"supply.max_daily_orders = {limit.en}, but sales.monthly_orders = {sold.en} is already "
        f"{daily} a day. Give the most orders a day, not the average.",
        f"supply.max_daily_orders = {limit.zh}，但 sales.monthly_orders = {sold.zh}，"
        f"平均每天已有 {daily} 单。这里要填单日最大发货量，不是日均。",
    ))  # fmt: skip
