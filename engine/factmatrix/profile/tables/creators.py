"""Deals with creators, done or proposed: `[[creators]]`."""

from __future__ import annotations

import datetime
from typing import ClassVar

from factmatrix.profile.choices import (
    CATEGORIES,
    CHANNELS,
    CONTRACTS,
    DENOMINATORS,
    Category,
    Channel,
    Contract,
    Denominator,
)
from factmatrix.profile.fields import declare
from factmatrix.profile.rubric import COOPERATION, TONE
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Creator(Table):
    """One deal with a creator: a result if it has views and GMV, else a candidate."""

    heading: ClassVar[Text] = Text("Creators", "达人")
    explanation: ClassVar[Text | None] = Text(
        "One row a cooperation. With views and GMV it is a result, without them a candidate. "
        "Cost = fee + traffic; commission belongs to the margin.",
        "一行是一次合作。有观看和成交金额的是已发生的结果，没有的是候选。成本 = 坑位费 + 投流，"
        "佣金算在毛利里。",
    )

    name: str | None = declare(
        "text",
        Text("Name", "达人昵称"),
        Text(
            "The creator's name; add the date if there were several deals, for names are unique.",
            "达人昵称。同一达人多次合作请加上日期，名称不能重复。",
        ),
        where=Text("Xingtu > the creator's page.", "巨量星图 > 达人主页。"),
        question=Text("What is the creator's name?", "达人叫什么？"),
    )
    date: datetime.date | None = declare(
        "date",
        Text("Date", "合作日期"),
        Text("The day of the session or of posting.", "直播或发布当天。"),
        where=Text(
            "Compass > creators > the session or video.", "电商罗盘 > 达人 > 对应场次或视频。"
        ),
        question=Text("When did the session or video take place?", "是哪天播的或发的？"),
    )
    category: Category | None = declare(
        "choice",
        Text("Category", "带货类目"),
        Text("The category that the creator usually sells.", "达人平时主要带的类目。"),
        choices=CATEGORIES,
        where=Text("Xingtu > the creator's page.", "巨量星图 > 达人主页。"),
        question=Text("Which category does the creator usually sell?", "达人平时主要带什么类目？"),
        rules=("R16",),
    )
    fans: int | None = declare(
        "count",
        Text("Fans", "粉丝数"),
        Text("Followers of the creator.", "达人的粉丝数。"),
        plausible=(0, 200_000_000),
        better="higher",
        where=Text("Xingtu > the creator's page.", "巨量星图 > 达人主页。"),
        question=Text("How many followers does the creator have?", "达人多少粉丝？"),
        rules=("R52", "R59"),
    )
    channel: Channel | None = declare(
        "choice",
        Text("Channel", "合作形式"),
        Text("A live session or a short video.", "直播还是短视频。"),
        choices=CHANNELS,
        where=Text("The contract, or the order in Xingtu.", "合同或星图订单。"),
        question=Text("Is it a live session or a short video?", "是直播还是短视频？"),
    )
    contract: Contract | None = declare(
        "choice",
        Text("Contract", "结算方式"),
        Text(
            "Commission only, a fixed fee only, or a slot fee plus commission.",
            "纯佣、一口价，还是坑位费加佣金。",
        ),
        choices=CONTRACTS,
        where=Text("The contract, or the order in Xingtu.", "合同或星图订单。"),
        question=Text(
            "Is the creator paid by commission, by a fee, or both?",
            "达人怎么结算：纯佣、一口价还是坑位费加佣金？",
        ),
        rules=("R52", "R53"),
    )
    fee: float | None = declare(
        "money",
        Text("Fee", "坑位费"),
        Text("The fixed fee of this deal, without commission.", "这次合作的固定费用，不含佣金。"),
        plausible=(50, 20_000_000),
        better="lower",
        where=Text("The contract, or the order in Xingtu.", "合同或星图订单。"),
        question=Text("Which fixed fee was or would be paid?", "坑位费（或一口价）是多少？"),
        rules=("R21", "R22"),
    )
    traffic_cost: float | None = declare(
        "money",
        Text("Traffic bought", "投流费用"),
        Text(
            "What was spent on Qianchuan and DOU+ for this deal.",
            "为这次合作花的千川、DOU+ 费用。",
        ),
        plausible=(10, 50_000_000),
        better="lower",
        where=Text("Qianchuan and DOU+ reports.", "千川、DOU+ 报表。"),
        question=Text("How much traffic was bought for this deal?", "这次合作投流花了多少？"),
        rules=("R21", "R56"),
    )
    commission_rate: float | None = declare(
        "share",
        Text("Commission", "佣金率"),
        Text("The commission of this deal as a share of GMV.", "这次合作的佣金占成交金额的比例。"),
        plausible=(0.005, 0.8),
        where=Text("The contract, or the order in Xingtu.", "合同或星图订单。"),
        question=Text("Which commission was agreed?", "约定的佣金率是多少？"),
        rules=("R53",),
    )
    denominator: Denominator | None = declare(
        "choice",
        Text("What the views count", "观看口径"),
        Text(
            "What the views of this row count. Left out: plays for a video, views for a live "
            "session. Rows with different counts are never ranked together.",
            "这一行的观看数按什么口径统计。不填时，视频按播放次数，直播按观看人次。"
            "口径不同的行不放在一起排名。",
        ),
        choices=DENOMINATORS,
        where=Text(
            "Compass > creators > the session or video.", "电商罗盘 > 达人 > 对应场次或视频。"
        ),
        question=Text(
            "Do the views count plays, visits, people or impressions?",
            "观看数是播放、人次、人数还是曝光？",
        ),
        rules=("R20", "R24"),
    )
    views: int | None = declare(
        "count",
        Text("Views", "观看数"),
        Text(
            "Views of that kind, paid and natural together.",
            "该口径的观看总数，付费和自然合计。",
        ),
        better="higher",
        where=Text(
            "Compass > creators > the session or video.", "电商罗盘 > 达人 > 对应场次或视频。"
        ),
        question=Text(
            "How many views did it get, paid and natural together?", "付费加自然一共多少观看？"
        ),
        rules=("R20",),
    )
    natural_views: int | None = declare(
        "count",
        Text("Natural views", "自然观看数"),
        Text("The part of the views that was not paid for.", "其中没有花钱的观看数。"),
        better="higher",
        where=Text(
            "Compass > creators > the session or video.", "电商罗盘 > 达人 > 对应场次或视频。"
        ),
        question=Text("How many of the views were not paid for?", "其中自然流量有多少？"),
        rules=("R26",),
    )
    gmv: float | None = declare(
        "money",
        Text("GMV", "成交金额"),
        Text("What was sold, before refunds.", "这次合作的成交金额，未扣退款。"),
        better="higher",
        where=Text(
            "Compass > creators > the session or video.", "电商罗盘 > 达人 > 对应场次或视频。"
        ),
        question=Text("How much was sold, before refunds?", "成交多少，未扣退款？"),
        rules=("R20",),
    )
    orders: int | None = declare(
        "count",
        Text("Orders", "成交订单数"),
        Text("Paid orders, before refunds.", "成交订单数，未扣退款。"),
        better="higher",
        where=Text(
            "Compass > creators > the session or video.", "电商罗盘 > 达人 > 对应场次或视频。"
        ),
        question=Text("How many orders were paid?", "成交多少单？"),
    )
    refund_rate: float | None = declare(
        "share",
        Text("Refund rate", "退款率"),
        Text(
            "Refunded value divided by GMV. Give either this or the amount.",
            "退款金额 ÷ 成交金额，和退款金额填一个即可。",
        ),
        plausible=(0.005, 0.99),
        better="lower",
        where=Text(
            "Compass > creators > the session or video.", "电商罗盘 > 达人 > 对应场次或视频。"
        ),
        question=Text("What share of the GMV was refunded?", "退款率是多少？"),
    )
    refund_amount: float | None = declare(
        "money",
        Text("Refunded", "退款金额"),
        Text("Refunded value. Give either this or the rate.", "退款金额，和退款率填一个即可。"),
        better="lower",
        where=Text(
            "Compass > creators > the session or video.", "电商罗盘 > 达人 > 对应场次或视频。"
        ),
        question=Text("How much was refunded?", "退了多少钱？"),
    )
    audience_match: float | None = declare(
        "share",
        Text("Audience match", "人群匹配度"),
        Text(
            "Share of the creator's audience that belongs to the target group.",
            "达人粉丝里目标人群的占比。",
        ),
        better="higher",
        where=Text(
            "Xingtu > the creator's page > fan profile.", "巨量星图 > 达人主页 > 粉丝画像。"
        ),
        question=Text(
            "How much of the creator's audience belongs to your target group?",
            "达人粉丝里有多少是你的目标人群？",
        ),
        rules=("R54", "R62"),
    )
    tone_match: float | None = declare(
        "share",
        Text("Tone match", "调性匹配度"),
        Text(
            "How well the creator's style and content suit the brand.",
            "达人的风格、内容和品牌调性合不合。",
        ),
        better="higher",
        rubric=TONE,
        where=Text(
            "Watch ten videos and one session of the creator.", "看达人的十条视频和一场直播。"
        ),
        question=Text(
            "Would the creator's last ten videos fit on your own account?",
            "达人最近十条内容放到你们账号上违和吗？",
        ),
        rules=("R60", "R76"),
    )
    cooperation: float | None = declare(
        "share",
        Text("Depth of cooperation", "合作深度"),
        Text(
            "How much the creator joins in: choice of products, content, several sessions, "
            "rights to reuse.",
            "达人愿意投入多深：选品、内容共创、多场排期、素材授权。",
        ),
        better="higher",
        actionable=True,
        rubric=COOPERATION,
        where=Text("The contract, or the order in Xingtu.", "合同或星图订单。"),
        question=Text(
            "What does the creator do besides one slot?", "除了挂一个链接，达人还做什么？"
        ),
        rules=("R62",),
    )
    creator_score: float | None = declare(
        "score",
        Text("Creator's reputation score", "带货口碑分"),
        Text(
            "The platform's reputation score of the creator, 0–5; shown scores start at about 3.",
            "平台给达人的带货口碑分（0–5），一般从 3 分起显示。",
        ),
        high=5,
        plausible=(2.5, 5),
        step=0.01,
        better="higher",
        where=Text("Buyin or Alliance > the creator's page.", "巨量百应或精选联盟 > 达人主页。"),
        question=Text("What is the creator's reputation score?", "达人的带货口碑分是多少？"),
    )

    @property
    def is_candidate(self) -> bool:
        """Whether the row is a creator to win: it has neither views nor GMV to show."""
        return self.views is None and self.gmv is None

    def suitability(self) -> tuple[float, float, float]:
        """The order among candidates: audience, then tone, then cooperation; unknown is last."""
        unknown = -1.0
        return (
            unknown if self.audience_match is None else self.audience_match,
            unknown if self.tone_match is None else self.tone_match,
            unknown if self.cooperation is None else self.cooperation,
        )
