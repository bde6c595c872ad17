"""The values of choices and sets in a profile, their labels, and other spellings of them.

A file may write a choice by its id or by its Chinese label ("女装"); both read as the id.
"""

from __future__ import annotations

from typing import Literal

from factmatrix.profile.declaration import Choice
from factmatrix.text import Text

Category = Literal[
    "womenswear", "menswear", "kidswear", "shoes_bags", "sportswear", "beauty", "skincare", "food",
    "fresh", "liquor", "household", "appliances", "electronics", "jewelry", "mother_baby", "other",
]  # fmt: skip
CATEGORIES: tuple[Choice, ...] = (
    Choice("womenswear", Text("Women's wear", "女装")),
    Choice("menswear", Text("Men's wear", "男装")),
    Choice("kidswear", Text("Children's wear", "童装")),
    Choice("shoes_bags", Text("Shoes and bags", "鞋包"), ("鞋靴箱包", "鞋靴", "箱包")),
    Choice("sportswear", Text("Sports and outdoor", "运动"), ("运动户外", "运动服饰", "户外")),
    Choice("beauty", Text("Make-up", "美妆"), ("彩妆",)),
    Choice("skincare", Text("Skin care", "护肤"), ("护肤品",)),
    Choice("food", Text("Food and drink", "食品"), ("食品饮料", "零食")),
    Choice("fresh", Text("Fresh food", "生鲜")),
    Choice("liquor", Text("Liquor", "酒水"), ("酒类",)),
    Choice("household", Text("Household goods", "家居日用"), ("家居", "日用", "日用百货")),
    Choice("appliances", Text("Home appliances", "家电"), ("家用电器",)),
    Choice("electronics", Text("Electronics", "3C"), ("3C数码", "数码", "3c")),
    Choice("jewelry", Text("Jewellery", "珠宝"), ("珠宝文玩", "珠宝首饰")),
    Choice("mother_baby", Text("Mother and baby", "母婴"), ("母婴用品",)),
    Choice("other", Text("Other", "其他"), ("其它",)),
)

Goal = Literal["daily", "burst", "new_product", "awareness", "long_term"]
GOALS: tuple[Choice, ...] = (
    Choice("daily", Text("Steady daily sales", "日销")),
    Choice("burst", Text("A burst of sales", "爆发")),
    Choice("new_product", Text("Launch of a new product", "新品上市"), ("新品",)),
    Choice("awareness", Text("Brand awareness", "品牌曝光"), ("曝光", "种草")),
    Choice("long_term", Text("Long-term brand building", "长期经营"), ("长效经营",)),
)

Stage = Literal["launch", "growth", "scale"]
STAGES: tuple[Choice, ...] = (
    Choice("launch", Text("Launch (0–1)", "起步期 0–1"), ("0-1", "0–1", "起步期", "冷启动")),
    Choice("growth", Text("Growth (1–10)", "成长期 1–10"), ("1-10", "1–10", "成长期")),
    Choice("scale", Text("Scale (10–100)", "规模期 10–100"), ("10-100", "10–100", "规模期")),
)

ExperienceScale = Literal[100, 5]
EXPERIENCE_SCALES: tuple[Choice, ...] = (
    Choice(100, Text("0 to 100 (today)", "现行百分制")),
    Choice(5, Text("0 to 5 (older figures)", "旧版五分制")),
)

Tool = Literal["compass", "buyin", "xingtu", "alliance", "ad"]
TOOLS: tuple[Choice, ...] = (
    Choice("compass", Text("Compass (data)", "电商罗盘"), ("抖音电商罗盘", "罗盘")),
    Choice("buyin", Text("Buyin (live and creators)", "巨量百应"), ("百应",)),
    Choice("xingtu", Text("Xingtu (creator marketplace)", "巨量星图"), ("星图",)),
    Choice("alliance", Text("Alliance (commission pool)", "精选联盟"), ("联盟",)),
    Choice("ad", Text("Ocean Engine brand ads", "巨量引擎AD"), ("AD", "AD平台")),
)

Form = Literal["knowledge", "scene", "recommendation", "story"]
FORMS: tuple[Choice, ...] = (
    Choice("knowledge", Text("Knowledge and know-how", "知识分享"), ("知识",)),
    Choice("scene", Text("In use, on the street", "场景展示"), ("街拍", "场景")),
    Choice("recommendation", Text("Product recommendation", "好物推荐"), ("种草", "推荐")),
    Choice("story", Text("Story", "剧情")),
)

DataSource = Literal["douyin", "other"]
DATA_SOURCES: tuple[Choice, ...] = (
    Choice("douyin", Text("Douyin data", "抖音数据"), ("抖音",)),
    Choice("other", Text("Another platform, or a guess", "其他平台或估计"), ("其他", "其它")),
)

Channel = Literal["live", "video"]
CHANNELS: tuple[Choice, ...] = (
    Choice("live", Text("Live session", "直播"), ("直播带货", "直播间")),
    Choice("video", Text("Short video", "短视频"), ("视频", "短视频带货", "视频带货")),
)

Contract = Literal["commission", "fee", "mixed"]
CONTRACTS: tuple[Choice, ...] = (
    Choice("commission", Text("Commission only", "纯佣"), ("纯佣金",)),
    Choice("fee", Text("Fixed fee only", "一口价"), ("纯坑位费",)),
    Choice("mixed", Text("Slot fee plus commission", "坑位费+佣金"), ("坑位费加佣金", "混合")),
)

Denominator = Literal["plays", "views", "viewers", "impressions"]
DENOMINATORS: tuple[Choice, ...] = (
    Choice("plays", Text("Video plays", "播放次数"), ("播放", "播放量")),
    Choice("views", Text("Visits to the live room", "观看人次"), ("场观", "人次")),
    Choice("viewers", Text("Different people (UV)", "观看人数"), ("UV", "人数")),
    Choice("impressions", Text("Times shown", "曝光次数"), ("曝光", "展示")),
)

CampaignKind = Literal["platform", "ip", "industry"]
CAMPAIGN_KINDS: tuple[Choice, ...] = (
    Choice("platform", Text("Platform-wide sale", "平台大促"), ("大促",)),
    Choice("ip", Text("Marketing IP", "营销 IP"), ("营销IP", "IP", "IP活动")),
    Choice("industry", Text("Industry event", "行业活动"), ("行业",)),
)

BoostTool = Literal["dou_plus", "qianchuan"]
BOOST_TOOLS: tuple[Choice, ...] = (
    Choice("dou_plus", Text("DOU+", "DOU+"), ("dou+",)),
    Choice("qianchuan", Text("Qianchuan", "巨量千川"), ("千川",)),
)

BoostTarget = Literal["video", "live"]
BOOST_TARGETS: tuple[Choice, ...] = (
    Choice("video", Text("A short video", "短视频"), ("视频",)),
    Choice("live", Text("The live room", "直播间"), ("直播",)),
)

FORMATS: tuple[Choice, ...] = (Choice(1, Text("Format 1", "格式 1")),)
