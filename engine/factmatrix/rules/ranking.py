"""The numbers behind roles and verdicts, which `ranking.toml` holds with the reason for each."""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.scorecard import RuleIds
from factmatrix.rules.terms import Trust
from factmatrix.text import Text

Number = TypeVar("Number", bound=float)
Score = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]
Factor = Annotated[float, Field(gt=1)]
StepShare = Annotated[float, Field(gt=0, le=1)]
Steps = Annotated[float, Field(gt=0)]


class Limit(RuleTable, Generic[Number]):
    """One number, why it is that number, and what it rests on."""

    value: Number
    rules: RuleIds = ()
    trust: Trust
    rationale: Text


class EffortCost(RuleTable):
    """What low, medium and high effort count in the plan's order (gain per effort)."""

    low: float = Field(gt=0)
    medium: float = Field(gt=0)
    high: float = Field(gt=0)
    rules: RuleIds = ()
    trust: Trust
    rationale: Text


class Ranking(RuleTable):
    """The contents of `ranking.toml`.

    `lead_floor` is the least score of a lead or a support, `close_call` the margin up to which
    first and second count as equal (both in points, 0–100). A lead whose coverage (share of weight
    that is known) lies below `provisional_coverage` is provisional. `boxes` is the greatest number
    of boxes into which the proof of certainty splits the ranges of missing fields.

    Changes of fields are measured in steps: `step_share` of the range of a score or a percentile, a
    factor of `step_factor` for other figures; a flag or a choice takes `step_choice` steps. How
    often each position leads is counted over `draws` sets of weights, each weight times a factor of
    up to `weight_factor` either way.
    """

    format: Literal[1]
    lead_floor: Limit[Score]
    close_call: Limit[Score]
    provisional_coverage: Limit[Share]
    boxes: Limit[Count]
    effort: EffortCost
    step_share: Limit[StepShare]
    step_factor: Limit[Factor]
    step_choice: Limit[Steps]
    weight_factor: Limit[Factor]
    draws: Limit[Count]
