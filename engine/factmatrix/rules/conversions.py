"""How two figures on scales of their own become strengths of 0–100: `conversions.toml`."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.curves import slope_sign
from factmatrix.rules.points import UtilityCurve
from factmatrix.rules.refusing import UnfitError
from factmatrix.rules.scorecard import RuleIds
from factmatrix.rules.terms import Trust
from factmatrix.text import Text


class Conversion(RuleTable):
    """A piecewise-linear curve from a figure's own scale to 0–100, flat outside its ends."""

    title: Text
    curve: UtilityCurve
    rules: RuleIds = ()
    trust: Trust
    rationale: Text


class Conversions(RuleTable):
    """The contents of `conversions.toml`.

    `experience_5` takes the shop experience score (体验分) of the 5-point scale to the 100-point
    scale; it rises. `price_index` takes own price / competitors' median × 100 to price strength; it
    falls, because a lower price is the stronger one.
    """

    format: Literal[1]
    experience_5: Conversion
    price_index: Conversion

    @property
    def curves(self) -> dict[str, UtilityCurve]:
        """The points of each curve, by the name that metrics convert with."""
        return {
            "experience_5": self.experience_5.curve,
            "price_index": self.price_index.curve,
        }

    @model_validator(mode="after")
    def _directions(self) -> Conversions:
        # The metrics that read the curves declare these directions.
        if slope_sign(self.experience_5.curve) != 1:
            raise UnfitError(
                "A better experience score never counts less: y must rise.",
                "体验分越高换算值不能越低：y 必须递增。",
                ("experience_5", "curve"),
            )
        if slope_sign(self.price_index.curve) != -1:
            raise UnfitError(
                "A higher price is never the stronger one: y must fall.",
                "价格越高，价格力不能越强：y 必须递减。",
                ("price_index", "curve"),
            )
        return self
