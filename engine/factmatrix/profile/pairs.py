"""Pairs of fields that cannot both be right, as data: "none" beside "some", and limits exceeded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from factmatrix.profile.findings import Columns, Finding, Path, Severity, Spelling, place
from factmatrix.profile.table import Table, values_at
from factmatrix.text import Text


class Pair(NamedTuple):
    """Two fields of one table that contradict each other, and why they do."""

    first: str
    second: str
    why: Text
    severity: Severity = "error"


NONE_BUT_SOME: Mapping[str, tuple[Pair, ...]] = {
    "": (
        Pair("accounts.blue_v", "accounts.blue_v_bound",
             Text("an account that is no blue V cannot be bound as one", "没有蓝V就谈不上绑定")),
        Pair("accounts.shop", "accounts.blue_v_bound",
             Text("without a shop there is nothing to bind to", "没有抖店就没有可绑定的店铺")),
        Pair("accounts.qianchuan", "accounts.qianchuan_bound",
             Text("there is no Qianchuan account to bind", "没有千川账户就谈不上绑定")),
        Pair("accounts.shop", "accounts.qianchuan_bound",
             Text("without a shop there is nothing to bind to", "没有抖店就没有可绑定的店铺")),
        Pair("accounts.own_accounts", "accounts.blue_v",
             Text("the blue V counts as an own account", "蓝V本身就算一个自有账号")),
        Pair("live.hours_per_week", "live.sessions_per_week",
             Text("a session takes time", "开播就有时长")),
        Pair("live.sessions_per_week", "live.hours_per_week",
             Text("live hours come from sessions", "有直播时长就有场次"), "warning"),
        Pair("sales.monthly_orders", "sales.monthly_gmv",
             Text("GMV comes from orders", "有成交金额就有订单")),
        Pair("sales.monthly_gmv", "sales.monthly_orders",
             Text("orders bring GMV", "有订单就有成交金额")),
        Pair("live.sessions_per_week", "live.views_per_session",
             Text("without sessions there are no views of one", "没有开播就没有场均观看"),
             "warning"),
        Pair("audience.fans", "audience.fan_order_share",
             Text("without fans none of them orders", "没有粉丝就没有粉丝成交")),
        Pair("affiliates.active", "affiliates.repeat_share",
             Text("without active creators nobody comes back", "没有动销达人就谈不上复播")),
        Pair("affiliates.best_listed", "affiliates.best_list_rank",
             Text("only a listed product has a rank", "没上榜就没有名次")),
    ),
    "creators": (
        Pair("orders", "gmv", Text("GMV comes from orders", "有成交金额就有订单")),
        Pair("gmv", "orders", Text("orders bring GMV", "有订单就有成交金额")),
        Pair("views", "gmv", Text("nothing is sold without a view", "没有观看就没有成交")),
    ),
    "campaigns": (
        Pair("eligible", "joined",
             Text("who does not meet the conditions cannot join", "达不到门槛就无法报名"),
             "warning"),
    ),
    "boost_tests": (
        Pair("cost", "paid_views",
             Text("paid views cost money; 0 means not boosted", "付费播放要花钱，0 表示没有投放")),
        Pair("conversions", "gmv", Text("GMV comes from orders", "有成交金额就有订单")),
        Pair("gmv", "conversions", Text("orders bring GMV", "有订单就有成交金额")),
    ),
}  # fmt: skip
"""`first` is false or 0, yet `second` is true or above 0; by list, "" for the tables."""

AT_MOST: Mapping[str, tuple[Pair, ...]] = {
    "": (
        Pair("economics.commission_rate", "economics.max_commission_rate",
             Text("today's commission is above the highest you can pay",
                  "当前佣金率高于最高可给佣金率"), "warning"),
        Pair("quality.quality_return_rate", "economics.refund_rate",
             Text("returns for quality are a part of all refunds", "品质退货只是全部退款的一部分"),
             "warning"),
        Pair("economics.aov", "audience.ltv",
             Text("12 months of a customer contain the first order",
                  "12 个月客户价值至少包含首单"), "warning"),
    ),
    "creators": (
        Pair("natural_views", "views",
             Text("natural views are a part of the views", "自然观看是总观看的一部分")),
        Pair("refund_amount", "gmv",
             Text("no more can be refunded than was sold", "退款不会超过成交金额")),
        Pair("orders", "views",
             Text("more orders than views: check what the views count",
                  "订单比观看还多，请核对观看口径"), "warning"),
    ),
    "campaigns": (
        Pair("start", "end",
             Text("an event cannot end before it starts", "结束日期不能早于开始日期")),
    ),
}  # fmt: skip
"""`first` exceeds `second`; by list, "" for the tables."""


def disagreeing_pairs(
    table: Table, group: str, severity: Severity, spelt: Spelling, prefix: Path = ()
) -> Iterator[Finding]:
    """The contradictions inside a profile (`group` "") or inside one row of the list `group`."""
    none_but_some, at_most = _pairs(group, severity)
    for (pair, second), none in zip(
        none_but_some.seconds, none_but_some.firsts(table), strict=True
    ):
        if none is not None and _is_some_of_none(none, some := second(table)):
            yield _disagree(pair, prefix, none, some, spelt)
    for (pair, second), small in zip(at_most.seconds, at_most.firsts(table), strict=True):
        if small is not None and _is_exceeded(small, large := second(table)):
            yield _disagree(pair, prefix, small, large, spelt)


def with_disagreeing_pairs(columns: Columns) -> Iterator[int]:
    """The numbers of the profiles in whose tables a pair is an error."""
    for pairs, disagree in ((NONE_BUT_SOME[""], _is_some_of_none), (AT_MOST[""], _is_exceeded)):
        for pair in pairs:
            if pair.severity == "error":
                both = zip(columns[pair.first], columns[pair.second], strict=True)
                for number, (first, second) in enumerate(both):
                    if first is not None and disagree(first, second):
                        yield number


def _is_some_of_none(first: Any, second: Any) -> bool:  # noqa: ANN401 - numbers or flags
    return not first and bool(second)


def _is_exceeded(first: Any, second: Any) -> bool:  # noqa: ANN401 - numbers or days
    return second is not None and first > second


class _Pairs(NamedTuple):
    """How to read the first fields of some pairs, and the second field of each."""

    firsts: Callable[[Table], tuple[Any, ...]]
    seconds: tuple[tuple[Pair, Callable[[Table], Any]], ...]


@cache
def _pairs(group: str, severity: Severity) -> tuple[_Pairs, _Pairs]:
    none_but_some, at_most = (
        _Pairs(
            values_at([pair.first for pair in alike]),
            tuple((pair, attrgetter(pair.second)) for pair in alike),
        )
        for alike in (
            [pair for pair in pairs.get(group, ()) if pair.severity == severity]
            for pairs in (NONE_BUT_SOME, AT_MOST)
        )
    )
    return none_but_some, at_most


def _disagree(pair: Pair, prefix: Path, first: object, second: object, spelt: Spelling) -> Finding:
    path = (*prefix, *pair.second.split("."))
    other = (*prefix, *pair.first.split("."))
    here, value, other_value = place(path), spelt(path, second), spelt(other, first)
    return Finding(
        pair.severity,
        path,
        (other,),
        Text(
            f"{here.en} = {value.en}, but {pair.first} = {other_value.en}: {pair.why.en}. "
            "Correct one of the two, or leave out the one you are not sure of.",
            f"{here.zh} = {value.zh}，但 {pair.first} = {other_value.zh}：{pair.why.zh}。"
            "请改正其中一个，拿不准的就留空。",
        ),
    )
