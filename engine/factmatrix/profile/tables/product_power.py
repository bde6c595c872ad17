"""How well the products sell themselves: `[powers.product]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.rubric import rubric
from factmatrix.profile.table import Table
from factmatrix.text import Text


class ProductPower(Table):
    """How well the products sell themselves (R77, R78)."""

    heading: ClassVar[Text] = Text("Product power", "产品力")

    innovation: float | None = declare(
        "score",
        Text("Product innovation", "产品创新力"),
        Text(
            "How new the products are to the category, in a way that can be shown in a video.",
            "产品对这个类目来说有多新，而且这种新能用视频展示出来。",
        ),
        plausible=(1, 100),
        better="higher",
        rubric=rubric(
            Text("the same goods as everybody", "和大家卖的一样"),
            Text("small variations", "只有小改动"),
            Text("keeps up with the category's trends", "跟得上类目趋势"),
            Text("a difference buyers name in reviews", "有用户在评价里主动提到的差异点"),
            Text(
                "sets the trend: patents, awards or first of its kind",
                "引领趋势，有专利、奖项或类目首创",
            ),
        ),
        where=Text(
            "Product pages beside the five best sellers of the category; reviews.",
            "把商品详情页和类目销量前五的商品放在一起看；看评价。",
        ),
        question=Text(
            "What can your products do that the five best sellers of the category cannot?",
            "你的产品有什么是类目销量前五做不到的？",
        ),
        rules=("R77", "R78"),
    )
    vitality: float | None = declare(
        "score",
        Text("Product vitality", "产品生命力"),
        Text(
            "How long products keep selling: steady sales, repeat purchase, a next generation "
            "on its way.",
            "产品能卖多久：销量稳不稳、有没有复购、后续新品接不接得上。",
        ),
        plausible=(1, 100),
        better="higher",
        rubric=rubric(
            Text("sales end within weeks", "几周就卖不动"),
            Text("lives on one short peak", "只靠一波短期热度"),
            Text("sells through a season", "能稳定卖完一季"),
            Text(
                "sells steadily over a year, a successor is planned",
                "稳定销售一年以上，后续产品有规划",
            ),
            Text(
                "an evergreen with top repeat purchase in the category",
                "类目常青款，复购处于前列，有数据",
            ),
        ),
        where=Text(
            "Compass > products > sales over the last 12 months.",
            "电商罗盘 > 商品 > 近 12 个月销售趋势。",
        ),
        question=Text(
            "How have sales of your three main products developed over the last 12 months?",
            "三款主推商品近 12 个月的销量走势如何？",
        ),
        rules=("R77", "R78"),
    )
    value: float | None = declare(
        "score",
        Text("Product value", "产品价值感"),
        Text(
            "How much the product is worth to buyers for what it costs: material, effect, "
            "looks, use.",
            "用户觉得这个产品值不值这个价：用料、效果、颜值、实用性。",
        ),
        plausible=(1, 100),
        better="higher",
        actionable=True,
        rubric=rubric(
            Text("buyers feel cheated", "用户觉得不值"),
            Text("often called too dear for what it is", "常有人说性价比低"),
            Text("fair for its price", "对得起价格"),
            Text("reviews praise the value unprompted", "评价里主动夸值"),
            Text(
                "the reference of the category, tests or ratings prove it",
                "类目标杆，有评测或评分为证",
            ),
        ),
        where=Text(
            "Reviews on the product page; Compass > products > reviews.",
            "商品评价；电商罗盘 > 商品 > 评价分析。",
        ),
        question=Text(
            "What do buyers praise and complain about most in their reviews?",
            "用户评价里夸得最多、吐槽最多的是什么？",
        ),
        rules=("R77", "R78"),
    )
