"""Events to join: `[[campaigns]]`."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar

from pydantic.types import Strict

from factmatrix.profile.choices import CAMPAIGN_KINDS, CATEGORIES, CampaignKind, Category
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Campaign(Table):
    """One event of the platform (R63–R69)."""

    heading: ClassVar[Text] = Text("Campaigns", "营销活动")
    explanation: ClassVar[Text | None] = Text(
        "One row an event: planned, joined or missed.",
        "一行是一个活动：计划参加、已报名或错过。",
    )

    name: str | None = declare(
        "text",
        Text("Name", "活动名称"),
        Text("The event's name; names are unique.", "活动名称，不能重复。"),
        where=Text("Shop backend > marketing > events.", "抖店 > 营销 > 平台活动。"),
        question=Text("What is the event called?", "活动叫什么？"),
    )
    event: str | None = declare(
        "text",
        Text("Calendar event", "日历活动"),
        Text(
            "Id of the event in the campaign calendar, if it is one of those.",
            "活动在活动日历里的 id，不在日历里就不填。",
        ),
        where=Text("The campaign calendar of this program.", "本程序的活动日历。"),
        question=Text(
            "Is it one of the events in the campaign calendar?", "是活动日历里的哪个活动？"
        ),
    )
    kind: CampaignKind | None = declare(
        "choice",
        Text("Kind", "活动类型"),
        Text(
            "A platform-wide sale, a marketing IP for single brands, or an event of one industry.",
            "平台大促、营销 IP，还是行业活动。",
        ),
        choices=CAMPAIGN_KINDS,
        where=Text("Shop backend > marketing > events.", "抖店 > 营销 > 平台活动。"),
        question=Text(
            "Is it a platform-wide sale, a marketing IP or an industry event?",
            "是平台大促、营销 IP 还是行业活动？",
        ),
        rules=("R64",),
    )
    start: datetime.date | None = declare(
        "date",
        Text("Start", "开始日期"),
        Text("First day of the sale.", "正式售卖第一天。"),
        where=Text("Shop backend > marketing > events.", "抖店 > 营销 > 平台活动。"),
        question=Text("On which day does the sale start?", "哪天开始？"),
    )
    end: datetime.date | None = declare(
        "date",
        Text("End", "结束日期"),
        Text("Last day of the sale.", "正式售卖最后一天。"),
        where=Text("Shop backend > marketing > events.", "抖店 > 营销 > 平台活动。"),
        question=Text("On which day does the sale end?", "哪天结束？"),
    )
    categories: Annotated[tuple[Category, ...], Strict(False)] | None = declare(
        "set",
        Text("Categories", "适用类目"),
        Text(
            "Categories that may take part. Left out: unknown.",
            "可以参加的类目，不填表示不清楚。",
        ),
        choices=CATEGORIES,
        where=Text("Shop backend > marketing > events.", "抖店 > 营销 > 平台活动。"),
        question=Text("Which categories may take part?", "哪些类目可以报名？"),
        rules=("R64",),
    )
    eligible: bool | None = declare(
        "flag",
        Text("Eligible", "符合门槛"),
        Text("Whether the brand meets the entry conditions.", "品牌是否达到报名门槛。"),
        better="higher",
        actionable=True,
        where=Text("Shop backend > marketing > events.", "抖店 > 营销 > 平台活动。"),
        question=Text("Do you meet the entry conditions?", "达到报名门槛了吗？"),
        rules=("R69", "R92"),
    )
    joined: bool | None = declare(
        "flag",
        Text("Joined", "已报名"),
        Text("Whether the brand has signed up or taken part.", "品牌是否已报名或参加过。"),
        better="higher",
        actionable=True,
        where=Text("Shop backend > marketing > events.", "抖店 > 营销 > 平台活动。"),
        question=Text("Have you signed up?", "报名了吗？"),
        rules=("R69",),
    )
