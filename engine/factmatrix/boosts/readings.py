"""What a push with DOU+ or Qianchuan showed, and which videos to boost or to rework.

Paid and natural traffic are counted together (R32): reach is all views, and conversion is measured
on all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, Protocol

from factmatrix import metrics
from factmatrix.profile.choices import BoostTarget, BoostTool
from factmatrix.rules.benchmarks import Benchmarks, DouPlus
from factmatrix.rules.terms import Trust
from factmatrix.text import Text

DouPlusBand = Literal["below", "good", "very_good"]
Triage = Literal["boost", "rework", "neither"]

DOU_PLUS_ADVICE: Mapping[DouPlusBand, Text] = {
    "below": Text(
        "Few plays for the money: improve the video before raising its budget.",
        "同样的钱带来的播放偏少：先优化视频，再考虑加预算。",
    ),
    "good": Text(
        "The push brings enough plays, so natural ones should follow: raise the budget.",
        "投放带量达标，自然播放也不会差：可以加预算。",
    ),
    "very_good": Text(
        "The push brings very many plays: raise the budget on this video first.",
        "投放带量很好：优先给这条视频加预算。",
    ),
}
TRIAGE_ADVICE: Mapping[Triage, Text] = {
    "boost": Text(
        "Sells well, hardly seen: boost it.",
        "转化高、曝光低：值得加热。",
    ),
    "rework": Text(
        "Widely seen, hardly sells: rework it before it gets more traffic.",
        "曝光高、转化低：先改内容，再给流量。",
    ),
    "neither": Text(
        "Reach and conversion do not contradict each other.",
        "曝光与转化没有明显错位。",
    ),
}


class BoostRow(Protocol):
    """What is read of a `[[boost_tests]]` row; None is unknown, and a cost of 0 means no push."""

    @property
    def name(self) -> str | None: ...
    @property
    def tool(self) -> BoostTool | None: ...
    @property
    def target(self) -> BoostTarget | None: ...
    @property
    def cost(self) -> float | None: ...
    @property
    def paid_views(self) -> int | None: ...
    @property
    def natural_views(self) -> int | None: ...
    @property
    def conversions(self) -> int | None: ...
    @property
    def gmv(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Levels:
    """What counts as neither high nor low: plays, and orders / plays.

    `videos`: of how many of the brand's own videos they are the medians; 0 where they are the
    benchmarks, whose trust letters are `reach_trust` and `conversion_trust`.
    """

    reach: float
    conversion_rate: float
    videos: int = 0
    reach_trust: Trust | None = None
    conversion_trust: Trust | None = None


@dataclass(frozen=True, slots=True)
class BoostReading:
    """The figures of one test and what they advise; None where unknown or not applicable.

    `reach`: paid and natural plays (video) or views (live). `cpm`: CNY per 1,000 paid ones. `gpm`
    and `conversion_rate`: on the whole reach. `amplification`: natural views for each paid one.
    `dou_plus`: videos pushed with DOU+ only (R30). `triage`: videos only (R34).
    """

    name: str
    tool: BoostTool | None
    target: BoostTarget | None
    reach: int | None
    cpm: float | None
    gpm: float | None
    roi: float | None
    conversion_rate: float | None
    amplification: float | None
    dou_plus: DouPlusBand | None
    triage: Triage | None


def read_boost_tests(rows: Sequence[BoostRow], benchmarks: Benchmarks) -> tuple[BoostReading, ...]:
    """A reading for each row, in the order given; a row without a name is "#" + place."""
    levels = video_levels(rows, benchmarks)
    return tuple(
        read_boost_test(row, row.name or f"#{place}", levels, benchmarks)
        for place, row in enumerate(rows, start=1)
    )


def dou_plus_band(
    cost: float | None, paid_plays: float | None, benchmark: DouPlus
) -> DouPlusBand | None:
    """How many paid plays the money brought, against the benchmark (R30).

    None where cost or plays are unknown, or nothing was spent.
    """
    plays = metrics.plays_per_spend(paid_plays, cost, benchmark.spend)
    if plays is None:
        return None
    if plays >= benchmark.very_good:
        return "very_good"
    return "good" if plays >= benchmark.good else "below"


def triage(reach: float | None, conversion_rate: float | None, levels: Levels) -> Triage | None:
    """Which way a video's reach and conversion contradict each other (R34).

    High conversion with low reach: boost. High reach with low conversion: rework. High and low
    mean strictly above and below the level. None where either figure is unknown.
    """
    if reach is None or conversion_rate is None:
        return None
    if conversion_rate > levels.conversion_rate and reach < levels.reach:
        return "boost"
    if reach > levels.reach and conversion_rate < levels.conversion_rate:
        return "rework"
    return "neither"


def video_levels(rows: Iterable[BoostRow], benchmarks: Benchmarks) -> Levels:
    """The levels for the videos among these rows: their medians, or the benchmarks if too few."""
    known = [
        (reach, conversion_rate)
        for row in rows
        if row.target == "video"
        and (reach := _reach(row)) is not None
        and (conversion_rate := metrics.conversion_rate(row.conversions, reach)) is not None
    ]
    if len(known) < benchmarks.videos_for_median.value:
        default = benchmarks.video_conversion_rate
        return Levels(
            benchmarks.video_reach.value,
            default.value,
            reach_trust=benchmarks.video_reach.trust,
            conversion_trust=default.trust,
        )
    return Levels(
        median(reach for reach, _ in known), median(rate for _, rate in known), len(known)
    )


def read_boost_test(
    row: BoostRow, name: str, levels: Levels, benchmarks: Benchmarks
) -> BoostReading:
    """The reading of one row, whose video is triaged against `levels`."""
    reach, paid_views = _reach(row), _paid_views(row)
    conversion_rate = metrics.conversion_rate(row.conversions, reach)
    is_video = row.target == "video"
    return BoostReading(
        name=name,
        tool=row.tool,
        target=row.target,
        reach=reach,
        cpm=metrics.cpm(row.cost, paid_views),
        gpm=metrics.gpm(row.gmv, reach),
        roi=metrics.roi(row.gmv, row.cost),
        conversion_rate=conversion_rate,
        amplification=metrics.natural_amplification(row.natural_views, paid_views),
        dou_plus=(
            dou_plus_band(row.cost, paid_views, benchmarks.dou_plus)
            if is_video and row.tool == "dou_plus"
            else None
        ),
        triage=triage(reach, conversion_rate, levels) if is_video else None,
    )


def _paid_views(row: BoostRow) -> int | None:
    # A cost of 0 states that nothing was bought, so there were no paid views.
    return 0 if row.paid_views is None and row.cost == 0 else row.paid_views


def _reach(row: BoostRow) -> int | None:
    paid_views = _paid_views(row)
    if paid_views is None or row.natural_views is None:
        return None
    return paid_views + row.natural_views
