"""How an answer is written to a terminal: language, width, emphasis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wcwidth import width

from factmatrix.text import Language, Text, clean
from factmatrix.views.paragraphs import paragraph


class Screen(NamedTuple):
    """The screen behind stdout: `rows` are None where nothing scrolls away, as in a file; `colour`
    says whether it shows bold type."""

    language: Language
    cells: int = 80
    colour: bool = False
    rows: int | None = None

    def say(self, text: Text) -> str:
        """A text in the screen's language, without anything that a terminal would obey."""
        return clean(text.in_(self.language))

    def heading(self, text: str) -> str:
        """A line that stands out."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def lines(self, text: str, first: str = "  ") -> list[str]:
        """A paragraph, broken to the screen's width, the first line led by `first`."""
        return paragraph(text, self.cells, self.language, first)

    def entry(self, mark: str, title: str, *details: str) -> list[str]:
        """An item of a list: its title beside a mark, its details below."""
        below = " " * width(mark)
        return [*self.lines(title, mark), *(line for d in details for line in self.lines(d, below))]


def bar(low: float, score: float | None, high: float, cells: int) -> str:
    """A range on 0–100: what is sure, what is known so far, what is possible."""
    ends: Sequence[tuple[str, float]] = (
        ("█", low), ("▒", low if score is None else score), ("░", high)
    )  # fmt: skip
    drawn = ""
    for block, end in ends:
        drawn += block * (round(end / 100 * cells) - len(drawn))
    return drawn
