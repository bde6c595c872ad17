"""The nearest change that makes another position lead, found by scoring again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import NamedTuple

from factmatrix.robustness.choice import Standing

_CLOSE = 1e-3
"""A flip is found to this part of the change that leads to it."""
_FINEST = 1e-4
"""A change of less than this part of the first step outward is none that anybody could tell."""


class Flip(NamedTuple):
    """A figure at which another position leads (or nobody), and how all stand there."""

    at: float
    standing: Standing


def first_flip(
    standing: Callable[[float], Standing],
    lead: str | None,
    now: float,
    outward: Sequence[float],
    *,
    whole: bool = False,
) -> Flip | None:
    """The nearest figure on the way through `outward` at which another leads than `lead` at `now`.

    `outward` leads away from `now` and ends where the figure can go no further. The change is found
    to a thousandth: with 1 % less the lead is the same, unless hardly any change is enough. A
    `whole` figure stays a whole number.
    """
    same = now
    for place in outward:
        there = standing(place)
        if there.lead != lead:
            finest = 1.0 if whole else _FINEST * abs(outward[0] - now)
            return _nearest(standing, now, same, Flip(place, there), lead, finest, whole=whole)
        same = place
    return None


def _nearest(
    standing: Callable[[float], Standing],
    now: float,
    same: float,
    flip: Flip,
    lead: str | None,
    finest: float,
    *,
    whole: bool,
) -> Flip:
    while abs(flip.at - same) > max(finest, 0 if whole else _CLOSE * abs(flip.at - now)):
        middle = (same + flip.at) / 2
        if whole:
            middle = floor(middle) if middle < flip.at else ceil(middle)
        if middle in (same, flip.at):
            break
        there = standing(middle)
        if there.lead == lead:
            same = middle
        else:
            flip = Flip(middle, there)
    return flip
