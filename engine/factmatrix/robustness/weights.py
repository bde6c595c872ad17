"""How far a weight can be wrong before another position leads, and how often one leads at all.

Scores are weighted means, so a criterion's weight counts as its share of all weights of its
position: where one weight changes and the others stay, all shares change.
"""

from __future__ import annotations

from math import exp, log
from random import Random
from typing import NamedTuple

from factmatrix.robustness.choice import Choice, Standing
from factmatrix.robustness.flips import first_flip
from factmatrix.scoring.compiled import added
from factmatrix.scoring.rescoring import Bounds, CardRescorer
from factmatrix.text import Text

_TIMES = (1.2, 2.0, 6.0, 100.0, 1e8)
"""Where another lead is looked for: so many times the weight, or that part of it.

At the last the criterion counts alone, or not at all. Nothing is missed between two of them but a
lead that is lost and won back there.
"""
_SEED = 2021
"""Draws are the same in each run: an answer does not change by being asked for again."""


class WeightFlip(NamedTuple):
    """A weight at which another position leads (None: nobody); `share` is of all weights then."""

    weight: float
    share: float
    lead: str | None


class WeightStability(NamedTuple):
    """How far one weight can go, the others staying as they are, while the lead is the same.

    `below` and `above` are the nearest weights at which it is not; None: there is no such weight,
    down to nothing or up to where the criterion counts alone.
    """

    position: str
    criterion: str
    title: Text
    weight: float
    share: float
    below: WeightFlip | None
    above: WeightFlip | None

    @property
    def times(self) -> float | None:
        """The nearer of the two as a factor above 1; None where neither is there."""
        factors = [
            *([self.weight / self.below.weight] if self.below else []),
            *([self.above.weight / self.weight] if self.above else []),
        ]
        return min(factors, default=None)


class Acceptability(NamedTuple):
    """In what share of the drawn weights (0–1) each position leads, and has each rank.

    `leads` has None for nobody; `ranks` is by position, the first rank first, all 0 where it has no
    score.
    """

    draws: int
    leads: dict[str | None, float]
    ranks: dict[str, tuple[float, ...]]


def stability(choice: Choice) -> list[WeightStability]:
    """Every weight of every scorecard, those first that have to change least for another lead."""
    found = [
        _stability(choice, position, place)
        for position in choice.positions.values()
        if isinstance(position, CardRescorer)
        for place in range(len(position.card.weights))
    ]
    return sorted(found, key=lambda one: (one.times is None, one.times or 0.0))


def _stability(choice: Choice, position: CardRescorer, place: int) -> WeightStability:
    card = position.card
    criterion, weight = card.criteria[place], card.weights[place]
    before, after = card.weights[:place], card.weights[place + 1 :]

    def standing(at: float) -> Standing:
        return choice.with_bounds({card.position: position.reweighed((*before, at, *after))})

    def flip(outward: list[float]) -> WeightFlip | None:
        found = first_flip(standing, choice.now.lead, weight, outward)
        if found is None:
            return None
        share = found.at / added((*before, found.at, *after))
        return WeightFlip(found.at, share, found.standing.lead)

    return WeightStability(
        card.position, criterion.id, criterion.title, weight, weight / card.total_weight,
        below=flip([weight / times for times in _TIMES]),
        above=flip([weight * times for times in _TIMES]),
    )  # fmt: skip


def acceptability(choice: Choice) -> Acceptability:
    """How the positions stand under weights drawn around ours.

    Each weight is multiplied by a factor of its own, log-uniform up to `weight_factor` either way.
    """
    limits = choice.limits
    draws, spread = limits.draws.value, log(limits.weight_factor.value)
    chance = Random(_SEED)
    cards = {name: p for name, p in choice.positions.items() if isinstance(p, CardRescorer)}
    leads: dict[str | None, int] = {}
    ranks = {name: [0] * len(choice.positions) for name in choice.positions}
    for _ in range(draws):
        drawn = {name: _drawn(p, chance, spread) for name, p in cards.items()}
        lead, order = choice.ranked_with(drawn)
        leads[lead] = leads.get(lead, 0) + 1
        for rank, name in enumerate(order):
            ranks[name][rank] += 1
    return Acceptability(
        draws,
        {lead: times / draws for lead, times in sorted(leads.items(), key=lambda it: -it[1])},
        {name: tuple(times / draws for times in counted) for name, counted in ranks.items()},
    )


def _drawn(position: CardRescorer, chance: Random, spread: float) -> Bounds:
    weights = position.card.weights
    return position.reweighed(tuple([w * exp(spread * (2 * chance.random() - 1)) for w in weights]))
