"""What the columns of results have to say of a brand that was assessed by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factmatrix.assessment import Assessment, RankedPosition


def said_of(path: str, row: int | None, a: Assessment) -> dict[str, Any]:
    """By column, fields of the profile included; what stays open is left out."""
    said: dict[str, Any] = {
        field: list(value) if isinstance(value, tuple) else value
        for field, value in a.profile.inputs.items()
    }
    said |= {
        "path": path,
        "row": row,
        "name": a.profile.brand.name,
        "category": a.profile.brand.category,
        "lead": a.verdict.lead,
        "runner_up": a.verdict.runner_up,
        "margin": a.verdict.margin,
        "close_call": a.verdict.close_call,
        "provisional": a.verdict.provisional,
        "blockers": ";".join(notice.id for notice in a.blockers),
    }
    for ranked in a.ranking:
        said.update(_position(ranked))
    return said


def _position(ranked: RankedPosition) -> Iterator[tuple[str, Any]]:
    name, fit = ranked.info.id, ranked.fit
    yield f"{name}.score", fit.score
    yield f"{name}.coverage", fit.coverage
    yield f"{name}.role", ranked.role
    yield f"{name}.rank", ranked.rank
    yield f"{name}.low", fit.low
    yield f"{name}.high", fit.high
    yield f"{name}.base", fit.base
    yield f"{name}.limit", None if fit.base is None else fit.limit
    for c in fit.contributions:
        yield f"{name}.points.{c.criterion}", c.points
        yield f"{name}.utility.{c.criterion}", c.utility
    for m in fit.modifiers:
        yield f"{name}.modifier.{m.id}", m.points
        yield f"{name}.modifier.{m.id}.applied", m.applied
