"""A position of factmatrix in plain Python, with a table of its own in profiles.

The figures are examples: put your own in their place, each with the reason for it.
用 Python 写的阵地，在档案里有自己的一张表。数字都是示例：请换成自己的，并逐条写明理由。
"""

from typing import ClassVar, NamedTuple

from factmatrix import (
    Action,
    ActionTarget,
    BrandProfile,
    Contribution,
    Fit,
    PositionInfo,
    Section,
    Text,
    declare,
    hookimpl,
)

ID = "NEW_id"
SHORT_VIDEO = "powers.content.short_video"
REVIEWERS = f"ext.{ID}.reviewers"
ENOUGH_REVIEWERS = 20
"""Reviewers a month from which on more add little. 每月测评人数达到此数后，再多作用不大。"""


class OwnFields(Section):
    """The table `[ext.NEW_id]` of a profile. 档案中的 `[ext.NEW_id]` 表。"""

    heading: ClassVar[Text] = Text("NEW_title", "新阵地 NEW_title")

    reviewers: float | None = declare(
        "count",
        Text("Reviewers", "测评人数"),
        Text("People who reviewed the product last month.", "上月发布测评的人数。"),
        better="higher",
        actionable=True,
    )


class Part(NamedTuple):
    """One input: its share of the score, and the value from which on it gets full marks."""

    input: str
    title: Text
    value: float | None
    full: float
    weight: float
    rationale: Text


@hookimpl
def position() -> PositionInfo:
    """Who the position is, and what it reads."""
    return PositionInfo(
        id=ID,
        letter="NEW_letter",
        title=Text("NEW_title", "新阵地 NEW_title"),
        summary=Text(
            "In one sentence: what the position is, and for whom it is worth the effort.",
            "一句话：这个阵地是什么，什么样的品牌值得做。",
        ),
        stance="elective",
        order=100,
        api_version=1,  # of factmatrix's plugin API that this is written for 所按照的插件 API 版本
        inputs=(SHORT_VIDEO, REVIEWERS),
        rising=(SHORT_VIDEO, REVIEWERS),  # more of them never lowers the score
    )


@hookimpl
def profile_section() -> type[Section]:
    """The position's own table."""
    return OwnFields


@hookimpl
def score_fit(profile: BrandProfile) -> Fit:
    """The weighted mean of what is known; low and high if the rest is at its worst and its best.

    A missing field is None, never zero. 缺失的字段是 None，不是 0：已知的部分加权平均得 score，
    未知的部分分别按最差和最好算出 low 和 high。
    """
    parts = _parts(profile)
    coverage = sum(part.weight for part in parts if part.value is not None)
    if coverage == 0:
        return Fit(ID, None, 0, 100, 0)
    contributions = tuple(_contribution(part, coverage) for part in parts)
    return Fit(
        ID,
        score=sum(c.points for c in contributions),
        low=sum(c.weight * c.low for c in contributions),
        high=sum(c.weight * c.high for c in contributions),
        coverage=coverage,
        contributions=contributions,
    )


@hookimpl
def suggest_actions(profile: BrandProfile) -> list[Action]:
    """What to do; nothing that is reached already. 已达标的不再建议。"""
    seen = _reviewers(profile)
    if seen is not None and seen >= ENOUGH_REVIEWERS:
        return []
    return [
        Action(
            id="send_samples",
            title=Text("Send samples to reviewers", "给测评达人寄样"),
            why=Text(
                "Ask people who already review in your category; do not script them.",
                "找本来就做这个类目测评的人，不给脚本。",
            ),
            phase=1,
            effort="medium",
            tool=Text("A list of reviewers and their posts", "测评达人名单及作品链接"),
            within_days=30,
            targets=(ActionTarget(REVIEWERS, seen, ENOUGH_REVIEWERS),),
        )
    ]


def _reviewers(profile: BrandProfile) -> float | None:
    own = profile.ext.get(ID)
    return own.reviewers if isinstance(own, OwnFields) else None


def _parts(profile: BrandProfile) -> tuple[Part, ...]:
    """What counts; the weights add up to 1. 计分项，权重之和为 1。"""
    return (
        Part(
            SHORT_VIDEO,
            Text("Short video", "短视频"),
            profile.powers.content.short_video,
            full=100,
            weight=0.5,
            rationale=Text("Content carries this position.", "这个阵地靠内容。"),
        ),
        Part(
            REVIEWERS,
            Text("Reviewers", "测评人数"),
            _reviewers(profile),
            full=ENOUGH_REVIEWERS,
            weight=0.5,
            rationale=Text("Buyers look for reviews first.", "买家会先看测评。"),
        ),
    )


def _contribution(part: Part, coverage: float) -> Contribution:
    known = part.value is not None
    utility = None if part.value is None else 100 * min(part.value / part.full, 1)
    return Contribution(
        criterion=part.input.rpartition(".")[2],
        title=part.title,
        input=part.input,
        known=known,
        value=part.value,
        unit="",
        utility=utility,
        low=0 if utility is None else utility,
        high=100 if utility is None else utility,
        weight=part.weight,
        points=0 if utility is None else part.weight * utility / coverage,
        rationale=part.rationale,
    )
