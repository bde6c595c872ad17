"""The changed brands one by one, as people and programs are told of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import polars as pl

from factmatrix.assessment import Role
from factmatrix.results.columns import role, score
from factmatrix.results.comparing import (
    LEAD_CHANGED,
    NEW,
    OLD,
    ROLE_CHANGED,
    ROUNDING,
    Comparison,
)  # fmt: skip
from factmatrix.results.reasons import can_explain, reason_columns

Change = Literal["lead", "role", "points"]
"""The biggest thing that changed."""

_AT_ONCE = 5_000
"""So many brands are held as Python's own objects."""


class Reason(NamedTuple):
    """A part of a score ("points.<criterion>", "modifier.<id>", "limit") and how far it moved."""

    part: str
    points: float


class PositionChange(NamedTuple):
    """A position whose role or score changed for one brand.

    `points` is None where the score was or is unknown, `reasons` and `rest` (the points of all
    other parts) are None where the results do not hold them.
    """

    position: str
    old_role: Role | None
    new_role: Role | None
    old_score: float | None
    new_score: float | None
    points: float | None
    reasons: tuple[Reason, ...] | None
    rest: float | None


class BrandChange(NamedTuple):
    """What changed for one brand; path and row are those of the new result."""

    path: str | None
    row: int | None
    old_name: str
    new_name: str
    change: Change
    old_lead: str | None
    new_lead: str | None
    blocked_by: tuple[str, ...]
    freed_from: tuple[str, ...]
    positions: tuple[PositionChange, ...]


def brand_changes(comparison: Comparison, changed: pl.DataFrame) -> Iterator[BrandChange]:
    """The rows of a table of changes with reasons, in its order."""
    explained = can_explain(comparison)
    for start in range(0, changed.height, _AT_ONCE):
        for row in changed.slice(start, _AT_ONCE).iter_rows(named=True):
            yield _brand_change(row, comparison.positions, explained=explained)


def _brand_change(
    row: dict[str, Any], positions: tuple[str, ...], *, explained: bool
) -> BrandChange:
    before, after = _blockers(row[f"{OLD}blockers"]), _blockers(row[f"{NEW}blockers"])
    changes = (_position_change(row, position, explained=explained) for position in positions)
    return BrandChange(
        path=row[f"{NEW}path"],
        row=row[f"{NEW}row"],
        old_name=row[f"{OLD}name"],
        new_name=row[f"{NEW}name"],
        change="lead" if row[LEAD_CHANGED] else "role" if row[ROLE_CHANGED] else "points",
        old_lead=row[f"{OLD}lead"],
        new_lead=row[f"{NEW}lead"],
        blocked_by=tuple(blocker for blocker in after if blocker not in before),
        freed_from=tuple(blocker for blocker in before if blocker not in after),
        positions=tuple(change for change in changes if change is not None),
    )


def _blockers(ids: str | None) -> list[str]:
    return list(filter(None, (ids or "").split(";")))


def _position_change(
    row: dict[str, Any], position: str, *, explained: bool
) -> PositionChange | None:
    old_role, new_role = (row[side + role(position)] for side in (OLD, NEW))
    old, new = (row[side + score(position)] for side in (OLD, NEW))
    points = None if old is None or new is None else new - old
    moved = (old is None) != (new is None) if points is None else abs(points) >= ROUNDING
    if old_role == new_role and not moved:
        return None
    if not explained:
        return PositionChange(position, old_role, new_role, old, new, points, None, None)
    told = ((row[name], row[by]) for name, by in reason_columns(position))
    parts = tuple(Reason(name, by) for name, by in told if name is not None)
    rest = (new or 0.0) - (old or 0.0) - sum(part.points for part in parts)
    return PositionChange(position, old_role, new_role, old, new, points, parts, rest)
