"""What a missing field could turn out to be: single answers, and halves of what is possible.

What is plausible of a figure is declared with its field. The three numbers of this module are not
knowledge of brands but the fineness of a survey and stand-ins where nothing is declared: they move
what an answer is said to narrow and how soon certainty is proven, never a score or a range.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from math import floor, isinf

from factmatrix.profile.model import Value
from factmatrix.rules.curves import Range
from factmatrix.scoring.facts import AS_OF, Facts
from factmatrix.scoring.inputs import Domain

PARTS = 5
"""Answers lie in the middles of this many equal parts of what is plausible.

An odd number has an answer in the very middle; five tell a curve's ends from its middle, and each
further one costs every position one more scoring per missing field.
"""
DAYS_BACK = 1000
"""How many days back a date is plausible.

Dates have no declared range. Rules about the age of a product end at half a year, so that of five
answers over almost three years one lies among the ages they tell apart and four beyond.
"""
OPEN_END = 1000.0
"""The end of a range that has none, where the field declares none that is plausible.

Every number of the core declares one; this is for fields of plugins. Answers without an upper end
are spread by orders of magnitude, and three of them are as much as most counts vary.
"""


def open_fields(facts: Facts, rule: Collection[str]) -> set[str]:
    """The missing fields of a rule, without those behind a figure that can be stated itself.

    While the figure is open, what it could be derived from narrows nothing.
    """
    missing = {path for path in rule if not facts.known(path)}
    domains = facts.space.domains
    figures = {path for path in missing if domains[path].states}
    behind = {path for figure in figures for path in domains[figure].reads}
    return missing - (behind - figures)


def answers(facts: Facts, path: str) -> list[Value]:
    """Answers that a missing field could get, spread over what is plausible, valid in a profile.

    Figures without an upper end (money, counts) are spread by orders of magnitude.
    """
    domain = facts.space.domains[path]
    if domain.shape == "flag":
        return [False, True]
    if domain.shape == "choice":
        return list(domain.choices)
    if domain.scale:
        return list(domain.scale)
    if domain.shape == "set":
        members = domain.choices or tuple(str(n) for n in range(PARTS))
        return [members[:size] for size in range(len(members) + 1)]
    middles = [(part + 0.5) / PARTS for part in range(PARTS)]
    low, high = _plausible(facts, domain)
    if domain.shape == "date":
        return [date.fromordinal(round(low + (high - low) * middle)) for middle in middles]
    if isinf(domain.high):
        low = low or 1.0
        numbers = [low * (high / low) ** middle for middle in middles]
    else:
        numbers = [low + (high - low) * middle for middle in middles]
    return [round(number) if domain.whole else number for number in numbers]


def rounds(facts: Facts, paths: Sequence[str]) -> list[dict[str, Value]]:
    """Answers given to all of the fields at once, until each field had all of its answers."""
    possible = {path: answers(facts, path) for path in paths}
    most = max(map(len, possible.values()), default=0)
    return [
        {path: values[i % len(values)] for path, values in possible.items()} for i in range(most)
    ]


def halves(facts: Facts, path: str) -> list[Facts]:
    """The facts with each half of what a missing field can be; none where it cannot be cut."""
    domain = facts.space.domains[path]
    if domain.shape == "choice":
        choices = facts.choices(path)
        middle = len(choices) // 2
        parts = [choices[:middle], choices[middle:]] if middle else []
        return [facts.among(path, part) for part in parts]
    return [facts.within(path, *part) for part in _cut(facts, domain)]


def _cut(facts: Facts, domain: Domain) -> list[Range]:
    low, high = facts[domain.path]
    if domain.scale:
        left = [float(value) for value in domain.scale if low <= value <= high]
        middle = len(left) // 2
        return [(left[0], left[middle - 1]), (left[middle], left[-1])] if middle else []
    least, most = _plausible(facts, domain)
    start, end = max(low, least), min(high, most)
    cut = (start + end) / 2
    if domain.whole:
        return [(low, floor(cut)), (floor(cut) + 1.0, high)] if start < end else []
    return [(low, cut), (cut, high)] if start < cut < end else []


def openness(facts: Facts, path: str) -> float:
    """How much of what a missing field could plausibly be is still possible, 0–1."""
    domain = facts.space.domains[path]
    if domain.shape == "choice":
        return len(facts.choices(path)) / len(domain.choices)
    least, most = _plausible(facts, domain)
    low, high = facts[path]
    return max(0.0, min(high, most) - max(low, least)) / (most - least)


def _plausible(facts: Facts, domain: Domain) -> Range:
    """The finite part of a range in which answers are expected."""
    if domain.shape == "date":
        today, _ = facts[AS_OF]
        return max(1.0, today - DAYS_BACK), today
    if domain.declaration and domain.declaration.plausible:
        return domain.declaration.plausible
    return domain.low, OPEN_END if isinf(domain.high) else domain.high
