"""How far a position has come since the file was saved, in points and in places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factmatrix.views.figures import points

if TYPE_CHECKING:
    from factmatrix.assessment import Assessment, RankedPosition


@dataclass(frozen=True, slots=True)
class Moved:
    """`by` points and `places` of the ranking; upwards is above 0, 0 is no move that shows."""

    by: float = 0.0
    places: int = 0

    @property
    def score(self) -> str:
        """The points with the way that they went; "" for none."""
        return f"{'▲' if self.by > 0 else '▼'}{points(abs(self.by))}" if self.by else ""

    @property
    def rank(self) -> str:
        """The places with the way that they went; "" for none."""
        return f"{'↑' if self.places > 0 else '↓'}{abs(self.places)}" if self.places else ""


def moved(ranked: RankedPosition, before: Assessment | None) -> Moved:
    """How a position moved; not at all where either answer has no score of it."""
    then = (
        next((r for r in before.ranking if r.info.id == ranked.info.id), None) if before else None
    )
    score, old = ranked.fit.score, then.fit.score if then else None
    if then is None or score is None or old is None:
        return Moved()
    places = then.rank - ranked.rank if then.rank and ranked.rank else 0
    return Moved(score - old if round(score - old, 1) else 0.0, places)
