"""The numbers of the snowball model, R6–R34: the contents of `snowball.toml`.

Each says what kind of number it is. An *identity* has no number but a formula, which holds by what
its words mean; a *published* figure has a source and its trust letter; an *assumption* is ours.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from factmatrix.rules.benchmarks import Benchmark
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.curves import slope_sign
from factmatrix.rules.points import GateCurve
from factmatrix.rules.refusing import UnfitError, refuse_repeated_ids
from factmatrix.rules.scorecard import Id, RuleIds
from factmatrix.text import Text

Kind = Literal["published", "assumption"]


class Identity(RuleTable):
    """What follows from the meaning of the words: `formula` in names of figures and parameters."""

    id: Id
    title: Text
    formula: str
    unit: Text
    kind: Literal["identity"]
    rules: RuleIds = ()
    rationale: Text


class Parameter(Benchmark):
    """A number that could be another one, and what kind of number it is."""

    title: Text
    unit: Text
    kind: Kind

    @model_validator(mode="after")
    def _kind_fits_trust(self) -> Parameter:
        if (self.kind == "assumption") != (self.trust == "ours"):
            raise UnfitError(
                'trust = "ours" is an assumption, any other trust is that of a published figure.',
                'trust = "ours" 对应 kind = "assumption"，其余可信度对应 kind = "published"。',
                ("kind",),
            )
        return self


class Count(Parameter):
    """A whole number of rounds."""

    value: int = Field(ge=1, le=100)


class Amount(Parameter):
    """Money or a number of orders, above 0."""

    value: float = Field(gt=0, le=1e9)


class Share(Parameter):
    """A share of something, 0–1."""

    value: float = Field(ge=0, le=1)


class PaidShare(Parameter):
    """A share of views that is neither none nor all of them, and no speck of them."""

    value: float = Field(ge=0.001, lt=1)


class ViewsPerFan(Parameter):
    """Views per fan and round; a fan looks in a few times a day at most."""

    value: float = Field(ge=0, le=100)


class Slope(Parameter):
    """A factor of 0–1 that never falls where its figure rises."""

    curve: GateCurve

    @model_validator(mode="after")
    def _never_falls(self) -> Slope:
        if slope_sign(self.curve) not in (0, 1):
            raise UnfitError(
                "A better figure never brings less natural traffic: y must not fall.",
                "指标变好，自然流量不能变少：y 不得下降。",
                ("curve",),
            )
        return self


class Snowball(RuleTable):
    """All numbers of the model and the identities that hold beside them."""

    format: Literal[1]
    rounds: Count
    rounds_after: Count
    most_rounds: Count
    cpm: Amount
    healthy_paid_share: PaidShare
    gpm_position: Slope
    tag_clarity: Slope
    stopped: Share
    calibration_orders: Amount
    follow_rate: Share
    views_per_fan: ViewsPerFan
    fan_retention: Share
    identities: Annotated[tuple[Identity, ...], Strict(False)]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Everything that could be another number, in the order of the file."""
        return tuple(value for _, value in self if isinstance(value, Parameter))

    @model_validator(mode="after")
    def _rounds_fit(self) -> Snowball:
        refuse_repeated_ids(identities=self.identities)
        if self.rounds.value > self.most_rounds.value:
            raise UnfitError(
                f"There are more rounds than most_rounds allows ({self.most_rounds.value}).",
                f"轮数超过 most_rounds 的上限（{self.most_rounds.value}）。",
                ("rounds", "value"),
            )
        return self
