"""Whether the lead stands for every way of filling in what is missing: proof by splitting.

Where the lead's lowest score is above every rival's highest, nothing can change. Otherwise the
ranges of the fields that the two positions share are split into boxes, in each of which the same
must hold. "Not proven" is the answer as soon as the boxes are used up.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from factmatrix.scoring.answers import halves, openness
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.ranking import precedence
from factmatrix.scoring.rescoring import Rescorer, reads


class Box(NamedTuple):
    """A part of what the missing fields can be, and the fields that were split for it."""

    facts: Facts
    split: frozenset[str]


def is_certain(
    lead: str | None, positions: Collection[Rescorer], facts: Facts, floor: float, boxes: int
) -> bool:
    """Whether it is proven that `lead` (None: that nobody) leads in every completion.

    `positions` are those to choose among; `floor` is the least score of a lead. Alerts that block
    every position are decided outside.
    """
    if lead is None:
        everything = Box(facts, frozenset())
        return not any(_may_lead(position, everything, floor) for position in positions)
    leader = next(p for p in positions if p.info.id == lead)
    others = [p for p in positions if p.info.id != lead]
    shared = {other.info.id: _shared_missing(leader, other, facts) for other in others}
    open_boxes = [Box(facts, frozenset())]
    used = 1
    while open_boxes:
        box = open_boxes.pop()
        lowest = leader.bounds(box.facts, box.split)
        if lowest.blocked is not False or lowest.low < floor:
            return False
        rival = next((other for other in others if _may_win(other, leader, lowest.low, box)), None)
        if rival is None:
            continue
        parts = _split(box, shared[rival.info.id])
        used += len(parts)
        if not parts or used > boxes:
            return False
        open_boxes.extend(parts)
    return True


def _may_lead(position: Rescorer, box: Box, floor: float) -> bool:
    bounds = position.bounds(box.facts, box.split)
    return bounds.blocked is not True and bounds.high >= floor


def _may_win(other: Rescorer, leader: Rescorer, low: float, box: Box) -> bool:
    """Whether a position might come out above a leader whose lowest score is `low`."""
    bounds = other.bounds(box.facts, box.split)
    if bounds.blocked is True or bounds.high < low:
        return False
    holds_ties = leader.covers_all and precedence(leader.info) < precedence(other.info)
    return bounds.high > low or not holds_ties


def _shared_missing(a: Rescorer, b: Rescorer, facts: Facts) -> list[str]:
    return sorted(path for path in reads(a) & reads(b) if not facts.known(path))


def _split(box: Box, fields: Sequence[str]) -> list[Box]:
    """The box halved along the field that is most open of those that still can be."""
    for path in sorted(fields, key=lambda path: -openness(box.facts, path)):
        parts = halves(box.facts, path)
        if parts:
            return [Box(part, box.split | {path}) for part in parts]
    return []
