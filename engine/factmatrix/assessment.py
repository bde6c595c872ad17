"""The answer for one brand: positions in order with roles, what to do, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from factmatrix.fit import Action, Fit, Notice
from factmatrix.rules.terms import Effort
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.profile.model import BrandProfile
    from factmatrix.rules.scorecard import PositionInfo

Role = Literal["lead", "support", "baseline", "hold", "always_on"]


class AdvisedAction(NamedTuple):
    """An action of one position and what re-scoring says of it.

    `gain` is the position's score with the targets reached minus the score now, in points; it is
    None where nothing is moved, where a moved field is unknown (`gain_needs` names it: ask first),
    or where gains were not asked for.
    """

    action: Action
    gain: float | None = None
    gain_needs: tuple[str, ...] = ()


class RankedPosition(NamedTuple):
    """One position's place in the advice; `rank` is None for always-on and unscored positions."""

    info: PositionInfo
    fit: Fit
    role: Role
    role_reason: Text | None
    rank: int | None
    actions: tuple[AdvisedAction, ...] = ()


class Verdict(NamedTuple):
    """Who leads, by how much, and whether missing figures could change that.

    `lead` is None where no position is free and strong enough. `margin` is in points. `certain` is
    None until it was asked for; False means "not proven".
    """

    lead: str | None
    runner_up: str | None
    margin: float | None
    close_call: bool
    provisional: bool
    certain: bool | None = None


class PlanStep(NamedTuple):
    """One step of the plan, re-scored after all steps before it.

    `first` says that it stands before all phases, for it cures what is in the way or is a
    prerequisite of a required position. `phase` is the plan's: prerequisites of an elective
    position that does not lead are part of its work in phase 1. `gains` holds what the step adds
    to each position it moves, `gain` the part of its own position, `score_after` that position's
    score then.
    """

    step: int
    position: str
    action: str
    first: bool
    phase: int
    effort: Effort
    gain: float | None
    score_after: float | None
    gains: Mapping[str, float]


class Plan(NamedTuple):
    """All steps in order; `total` is by position the score at the end minus the score now."""

    steps: tuple[PlanStep, ...]
    total: Mapping[str, float]


class StageBounds(NamedTuple):
    """How far a stage of the snowball is known: least and greatest score, share of known weight."""

    low: float
    high: float
    coverage: float


class Diagnosis(NamedTuple):
    """The snowball: its stages 0–100 (None: unknown), the weakest, and whether it is stopped."""

    stages: Mapping[str, float | None]
    bounds: Mapping[str, StageBounds]
    weakest: str | None
    stopped: bool
    advice: Text | None


class MetricValue(NamedTuple):
    """A derived figure; None where an input of it is missing, infinite where it never comes."""

    id: str
    title: Text
    value: float | None
    unit: str
    denominator: str | None
    reads: tuple[str, ...]


class MissingInput(NamedTuple):
    """A question worth asking: `narrows` is by position how much the range would shrink.

    `may_block` says that a block of the whole brand or of a position depends on the answer.
    """

    input: str
    title: Text
    question: Text
    where: Text | None
    narrows: Mapping[str, float]
    may_block: bool = False


class PositionFailure(NamedTuple):
    """A position that could not answer for this profile, and why."""

    position: str
    hook: str
    reason: Text

    @property
    def is_ranked(self) -> bool:
        """Whether only its own actions are missing."""
        return self.hook == "suggest_actions"


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the engine says of one brand on one day.

    `plan`, `metrics` and `missing` are empty, and gains and `certain` None, unless a full
    assessment was asked for.
    """

    profile: BrandProfile
    date: date
    verdict: Verdict
    ranking: tuple[RankedPosition, ...]
    blockers: tuple[Notice, ...]
    warnings: tuple[Notice, ...]
    diagnosis: Diagnosis
    failures: tuple[PositionFailure, ...] = ()
    plan: Plan | None = None
    metrics: tuple[MetricValue, ...] = ()
    missing: tuple[MissingInput, ...] = ()

    def position(self, position_id: str) -> RankedPosition:
        """One position's place; raises KeyError where it was not scored."""
        for ranked in self.ranking:
            if ranked.info.id == position_id:
                return ranked
        raise KeyError(position_id)
