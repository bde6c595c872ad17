"""Who leads among the positions of one brand, asked again and again with something changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from factmatrix.profile.model import Value
from factmatrix.rules.ranking import Ranking
from factmatrix.rules.scorecard import PositionInfo
from factmatrix.scoring.diagnosis import Diagnostician
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.ranking import order_of
from factmatrix.scoring.rescoring import Bounds, Rescorer


class Standing(NamedTuple):
    """Who leads (None: nobody), and the numbers of all positions to choose among.

    `blockers` counts what keeps the whole brand from having a lead.
    """

    lead: str | None
    bounds: Mapping[str, Bounds]
    blockers: int

    def margin(self, position: str) -> float | None:
        """Points between a position and the best other one that is not blocked.

        Negative where that one is ahead; None where either has no score.
        """
        own = self.bounds[position].score
        others = [b.score for name, b in self.bounds.items() if name != position and not b.blocked]
        best = max((score for score in others if score is not None), default=None)
        return None if own is None or best is None else own - best


class Choice:
    """The positions to choose among, always-on ones left out, for one brand on one day.

    `now` is how they stand; `read` are the fields that can change it.
    """

    def __init__(
        self,
        positions: Collection[Rescorer],
        facts: Facts,
        diagnostician: Diagnostician,
        limits: Ranking,
    ) -> None:
        by_id = {p.info.id: p for p in positions if p.info.stance != "always_on"}
        self.positions: Mapping[str, Rescorer] = by_id
        self.infos: Mapping[str, PositionInfo] = {name: p.info for name, p in by_id.items()}
        self.facts = facts
        self.limits = limits
        self._floor = limits.lead_floor.value
        self._diagnostician = diagnostician
        self._reads = {name: frozenset().union(*p.rules) for name, p in by_id.items()}
        self._read_by_blockers = diagnostician.read_by_blockers
        self.read = frozenset(self._read_by_blockers).union(*self._reads.values())
        bounds = {name: p.bounds(facts, ()) for name, p in by_id.items()}
        self.now = self._standing(bounds, diagnostician.blockers(facts))

    def with_values(self, changes: Mapping[str, Value]) -> Standing:
        """How they stand for the same brand with some fields changed."""
        facts = self.facts.with_values(changes)
        bounds = {
            name: self.now.bounds[name]
            if self._reads[name].isdisjoint(changes)
            else p.bounds(facts, changes)
            for name, p in self.positions.items()
        }
        blockers = self.now.blockers
        if not self._read_by_blockers.isdisjoint(changes):
            blockers = self._diagnostician.blockers(facts)
        return self._standing(bounds, blockers)

    def with_bounds(self, changed: Mapping[str, Bounds]) -> Standing:
        """How they stand where some positions have other numbers."""
        return self._standing({**self.now.bounds, **changed}, self.now.blockers)

    def ranked_with(self, changed: Mapping[str, Bounds]) -> tuple[str | None, list[str]]:
        """The lead of `with_bounds`, and the positions that have a score, best first."""
        bounds = {**self.now.bounds, **changed}
        scored = [name for name, b in bounds.items() if b.score is not None]
        order = sorted(scored, key=lambda name: self._order(name, bounds[name]))
        lead = next((name for name in order if self._is_free(bounds[name])), None)
        return None if self.now.blockers else lead, order

    def _standing(self, bounds: Mapping[str, Bounds], blockers: int) -> Standing:
        return Standing(None if blockers else self._lead(bounds), bounds, blockers)

    def _lead(self, bounds: Mapping[str, Bounds]) -> str | None:
        free = [name for name, b in bounds.items() if self._is_free(b)]
        return min(free, key=lambda name: self._order(name, bounds[name]), default=None)

    def _is_free(self, b: Bounds) -> bool:
        return b.score is not None and b.score >= self._floor and not b.blocked

    def _order(self, name: str, b: Bounds) -> tuple[object, ...]:
        return order_of(self.infos[name], b.score, b.coverage)
