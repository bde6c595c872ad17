"""Whether the lead stands for every way of filling in what is missing: proof by splitting.

Where the lead's lowest score is above every other's highest, nothing can change. Otherwise the
ranges of the fields that the two positions share are split into boxes, in each of which the same
must hold. "Not proven" is the answer as soon as the boxes are used up.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from factmatrix.scoring.facts import Facts, Possible
from factmatrix.scoring.inputs import Domain
from factmatrix.scoring.ranking import precedence
from factmatrix.scoring.rescoring import Rescorer

Box = dict[str, Possible]


def is_certain(
    lead: str | None,
    positions: Collection[Rescorer],
    facts: Facts,
    floor: float,
    boxes: int,
) -> bool:
    """Whether it is proven that `lead` (None: that nobody) leads in every completion.

    `positions` are those to choose among; `floor` is the least score of a lead. Alerts that block
    every position are decided outside.
    """
    if lead is None:
        return all(p.bounds(facts, ()).high < floor for p in positions)
    leader = next(p for p in positions if p.info.id == lead)
    others = [p for p in positions if p.info.id != lead]
    shared = {other.info.id: _shared_missing(leader, other, facts) for other in others}
    open_boxes: list[Box] = [{}]
    used = 1
    while open_boxes:
        box = open_boxes.pop()
        inside = facts.within(box) if box else facts
        lowest = leader.bounds(inside, box.keys())
        if lowest.may_block:
            return False
        rival = _rival(lowest.low, leader, others, inside, box)
        if rival is None and lowest.low >= floor:
            continue
        fields = shared[rival.info.id] if rival else []
        halves = _split(box, fields, inside)
        used += len(halves)
        if not halves or used > boxes:
            return False
        open_boxes.extend(halves)
    return True


def _rival(
    low: float, leader: Rescorer, others: Sequence[Rescorer], facts: Facts, box: Box
) -> Rescorer | None:
    """The first position that might still come out on top."""
    for other in others:
        high = other.bounds(facts, box.keys()).high
        wins_ties = precedence(other.info) < precedence(leader.info)
        if high > low or (high == low and wins_ties):
            return other
    return None


def _shared_missing(a: Rescorer, b: Rescorer, facts: Facts) -> list[str]:
    both = set(a.reads) & set(b.reads)
    return sorted(path for path in both if path in facts.space.domains and path not in facts.stated)


def _split(box: Box, fields: Sequence[str], facts: Facts) -> list[Box]:
    """The box halved along the field that has been split least and still can be."""
    splittable = [
        (path, halves)
        for path in fields
        if (halves := _halves(facts[path], facts.space.domains[path]))
    ]
    if not splittable:
        return []
    path, halves = max(splittable, key=lambda item: _breadth(facts[item[0]], item[0], facts))
    return [{**box, path: half} for half in halves]


def _breadth(possible: Possible, path: str, facts: Facts) -> float:
    """How much of the field's own range is still open (1 all of it)."""
    domain = facts.space.domains[path]
    if domain.shape == "choice":
        return len(possible) / len(domain.choices)
    low, high = _finite(domain)
    width = min(float(possible[1]), high) - max(float(possible[0]), low)
    return width / (high - low)


def _halves(possible: Possible, domain: Domain) -> tuple[Possible, Possible] | None:
    if domain.shape == "choice":
        middle = len(possible) // 2
        return (possible[:middle], possible[middle:]) if middle else None  # type: ignore[return-value]
    low, high = float(possible[0]), float(possible[1])
    if domain.shape == "flag":
        return ((0.0, 0.0), (1.0, 1.0)) if low < high else None
    least, most = _finite(domain)
    cut = (max(low, least) + min(high, most)) / 2
    return ((low, cut), (cut, high)) if low < cut < high else None


def _finite(domain: Domain) -> tuple[float, float]:
    """The part of an open-ended range in which answers are plausible."""
    declaration = domain.declaration
    plausible = declaration.plausible if declaration else None
    low, high = domain.low, domain.high
    if math.isinf(high):
        high = plausible[1] if plausible else 1000.0
    if math.isinf(low):
        low = plausible[0] if plausible else -1000.0
    return low, high
