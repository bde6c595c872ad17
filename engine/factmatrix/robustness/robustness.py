"""All of it for one brand."""

from __future__ import annotations

from dataclasses import dataclass

from factmatrix.profile.model import BrandProfile
from factmatrix.robustness.choice import Choice
from factmatrix.robustness.dominance import Dominance, dominances
from factmatrix.robustness.fields import FieldFlip, FieldStep, flips, steps_of
from factmatrix.robustness.weights import Acceptability, WeightStability, acceptability, stability


@dataclass(frozen=True, slots=True)
class Robustness:
    """How sure it is who leads.

    `weights` are the stability intervals of all weights, `flips` the nearest values of fields with
    another lead, `steps` each figure one step lower and higher; each begins with what is nearest
    to another lead. `acceptability` counts over weights drawn around ours, each up to
    `weight_factor` times as large or as small.
    """

    lead: str | None
    weights: tuple[WeightStability, ...]
    flips: tuple[FieldFlip, ...]
    steps: tuple[FieldStep, ...]
    acceptability: Acceptability
    weight_factor: float
    dominances: tuple[Dominance, ...]


def robustness(choice: Choice, profile: BrandProfile) -> Robustness:
    """Try everything that one change could do to who leads."""
    return Robustness(
        choice.now.lead,
        tuple(stability(choice)),
        tuple(flips(choice, profile)),
        tuple(steps_of(choice, profile)),
        acceptability(choice),
        choice.limits.weight_factor.value,
        tuple(dominances(choice)),
    )
