"""Tests with paid boosts: `[[boost_tests]]`."""

from __future__ import annotations

from typing import ClassVar

from factmatrix.profile.choices import BOOST_TARGETS, BOOST_TOOLS, BoostTarget, BoostTool
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class BoostTest(Table):
    """One boosted video or room (R30–R34)."""

    heading: ClassVar[Text] = Text("Boost tests", "投放测试")
    explanation: ClassVar[Text | None] = Text(
        "One row a test with DOU+ or Qianchuan; a video that was not boosted has cost 0.",
        "一行是一次 DOU+ 或千川测试；没投放的视频费用填 0。",
    )

    name: str | None = declare(
        "text",
        Text("Name", "测试名称"),
        Text(
            "Which video or session was boosted; names are unique.",
            "投放的是哪条视频或哪场直播，名称不能重复。",
        ),
        where=Text(
            "The report of the DOU+ order or the Qianchuan plan.", "DOU+ 订单或千川计划报表。"
        ),
        question=Text("Which video or session was boosted?", "投的是哪条视频或哪场直播？"),
    )
    tool: BoostTool | None = declare(
        "choice",
        Text("Tool", "投放工具"),
        Text("DOU+ or Qianchuan.", "DOU+ 还是千川。"),
        choices=BOOST_TOOLS,
        where=Text(
            "The report of the DOU+ order or the Qianchuan plan.", "DOU+ 订单或千川计划报表。"
        ),
        question=Text("Was it boosted with DOU+ or Qianchuan?", "用的是 DOU+ 还是千川？"),
        rules=("R30", "R32"),
    )
    target: BoostTarget | None = declare(
        "choice",
        Text("Target", "投放对象"),
        Text("What the money was sent to: a video or the live room.", "投的是短视频还是直播间。"),
        choices=BOOST_TARGETS,
        where=Text(
            "The report of the DOU+ order or the Qianchuan plan.", "DOU+ 订单或千川计划报表。"
        ),
        question=Text("Was a video or the live room boosted?", "投的是视频还是直播间？"),
        rules=("R32", "R33"),
    )
    cost: float | None = declare(
        "money",
        Text("Cost", "投放费用"),
        Text("What the boost cost; 0 if the video was not boosted.", "投放花费；没投放填 0。"),
        plausible=(1, 10_000_000),
        better="lower",
        where=Text(
            "The report of the DOU+ order or the Qianchuan plan.", "DOU+ 订单或千川计划报表。"
        ),
        question=Text("How much was spent?", "花了多少？"),
        rules=("R30",),
    )
    paid_views: int | None = declare(
        "count",
        Text("Paid views", "付费播放数"),
        Text("Plays or views that the money brought.", "投放带来的播放或观看数。"),
        better="higher",
        where=Text(
            "The report of the DOU+ order or the Qianchuan plan.", "DOU+ 订单或千川计划报表。"
        ),
        question=Text("How many plays or views did the money bring?", "投放带来多少播放或观看？"),
        rules=("R30",),
    )
    natural_views: int | None = declare(
        "count",
        Text("Natural views", "自然播放数"),
        Text(
            "Plays or views that came for free in the same time.",
            "同期自然流量带来的播放或观看数。",
        ),
        better="higher",
        where=Text(
            "The video's or session's own figures, paid ones taken off.",
            "视频或直播数据减去付费部分。",
        ),
        question=Text("How many plays or views came for free?", "自然播放或观看有多少？"),
        rules=("R26", "R30"),
    )
    conversions: int | None = declare(
        "count",
        Text("Orders", "成交订单数"),
        Text(
            "Orders from all these plays or views, paid and natural.",
            "以上播放或观看带来的成交订单数，含付费和自然。",
        ),
        better="higher",
        where=Text(
            "The report of the DOU+ order or the Qianchuan plan.", "DOU+ 订单或千川计划报表。"
        ),
        question=Text("How many orders came of it?", "带来多少成交订单？"),
        rules=("R31", "R34"),
    )
    gmv: float | None = declare(
        "money",
        Text("GMV", "成交金额"),
        Text("What was sold through it, before refunds.", "带来的成交金额，未扣退款。"),
        better="higher",
        where=Text(
            "The report of the DOU+ order or the Qianchuan plan.", "DOU+ 订单或千川计划报表。"
        ),
        question=Text("How much was sold through it?", "带来多少成交金额？"),
        rules=("R31",),
    )
