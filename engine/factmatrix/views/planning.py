"""The plan as all views show it: in parts, gains rounded so that steps add up to the total."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from factmatrix.text import Text
from factmatrix.views.figures import points
from factmatrix.views.rounding import adding_up
from factmatrix.views.wording import FIRST, PHASES, in_points, letters_of

if TYPE_CHECKING:
    from factmatrix.assessment import Assessment
    from factmatrix.fit import Action


class Planned(NamedTuple):
    """One step: its number, its part of the plan, its position's letter, the action, and what it
    adds by letter."""

    number: int
    part: Text
    letter: str
    action: Action
    gains: Mapping[str, float]

    @property
    def gained(self) -> str:
        """Whom the step helps, and by how much where that is known: "F +3.1 C +2.0"."""
        return _by_letter({letter: by for letter, by in self.gains.items() if by}) or self.letter

    @property
    def gained_points(self) -> Text:
        """The same with its unit."""
        return (
            in_points(self.gained) if any(self.gains.values()) else Text(self.letter, self.letter)
        )


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
            FIRST if step.first else _heading(PHASES[step.phase]),
            letters[step.position],
            actions[step.position, step.action],
            {letters[position]: by[i] for position, by in rounded.items()},
        )
        for i, step in enumerate(a.plan.steps)
    ]


def _heading(phase: Text) -> Text:
    """A phase as the title of a part; among other words it begins with a small letter."""
    return Text(phase.en.capitalize(), phase.zh)


def asks_first(a: Assessment) -> bool:
    """Whether so little is known that the open questions come before any action."""
    verdict = a.verdict
    undecided = verdict.lead is None and not a.blockers and verdict.certain is False
    return verdict.provisional or undecided or all(r.fit.score is None for r in a.ranking)


def totals(a: Assessment) -> Text | None:
    """What the whole plan adds, by position; None where no gain is known."""
    letters = letters_of(a)
    total = a.plan.total if a.plan else {}
    seen = _by_letter({letters[position]: by for position, by in total.items() if round(by, 1)})
    if not seen:
        return None
    added = in_points(seen)
    return Text(f"In all: {added.en}", f"合计：{added.zh}")


def _by_letter(gains: Mapping[str, float]) -> str:
    return " ".join(f"{letter} {points(by, signed=True)}" for letter, by in gains.items())
