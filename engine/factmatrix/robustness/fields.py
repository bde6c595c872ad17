"""How far a brand's figures can be wrong, or change, before another position leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import ValidationError

from factmatrix.profile.model import BrandProfile, Value
from factmatrix.robustness.choice import Choice
from factmatrix.robustness.flips import first_flip
from factmatrix.robustness.steps import Steps
from factmatrix.scoring.facts import CATEGORY
from factmatrix.scoring.inputs import Domain, as_number


class FieldFlip(NamedTuple):
    """A value of one field, all others as they are, at which another position leads.

    `steps` measures how far away it is (see `Steps`), `lead` is who leads there (None: nobody),
    `actionable` whether a brand can move the field within months.
    """

    input: str
    now: Value
    to: Value
    steps: float
    lead: str | None
    actionable: bool


class Shifted(NamedTuple):
    """One step of a field: its value, who leads then, and the margin of who leads today."""

    to: Value
    lead: str | None
    margin: float | None


class FieldStep(NamedTuple):
    """A field one step lower and higher; None where it can go no further that way."""

    input: str
    now: Value
    down: Shifted | None
    up: Shifted | None

    @property
    def swing(self) -> float:
        """The greatest change of the margin, in points, 0 and up; see `steps_of`."""
        margins = [side.margin for side in (self.down, self.up) if side and side.margin is not None]
        return max(margins) - min(margins) if len(margins) > 1 else 0.0


def flips(choice: Choice, profile: BrandProfile) -> list[FieldFlip]:
    """For each known field its nearest values with another lead, the fewest steps first."""
    found = [
        flip
        for domain, value in _known(choice)
        for flip in _flips_of(choice, domain, value)
        if _is_possible(profile, flip.input, flip.to)
    ]
    return sorted(found, key=lambda flip: flip.steps)


def _known(choice: Choice) -> Iterator[tuple[Domain, Value]]:
    """The stated figures, flags and choices that can change who leads.

    What a brand sells is not in doubt, so its category is left out.
    """
    facts = choice.facts
    for path in facts.space.domains:
        value = facts.stated.get(path)
        domain = facts.space.domains[path]
        if (
            path in choice.read
            and value is not None
            and domain.shape in ("number", "flag", "choice")
            and not domain.scale
            and path != CATEGORY
        ):
            yield domain, value


def _flips_of(choice: Choice, domain: Domain, value: Value) -> Iterator[FieldFlip]:
    path = domain.path
    actionable = domain.declaration is not None and domain.declaration.actionable
    if domain.shape != "number":
        for other in (not value,) if domain.shape == "flag" else domain.choices:
            lead = choice.with_values({path: other}).lead
            if other != value and lead != choice.now.lead:
                steps = choice.limits.step_choice.value
                yield FieldFlip(path, value, other, steps, lead, actionable)
        return
    steps_of, now = Steps.of(domain, choice.facts.stated, choice.limits), as_number(value)
    for direction in (-1, 1):
        found = first_flip(
            lambda at: choice.with_values({path: domain.stated(at)}),
            choice.now.lead,
            now,
            steps_of.outward(now, direction),
            whole=domain.whole,
        )
        if found:
            steps = steps_of.between(now, found.at)
            to = domain.stated(found.at)
            yield FieldFlip(path, value, to, steps, found.standing.lead, actionable)


def steps_of(choice: Choice, profile: BrandProfile) -> list[FieldStep]:
    """Each known figure one step lower and higher, those that move the margin most first.

    Figures that move nothing are left out; so is all where nobody leads.
    """
    lead = choice.now.lead
    if lead is None:
        return []
    now = choice.now.margin(lead)
    rows = []
    for domain, value in _known(choice):
        if domain.shape == "number":
            steps = Steps.of(domain, choice.facts.stated, choice.limits)
            sides = [_shifted(choice, steps, value, way, lead) for way in (-1, 1)]
            if any(side and (side.margin, side.lead) != (now, lead) for side in sides):
                down, up = (side and _if_possible(profile, domain.path, side) for side in sides)
                rows.append(FieldStep(domain.path, value, down, up))
    return sorted(rows, key=lambda row: -row.swing)


def _shifted(choice: Choice, steps: Steps, value: Value, way: int, lead: str) -> Shifted | None:
    to = steps.domain.stated(steps.moved(as_number(value), way))
    if to == value:
        return None
    standing = choice.with_values({steps.domain.path: to})
    return Shifted(to, standing.lead, standing.margin(lead))


def _if_possible(profile: BrandProfile, path: str, side: Shifted) -> Shifted | None:
    return side if _is_possible(profile, path, side.to) else None


def _is_possible(profile: BrandProfile, path: str, value: Value) -> bool:
    """Whether the profile could state it: some figures contradict others."""
    try:
        profile.with_inputs({path: value})
    except ValidationError:
        return False
    return True
