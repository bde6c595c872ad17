"""The plan as all views show it: gains rounded so that the steps add up to the total."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from factmatrix.assessment import Assessment
from factmatrix.fit import Action
from factmatrix.views.figures import points
from factmatrix.views.rounding import adding_up
from factmatrix.views.wording import letters_of


class Planned(NamedTuple):
    """One step: its number, its position's letter, the action, and what it adds by letter."""

    number: int
    letter: str
    action: Action
    gains: Mapping[str, float]

    @property
    def gained(self) -> str:
        """Whom the step helps, and by how much where that is known: "F +3.1 C +2.0"."""
        seen = {letter: by for letter, by in self.gains.items() if by}
        return gained(seen) or self.letter


def planned(a: Assessment) -> list[Planned]:
    """The steps of the plan in order."""
    if a.plan is None:
        return []
    actions = {(r.info.id, x.action.id): x.action for r in a.ranking for x in r.actions}
    letters = letters_of(a)
    rounded = {
        position: adding_up(total, [step.gains.get(position, 0.0) for step in a.plan.steps])
        for position, total in a.plan.total.items()
    }
    return [
        Planned(
            step.step,
            letters[step.position],
            actions[step.position, step.action],
            {letters[position]: by[i] for position, by in rounded.items()},
        )
        for i, step in enumerate(a.plan.steps)
    ]


def totals(a: Assessment) -> str:
    """What the whole plan adds, by position; nothing where no gain is known."""
    letters = letters_of(a)
    total = a.plan.total if a.plan else {}
    return gained({letters[position]: by for position, by in total.items() if round(by, 1)})


def gained(gains: Mapping[str, float]) -> str:
    """Gains by letter: "F +3.1 C +2.0"."""
    return " ".join(f"{letter} {points(by, signed=True)}" for letter, by in gains.items())
