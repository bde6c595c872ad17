"""Whether the lead stands for every way of filling in what is missing: proof by splitting.

Where the lead's lowest score is above every rival's highest, nothing can change. Otherwise the
ranges of the fields that several of their rules read are split into boxes, in each of which the
same must hold. "Not proven" is the answer as soon as the boxes are used up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from math import inf, nextafter
from typing import NamedTuple

from factmatrix.scoring.answers import halves, open_fields, openness, rounds
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.ranking import precedence
from factmatrix.scoring.rescoring import Rescorer


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
    leader = next((p for p in positions if p.info.id == lead), None)
    others = [p for p in positions if p.info.id != lead]
    if _refuted(leader, others, facts, floor):
        return False
    open_boxes = [Box(facts, frozenset())]
    used = 1
    while open_boxes:
        box = open_boxes.pop()
        doubtful = _doubtful(leader, others, box, floor)
        if not doubtful:
            continue
        parts = _split(box, doubtful)
        used += len(parts)
        if not parts or used > boxes:
            return False
        open_boxes.extend(parts)
    return True


def _refuted(
    leader: Rescorer | None, others: Sequence[Rescorer], facts: Facts, floor: float
) -> bool:
    """Whether one of a few completions has another lead: most doubts are real, and found so."""
    positions = others if leader is None else [leader, *others]
    read = {path for position in positions for rule in position.rules for path in rule}
    missing = [path for path in sorted(read) if not facts.known(path)]
    completions = (facts.with_values(answer) for answer in rounds(facts, missing))
    return any(_doubtful(leader, others, Box(c, frozenset(missing)), floor) for c in completions)


def _doubtful(
    leader: Rescorer | None, others: Sequence[Rescorer], box: Box, floor: float
) -> list[Rescorer]:
    """The positions that leave open who leads in a box; none where it is proven."""
    if leader is None:
        return [other for other in others if _may_reach(other, floor, box)][:1]
    lowest = leader.bounds(box.facts, box.split)
    if lowest.blocked is not False or lowest.low < floor:
        return [leader]
    for other in others:
        holds_ties = leader.covers_all and precedence(leader.info) < precedence(other.info)
        if _may_reach(other, nextafter(lowest.low, inf) if holds_ties else lowest.low, box):
            return [leader, other]
    return []


def _may_reach(position: Rescorer, score: float, box: Box) -> bool:
    bounds = position.bounds(box.facts, box.split)
    return bounds.blocked is not True and bounds.high >= score


def _split(box: Box, doubtful: Sequence[Rescorer]) -> list[Box]:
    """The box halved along the field that is most open of those that several rules read.

    A field that one rule reads is at its worst there whatever the others are: splitting it would
    prove nothing.
    """
    rules = [open_fields(box.facts, rule) for position in doubtful for rule in position.rules]
    read = Counter(path for rule in rules for path in rule)
    tangled = [path for path, times in read.items() if times > 1]
    for path in sorted(tangled, key=lambda path: (-openness(box.facts, path), path)):
        parts = halves(box.facts, path)
        if parts:
            return [Box(part, box.split | {path}) for part in parts]
    return []
