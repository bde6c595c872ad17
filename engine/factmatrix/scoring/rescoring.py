"""Scoring a brand again with some inputs changed: what gains, questions and certainty rest on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from factmatrix.context import Context
from factmatrix.fit import Fit
from factmatrix.plugins.loading import LoadedPosition, PluginFailure
from factmatrix.profile.model import BrandProfile
from factmatrix.rules.scorecard import PositionInfo
from factmatrix.scoring.card_position import CardPosition
from factmatrix.scoring.evaluation import CompiledCard, Evaluation, evaluate, reevaluate
from factmatrix.scoring.facts import Facts


class Bounds(NamedTuple):
    """The numbers of a fit alone; `may_block` says that a block holds or could hold."""

    score: float | None
    low: float
    high: float
    may_block: bool


class Rescorer(Protocol):
    """One position, ready to be asked again and again about variations of one brand."""

    @property
    def info(self) -> PositionInfo:
        """Who the position is."""
        ...

    @property
    def reads(self) -> Collection[str]:
        """The fields that can change its numbers."""
        ...

    def bounds(self, facts: Facts, changed: Collection[str]) -> Bounds:
        """The numbers for facts that differ from the brand's own in `changed` only."""
        ...


@dataclass(frozen=True, slots=True)
class CardRescorer:
    """Re-scores a scorecard, recomputing only what the changed fields can reach."""

    info: PositionInfo
    card: CompiledCard
    before: Evaluation

    @classmethod
    def of(cls, position: CardPosition, facts: Facts) -> CardRescorer:
        """Start from the brand as it is."""
        card = position.card(facts)
        return cls(position.scorecard.position, card, evaluate(card, facts))

    @property
    def reads(self) -> Collection[str]:
        """The fields that the scorecard's criteria and modifiers read."""
        return self.card.reads

    def bounds(self, facts: Facts, changed: Collection[str]) -> Bounds:
        """The numbers after the change."""
        e = reevaluate(self.card, self.before, facts, changed)
        may_block = any(
            m.effect.kind == "block" and truth is not False
            for m, truth in zip(self.card.modifiers, e.truths, strict=True)
        )
        return Bounds(e.score, e.low, e.high, may_block)


@dataclass(frozen=True, slots=True)
class PythonRescorer:
    """Re-scores a position in plain Python by asking it about a changed profile.

    Within a part of a missing field's range it keeps the position's own bounds, which hold there
    too.
    """

    position: LoadedPosition
    profile: BrandProfile
    context: Context
    fit: Fit

    @property
    def info(self) -> PositionInfo:
        """Who the position is."""
        return self.position.info

    @property
    def reads(self) -> Collection[str]:
        """The inputs that the position declares to read."""
        return self.position.info.inputs

    def bounds(self, facts: Facts, changed: Collection[str]) -> Bounds:
        """The position's answer for the changed profile."""
        changes = {path: facts.stated.get(path) for path in changed}
        try:
            fit = self.position.score_fit(self.profile.with_inputs(changes), self.context)
        except (KeyError, ValidationError):
            fit = self.fit
        if isinstance(fit, PluginFailure):
            fit = self.fit
        return Bounds(fit.score, fit.low, fit.high, fit.blocked)
