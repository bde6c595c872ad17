"""How hard the price is to beat: `[powers.price]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.rubric import rubric
from factmatrix.profile.table import Table
from factmatrix.text import Text


class PricePower(Table):
    """How strong the price is. `strength` counts where both are given (R79, R80)."""

    heading: ClassVar[Text] = Text("Price power", "价格力")
    explanation: ClassVar[Text | None] = Text(
        "Give the strength if you can judge it, else the index. If both are given, the strength "
        "counts.",
        "能判断就填价格力评分，否则填价格指数；两个都填时以评分为准。",
    )

    strength: float | None = declare(
        "score",
        Text("Price strength", "价格力评分"),
        Text(
            "How hard the real selling price is to beat for comparable goods: 100 = nobody in "
            "the category is cheaper.",
            "同款或可比商品里，到手价有多难被打败：100 = 全类目最低。",
        ),
        plausible=(1, 100),
        better="higher",
        actionable=True,
        rubric=rubric(
            Text("dearer than nearly all comparable offers", "几乎比所有可比商品都贵"),
            Text("dearer than the median", "高于类目中位价"),
            Text("about the median", "在中位价附近"),
            Text("in the cheapest third, checked on a date", "最便宜的三分之一，有核价日期"),
            Text(
                "in the cheapest tenth, with a list of compared prices",
                "最便宜的 10%，有比价清单",
            ),
        ),
        where=Text(
            "Shop backend > price-power rating of each product; compare final prices with five "
            "competitors.",
            "抖店 > 商品价格力等级；再和五家竞品比到手价。",
        ),
        question=Text(
            "What does your main product cost after all coupons, and what do five comparable "
            "ones cost?",
            "主推品券后到手价多少，五个可比竞品是多少？",
        ),
        rules=("R79", "R80"),
    )
    index: float | None = declare(
        "ratio",
        Text("Price index", "价格指数"),
        Text(
            "Your price divided by the median price of competitors, times 100: 90 means 10 % "
            "cheaper. Lower is stronger.",
            "自家到手价 ÷ 竞品中位到手价 × 100：90 表示便宜 10%，越低越有价格力。",
        ),
        low=20,
        high=500,
        plausible=(30, 300),
        step=1,
        better="lower",
        actionable=True,
        where=Text(
            "Collect the final prices of at least five comparable products on one day.",
            "同一天收集至少五个可比商品的到手价来算。",
        ),
        question=Text(
            "What are the final prices of your main product and of at least five comparable ones?",
            "主推品和至少五个可比商品的到手价分别是多少？",
        ),
        rules=("R79", "R80"),
    )
