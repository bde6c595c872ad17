"""What speaks for and against a position: its criteria beside their own mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isclose
from typing import TYPE_CHECKING

from factmatrix.text import Language, Text, clean
from factmatrix.views.figures import UNKNOWN, figure

if TYPE_CHECKING:
    from factmatrix.fit import Contribution, Fit
    from factmatrix.scoring.inputs import InputSpace

RAISES, LOWERS = Text("raises the mean", "拉高均分"), Text("lowers the mean", "拉低均分")
NEITHER = Text("at the mean", "与均分持平")
FIRST_REASONS = 3
_IN_SHORT: Mapping[Text, Text] = {
    RAISES: Text("For it: {}", "加分：{}"),
    LOWERS: Text("Against it: {}", "减分：{}"),
}


def mean_of(fit: Fit) -> float:
    """The mean of what is known: the base, or what the contributions add up to without one.

    A position in plain Python need not state its base.
    """
    return sum(c.points for c in fit.contributions) if fit.base is None else fit.base


def side(c: Contribution, mean: float) -> Text:
    """On which side of the mean of what is known a criterion stands."""
    if c.utility is None:
        return UNKNOWN
    if isclose(c.utility, mean):
        return NEITHER
    return RAISES if c.utility > mean else LOWERS


def in_short(fit: Fit, space: InputSpace, language: Language) -> Iterator[str]:
    """What moves the mean most, a line for each side: "For it: Live ability 82; Fans 12,000"."""
    mean = mean_of(fit)
    by_pull = sorted(fit.contributions, key=lambda c: -_pull(c, mean))
    for where, words in _IN_SHORT.items():
        there = [c for c in by_pull if side(c, mean) is where][:FIRST_REASONS]
        if there:
            named = (_named(c, space, language) for c in there)
            yield words.in_(language).format(("; " if language == "en" else "；").join(named))


def _pull(c: Contribution, mean: float) -> float:
    return 0.0 if c.utility is None else c.weight * abs(c.utility - mean)


def _named(c: Contribution, space: InputSpace, language: Language) -> str:
    seen = figure(c.value, space.domains.get(c.input), language)
    return f"{clean(c.title.in_(language))} {seen}"
