"""The shapes of what the machine-readable answer says of one position.

Figures are in file units and unrounded; an `input` is the dotted path of a profile field or metric.
"""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic reads typing's own from Python 3.12 on

from factmatrix.assessment import Role
from factmatrix.rules.terms import EffectKind, Effort, Stance, Trust

Value = float | int | bool | str | list[str] | None


class ContributionInfo(TypedDict):
    """What one criterion adds to the score; `points` of all, `limit` and modifiers make it up.

    `waits_for` are the missing fields without which its value does not count.
    """

    criterion: str
    title: str
    input: str
    known: bool
    value: Value
    unit: str
    utility: float | None
    low: float
    high: float
    weight: float
    points: float
    rules: list[str]
    trust: Trust
    rationale: str | None
    waits_for: list[str]


class ClauseInfo(TypedDict):
    """One clause of a condition; `result` is null where it is undecided."""

    input: str
    op: str
    needed: Value
    seen: Value
    result: bool | None


class EffectInfo(TypedDict):
    """What a modifier does; a block has no value."""

    kind: EffectKind
    value: float | None


class ModifierInfo(TypedDict):
    """A modifier and what it did; `applied` is null where its condition is undecided."""

    id: str
    effect: EffectInfo
    applied: bool | None
    points: float
    message: str
    rules: list[str]
    trust: Trust
    clauses: list[ClauseInfo]


TargetInfo = TypedDict("TargetInfo", {"input": str, "from": Value, "to": Value})
KpiInfo = TypedDict("KpiInfo", {"input": str, "from": Value, "to": float})


class ActionInfo(TypedDict):
    """Something to do; `gain` is null where a moved input (`gain_needs`) is unknown."""

    id: str
    phase: int
    title: str
    why: str
    effort: Effort
    gain: float | None
    gain_needs: list[str]
    targets: list[TargetInfo]
    kpi: KpiInfo | None
    within_days: int
    tool: str
    rules: list[str]


class PositionResult(TypedDict):
    """One position's place; `rank` is null where it is always on or has no score."""

    position: str
    letter: str
    title: str
    stance: Stance
    role: Role
    role_reason: str | None
    rank: int | None
    score: float | None
    low: float
    high: float
    coverage: float
    base: float | None
    limit: float
    contributions: list[ContributionInfo]
    modifiers: list[ModifierInfo]
    actions: list[ActionInfo]
