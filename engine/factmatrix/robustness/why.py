"""Why one position scores above another: only what differs between them, in points.

A weighted mean does not change its distance to a level by what lies on that level. So each
criterion is read as its share of all weights times how far its utility is above or below the level
in the middle of both scores, and what both positions weigh alike drops out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from factmatrix.fit import Contribution, Fit
from factmatrix.scoring.utilities import to_grid
from factmatrix.text import Text


class Weighed(NamedTuple):
    """An input in one of the two positions: its share of the known weight, and its utility."""

    share: float
    utility: float


class Difference(NamedTuple):
    """What one input, or one modifier, adds to the difference of two scores, in points.

    `input` is None for a modifier, whose position is `of`; `title` is its message. `above` and
    `below` say how the two positions see the input; None: not at all.
    """

    input: str | None
    title: Text
    value: Any
    above: Weighed | None
    below: Weighed | None
    of: str | None
    points: float


class Why(NamedTuple):
    """The difference of two scores and its parts, the greatest first; they add up to it.

    `level` is the utility (0–100) that counts as neither strong nor weak. `alike` are the inputs
    that both weigh so alike that they make no difference.
    """

    above: str
    below: str
    points: float
    level: float
    differences: tuple[Difference, ...]
    alike: tuple[str, ...]


def why(first: Fit, second: Fit) -> Why | None:
    """Why the one with the higher score has it; None where either has no score."""
    if first.score is None or second.score is None:
        return None
    above, below = (first, second) if first.score >= second.score else (second, first)
    level = (_base(above) + _base(below)) / 2
    rows = [*_criteria(above, below, level), *_effects(above, 1), *_effects(below, -1)]
    differences = [row for row in rows if row.points]
    return Why(
        above.position,
        below.position,
        _score(above) - _score(below),
        level,
        tuple(sorted(differences, key=lambda row: -abs(row.points))),
        tuple(row.input for row in rows if row.input and not row.points),
    )


def _base(fit: Fit) -> float:
    return 0.0 if fit.base is None else fit.base


def _score(fit: Fit) -> float:
    return 0.0 if fit.score is None else fit.score


def _criteria(above: Fit, below: Fit, level: float) -> list[Difference]:
    """By input, what its criteria add.

    Points lie on the grid, and so does what the level takes off: that it takes off nothing in sum
    holds to the last bit, and the rows add up.
    """
    for_inputs: dict[str, list[tuple[Contribution, float, int]]] = {}
    for fit, sign in ((above, 1), (below, -1)):
        known = [c for c in fit.contributions if c.known]
        total = sum(c.weight for c in known)
        for c in known:
            for_inputs.setdefault(c.input, []).append((c, c.weight / total, sign))
    rows, shares, so_far = [], 0.0, 0.0
    for path, seen in for_inputs.items():
        shares += sum(sign * share for _, share, sign in seen)
        off = to_grid(level * shares)
        points = sum(sign * c.points for c, _, sign in seen) - (off - so_far)
        so_far = off
        first = seen[0][0]
        rows.append(
            Difference(
                path, first.title, first.value,
                _weighed((c, share) for c, share, sign in seen if sign > 0),
                _weighed((c, share) for c, share, sign in seen if sign < 0),
                None, points,
            )
        )  # fmt: skip
    return rows


def _utility(c: Contribution) -> float:
    return 0.0 if c.utility is None else c.utility


def _weighed(criteria: Iterable[tuple[Contribution, float]]) -> Weighed | None:
    found = list(criteria)
    share = sum(share for _, share in found)
    return Weighed(share, sum(share * _utility(c) for c, share in found) / share) if found else None


def _effects(fit: Fit, sign: int) -> list[Difference]:
    """What acts on the mean of the criteria."""
    limit = [(_LIMIT, fit.limit)] if fit.limit else []
    modifiers = [(m.message, m.points) for m in fit.modifiers if m.points]
    return [
        Difference(None, title, None, None, None, fit.position, sign * points)
        for title, points in (*limit, *modifiers)
    ]


_LIMIT = Text("held within what is still attainable", "限制在仍可能达到的范围内")
