"""The brand's own live rooms: `[live]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Live(Table):
    """The brand's own live rooms, creators' rooms left out; averages of the last 30 days."""

    heading: ClassVar[Text] = Text("Live rooms", "自播直播间")
    explanation: ClassVar[Text | None] = Text(
        "The brand's own rooms only, averages of the last 30 days.",
        "只看品牌自播间，取近 30 天平均。",
    )

    hours_per_week: float | None = declare(
        "hours",
        Text("Live hours a week", "每周直播时长"),
        Text(
            "Hours a week with at least one own room live; rooms live at the same time count once.",
            "每周至少有一个自播间在播的小时数，多间同时开播只算一次。",
        ),
        high=168,
        better="higher",
        actionable=True,
        where=Text(
            "Compass > live > session review.", "电商罗盘 > 直播 > 直播复盘 > 累计直播时长。"
        ),
        question=Text(
            "How many hours a week is one of your own rooms live?", "自播间每周播多少小时？"
        ),
        rules=("R84",),
    )
    sessions_per_week: int | None = declare(
        "count",
        Text("Sessions a week", "每周直播场次"),
        Text("Live sessions a week in own rooms, rounded.", "自播间每周开播场次，取整数。"),
        plausible=(0, 100),
        better="higher",
        actionable=True,
        where=Text("Compass > live > session review.", "电商罗盘 > 直播 > 直播复盘 > 开播场次。"),
        question=Text("How many live sessions a week do you run?", "每周自播几场？"),
        rules=("R84",),
    )
    views_per_session: int | None = declare(
        "count",
        Text("Views per session", "场观"),
        Text(
            "Visits to the room in an average session; one person coming twice counts twice.",
            "平均每场的观看人次，同一人进两次算两次。",
        ),
        plausible=(0, 20_000_000),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > live > session list, views divided by sessions.",
            "电商罗盘 > 直播 > 直播明细，累计观看人次 ÷ 场次。",
        ),
        question=Text("How many views does an average session of yours get?", "平均每场场观多少？"),
        rules=("R26",),
    )
    conversion_rate: float | None = declare(
        "share",
        Text("Conversion", "直播间转化率"),
        Text("Orders divided by views.", "成交订单数 ÷ 观看人次。"),
        plausible=(0.0001, 0.3),
        step=0.001,
        better="higher",
        actionable=True,
        where=Text(
            "Compass > live > session review; divide orders by views, since Compass itself may "
            "divide by viewers.",
            "电商罗盘 > 直播 > 直播复盘，用订单数 ÷ 观看人次自算（罗盘可能按人数算）。",
        ),
        question=Text(
            "Of 1,000 views in your rooms, how many end in an order?",
            "直播间每 1000 次观看成交几单？",
        ),
        rules=("R28", "R37"),
    )
    conversion_percentile: float | None = declare(
        "percentile",
        Text("Conversion against peers", "转化率同行分位"),
        Text(
            "Share of peers in the category whose conversion is lower, 0–100: 100 is the best, "
            "10 the bottom tenth. More telling than the rate itself.",
            "转化率超过了多少同行（0–100）：100 最好，10 表示只比一成同行好。"
            "比绝对值更能说明问题。",
        ),
        plausible=(0.99, 100),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > live > comparison with peers of the same level.",
            "电商罗盘 > 直播 > 同行同级对比。",
        ),
        question=Text(
            "Against peers of the same level, what share has a lower conversion than you?",
            "和同行同级比，你的转化率超过了百分之多少？",
        ),
        rules=("R28", "R40"),
    )
    average_watch_minutes: float | None = declare(
        "minutes",
        Text("Average watch time", "人均停留时长"),
        Text("Minutes that an average viewer stays in the room.", "人均在直播间停留的分钟数。"),
        plausible=(0.05, 20),
        step=0.1,
        better="higher",
        actionable=True,
        where=Text(
            "Compass > live > session review.", "电商罗盘 > 直播 > 直播复盘 > 人均观看时长。"
        ),
        question=Text("How many minutes does a viewer stay on average?", "观众人均停留几分钟？"),
        rules=("R37",),
    )
    interaction_rate: float | None = declare(
        "share",
        Text("Interaction", "互动率"),
        Text(
            "Likes, comments, shares and other interactions divided by viewers. One person can "
            "interact often, so it may exceed 100 %.",
            "点赞、评论、分享等互动次数 ÷ 观看人数。一个人可以多次互动，所以可能超过 100%。",
        ),
        high=100,
        plausible=(0, 2),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > live > session details > interaction.",
            "电商罗盘 > 直播 > 直播详情 > 互动指标。",
        ),
        question=Text(
            "How many interactions come from 100 viewers?", "每 100 个观众有多少次互动？"
        ),
        rules=("R37",),
    )
    follow_rate: float | None = declare(
        "share",
        Text("New followers", "转粉率"),
        Text("New followers divided by viewers.", "新增粉丝 ÷ 观看人数。"),
        plausible=(0, 0.5),
        step=0.001,
        better="higher",
        actionable=True,
        where=Text(
            "Compass > live > session details > new followers.",
            "电商罗盘 > 直播 > 直播详情 > 新增粉丝。",
        ),
        question=Text(
            "Of 1,000 viewers in your rooms, how many start to follow?",
            "直播间每 1000 个观众涨粉多少？",
        ),
        rules=("R19", "R51"),
    )
    gpm: float | None = declare(
        "money",
        Text("GPM of the room", "千次观看成交金额"),
        Text(
            "GMV per 1,000 views. If it disagrees with order value × conversion, this figure "
            "counts.",
            "每千次观看带来的成交金额（GPM）。和客单价 × 转化率对不上时，以此为准。",
        ),
        plausible=(10, 50_000),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > live > session review > GMV per 1,000 views.",
            "电商罗盘 > 直播 > 直播复盘 > 千次观看成交金额。",
        ),
        question=Text("How much do 1,000 views in your rooms sell?", "每千次观看成交多少钱？"),
        rules=("R20", "R24"),
    )
    feed_share: float | None = declare(
        "share",
        Text("Views from the feed", "推荐流占比"),
        Text(
            "Share of views that the recommendation feed sends for free.",
            "直播间观看中来自免费推荐流（直播推荐 feed）的占比。",
        ),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > live > session details > sources of traffic.",
            "电商罗盘 > 直播 > 直播详情 > 流量来源。",
        ),
        question=Text(
            "What share of your views comes from the recommendation feed?",
            "直播推荐带来的观看占多少？",
        ),
        rules=("R26", "R33"),
    )
    paid_share: float | None = declare(
        "share",
        Text("Paid views", "付费流量占比"),
        Text(
            "Share of views that are paid for. High means that sales stop with the spending.",
            "直播间观看中付费流量的占比，越高越是停投就停量。",
        ),
        better="lower",
        actionable=True,
        where=Text(
            "Compass > live > session details > sources of traffic; Qianchuan reports.",
            "电商罗盘 > 直播 > 直播详情 > 流量来源；千川报表。",
        ),
        question=Text("What share of your views is paid for?", "付费流量占多少？"),
        rules=("R25",),
    )
