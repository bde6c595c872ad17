"""The brand's own short videos: `[content]`."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic.types import Strict

from factmatrix.profile.choices import FORMS, Form
from factmatrix.profile.fields import declare
from factmatrix.profile.table import Table
from factmatrix.text import Text


class Content(Table):
    """The brand's own short videos; averages of the last 30 days."""

    heading: ClassVar[Text] = Text("Short videos", "短视频内容")

    forms: Annotated[tuple[Form, ...], Strict(False)] | None = declare(
        "set",
        Text("Content forms", "内容形式"),
        Text(
            "Which of the four forms the brand's videos use. Each form reaches other users; an "
            "empty list means none.",
            "品牌短视频用了四种内容形式中的哪几种。形式不同触达的人群也不同；都没有就填空列表。",
        ),
        better="higher",
        actionable=True,
        choices=FORMS,
        where=Text("Look at the last 30 videos.", "看最近 30 条视频。"),
        question=Text(
            "Which of these do your videos use: know-how, in use, recommendation, story?",
            "你们的视频有知识分享、场景展示、好物推荐、剧情里的哪几种？",
        ),
        rules=("R9", "R11", "R12"),
    )
    videos_per_week: int | None = declare(
        "count",
        Text("Videos a week", "每周发布视频数"),
        Text(
            "Videos posted a week on all own accounts, rounded.",
            "所有自有账号每周发布的视频条数，取整数。",
        ),
        plausible=(0, 200),
        better="higher",
        actionable=True,
        where=Text("Compass > short video > videos posted.", "电商罗盘 > 短视频 > 发布视频数。"),
        question=Text(
            "How many videos do you post a week on all your accounts together?",
            "所有账号每周一共发几条视频？",
        ),
        rules=("R36", "R84"),
    )
    video_gpm: float | None = declare(
        "money",
        Text("GPM of videos", "短视频千次播放成交金额"),
        Text(
            "GMV per 1,000 plays of own videos. Never compare it with that of live rooms.",
            "自制视频每千次播放带来的成交金额，不能和直播间的 GPM 比。",
        ),
        plausible=(1, 20_000),
        better="higher",
        actionable=True,
        where=Text(
            "Compass > short video > GMV and plays.", "电商罗盘 > 短视频 > 成交金额、播放次数。"
        ),
        question=Text("How much do 1,000 plays of your videos sell?", "视频每千次播放成交多少钱？"),
        rules=("R20", "R34"),
    )
    video_conversion_rate: float | None = declare(
        "share",
        Text("Conversion of videos", "短视频转化率"),
        Text("Orders divided by plays.", "成交订单数 ÷ 播放次数。"),
        plausible=(0, 0.3),
        step=0.001,
        better="higher",
        actionable=True,
        where=Text(
            "Compass > short video > orders and plays.",
            "电商罗盘 > 短视频 > 成交订单数、播放次数。",
        ),
        question=Text(
            "Of 1,000 plays of your videos, how many end in an order?",
            "视频每 1000 次播放成交几单？",
        ),
        rules=("R34", "R36"),
    )
