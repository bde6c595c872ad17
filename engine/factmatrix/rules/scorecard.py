"""The scorecard: one position's knowledge as data.

A scorecard is a TOML file beside its plugin. *Criteria* turn inputs into utilities of 0–100 and
weigh them; *modifiers* shift, multiply, cap or block; *actions* say what to do on Monday. Every
number carries its rationale, the ids of the source's rules it rests on, and the trust letter of
that source (`source` the FACT article, A–D later material, `ours` an assumption of this project).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from factmatrix.rules.conditions import Condition, RuleTable
from factmatrix.rules.points import GateCurve, UtilityCurve
from factmatrix.rules.refusing import UnfitError, refuse_repeated_ids
from factmatrix.rules.terms import EffectKind, Effort, Stance, Trust
from factmatrix.text import Text

API_VERSION = 1

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Weight = Annotated[float, Field(gt=0, le=1_000_000)]
RuleIds = Annotated[tuple[str, ...], Strict(False)]


class PositionInfo(RuleTable):
    """Who a position is: what `position()` returns.

    `order` breaks exact ties after coverage and stance. A position in plain Python also names the
    `inputs` it reads and those that it claims never lower its score when they rise (`rising`).
    """

    id: Id
    letter: Annotated[str, Field(min_length=1, max_length=2)]
    title: Text
    summary: Text
    stance: Stance
    order: int
    api_version: int = API_VERSION
    inputs: Annotated[tuple[str, ...], Strict(False)] = ()
    rising: Annotated[tuple[str, ...], Strict(False)] = ()


class Knowledge(RuleTable):
    """What every entry of a rules file says about itself."""

    id: Id
    rules: RuleIds = ()
    trust: Trust
    rationale: Text


class Gate(RuleTable):
    """A curve of 0–1 of another input that multiplies a criterion's utility."""

    input: str
    curve: GateCurve
    rules: RuleIds = ()
    trust: Trust
    rationale: Text


class FlagUtility(RuleTable):
    """Utilities of a flag."""

    yes: float = Field(ge=0, le=100)
    no: float = Field(ge=0, le=100)


class Variant(RuleTable):
    """What differs for one category: the weight, the curve, or both."""

    weight: Weight | None = None
    curve: UtilityCurve | None = None


class Criterion(Knowledge):
    """One input, how good it is (utility 0–100), and how much it weighs.

    Exactly one of `curve` (numbers, and sets by their size), `map` (choices) and `flag`.
    """

    title: Text
    input: str
    curve: UtilityCurve | None = None
    map: dict[str, Annotated[float, Field(ge=0, le=100)]] | None = None
    flag: FlagUtility | None = None
    weight: Weight
    gate: Gate | None = None
    by_category: dict[str, Variant] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_utility(self) -> Criterion:
        given = [name for name in ("curve", "map", "flag") if getattr(self, name) is not None]
        if len(given) != 1:
            raise UnfitError(
                "A criterion takes exactly one of curve, map, flag.",
                "一个评分项须在 curve、map、flag 中选且只选一个。",
            )
        return self


class Effect(RuleTable):
    """What a modifier does: `shift` adds points, `multiply` scales, `cap` limits from above.

    `block` takes the position out of the choice and has no value.
    """

    kind: EffectKind
    value: float | None = None

    @model_validator(mode="after")
    def _value_fits(self) -> Effect:
        if (self.kind == "block") != (self.value is None):
            raise UnfitError(
                "shift, multiply and cap take a value; block takes none.",
                "shift、multiply、cap 需要 value；block 不带 value。",
            )
        return self


class Modifier(Knowledge):
    """A change of the score under a condition, with the message that explains it."""

    when: Condition
    effect: Effect
    message: Text


class CardWarning(Knowledge):
    """Something a consultant must be told when the condition holds; it changes no number."""

    when: Condition
    message: Text


class Target(RuleTable):
    """Where an action moves one input: `at_least`, `at_most` or `set` a value."""

    input: str
    at_least: float | None = None
    at_most: float | None = None
    set: bool | str | float | None = None

    @model_validator(mode="after")
    def _one_direction(self) -> Target:
        if sum(value is not None for value in (self.at_least, self.at_most, self.set)) != 1:
            raise UnfitError(
                "A target takes exactly one of at_least, at_most, set.",
                "一个目标须在 at_least、at_most、set 中选且只选一个。",
            )
        return self


class Kpi(RuleTable):
    """The figure by which an action's success is read, and the value to reach."""

    input: str
    to: float


class ActionRule(Knowledge):
    """Something a brand can start on Monday.

    `phase` is the place in the order of causes (R39): 0 prerequisites, 1 content and experience,
    2 conversion data, 3 amplification. `for_others` copies the action of a required position to
    every other position (R51: own rooms catch the others' traffic).
    """

    title: Text
    why: Text
    when: Condition
    phase: Literal[0, 1, 2, 3]
    effort: Effort
    tool: Text
    kpi: Kpi | None = None
    within_days: int = Field(gt=0)
    targets: Annotated[tuple[Target, ...], Strict(False)] = ()
    for_others: bool = False


class Scorecard(RuleTable):
    """All of one position's knowledge: what `scorecard()` returns."""

    format: Literal[1]
    position: PositionInfo
    criteria: Annotated[tuple[Criterion, ...], Strict(False), Field(min_length=1)]
    modifiers: Annotated[tuple[Modifier, ...], Strict(False)] = ()
    warnings: Annotated[tuple[CardWarning, ...], Strict(False)] = ()
    actions: Annotated[tuple[ActionRule, ...], Strict(False)] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Scorecard:
        for name in ("criteria", "modifiers", "warnings", "actions"):
            refuse_repeated_ids(**{name: getattr(self, name)})
        return self
