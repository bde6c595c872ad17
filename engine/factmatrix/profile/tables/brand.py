"""What the brand is and what it wants: `[brand]` and `[product]`."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar

from pydantic.types import Strict

from factmatrix.profile.choices import CATEGORIES, GOALS, STAGES, Category, Goal, Stage
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Brand(Table):
    """Who the profile is about and what it is for."""

    heading: ClassVar[Text] = Text("Brand", "品牌")

    name: str = declare(
        "text",
        Text("Brand name", "品牌名称"),
        Text("The name that reports and rankings show.", "报告和榜单里显示的名称。"),
        where=Text("Ask the client.", "问客户。"),
        question=Text(
            "Under which name should the brand appear in the report?", "报告里用哪个品牌名称？"
        ),
        required=True,
    )
    category: Category = declare(
        "choice",
        Text("Main category", "主营类目"),
        Text(
            "The category that brings most of the sales on Douyin. Every comparison with "
            "competitors is made inside it.",
            "在抖音上销售额占比最大的类目，所有和同行的比较都在这个类目里做。",
        ),
        choices=CATEGORIES,
        where=Text(
            "Shop backend > shop information > main category.", "抖店 > 店铺信息 > 主营类目。"
        ),
        question=Text(
            "Which category brings most of your sales on Douyin?", "在抖音上哪个类目卖得最多？"
        ),
        rules=("R7", "R28", "R40", "R64"),
        required=True,
    )
    as_of: datetime.date | None = declare(
        "date",
        Text("Figures as of", "数据日期"),
        Text(
            "The day that the figures describe. Left out, the day of the assessment is taken.",
            "档案里的数据截至哪一天；不填就按评估当天算。",
        ),
        where=Text(
            "The end of the period chosen in Compass.", "电商罗盘里所选统计周期的最后一天。"
        ),
        question=Text("Which day do these figures run up to?", "这些数据统计到哪一天？"),
        rules=("R1",),
    )
    goal: Goal | None = declare(
        "choice",
        Text("Goal", "经营目标"),
        Text(
            "What the brand mainly wants from Douyin in the coming months. It shifts the weight "
            "between positions a little, never the facts.",
            "未来几个月品牌在抖音最想达成什么。它只小幅调整各阵地的侧重，不改变事实。",
        ),
        choices=GOALS,
        where=Text("Ask the person who signs off the plan.", "问拍板年度或季度计划的人。"),
        question=Text(
            "If Douyin could deliver one thing in the next three months, what should it be?",
            "未来三个月，抖音上只能达成一件事的话，你最想要哪一件？",
        ),
        rules=("R50", "R61"),
    )
    stage: Stage | None = declare(
        "choice",
        Text("Stage", "发展阶段"),
        Text(
            "How far the business on Douyin has come: finding its first sales, growing, or "
            "running at scale.",
            "抖音生意走到哪一步：从 0 到 1 起步、从 1 到 10 成长，还是从 10 到 100 做规模。",
        ),
        choices=STAGES,
        where=Text(
            "Judge it from the last months' sales and ask the client.",
            "结合近几个月的销售额判断，并和客户确认。",
        ),
        question=Text(
            "Are you still finding your first steady sales on Douyin, growing them, or scaling "
            "what works?",
            "抖音生意现在是刚起步、在成长，还是在放大规模？",
        ),
        rules=("R55",),
    )
    tags: Annotated[tuple[str, ...], Strict(False)] | None = declare(
        "set",
        Text("Tags", "标签"),
        Text(
            "Words of your own to group and filter brands by. They are never scored.",
            "自己起的分组标签，方便筛选品牌，不参与计分。",
        ),
        where=Text("Your own choice.", "自行填写。"),
        question=Text("Which groups should this brand be filed under?", "这个品牌要归到哪些分组？"),
    )
    notes: str | None = declare(
        "text",
        Text("Notes", "备注"),
        Text(
            "Anything worth remembering about the brand. Shown, never scored.",
            "值得记下来的情况，只展示，不计分。",
        ),
        where=Text("Your own words.", "自行填写。"),
        question=Text(
            "Is there anything about the brand that no field asks for?",
            "还有什么情况是其他字段没问到的？",
        ),
    )


class Product(Table):
    """The newest product; how strong products are stands in `[powers.product]`."""

    heading: ClassVar[Text] = Text("New product", "新品")

    launch_date: datetime.date | None = declare(
        "date",
        Text("Newest product launched", "最新新品上市日期"),
        Text(
            "The day on which the newest product first went on sale on Douyin. New-product "
            "events take products only up to a certain age.",
            "最新一款新品在抖音首次上架的日期。新品类活动只收上市不久的商品。",
        ),
        actionable=True,
        where=Text(
            "Shop backend > products, sorted by date created.", "抖店 > 商品管理，按创建时间排序。"
        ),
        question=Text(
            "When did your newest product first go on sale on Douyin?",
            "最新一款新品是哪天在抖音首次上架的？",
        ),
        rules=("R64",),
    )
