"""How two figures on scales of their own become strengths of 0–100: `conversions.toml`."""

from __future__ import annotations

from typing import Literal

from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.scorecard import CurvePoints, RuleIds, Trust
from factmatrix.text import Text


class Conversion(RuleTable):
    """A piecewise-linear curve from a figure's own scale to 0–100, flat outside its ends."""

    title: Text
    curve: CurvePoints
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
