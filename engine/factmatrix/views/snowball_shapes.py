"""The shapes of `fact snowball --format json`.

Keys are always there, null where nothing is known; new keys may come. Money is CNY, a rate a share,
a round a month; figures are unrounded.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads typing's own from Python 3.12 on

from factmatrix.rules.snowball import Kind
from factmatrix.rules.terms import Trust
from factmatrix.snowball.answer import Origin
from factmatrix.snowball.model import View
from factmatrix.text import Language
from factmatrix.views.result_shapes import (
    DiagnosisInfo,
    EngineInfo,
    MissingInfo,
    NoticeInfo,
    ProfileInfo,
    RulesInfo,
)


class FigureInfo(TypedDict):
    """A number of the brand that the model begins with; `trust` of a published default."""

    id: str
    title: str
    value: float
    unit: str
    origin: Origin
    trust: Trust | None
    source: str | None


class ParameterInfo(TypedDict):
    """A number of the model; `curve` is a list of points and stands for a `value`."""

    id: str
    title: str
    kind: Kind
    value: float | None
    curve: list[list[float]] | None
    unit: str
    trust: Trust
    rules: list[str]


class SlopeInfo(TypedDict):
    """Natural views for each paid one at full calibration: the product of the first four."""

    greatest: float
    gpm_position: float
    tag_clarity: float
    stopped: float
    total: float
    calibrated: float
    band: str
    band_low: float
    band_trust: Trust


class PushInfo(TypedDict):
    """Whether paid views alone pay, and what it would take."""

    paid_roi: float
    break_even_roi: float | None
    break_even_cpm: float
    amplification_needed: float | None
    amplification_observed: float | None


class RoundInfo(TypedDict):
    """One round; `roi` and `amplification` are null where nothing was spent."""

    number: int
    pushed: bool
    cost: float
    paid_views: float
    amplified_views: float
    returning_views: float
    natural_views: float
    views: float
    amplification: float | None
    orders: float
    gmv: float
    roi: float | None
    contribution: float
    cumulative: float
    fans: float


class CourseInfo(TypedDict):
    """The rounds under one view; `break_even` is null where the spending is not earned back."""

    view: View
    pushes: bool
    break_even: int | None
    rounds: list[RoundInfo]


class SimulationInfo(TypedDict):
    """What could be simulated."""

    figures: list[FigureInfo]
    slope: SlopeInfo
    push: PushInfo
    courses: list[CourseInfo]


class SnowballResult(TypedDict):
    """One brand's snowball; `simulation` is null where `needs` or `refusal` say why."""

    format: Literal[1]
    engine: EngineInfo
    date: str
    lang: Language
    rules: RulesInfo
    profile: ProfileInfo
    diagnosis: DiagnosisInfo
    stoppers: list[NoticeInfo]
    rounds: int
    parameters: list[ParameterInfo]
    needs: list[MissingInfo]
    refusal: str | None
    simulation: SimulationInfo | None
