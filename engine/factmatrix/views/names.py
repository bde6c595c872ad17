"""What positions, inputs and values are called in an answer about one brand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from factmatrix.text import Language, Text, clean
from factmatrix.views.figures import figure

if TYPE_CHECKING:
    from factmatrix.assessment import Assessment
    from factmatrix.rules.scorecard import PositionInfo
    from factmatrix.scoring.inputs import InputSpace

NOBODY = Text("nobody", "无")


class Names(NamedTuple):
    """What positions are called, and the inputs with their titles."""

    positions: Mapping[str, PositionInfo]
    space: InputSpace
    language: Language

    def position(self, name: str | None) -> str:
        """Letter and title of a position; None is nobody."""
        if name is None:
            return NOBODY.in_(self.language)
        info = self.positions[name]
        return clean(f"{info.letter} {info.title.in_(self.language)}")

    def letter(self, name: str | None) -> str:
        """The letter alone."""
        return NOBODY.in_(self.language) if name is None else clean(self.positions[name].letter)

    def field(self, path: str) -> str:
        """The title of an input."""
        return clean(self.space.domains[path].title.in_(self.language))

    def value(self, path: str, value: object) -> str:
        """A value as a person writes it."""
        return figure(value, self.space.domains[path], self.language)  # type: ignore[arg-type]

    def heads(self, *heads: Text) -> list[str]:
        """The first row of a table."""
        return [head.in_(self.language) for head in heads]


def names_of(a: Assessment, space: InputSpace, language: Language) -> Names:
    """The names for an answer."""
    return Names({r.info.id: r.info for r in a.ranking}, space, language)
