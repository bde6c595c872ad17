"""Rank among competitors, and what supply can carry: `[market]`, `[supply]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Market(Table):
    """How the brand stands among its competitors (R40, R67, R68)."""

    heading: ClassVar[Text] = Text("Market", "市场位置")

    category_percentile: float | None = declare(
        "percentile",
        Text("Standing in the category", "类目排名分位"),
        Text(
            "Share of the category's brands that sell less on Douyin, 0–100: 100 is the best.",
            "抖音销售额超过了多少同类目品牌（0–100），100 为最好。",
        ),
        plausible=(0.99, 100),
        better="higher",
        where=Text(
            "Compass > market > brand ranking of the category.", "电商罗盘 > 市场 > 类目品牌榜。"
        ),
        question=Text(
            "Where do you stand among the category's brands on Douyin?",
            "你们在抖音类目品牌里排在什么位置？",
        ),
        rules=("R40", "R67"),
    )
    subtrack_rank: int | None = declare(
        "rank",
        Text("Expected sub-track rank", "细分赛道预期排名"),
        Text(
            "The rank that the brand can reach in the event's sub-track it would enter; 1 is "
            "the top.",
            "报名活动时，在所选细分赛道里预计能排第几，1 为第一。",
        ),
        plausible=(0, 10_000),
        better="lower",
        actionable=True,
        where=Text(
            "Sub-track rankings of the last event; sales of the brands in them.",
            "上一次活动的细分赛道榜单和上榜品牌的销售额。",
        ),
        question=Text(
            "Which rank could you reach in the sub-track of the next event?",
            "下一场活动的细分赛道里，你们大概能排第几？",
        ),
        rules=("R67", "R68"),
    )


class Supply(Table):
    """What the supply chain can carry (R91)."""

    heading: ClassVar[Text] = Text("Supply", "供应链")

    stock_days: float | None = declare(
        "days",
        Text("Days of stock", "库存可售天数"),
        Text(
            "How many days the stock of the main products lasts at today's pace.",
            "按当前销量，主推品库存还能卖多少天。",
        ),
        plausible=(0, 400),
        better="higher",
        actionable=True,
        where=Text(
            "Stock divided by daily sales, from the warehouse system.",
            "库存 ÷ 日均销量，看 ERP 或仓库系统。",
        ),
        question=Text(
            "How many days does the stock of your main products last at today's pace?",
            "按现在的销量，主推品库存够卖几天？",
        ),
        rules=("R68", "R91"),
    )
    max_daily_orders: int | None = declare(
        "count",
        Text("Most orders a day", "日最大发货单量"),
        Text("How many orders a day can be shipped on time at most.", "每天最多能按时发出多少单。"),
        plausible=(0, 5_000_000),
        better="higher",
        actionable=True,
        where=Text(
            "Ask the warehouse; the best day of the last big event.",
            "问仓库，参考上次大促单日最高发货量。",
        ),
        question=Text(
            "How many orders can you ship on time on the busiest day?",
            "最忙的一天能按时发多少单？",
        ),
        rules=("R67", "R91"),
    )
