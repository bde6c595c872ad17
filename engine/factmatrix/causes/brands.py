"""The changed brands one by one, as people and programs are told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from factmatrix.assessment import Role
from factmatrix.causes.scoring import RANK_CHANGED, Causes, rank
from factmatrix.results.columns import role, score
from factmatrix.results.comparing import LEAD_CHANGED, ROLE_CHANGED, ROUNDING

Change = Literal["lead", "role", "rank", "points"]
"""The biggest thing that changed."""
States = Sequence[dict[str, Any]]


class Reason(NamedTuple):
    """A step, by its number, and by how many points it moved a score."""

    step: int
    points: float


class PositionCause(NamedTuple):
    """What became of a position for one brand, and the steps that did it.

    `points` is None where the score was or is unknown; the `reasons`, in the order of the steps,
    add up to it, or to what there is of a score. `role_by` and `rank_by` are the numbers of the
    steps that turned it, of which several may have done so and back.
    """

    position: str
    old_role: Role | None
    new_role: Role | None
    role_by: tuple[int, ...]
    old_rank: int | None
    new_rank: int | None
    rank_by: tuple[int, ...]
    old_score: float | None
    new_score: float | None
    points: float | None
    reasons: tuple[Reason, ...]

    @property
    def changed(self) -> bool:
        """Whether its role or rank is another, or its score moved by what is seen."""
        if self.points is None:
            moved = (self.old_score is None) != (self.new_score is None)
        else:
            moved = abs(self.points) >= ROUNDING
        return moved or self.old_role != self.new_role or self.old_rank != self.new_rank


class BrandCause(NamedTuple):
    """What changed for one brand, with all positions.

    `lead_by` are the numbers of the steps that turned its lead.
    """

    path: str
    row: int | None
    name: str
    change: Change
    old_lead: str | None
    new_lead: str | None
    lead_by: tuple[int, ...]
    positions: tuple[PositionCause, ...]


def brand_causes(causes: Causes, top: int | None = None) -> Iterator[BrandCause]:
    """The changed brands, the biggest change first, at most `top`."""
    tables = [table.head(top) if top is not None else table
              for table in (causes.changed, *causes.states)]  # fmt: skip
    for brand, *states in zip(*(t.iter_rows(named=True) for t in tables), strict=True):
        yield BrandCause(
            path=brand["path"],
            row=brand["row"],
            name=brand["name"],
            change=_biggest(brand),
            old_lead=states[0]["lead"],
            new_lead=states[-1]["lead"],
            lead_by=_turned(states, "lead"),
            positions=tuple(_position_cause(states, p) for p in causes.positions),
        )


def _biggest(brand: dict[str, Any]) -> Change:
    if brand[LEAD_CHANGED]:
        return "lead"
    if brand[ROLE_CHANGED]:
        return "role"
    return "rank" if brand[RANK_CHANGED] else "points"


def _position_cause(states: States, position: str) -> PositionCause:
    names = role(position), rank(position), score(position)
    (old_role, new_role), (old_rank, new_rank), (old_score, new_score) = (
        (states[0][name], states[-1][name]) for name in names
    )
    known = old_score is not None and new_score is not None
    return PositionCause(
        position=position,
        old_role=old_role,
        new_role=new_role,
        role_by=_turned(states, role(position)),
        old_rank=old_rank,
        new_rank=new_rank,
        rank_by=_turned(states, rank(position)),
        old_score=old_score,
        new_score=new_score,
        points=new_score - old_score if known else None,
        reasons=tuple(_reasons(states, score(position))),
    )


def _turned(states: States, name: str) -> tuple[int, ...]:
    """The numbers of the steps that changed a value."""
    pairs = enumerate(pairwise(states), 1)
    return tuple(number for number, (old, new) in pairs if old[name] != new[name])


def _reasons(states: States, name: str) -> Iterator[Reason]:
    """An unknown score counts as 0."""
    for number, (old, new) in enumerate(pairwise(states), 1):
        moved = (new[name] or 0.0) - (old[name] or 0.0)
        if moved:
            yield Reason(number, moved)
