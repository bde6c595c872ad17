"""The JSON of the commands that ask about one brand: `fact robust`, `fact why`, `fact target`."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from factmatrix.text import Language
from factmatrix.views.result_shapes import EngineInfo, ProfileInfo, RulesInfo, VerdictInfo


class BrandAnswer(TypedDict):
    """What every one of them begins with."""

    format: int
    engine: EngineInfo
    date: str
    lang: Language
    rules: RulesInfo
    profile: ProfileInfo
    verdict: VerdictInfo


class WeightFlipInfo(TypedDict):
    """The nearest weight at which another position leads (null: nobody); `share` of all then."""

    weight: float
    share: float
    lead: str | None


class WeightInfo(TypedDict):
    """One weight; `below` and `above` are null where no smaller or larger one changes the lead."""

    position: str
    criterion: str
    title: str
    weight: float
    share: float
    below: WeightFlipInfo | None
    above: WeightFlipInfo | None


class FieldFlipInfo(TypedDict):
    """A field's nearest value at which another position leads, all others as they are."""

    input: str
    title: str
    now: Any
    to: Any
    steps: float
    lead: str | None
    actionable: bool


class ShiftedInfo(TypedDict):
    """A field one step away: who leads, and how far today's lead is ahead then."""

    to: Any
    lead: str | None
    margin: float | None


class FieldStepInfo(TypedDict):
    """A field one step lower and higher; null where it can go no further."""

    input: str
    title: str
    now: Any
    down: ShiftedInfo | None
    up: ShiftedInfo | None


class AcceptabilityInfo(TypedDict):
    """In what share of `draws` weightings each position leads and has each rank; 0 to 1."""

    draws: int
    weight_factor: float
    leads: dict[str, float]
    nobody: float
    ranks: dict[str, list[float]]


class DominanceInfo(TypedDict):
    """`above` scores at least as much as `below` under all weights."""

    above: str
    below: str


class RobustnessInfo(TypedDict):
    """How sure the lead is."""

    acceptability: AcceptabilityInfo
    weights: list[WeightInfo]
    flips: list[FieldFlipInfo]
    steps: list[FieldStepInfo]
    dominances: list[DominanceInfo]


class RobustAnswer(BrandAnswer):
    """`fact robust --format json`."""

    robustness: RobustnessInfo


class WeighedInfo(TypedDict):
    """An input in one position: its share of the known weight, and its utility."""

    share: float
    utility: float


class DifferenceInfo(TypedDict):
    """What an input, or a modifier of the position `of`, adds to the difference."""

    input: str | None
    of: str | None
    title: str
    value: Any
    above: WeighedInfo | None
    below: WeighedInfo | None
    points: float


class WhyInfo(TypedDict):
    """The difference of two scores; the points of `differences` add up to `points`."""

    above: str
    below: str
    points: float
    level: float
    differences: list[DifferenceInfo]
    alike: list[str]


class WhyAnswer(BrandAnswer):
    """`fact why --format json`."""

    why: WhyInfo


class ChangeInfo(TypedDict):
    """One change; `margin` is the position's after it."""

    input: str
    title: str
    now: Any
    to: Any
    steps: float
    margin: float | None


class TargetInfo(TypedDict):
    """The changes after which the position leads, or that bring it nearest."""

    position: str
    reached: bool
    margin: float | None
    steps: float
    lead: str | None
    changes: list[ChangeInfo]


class TargetAnswer(BrandAnswer):
    """`fact target --format json`."""

    target: TargetInfo
