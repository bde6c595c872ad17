"""Creators in the alliance and the best candidate at the top: `[affiliates]`, `[top_creators]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.rubric import COOPERATION, TONE
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Affiliates(Table):
    """Commission creators of the waist and tail (R52–R58)."""

    heading: ClassVar[Text] = Text("Alliance creators", "联盟达人")

    active: int | None = declare(
        "count",
        Text("Active creators", "动销达人数"),
        Text(
            "Creators who sold the brand's products in the last 30 days.",
            "近 30 天带货出单的达人数。",
        ),
        plausible=(0, 100_000),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > creators > creators with sales, last 30 days.",
            "电商罗盘 > 达人 > 近 30 天动销达人。",
        ),
        question=Text(
            "How many creators sold your products in the last 30 days?",
            "近 30 天有多少达人带货出单？",
        ),
        rules=("R52",),
    )
    repeat_share: float | None = declare(
        "share",
        Text("Creators who come back", "复播达人占比"),
        Text(
            "Share of active creators who had sold the brand before as well.",
            "动销达人里以前也带过货的占比。",
        ),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > creators, two periods compared.", "电商罗盘 > 达人，前后两个周期对比。"
        ),
        question=Text(
            "What share of your creators sells your products again and again?",
            "有多少达人是反复合作的？",
        ),
        rules=("R57",),
    )
    audience_similarity: float | None = declare(
        "share",
        Text("Audience similarity", "受众相似度"),
        Text(
            "How far the creators' audience overlaps with the target group. A condition of "
            "working with creators.",
            "达人粉丝和品牌目标人群的重合程度，是达人合作的前提。",
        ),
        better="higher",
        actionable=True,
        where=Text(
            "Alliance creator square or Xingtu > fan profile of your main creators, beside the "
            "target group.",
            "精选联盟达人广场或星图 > 达人粉丝画像，对照目标人群。",
        ),
        question=Text(
            "How much of your creators' audience belongs to your target group?",
            "合作达人的粉丝有多少是你的目标人群？",
        ),
        rules=("R16", "R54"),
    )
    category_match: float | None = declare(
        "share",
        Text("Category match", "类目匹配度"),
        Text(
            "Share of active creators who usually sell this category.",
            "动销达人里平时就带这个类目的占比。",
        ),
        better="higher",
        actionable=True,
        where=Text(
            "Alliance creator square > categories of each creator.",
            "精选联盟达人广场 > 达人带货类目。",
        ),
        question=Text(
            "What share of your creators usually sells your category?",
            "合作达人有多少平时就带你这个类目？",
        ),
        rules=("R16",),
    )
    traffic_support: float | None = declare(
        "money",
        Text("Traffic support a month", "每月投流扶持"),
        Text(
            "What the brand spends a month to boost creators' content, besides commission.",
            "除佣金外，品牌每月给达人内容投流的金额。",
        ),
        plausible=(10, 50_000_000),
        better="higher",
        actionable=True,
        where=Text(
            "Qianchuan and DOU+ bills for creators' content.",
            "千川、DOU+ 给达人内容投放的账单。",
        ),
        question=Text(
            "How much do you spend a month to boost creators' videos and rooms?",
            "每月花多少钱给达人的视频和直播间投流？",
        ),
        rules=("R56",),
    )
    best_listed: bool | None = declare(
        "flag",
        Text("On a hot list", "是否上榜"),
        Text(
            "Whether a product is on a hot-selling list of the alliance now.",
            "目前有没有商品登上精选联盟热销榜单。",
        ),
        better="higher",
        actionable=True,
        where=Text("Alliance > product lists.", "精选联盟 > 商品榜单。"),
        question=Text(
            "Is one of your products on a hot list of the alliance now?",
            "现在有商品在联盟榜单上吗？",
        ),
        rules=("R58",),
    )
    best_list_rank: int | None = declare(
        "rank",
        Text("Best rank on a list", "榜单最高排名"),
        Text(
            "The best rank that a product holds on such a list; 1 is the top.",
            "商品在榜单上的最高名次，1 为第一。",
        ),
        plausible=(0, 1000),
        better="lower",
        actionable=True,
        where=Text("Alliance > product lists.", "精选联盟 > 商品榜单。"),
        question=Text(
            "What is the best rank your products hold on a list?", "商品在榜单上最高排第几？"
        ),
        rules=("R58",),
    )


class TopCreators(Table):
    """The best candidate for a cooperation with a top creator (R59–R62)."""

    heading: ClassVar[Text] = Text("Top creator: best candidate", "头部达人（最佳候选）")
    explanation: ClassVar[Text | None] = Text(
        "Left out, the best candidate among the rows of [[creators]] fills these in.",
        "不填时，用 [[creators]] 里最合适的候选达人补上。",
    )

    match: float | None = declare(
        "share",
        Text("Audience match", "人群匹配度"),
        Text(
            "Share of the candidate's audience that belongs to the target group.",
            "候选达人粉丝里目标人群的占比。",
        ),
        better="higher",
        actionable=True,
        where=Text(
            "Xingtu > the creator's page > fan profile.", "巨量星图 > 达人主页 > 粉丝画像。"
        ),
        question=Text(
            "How much of the best candidate's audience belongs to your target group?",
            "最想合作的头部达人，粉丝里有多少是你的目标人群？",
        ),
        rules=("R62",),
    )
    tone_match: float | None = declare(
        "share",
        Text("Tone match", "调性匹配度"),
        Text(
            "How well the candidate's style and content suit the brand.",
            "候选达人的风格、内容和品牌调性合不合。",
        ),
        better="higher",
        actionable=True,
        rubric=TONE,
        where=Text(
            "Watch ten videos and one session of the candidate.",
            "看候选达人的十条视频和一场直播。",
        ),
        question=Text(
            "Would the candidate's last ten videos fit on your own account?",
            "候选达人最近十条内容放到你们账号上违和吗？",
        ),
        rules=("R60", "R76"),
    )
    cooperation: float | None = declare(
        "share",
        Text("Depth of cooperation", "合作深度"),
        Text(
            "How much the candidate joins in: choice of products, content, several "
            "sessions, rights to reuse.",
            "候选达人愿意投入多深：选品、内容共创、多场排期、素材授权。",
        ),
        better="higher",
        actionable=True,
        rubric=COOPERATION,
        where=Text(
            "The draft contract; the creator's agency.", "合作方案或合同草案；达人机构（MCN）。"
        ),
        question=Text(
            "What will the candidate do besides one slot: content, several sessions, reuse of "
            "material?",
            "除了挂一个链接，对方还愿意做什么：共创内容、多场直播、素材授权？",
        ),
        rules=("R62",),
    )
