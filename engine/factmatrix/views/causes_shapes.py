"""The shapes of `fact rules diff --format json`.

Keys are always there, null where nothing is known; new keys may come. Points are unrounded.
"""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic reads typing's own from Python 3.12 on

from factmatrix.assessment import Role
from factmatrix.rules.differences import Kind
from factmatrix.text import Language


class RulesInfo(TypedDict):
    """One of the two sets of rules; `path` is that of its overlay, null for none.

    `overlays` are the names of all overlays in use, `hash` is that of all rules.
    """

    path: str | None
    overlays: list[str]
    hash: str


class CausesSummaryInfo(TypedDict):
    """Counts of brands; `failed` could not be read."""

    compared: int
    failed: int
    changed: int
    lead: int
    role: int
    rank: int
    score: int


class RuleChangeInfo(TypedDict):
    """A rule that differs, by the path under which an overlay writes it.

    `keys` are those that differ, where both sides have the rule.
    """

    id: str
    kind: Kind
    keys: list[str]
    old: Any
    new: Any


class EffectInfo(TypedDict):
    """A step: one change, or several that only hold together, and what it did to all brands.

    `leads`, `roles` and `ranks` count the brands in which it turned them, `scores` the scores that
    it moved, by `mean` and by `largest` points (null where it moved none).
    """

    number: int
    changes: list[RuleChangeInfo]
    leads: int
    roles: int
    ranks: int
    scores: int
    mean: float | None
    largest: float | None


class LeadCauseInfo(TypedDict):
    """The lead under both, and the numbers of the steps that turned it."""

    old: str | None
    new: str | None
    by: list[int]


class RoleCauseInfo(TypedDict):
    """A role under both, and the numbers of the steps that turned it."""

    old: Role | None
    new: Role | None
    by: list[int]


class RankCauseInfo(TypedDict):
    """A rank under both, and the numbers of the steps that turned it."""

    old: int | None
    new: int | None
    by: list[int]


class ScorePairInfo(TypedDict):
    """A score under both."""

    old: float | None
    new: float | None


class StepPointsInfo(TypedDict):
    """A step, by its number, and by how many points it moved a score."""

    step: int
    points: float


class PositionCauseInfo(TypedDict):
    """A position whose role, rank or score changed.

    The points of all `reasons` add up to `points`, which is null where the score was or is unknown;
    an unknown score counts as 0 in them.
    """

    position: str
    title: str
    role: RoleCauseInfo
    rank: RankCauseInfo
    score: ScorePairInfo
    points: float | None
    reasons: list[StepPointsInfo]


class BrandCauseInfo(TypedDict):
    """A brand that changed; `change` is the biggest thing that did."""

    path: str
    row: int | None
    name: str
    change: Literal["lead", "role", "rank", "points"]
    lead: LeadCauseInfo
    positions: list[PositionCauseInfo]


class RulesDifference(TypedDict):
    """Two sets of rules on the same brands; `by_code` are positions that have no rules."""

    format: Literal[1]
    lang: Language
    date: str
    old: RulesInfo
    new: RulesInfo
    positions: list[str]
    by_code: list[str]
    summary: CausesSummaryInfo
    steps: list[EffectInfo]
    changes: list[BrandCauseInfo]


def rules_difference_schema() -> dict[str, Any]:
    """The JSON Schema of `fact rules diff --format json`."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(RulesDifference).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
