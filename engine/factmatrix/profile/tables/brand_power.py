"""How easily the brand's name persuades: `[powers.brand]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.rubric import rubric
from factmatrix.profile.table import Table
from factmatrix.text import Text


class BrandPower(Table):
    """How easily the brand's name persuades (R74, R75)."""

    heading: ClassVar[Text] = Text("Brand power", "品牌力")

    attraction: float | None = declare(
        "score",
        Text("Brand attraction", "品牌吸引力"),
        Text(
            "How strongly the name alone makes people in the category want to buy.",
            "在这个类目里，光凭品牌名能在多大程度上让人想买。",
        ),
        plausible=(1, 100),
        better="higher",
        rubric=rubric(
            Text("nobody knows the name", "没人知道这个品牌"),
            Text("known to few, bought for the price", "少数人知道，主要靠价格成交"),
            Text("known in the category, one choice of several", "类目内有认知，是几个备选之一"),
            Text(
                "a first choice for many, with search volume or a survey to show",
                "很多人的首选之一，有搜索量或调研为证",
            ),
            Text(
                "a leading name, people search for it by itself, with figures",
                "类目头部品牌，用户主动搜索，有数据为证",
            ),
        ),
        where=Text(
            "Ocean Insights (巨量算数) > search index; Yuntu > brand assets; customer surveys.",
            "巨量算数 > 搜索指数；巨量云图 > 品牌资产；用户调研。",
        ),
        question=Text(
            "How many people search for your brand by name each month, compared with your main "
            "competitors?",
            "和主要竞品相比，每月有多少人主动搜你的品牌名？",
        ),
        rules=("R74", "R75", "R76"),
    )
    spread: float | None = declare(
        "score",
        Text("Brand spread", "品牌传播力"),
        Text(
            "How far and how often people speak of the brand without being paid: topics, "
            "mentions, hot lists.",
            "品牌被自发提及、传播的广度和频率：话题、提及、上榜。",
        ),
        plausible=(1, 100),
        better="higher",
        actionable=True,
        rubric=rubric(
            Text("no mentions", "几乎没有提及"),
            Text("mentioned only in paid content", "只出现在付费内容里"),
            Text("as many unpaid mentions as the median competitor", "自发提及量和同类目中位相当"),
            Text("top third by mentions or topic views", "提及量或话题播放量在前三分之一"),
            Text(
                "on the category's brand list, or top 10 % by mentions",
                "登上类目品牌榜，或提及量前 10%",
            ),
        ),
        where=Text(
            "Ocean Insights > topics and brand lists; Douyin brand hot list.",
            "巨量算数 > 话题与品牌榜；抖音品牌热DOU榜。",
        ),
        question=Text(
            "Where is your brand talked about without payment, and has it been on a brand list "
            "this year?",
            "哪些地方有人自发讨论你的品牌，今年上过品牌榜吗？",
        ),
        rules=("R74", "R75"),
    )
