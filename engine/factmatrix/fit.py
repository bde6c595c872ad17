"""What a position answers: the fit of one brand, explained, and the actions that follow.

Points are on the scale of the score (0–100). All of them lie on a grid of 2⁻³⁰ points, on which
addition is exact: contributions, limit and modifiers add up to the score to the last bit, in any
order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from factmatrix.rules.terms import EffectKind, Effort, Trust
from factmatrix.text import Text


class ClauseResult(NamedTuple):
    """One clause of a condition: what was needed, what was seen, and whether it holds.

    `seen` is None where the input is unknown; `result` is None where the clause is undecided.
    """

    input: str
    op: str
    needed: Any
    seen: Any
    result: bool | None


class Contribution(NamedTuple):
    """What one criterion adds to the score.

    `utility` (0–100) is None while unknown, then `low` and `high` bound it. `weight` is the
    criterion's share of all weights as written; `points` is what it adds to the base score.
    `waits_for` are the missing fields of its gate while it is unknown.
    """

    criterion: str
    title: Text
    input: str
    known: bool
    value: Any
    unit: str
    utility: float | None
    low: float
    high: float
    weight: float
    points: float
    rules: tuple[str, ...] = ()
    trust: Trust = "ours"
    rationale: Text | None = None
    waits_for: tuple[str, ...] = ()


class AppliedModifier(NamedTuple):
    """A modifier and what it did: `applied` None means that it would act if the clauses held."""

    id: str
    kind: EffectKind
    value: float | None
    applied: bool | None
    points: float
    message: Text
    rules: tuple[str, ...]
    trust: Trust
    clauses: tuple[ClauseResult, ...]


class Notice(NamedTuple):
    """A message that stands beside the scores: `severity` blocker, stopper or warning.

    Empty `positions` means that it concerns all of them.
    """

    id: str
    severity: str
    message: Text
    rules: tuple[str, ...]
    positions: tuple[str, ...]
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a brand fits one position.

    `score` is true for every way of filling in the missing fields as far as they are known today;
    `low` and `high` bound the score over all of those ways; `coverage` (0–1) is the weight of what
    is known. `score` is None where nothing is known.
    """

    position: str
    score: float | None
    low: float
    high: float
    coverage: float
    base: float | None = None
    limit: float = 0.0
    contributions: tuple[Contribution, ...] = ()
    modifiers: tuple[AppliedModifier, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether a modifier takes the position out of the choice."""
        return any(m.kind == "block" and m.applied is True for m in self.modifiers)


class ActionTarget(NamedTuple):
    """An input that an action moves, from what is seen (None: unknown) to a value."""

    input: str
    seen: Any
    to: Any


class ActionKpi(NamedTuple):
    """The figure by which an action's success is read."""

    input: str
    seen: Any
    to: float


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do, and how to tell that it worked.

    `targets` hold the value each moved input will have; what that is worth is found by scoring the
    brand again (`AdvisedAction.gain`).
    """

    id: str
    title: Text
    why: Text
    phase: int
    effort: Effort
    tool: Text
    within_days: int
    kpi: ActionKpi | None = None
    targets: tuple[ActionTarget, ...] = ()
    rules: tuple[str, ...] = ()
    for_others: bool = False
