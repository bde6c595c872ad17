"""Scoring a brand again with some inputs changed: what gains, questions and certainty rest on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from factmatrix.context import Context
from factmatrix.fit import Fit
from factmatrix.plugins.announcing import announced
from factmatrix.plugins.guarding import authors_code
from factmatrix.plugins.loading import LoadedPosition
from factmatrix.plugins.reports import PluginRefusedError
from factmatrix.profile.model import BrandProfile, Value
from factmatrix.rules.curves import Range
from factmatrix.rules.scorecard import PositionInfo
from factmatrix.scoring.card_position import CardPosition
from factmatrix.scoring.compiled import CompiledCard
from factmatrix.scoring.evaluation import (
    Evaluation,
    evaluate,
    over_all_weights,
    reevaluate,
    reweigh,
)
from factmatrix.scoring.facts import CATEGORY, Facts
from factmatrix.scoring.truth import Truth, any_of
from factmatrix.scoring.utilities import to_grid


class Bounds(NamedTuple):
    """The numbers of a fit alone; `blocked` is None where a block may or may not hold."""

    score: float | None
    low: float
    high: float
    coverage: float
    blocked: Truth


class Rescorer(Protocol):
    """One position, ready to be asked again and again about variations of one brand."""

    @property
    def info(self) -> PositionInfo:
        """Who the position is."""
        ...

    @property
    def rules(self) -> Sequence[Collection[str]]:
        """For each rule of the position the fields that can change what it says."""
        ...

    @property
    def covers_all(self) -> bool:
        """Whether its coverage is 1 once nothing is missing, so that ties go by precedence."""
        ...

    def bounds(self, facts: Facts, changed: Collection[str]) -> Bounds:
        """The numbers for facts that differ from the brand's own in `changed` only."""
        ...


@dataclass(frozen=True, slots=True)
class CardRescorer:
    """Re-scores a scorecard, recomputing only what the changed fields can reach."""

    position: CardPosition
    card: CompiledCard
    before: Evaluation
    covers_all: bool = True

    @classmethod
    def of(cls, position: CardPosition, facts: Facts) -> CardRescorer:
        """Start from the brand as it is."""
        card = position.card(facts)
        return cls(position, card, evaluate(card, facts))

    @property
    def info(self) -> PositionInfo:
        """Who the position is."""
        return self.position.scorecard.position

    @property
    def rules(self) -> Sequence[Collection[str]]:
        """The fields that each criterion and each modifier reads."""
        return self.card.rules

    def bounds(self, facts: Facts, changed: Collection[str]) -> Bounds:
        """The numbers after the change."""
        if CATEGORY in changed:
            card = self.position.card(facts)
            e = evaluate(card, facts)
        else:
            card, e = self.card, reevaluate(self.card, self.before, facts, changed)
        return _of_card(card, e)

    def reweighed(self, weights: tuple[float, ...]) -> Bounds:
        """The numbers of the brand as it is, with other weights of the card's criteria."""
        return _of_card(self.card, reweigh(self.card, self.before, weights))

    def over_all_weights(self) -> Range | None:
        """The least and greatest score under all weights; None where nothing is known."""
        return over_all_weights(self.card, self.before)


@dataclass(frozen=True, slots=True)
class PythonRescorer:
    """Re-scores a position in plain Python by asking it about a changed profile.

    Within a part of a missing field's range it keeps the position's own bounds, which hold there
    too. An answer that fails says nothing: any score is possible then.
    """

    position: LoadedPosition
    profile: BrandProfile
    context: Context
    fit: Fit
    covers_all: bool = False
    _asked: dict[tuple[tuple[str, Value | None], ...], Bounds] = field(
        default_factory=dict, repr=False
    )

    @property
    def info(self) -> PositionInfo:
        """Who the position is."""
        return self.position.info

    @property
    def rules(self) -> Sequence[Collection[str]]:
        """The fields behind each input that the position declares to read."""
        return [self.context.space.domains[name].reads for name in self.info.inputs]

    def bounds(self, facts: Facts, changed: Collection[str]) -> Bounds:
        """The position's answer for the changed profile."""
        known = self.profile.inputs
        changes = tuple(
            (path, value)
            for path in sorted(changed)
            if (value := facts.stated.get(path)) != known.get(path)
        )
        if changes not in self._asked:
            self._asked[changes] = self._ask(dict(changes))
        return self._asked[changes]

    def _ask(self, changes: dict[str, Value | None]) -> Bounds:
        if not changes:
            return _bounds(self.fit)
        try:
            with announced(self.info.id), authors_code("profile_section", "profile_section "):
                profile = self.profile.with_inputs(changes)
        except PluginRefusedError:
            return _ANYTHING
        day = profile.brand.as_of or self.context.date
        context = Context(day, self.context.space, self.context.arithmetic)
        answer = self.position.score_fit(profile, context)
        return _bounds(answer) if isinstance(answer, Fit) else _ANYTHING


_ANYTHING = Bounds(None, 0.0, 100.0, 0.0, None)


def _of_card(card: CompiledCard, e: Evaluation) -> Bounds:
    blocked = any_of(e.truths[card.first_block :])
    return Bounds(e.score, e.low, e.high, e.coverage, blocked)


def _bounds(fit: Fit) -> Bounds:
    blocks = [m.applied for m in fit.modifiers if m.kind == "block"]
    score = None if fit.score is None else to_grid(fit.score)
    return Bounds(score, fit.low, fit.high, fit.coverage, any_of(blocks))
