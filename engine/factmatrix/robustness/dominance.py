"""Which position is ahead of which whatever the weights of their criteria are."""

from __future__ import annotations

from typing import NamedTuple

from factmatrix.robustness.choice import Choice
from factmatrix.scoring.rescoring import CardRescorer, Rescorer


class Dominance(NamedTuple):
    """`above` scores at least as much as `below` under all weights that there could be."""

    above: str
    below: str


def dominances(choice: Choice) -> list[Dominance]:
    """Every pair; a position without a score is in none."""
    ranges = {name: _over_all_weights(p, choice) for name, p in choice.positions.items()}
    known = {name: found for name, found in ranges.items() if found is not None}
    return [
        Dominance(above, below)
        for above, (least, _) in known.items()
        for below, (_, most) in known.items()
        if above != below and least >= most
    ]


def _over_all_weights(position: Rescorer, choice: Choice) -> tuple[float, float] | None:
    """The least and the greatest score that other weights could give a brand as it is."""
    if isinstance(position, CardRescorer):
        return position.over_all_weights()
    score = position.bounds(choice.facts, ()).score
    return None if score is None else (score, score)
