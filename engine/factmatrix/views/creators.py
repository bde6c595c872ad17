"""The creators of a brand as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from factmatrix.deals.review import CreatorReview, DealTable, Order, ReviewedDeal
from factmatrix.deals.warnings import DealWarning
from factmatrix.profile.choices import DENOMINATORS, Denominator
from factmatrix.text import Text
from factmatrix.views import wording
from factmatrix.views.columns import columns
from factmatrix.views.deal_columns import (
    CANDIDATE,
    MATCH,
    MONEY,
    ORDER,
    REST,
    REVERSED,
    UNKNOWN,
    DealColumn,
    table,
)  # fmt: skip
from factmatrix.views.screen import Screen

FIRST_WARNINGS = 8
MISSING: Mapping[str, Text] = {
    "fans": Text("fans", "粉丝数"),
    "contract": Text("contract", "结算方式"),
    "fee": Text("fee", "坑位费"),
    "audience_match": Text("audience match", "人群匹配度"),
    "tone_match": Text("tone match", "调性匹配度"),
    "cooperation": Text("depth of cooperation", "合作深度"),
}
"""What should be known of a candidate, as it is called within a sentence."""
CANDIDATES = Text("Candidates, without results so far", "候选达人（还没有结果）")
UNCOUNTED = Text("Not ranked: nobody knows what their views count", "未排名：统计口径不明")
NO_CREATORS = Text("There are no creators.", "没有达人。")
DEAL_TABLES = (ORDER, MONEY, REST, MATCH)
MONEY_HEAD = Text("Cost and sales", "花了多少、卖了多少")
REST_HEAD = Text(
    "What the sales leave for fee and traffic, and what breaking even takes",
    "成交贡献多少、回本还差多少",
)
MATCH_HEAD = Text("Match and cooperation", "匹配与合作")
LEGEND = Text(
    f"{REVERSED} beats another deal by one of GPM and ROI and loses to it by the other. "
    f"“Pays at”: the GPM that breaks even. {UNKNOWN} unknown.",
    f"{REVERSED} 与另一笔合作按 GPM、ROI 比，输赢正好相反。“保本 GPM”达到才回本。{UNKNOWN} 未知。",
)
_TABLE = {
    "gpm": Text("{kind}: {count} deals by GPM", "{kind}：{count} 笔合作，按 GPM 排序"),
    "roi": Text("{kind}: {count} deals by ROI", "{kind}：{count} 笔合作，按 ROI 排序"),
}
_REVERSED = Text(
    "{count} of them stand otherwise by the other figure; most of all {one} and {other}.",
    "其中 {count} 笔换个指标名次就反过来，差距最大的是{one}与{other}。",
)
MORE = Text("… and {} more with --top {}", "……还有 {} 笔，加 --top {} 查看")
_MORE_WARNINGS = Text("… and {} more with --explain", "……还有 {} 条，加 --explain 查看")
_NEEDED = Text(
    "Deals of which it is open whether they pay: {count}. To tell, fill in {fields}.",
    "有 {count} 笔合作是否回本尚不可知，还缺：{fields}。",
)
_MISSING = Text("{name}: still to find out: {fields}.", "{name}：还需了解{fields}。")


class Shown(NamedTuple):
    """What is shown of a review: the order, the deals of each table at the most, all or little."""

    by: Order
    top: int
    explain: bool


def kind_of_count(denominator: Denominator) -> Text:
    """What a table counts, as its heading."""
    return next(choice.label for choice in DENOMINATORS if choice.value == denominator)


def heading(deals: DealTable, by: Order) -> Text:
    """What a table holds and in which order."""
    kind, count = kind_of_count(deals.denominator), f"{len(deals.deals):,}"
    said = _TABLE[by]
    return Text(
        said.en.format(kind=kind.en, count=count), said.zh.format(kind=kind.zh, count=count)
    )


def reversal(deals: DealTable) -> Text | None:
    """How many deals the two orders put the other way round, and the sharpest pair."""
    if not deals.reversed:
        return None
    ranks = {deal.deal.name: deal.roi_rank or 0 for deal in deals.deals}

    def gap(deal: ReviewedDeal) -> int:
        return abs(ranks[deal.reversed_with or ""] - (deal.roi_rank or 0))

    one = max((deal for deal in deals.deals if deal.reversals), key=gap)
    words = {
        "count": f"{deals.reversed:,}", "one": one.deal.name, "other": one.reversed_with
    }  # fmt: skip
    return Text(_REVERSED.en.format(**words), _REVERSED.zh.format(**words))


def still_needed(review: CreatorReview) -> Text | None:
    """The fields without which it stays open whether deals pay."""
    open_ = [d for d in review.all_deals if d.verdict.profitable is None]
    fields = dict.fromkeys(field for deal in open_ for field in _needs(deal))
    if not fields:
        return None
    count, listed = f"{len(open_):,}", ", ".join(fields)
    return Text(
        _NEEDED.en.format(count=count, fields=listed),
        _NEEDED.zh.format(count=count, fields=listed.replace(", ", "、")),
    )


def _needs(deal: ReviewedDeal) -> Iterator[str]:
    yield from deal.verdict.needs
    for field in ("fee", "traffic_cost", "gmv"):
        if getattr(deal.deal, field) is None:
            yield field


def missing_titles(deal: ReviewedDeal) -> Text:
    """The titles of what is not known yet of a candidate."""
    titles = [MISSING[field] for field in deal.missing]
    return Text(", ".join(title.en for title in titles), "、".join(title.zh for title in titles))


def missing(deal: ReviewedDeal) -> Text | None:
    """What is not known yet of a candidate."""
    if not deal.missing:
        return None
    listed = missing_titles(deal)
    return Text(
        _MISSING.en.format(name=deal.deal.name, fields=listed.en),
        _MISSING.zh.format(name=deal.deal.name, fields=listed.zh),
    )


def creators(review: CreatorReview, shown: Shown, screen: Screen) -> Iterator[str]:
    """Table after table, then the candidates, what speaks against whom, and what is to be asked."""
    for deals in review.tables:
        yield screen.heading(screen.say(heading(deals, shown.by)))
        if (said := reversal(deals)) is not None:
            yield from screen.lines(screen.say(said))
        yield from _tables(deals.ordered(shown.by), DEAL_TABLES, shown, screen)
        yield ""
    if review.uncounted:
        yield screen.heading(screen.say(UNCOUNTED))
        yield from _tables(review.uncounted, DEAL_TABLES, shown, screen)
        yield ""
    if review.candidates:
        yield screen.heading(screen.say(CANDIDATES))
        yield from _tables(review.candidates, (CANDIDATE,), shown, screen)
        for candidate in review.candidates[: shown.top]:
            if (said := missing(candidate)) is not None:
                yield from screen.entry("  ? ", screen.say(said))
        yield ""
    if not (review.tables or review.uncounted or review.candidates):
        yield screen.say(NO_CREATORS)
    if review.tables:
        yield from screen.lines(screen.say(LEGEND))
    yield from _watch_out(review, shown, screen)
    if (said := still_needed(review)) is not None:
        yield ""
        yield screen.say(wording.ASK_FIRST)
        yield from screen.entry("  ? ", screen.say(said))


def _tables(
    deals: Sequence[ReviewedDeal],
    kinds: Sequence[Sequence[DealColumn]],
    shown: Shown,
    screen: Screen,
) -> Iterator[str]:
    some = deals[: shown.top]
    heads = (None, MONEY_HEAD, REST_HEAD, MATCH_HEAD)
    for head, kind in zip(heads, kinds if shown.explain else kinds[:1], strict=False):
        if head is not None:
            yield ""
            yield from screen.lines(screen.say(head))
        rows = table(kind, some, screen.language)
        long = [place for place, column in enumerate(kind) if column.id in ("name", "contract")]
        aligns = [column.align for column in kind]
        yield from columns(rows, aligns, cells=screen.cells, flexible=long)
    if len(deals) > len(some):
        said = MORE.in_(screen.language).format(f"{len(deals) - len(some):,}", len(deals))
        yield f"  {said}"


def warnings_of(review: CreatorReview, by: Order, top: int) -> list[DealWarning]:
    """Those about all creators, then those of the deals and candidates shown."""
    deals = [deal for deals in review.tables for deal in deals.ordered(by)[:top]]
    shown = (*deals, *review.uncounted[:top], *review.candidates[:top])
    return [*review.warnings, *(warning for deal in shown for warning in deal.warnings)]


def _watch_out(review: CreatorReview, shown: Shown, screen: Screen) -> Iterator[str]:
    warnings = warnings_of(review, shown.by, shown.top)
    some = warnings if shown.explain else warnings[:FIRST_WARNINGS]
    if some:
        yield ""
        yield screen.say(wording.WATCH_OUT)
    for warning in some:
        rules = f" ({', '.join(warning.rules)})" if warning.rules else ""
        yield from screen.entry("  ! ", screen.say(warning.message) + rules)
    if len(warnings) > len(some):
        yield f"  {_MORE_WARNINGS.in_(screen.language).format(len(warnings) - len(some))}"
