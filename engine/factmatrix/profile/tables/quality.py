"""What buyers experience: quality, reputation and the platform's experience score: `[quality]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.choices import EXPERIENCE_SCALES, ExperienceScale
from factmatrix.profile.fields import declare
from factmatrix.profile.rubric import rubric
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Quality(Table):
    """Quality and experience; poor ones block amplification (R81, R92)."""

    heading: ClassVar[Text] = Text("Quality and experience", "品质与体验")

    product: float | None = declare(
        "score",
        Text("Product quality", "产品品质"),
        Text(
            "How good and how even the quality is, as shown by complaints and returns for quality.",
            "产品质量好不好、稳不稳，看投诉和品质退货。",
        ),
        plausible=(1, 100),
        better="higher",
        actionable=True,
        rubric=rubric(
            Text("serious defects, products taken down", "有严重质量问题或被下架"),
            Text("more returns for quality than the median", "品质退货率高于类目中位"),
            Text("about the median", "在中位附近"),
            Text(
                "clearly fewer returns for quality, inspection reports exist",
                "品质退货明显更少，有质检报告",
            ),
            Text("among the best 10 %, tests by third parties", "前 10%，有第三方检测"),
        ),
        where=Text(
            "Shop backend > experience score > product; after-sales reasons.",
            "抖店 > 商家体验分 > 商品体验；售后原因分析。",
        ),
        question=Text(
            "What share of returns names quality as the reason, and do you have test reports?",
            "退货里因质量问题的占多少，有质检报告吗？",
        ),
        rules=("R81",),
    )
    reputation: float | None = declare(
        "score",
        Text("Reputation", "口碑"),
        Text(
            "What buyers and the public say: ratings, reviews, complaints, press.",
            "用户和外界怎么说：评分、评价、投诉、舆情。",
        ),
        plausible=(1, 100),
        better="higher",
        actionable=True,
        rubric=rubric(
            Text("a public scandal or a wave of complaints", "有公开负面或大量投诉"),
            Text("more bad reviews than the median", "差评多于类目中位"),
            Text("about the median", "在中位附近"),
            Text("clearly better reviews than peers over months", "连续几个月评价明显好于同行"),
            Text("recommended by name, ratings in the top 10 %", "被用户点名推荐，评分在前 10%"),
        ),
        where=Text(
            "Shop backend > reviews; search the brand's name on Douyin and on complaint sites.",
            "抖店 > 评价管理；在抖音和投诉平台搜品牌名。",
        ),
        question=Text(
            "What are your positive-review rate and your commonest complaint?",
            "好评率是多少，最常见的投诉是什么？",
        ),
        rules=("R81",),
    )
    positive_review_rate: float | None = declare(
        "share",
        Text("Positive reviews", "好评率"),
        Text("Share of reviews that are positive.", "好评占全部评价的比例。"),
        plausible=(0.3, 1),
        better="higher",
        actionable=True,
        where=Text("Shop backend > reviews.", "抖店 > 评价管理。"),
        question=Text(
            "What share of your reviews in the last 30 days is positive?",
            "近 30 天好评率是多少？",
        ),
        rules=("R81",),
    )
    quality_return_rate: float | None = declare(
        "share",
        Text("Returned for quality", "品质退货率"),
        Text(
            "Share of orders returned because of quality. Returns for other reasons belong in "
            "the refund rate.",
            "因质量问题退货的订单占比（品退率）；其他原因的退货计入退款率。",
        ),
        plausible=(0, 0.3),
        better="lower",
        actionable=True,
        where=Text(
            "Shop backend > experience score > product experience > quality returns.",
            "抖店 > 商家体验分 > 商品体验 > 品质退货率。",
        ),
        question=Text(
            "What is your rate of returns for quality reasons over the last 30 days?",
            "近 30 天的品退率是多少？",
        ),
        rules=("R81",),
    )
    experience_scale: ExperienceScale | None = declare(
        "choice",
        Text("Scale of experience scores", "体验分分制"),
        Text(
            "Whether the experience scores below run to 100 (today) or to 5 (older figures).",
            "下面几个体验分用百分制（现行）还是五分制（旧版）。",
        ),
        choices=EXPERIENCE_SCALES,
        where=Text("Shop backend > experience score.", "抖店 > 商家体验分。"),
        question=Text(
            "Is your experience score out of 100 or out of 5?",
            "你的商家体验分是百分制还是五分制？",
        ),
        rules=("R92",),
    )
    experience_score: float | None = declare(
        "score",
        Text("Experience score", "商家体验分"),
        Text(
            "The shop's total experience score, on the scale named above. A low one costs "
            "traffic and entry to events.",
            "店铺体验总分，按上面的分制填写。分低会限流量、限活动报名。",
        ),
        step=0.1,
        better="higher",
        actionable=True,
        where=Text("Shop backend > experience score.", "抖店 > 商家体验分。"),
        question=Text(
            "What does the shop backend show today for the total experience score?",
            "抖店今天显示的商家体验分是多少？",
        ),
        rules=("R38", "R92"),
    )
    experience_product: float | None = declare(
        "score",
        Text("Experience: product", "商品体验分"),
        Text(
            "The product part of the experience score, on the same scale.",
            "体验分中的商品体验，同一分制。",
        ),
        step=0.1,
        better="higher",
        actionable=True,
        where=Text("Shop backend > experience score.", "抖店 > 商家体验分。"),
        question=Text(
            "What does the shop backend show today for the product part of the experience score?",
            "抖店今天显示的商品体验分是多少？",
        ),
        rules=("R38", "R92"),
    )
    experience_logistics: float | None = declare(
        "score",
        Text("Experience: logistics", "物流体验分"),
        Text(
            "The logistics part of the experience score, on the same scale.",
            "体验分中的物流体验，同一分制。",
        ),
        step=0.1,
        better="higher",
        actionable=True,
        where=Text("Shop backend > experience score.", "抖店 > 商家体验分。"),
        question=Text(
            "What does the shop backend show today for the logistics part of the experience score?",
            "抖店今天显示的物流体验分是多少？",
        ),
        rules=("R38", "R92"),
    )
    experience_service: float | None = declare(
        "score",
        Text("Experience: service", "服务体验分"),
        Text(
            "The service part of the experience score, on the same scale.",
            "体验分中的服务体验，同一分制。",
        ),
        step=0.1,
        better="higher",
        actionable=True,
        where=Text("Shop backend > experience score.", "抖店 > 商家体验分。"),
        question=Text(
            "What does the shop backend show today for the service part of the experience score?",
            "抖店今天显示的服务体验分是多少？",
        ),
        rules=("R38", "R92"),
    )
