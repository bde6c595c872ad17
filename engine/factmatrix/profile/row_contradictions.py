"""Figures of one row that cannot all be right together: of a deal, an event, a test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factmatrix.profile.findings import Finding, Path, Spelling, place, shown
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.tables.boost_tests import BoostTest
from factmatrix.profile.tables.campaigns import Campaign
from factmatrix.profile.tables.creators import Creator
from factmatrix.text import Text

REFUND_TOLERANCE = 0.01
"""How far a refund rate may miss amount / GMV: rates are often rounded to whole percent."""

_OTHER_CHANNEL = {"live": "plays", "video": "views"}
"""What only the other channel counts: sessions have no plays, videos no visits to a room."""


def impossible_deals(deals: Iterable[Creator], spelt: Spelling) -> Iterator[Finding]:
    """Errors: figures of one of the `[[creators]]` that contradict each other."""
    for index, deal in enumerate(deals):
        yield from _refund(deal, ("creators", index), spelt)


def improbable_rows(profile: BrandProfile, spelt: Spelling) -> Iterator[Finding]:
    """Warnings: what hardly goes together inside a row, and of rows with the brand."""
    for index, deal in enumerate(profile.creators):
        prefix = ("creators", index)
        yield from _result(deal, prefix, spelt)
        yield from _counted(deal, prefix, spelt)
        yield from _contract(deal, prefix, spelt)
        yield from _after_as_of(profile, deal, prefix)
    for index, campaign in enumerate(profile.campaigns):
        yield from _closed_to(profile, campaign, ("campaigns", index), spelt)
    for index, test in enumerate(profile.boost_tests):
        yield from _conversions(test, ("boost_tests", index), spelt)


def _result(deal: Creator, prefix: Path, spelt: Spelling) -> Iterator[Finding]:
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
        path = (*prefix, "views")
        here, views = place(path), spelt(path, deal.views)
        yield Finding("warning", path, (), Text(
            f"{here.en} = {views.en}, but without channel or denominator nobody can tell what "
            "was counted, and the row is compared with no other. "
            'Add channel = "live" or "video".',
            f"{here.zh} = {views.zh}，但没填 channel 或 denominator，统计口径不明，"
            '无法和其他行比较。请补上 channel = "live" 或 "video"。',
        ))  # fmt: skip


def _counted(deal: Creator, prefix: Path, spelt: Spelling) -> Iterator[Finding]:
    """Views that the channel does not have."""
    if deal.channel is None or deal.denominator != _OTHER_CHANNEL[deal.channel]:
        return
    path, other = (*prefix, "denominator"), (*prefix, "channel")
    here, counted, channel = place(path), spelt(path, deal.denominator), spelt(other, deal.channel)
    yield Finding("warning", path, (other,), Text(
        f"{here.en} = {counted.en}, but channel = {channel.en}: videos have plays, live rooms have "
        "views or viewers. Correct one of the two.",
        f"{here.zh} = {counted.zh}，但 channel = {channel.zh}："
        "短视频看播放次数，直播看观看人次或人数。请改正其中一项。",
    ))  # fmt: skip


def _contract(deal: Creator, prefix: Path, spelt: Spelling) -> Iterator[Finding]:
    """A payment that the kind of contract excludes."""
    excluded = {"commission": "fee", "fee": "commission_rate"}.get(deal.contract or "")
    amount = getattr(deal, excluded) if excluded else None
    if excluded and amount:
        path, other = (*prefix, excluded), (*prefix, "contract")
        here, paid, contract = place(path), spelt(path, amount), spelt(other, deal.contract)
        yield Finding("warning", path, (other,), Text(
            f"{here.en} = {paid.en}, but contract = {contract.en} leaves no room for "
            'it. If both were agreed, write contract = "mixed".',
            f"{here.zh} = {paid.zh}，但 contract = {contract.zh} 不含这项费用。"
            '如果两者都有，请写 contract = "mixed"。',
        ))  # fmt: skip


def _refund(deal: Creator, prefix: Path, spelt: Spelling) -> Iterator[Finding]:
    """A refund rate and an amount that say different things."""
    if deal.refund_rate is None or deal.refund_amount is None or not deal.gmv:
        return
    rate = deal.refund_amount / deal.gmv
    if abs(deal.refund_rate - rate) <= REFUND_TOLERANCE:
        return
    path = (*prefix, "refund_rate")
    here, given = place(path), spelt(path, deal.refund_rate)
    worked_out = spelt.share(round(rate, 4))
    others = ((*prefix, "refund_amount"), (*prefix, "gmv"))
    yield Finding("error", path, others, Text(
        f"{here.en} = {given.en}, but refund_amount / gmv = {worked_out.en}. Keep the "
        "one you trust and leave out the other.",
        f"{here.zh} = {given.zh}，但 refund_amount ÷ gmv = {worked_out.zh}。"
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


def _closed_to(
    profile: BrandProfile, campaign: Campaign, prefix: Path, spelt: Spelling
) -> Iterator[Finding]:
    """An event that the brand takes part in, though its category may not."""
    category, admitted = profile.brand.category, campaign.categories
    key = "joined" if campaign.joined else "eligible" if campaign.eligible else None
    if key is None or not admitted or category in admitted:
        return
    path, home = (*prefix, key), ("brand", "category")
    here, written = place(path), spelt(home, category)
    yield Finding("warning", path, ((*prefix, "categories"), home), Text(
        f"{here.en} = true, but brand.category = {written.en} is not among the categories of the "
        "event. Correct one of the three.",
        f"{here.zh} = true，但活动的 categories 不含 brand.category = {written.zh}。"
        "请改正其中一项。",
    ))  # fmt: skip


def _conversions(test: BoostTest, prefix: Path, spelt: Spelling) -> Iterator[Finding]:
    """More orders than plays or views, paid and natural together."""
    if test.conversions is None or test.paid_views is None or test.natural_views is None:
        return
    if test.conversions <= (views := test.paid_views + test.natural_views):
        return
    path = (*prefix, "conversions")
    here, orders = place(path), spelt(path, test.conversions)
    others = ((*prefix, "paid_views"), (*prefix, "natural_views"))
    yield Finding("warning", path, others, Text(
        f"{here.en} = {orders.en}, but paid_views + natural_views = {shown(views)}: there cannot "
        "be more orders than views. Check what was counted.",
        f"{here.zh} = {orders.zh}，但 paid_views + natural_views = {shown(views)}："
        "订单不会比播放还多，请核对口径。",
    ))  # fmt: skip
