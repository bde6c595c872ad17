"""Points as they are shown: rounded to tenths so that what a person sees adds up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from factmatrix.fit import Fit


class ShownPoints(NamedTuple):
    """The points of a score's parts, in the order of the fit."""

    contributions: Sequence[float]
    limit: float
    modifiers: Sequence[float]


def shown_points(fit: Fit) -> ShownPoints:
    """The parts of a score, adding up to the score as it is shown."""
    criteria = [c.points for c in fit.contributions]
    parts = [*criteria, fit.limit, *(m.points for m in fit.modifiers)]
    shown = adding_up(fit.score or 0.0, parts)
    return ShownPoints(shown[: len(criteria)], shown[len(criteria)], shown[len(criteria) + 1 :])


def adding_up(total: float, parts: Sequence[float]) -> list[float]:
    """The parts rounded to tenths so that they add up to the rounded total.

    Each is cut down to a tenth, and what is lacking goes to those that lost most.
    """
    tenths = [math.floor(part * 10) for part in parts]
    lacking = round(round(total, 1) * 10) - sum(tenths)
    most_lost = sorted(range(len(parts)), key=lambda i: tenths[i] - parts[i] * 10)
    for i in most_lost[: max(lacking, 0)]:
        tenths[i] += 1
    return [tenth / 10 for tenth in tenths]
