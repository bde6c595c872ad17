"""What makes up the scores, one part a row: points of criteria, limits, modifiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from factmatrix.columns.evaluator import Evaluation
from factmatrix.text import Language, Text
from factmatrix.views.change_words import LIMIT

if TYPE_CHECKING:
    from factmatrix.batch.sheets import Cell, Figure

CONTRIBUTION_COLUMNS = (
    "path", "row", "name", "position", "kind", "part", "title", "points", "utility", "applied"
)  # fmt: skip
CONTRIBUTION_FIGURES: Mapping[str, Figure] = {"points": "points", "utility": "points"}


class Part(NamedTuple):
    """One part of the score of a position, and the columns of the results that tell of it."""

    position: str
    kind: Literal["criterion", "limit", "modifier"]
    id: str | None
    title: Text
    points: str
    utility: str | None = None
    applied: str | None = None

    @property
    def columns(self) -> list[str]:
        """The columns of the results."""
        return [column for column in (self.points, self.utility, self.applied) if column]


def parts_of(e: Evaluation) -> Iterator[Part]:
    """Every part of every position, in the order in which they add up to the score."""
    for name, card in e.cards.items():
        for rule in card.criteria:
            points, utility = f"{name}.points.{rule.id}", f"{name}.utility.{rule.id}"
            yield Part(name, "criterion", rule.id, rule.title, points, utility)
        if card.criteria:
            yield Part(name, "limit", None, LIMIT, f"{name}.limit")
        for modifier in card.modifiers:
            points = f"{name}.modifier.{modifier.id}"
            yield Part(
                name, "modifier", modifier.id, modifier.message, points, applied=f"{points}.applied"
            )


def contribution_rows(
    brand: Mapping[str, Any], parts: Sequence[Part], language: Language
) -> Iterator[tuple[Cell, ...]]:
    """The rows of a brand, of its row of explained results; none of what was not asked."""
    about = brand["path"], brand["row"], brand["name"]
    for part in parts:
        if brand[part.points] is not None:
            yield (
                *about, part.position, part.kind, part.id, part.title.in_(language),
                brand[part.points],
                brand[part.utility] if part.utility else None,
                brand[part.applied] if part.applied else None,
            )  # fmt: skip
