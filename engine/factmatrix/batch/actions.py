"""What brands should do: their actions with gains, one a row, found brand by brand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from factmatrix.assessment import AdvisedAction, Assessment
from factmatrix.batch.brands import Piece
from factmatrix.batch.failures import BrandKey, Failure
from factmatrix.batch.loading import Skipped, engine_here
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Language, Text
from factmatrix.views.figures import figure
from factmatrix.views.wording import EFFORTS, PHASES, joined

if TYPE_CHECKING:
    from factmatrix.batch.sheets import Cell, Figure

ACTION_COLUMNS = (
    "path", "row", "name", "position", "action", "title", "why", "phase", "effort", "gain",
    "ask_first", "step", "kpi", "kpi_now", "kpi_goal", "within_days", "tool", "rules",
)  # fmt: skip
ACTION_FIGURES: Mapping[str, Figure] = {"gain": "points"}


Scores = Mapping[str, float | None]
"""Scores of one brand, by column of the results."""


class Advised(NamedTuple):
    """The rows of some brands, how many these are, and what kept others from having any.

    `scores` are those that the gains start from.
    """

    rows: list[tuple[Cell, ...]]
    brands: int
    failures: list[Failure]
    scores: dict[BrandKey, Scores]


Advise = Callable[[Sequence[BrandKey]], Iterable[Advised]]
"""Tells what brands should do, in their order."""


@dataclass(frozen=True, slots=True)
class AdviseBrands:
    """Assesses brands one by one for what they should do."""

    day: date
    language: Language

    def __call__(self, piece: Piece, skipped: Skipped) -> Advised:
        """Read, validate and assess."""
        engine, advised = engine_here(), Advised([], len(piece), [], {})
        for path, row, reading, wrong in piece.read(engine, None):
            if reading.profile is None:
                advised.failures.extend(wrong)
                continue
            unread = {**reading.plugin_failures, **skipped}
            a = engine.assess(reading.profile, self.day, plugin_failures=unread)
            advised.failures.extend(
                Failure(path, row, None, None, f.position, None, f.reason)
                for f in a.failures
                if f.is_ranked or f.position in skipped  # others were told with the scores
            )
            advised.scores[path, row] = {f"{r.info.id}.score": r.fit.score for r in a.ranking}
            advised.rows.extend(_rows((path, row), a, engine.space, self.language))
        return advised

    def lost(self, piece: Piece, why: Text) -> Advised:
        """What there is of brands that nobody could read."""
        return Advised([], len(piece), piece.lost(why), {})


def changed_meanwhile(before: Mapping[BrandKey, Scores], advised: Advised) -> Iterator[Failure]:
    """A failure for each brand whose actions start from other scores than `before`."""
    for (path, row), now in advised.scores.items():
        then = before[path, row]
        if any(now.get(column, score) != score for column, score in then.items()):
            yield Failure(path, row, None, None, "", None, _CHANGED)


_CHANGED = Text(
    "It was changed during the run: its actions are for what it says now, its scores for what it "
    "said before. Run this again.",
    "运行期间它被改动：行动按现在的内容给出，得分按改动前的内容算出。请重新运行。",
)


def _rows(
    brand: BrandKey, a: Assessment, space: InputSpace, language: Language
) -> Iterator[tuple[Cell, ...]]:
    steps = {(step.position, step.action): step.step for step in a.plan.steps} if a.plan else {}
    for ranked in a.ranking:
        for advised in ranked.actions:
            position, action = ranked.info.id, advised.action
            yield (
                *brand, a.profile.brand.name, position, action.id, action.title.in_(language),
                action.why.in_(language), PHASES[action.phase].in_(language),
                EFFORTS[action.effort].in_(language), advised.gain,
                _asked_first(advised, space, language), steps.get((position, action.id)),
                *_kpi(advised, space, language), action.within_days, action.tool.in_(language),
                "; ".join(action.rules),
            )  # fmt: skip


def _asked_first(advised: AdvisedAction, space: InputSpace, language: Language) -> str | None:
    titles = [space.domains[path].title.in_(language) for path in advised.gain_needs]
    return joined(titles, language) or None


def _kpi(advised: AdvisedAction, space: InputSpace, language: Language) -> tuple[Cell, Cell, Cell]:
    """The figure to watch, what it is now, and what it should become."""
    kpi = advised.action.kpi
    if kpi is None:
        return None, None, None
    domain = space.domains[kpi.input]
    now, goal = (figure(value, domain, language) for value in (kpi.seen, kpi.to))
    return domain.title.in_(language), now, goal
