"""How well the brand's own content works: `[powers.content]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.fields import declare
from factmatrix.profile.rubric import rubric
from factmatrix.profile.table import Table
from factmatrix.text import Text


class ContentPower(Table):
    """How well the brand's own content reaches people (R72, R73)."""

    heading: ClassVar[Text] = Text("Content power", "内容力")

    short_video: float | None = declare(
        "score",
        Text("Short-video ability", "短视频能力"),
        Text(
            "How well the brand's own short videos reach and sell to its target users, compared "
            "with its category.",
            "和同类目相比，品牌自制短视频触达目标用户、带动成交的水平。",
        ),
        plausible=(1, 100),
        better="higher",
        actionable=True,
        rubric=rubric(
            Text("posts no videos of its own", "没有自制短视频"),
            Text(
                "posts rarely, or plays and sales lie below the category's median",
                "更新少，或播放和成交低于类目中位",
            ),
            Text("posts steadily, figures about the median", "稳定更新，数据在中位附近"),
            Text(
                "top third of the category, with figures over several weeks",
                "类目前三分之一，有连续几周的数据",
            ),
            Text(
                "top 10 %, and video GPM or sales prove it",
                "类目前 10%，有千次播放成交金额或成交额为证",
            ),
        ),
        where=Text(
            "Compass > short video, compared with peers; watch the last 20 videos yourself.",
            "电商罗盘 > 短视频，看同行对比；再亲自看最近 20 条视频。",
        ),
        question=Text(
            "How do your own videos do against others in the category, and which figures show it?",
            "自制短视频和同类目相比做得怎么样，有什么数据？",
        ),
        rules=("R8", "R72", "R73"),
    )
    live: float | None = declare(
        "score",
        Text("Live-room ability", "直播能力"),
        Text(
            "How well the brand's own live rooms hold viewers and turn them into buyers: host, "
            "product order, set, rhythm.",
            "品牌自播间留人和成交的水平：主播、组货、场景、节奏。",
        ),
        plausible=(1, 100),
        better="higher",
        actionable=True,
        rubric=rubric(
            Text("does not go live", "没有自播"),
            Text(
                "goes live now and then, watch time and conversion below the median",
                "偶尔开播，停留和转化低于类目中位",
            ),
            Text("a regular schedule, figures about the median", "固定排班，数据在中位附近"),
            Text("top third of peers over several weeks", "连续几周处于同行同级前三分之一"),
            Text(
                "top 10 %, and conversion or GPM proves it",
                "同行同级前 10%，有转化率或千次观看成交金额为证",
            ),
        ),
        where=Text(
            "Compass > live > session review, peers of the same level; watch one whole session.",
            "电商罗盘 > 直播 > 直播复盘，对比同行同级；再完整看一场直播。",
        ),
        question=Text(
            "How do your live rooms do against peers of the same level, and which figures show it?",
            "自播间和同行同级相比怎么样，有什么数据？",
        ),
        rules=("R8", "R72", "R73", "R84"),
    )
