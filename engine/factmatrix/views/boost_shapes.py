"""The shapes of `fact boosts --format json`.

Keys are always there, null where nothing is known; new keys may come. Money is CNY, rates are
shares, nothing is rounded.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads typing's own from Python 3.12 on

from factmatrix.boosts.readings import DouPlusBand, Triage
from factmatrix.boosts.spending import Advice
from factmatrix.profile.choices import BoostTarget, BoostTool
from factmatrix.rules.terms import Trust
from factmatrix.text import Language
from factmatrix.views.result_shapes import EngineInfo, RulesInfo


class AssumedInfo(TypedDict):
    """A figure of the rules; `trust` is null where an option gave it."""

    value: float
    trust: Trust | None


class LevelsInfo(TypedDict):
    """What is neither high nor low; `videos` is 0 where it is the default and not the median."""

    videos: int
    reach: float
    reach_trust: Trust | None
    conversion_rate: float
    conversion_trust: Trust | None


class RangeInfo(TypedDict):
    """What orders allow a figure to be, with the confidence of the answer."""

    low: float
    high: float


class BringsInfo(TypedDict):
    """What all of the money would bring: GMV and its range, and if no natural view followed.

    The same as contribution, null where the margin is unknown.
    """

    gmv: float
    range: RangeInfo
    paid_alone: float | None
    contribution: float | None
    contribution_range: RangeInfo | None
    contribution_paid_alone: float | None


class ComparisonInfo(TypedDict):
    """A test beside the one that brings most, as `Comparison` of the engine; names for places."""

    leader: str
    chance: float
    chance_paid_alone: float | None
    told_apart: bool
    more_views: int | None
    more_leader_views: int | None


class BoostTestInfo(TypedDict):
    """One test; `reason` says why it gets its `money`, `over_limit` that it takes several pushes.

    `missing` are keys of the row, and `aov` of the brand.
    """

    name: str
    tool: BoostTool | None
    target: BoostTarget | None
    reach: int | None
    orders: int | None
    cpm: float | None
    gpm: float | None
    roi: float | None
    amplification: float | None
    conversion_rate: float | None
    conversion_range: RangeInfo | None
    dou_plus: DouPlusBand | None
    triage: Triage | None
    triage_settled: bool | None
    brings: BringsInfo | None
    rank: int | None
    advice: Advice
    money: float
    over_limit: bool
    against_leader: ComparisonInfo | None
    missing: list[str]
    reason: str


class Boosts(TypedDict):
    """The answer to the tests of a brand; `margin_missing` are keys of `[economics]`.

    `break_even_roi` is null where the margin is unknown or leaves nothing.
    """

    format: Literal[1]
    engine: EngineInfo
    date: str
    lang: Language
    rules: RulesInfo
    path: str
    brand: str | None
    spend: AssumedInfo
    confidence: AssumedInfo
    push_limit: AssumedInfo
    margin: float | None
    margin_missing: list[str]
    break_even_roi: float | None
    levels: LevelsInfo
    kept: float
    first_if_paid_alone: str | None
    tests: list[BoostTestInfo]
