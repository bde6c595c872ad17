"""Fans and buyers, what remains after the sale: `[audience]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.choices import DATA_SOURCES, DataSource
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Audience(Table):
    """The brand's fans, viewers and buyers (R19, R51)."""

    heading: ClassVar[Text] = Text("Audience", "人群")

    fans: int | None = declare(
        "count",
        Text("Fans", "粉丝数"),
        Text("Followers of all own accounts together.", "所有自有账号粉丝数之和。"),
        plausible=(0, 200_000_000),
        better="higher",
        actionable=True,
        where=Text("The accounts' pages.", "各账号主页。"),
        question=Text(
            "How many followers do your accounts have together?", "所有账号加起来多少粉丝？"
        ),
        rules=("R19", "R51"),
    )
    match: float | None = declare(
        "share",
        Text("Viewers in the target group", "目标人群占比"),
        Text(
            "Share of the viewers of own accounts that belongs to the target group by sex, age, "
            "region and spending.",
            "自有账号观众中符合目标人群（性别、年龄、地域、消费力）的占比。",
        ),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > audience profile of viewers, beside the target group.",
            "电商罗盘 > 人群画像（观看人群），对照目标人群。",
        ),
        question=Text(
            "Who is your target group, and what share of your viewers belongs to it?",
            "目标人群是谁，观众里有多少是这群人？",
        ),
        rules=("R27", "R46"),
    )
    data_source: DataSource | None = declare(
        "choice",
        Text("Source of audience data", "人群数据来源"),
        Text(
            "Whether the figures on the audience are Douyin's own. Data from Tmall or JD "
            "describe other people.",
            "人群数据是不是抖音的。天猫、京东的数据说的是另一群人。",
        ),
        actionable=True,
        choices=DATA_SOURCES,
        where=Text("Ask where the audience profile was exported.", "问人群画像从哪里导出的。"),
        question=Text(
            "Were the audience figures taken from Douyin?", "人群数据是抖音后台导出的吗？"
        ),
        rules=("R5", "R18"),
    )
    repurchase_rate: float | None = declare(
        "share",
        Text("Repurchase", "复购率"),
        Text("Share of buyers who buy again within 90 days.", "90 天内再次下单的买家占比。"),
        plausible=(0, 0.8),
        better="higher",
        actionable=True,
        where=Text("Compass > audience > repurchase.", "电商罗盘 > 人群 > 复购分析。"),
        question=Text(
            "What share of your buyers orders again within 90 days?", "90 天内复购的买家占多少？"
        ),
        rules=("R19", "R51"),
    )
    new_customer_share: float | None = declare(
        "share",
        Text("New customers", "新客占比"),
        Text(
            "Share of buyers who buy from the brand for the first time. 85 % is usual on Douyin.",
            "首次购买本品牌的买家占比，抖音上一般在 85% 左右。",
        ),
        better="higher",
        actionable=True,
        where=Text("Compass > audience > new and old buyers.", "电商罗盘 > 人群 > 新老客分析。"),
        question=Text(
            "What share of your Douyin buyers had never bought from you before?",
            "抖音买家里首次购买的占多少？",
        ),
        rules=("R3", "R65"),
    )
    fan_order_share: float | None = declare(
        "share",
        Text("Orders from fans", "粉丝成交占比"),
        Text("Share of orders that followers of own accounts place.", "自有账号粉丝下的订单占比。"),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > live > buyers, fans and others.",
            "电商罗盘 > 直播 > 成交人群（粉丝 / 非粉）。",
        ),
        question=Text("What share of your orders comes from followers?", "订单里粉丝下的占多少？"),
        rules=("R19", "R51"),
    )
    ltv: float | None = declare(
        "money",
        Text("Customer value, 12 months", "12 个月客户价值"),
        Text(
            "What an average new customer spends within 12 months, the first order included, "
            "before refunds.",
            "一个新客 12 个月内平均消费多少钱，含首单，未扣退款。",
        ),
        plausible=(1, 1_000_000),
        better="higher",
        actionable=True,
        where=Text(
            "The client's customer system; GMV of a cohort divided by its buyers.",
            "客户的 CRM；某月新客 12 个月累计成交 ÷ 新客数。",
        ),
        question=Text(
            "How much does a new customer spend with you in the first 12 months?",
            "一个新客头 12 个月平均花多少钱？",
        ),
        rules=("R51",),
    )
