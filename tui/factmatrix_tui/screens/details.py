"""Everything about one position at full width: criteria, effects, actions, rules and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen as TextualScreen

from factmatrix.assessment import Assessment
from factmatrix.text import Text
from factmatrix.views import wording
from factmatrix.views.explanation import explanation
from factmatrix.views.screen import Screen
from factmatrix_tui.command_groups import help_of
from factmatrix_tui.commands import EXPLANATION
from factmatrix_tui.language import language_of
from factmatrix_tui.widgets.drawn import Drawn
from factmatrix_tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_FULL = 120
"""Cells from which lines of prose are not longer any more."""


class DetailsScreen(TextualScreen[None]):
    """One position of an answer; left and right lead to the others."""

    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in EXPLANATION]

    help_groups = help_of(EXPLANATION)

    def __init__(self, answer: Assessment, position: str) -> None:
        super().__init__()
        self.answer = answer
        self.positions = [ranked.info.id for ranked in answer.ranking]
        self.at = self.positions.index(position)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page"):
            yield PositionDetails(self.answer, self.positions[self.at])
        yield KeyFooter(EXPLANATION)

    def why_not(self, command: str) -> Text | None:
        """Nothing is out of reach here."""
        return None

    def action_next_position(self) -> None:
        """The position after this one, after the last the first."""
        self._turn(1)

    def action_previous_position(self) -> None:
        """The position before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.at = (self.at + by) % len(self.positions)
        details = self.query_one(PositionDetails)
        details.position = self.positions[self.at]
        details.refresh(layout=True)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_back(self) -> None:
        """Back to the main screen."""
        self.dismiss()


class PositionDetails(Drawn):
    """The explanation that `fact score --explain` prints, as wide as there is room."""

    def __init__(self, answer: Assessment, position: str) -> None:
        super().__init__()
        self.answer = answer
        self.position = position

    def drawn(self, width: int) -> Content:
        """Head in bold, then the lines, then what sources mean."""
        screen = Screen(language_of(self), max(40, min(_FULL, width)))
        ranked = self.answer.position(self.position)
        space = cast("FactApp", self.app).space
        head, *lines = explanation(ranked, space, screen)
        parts = [Content.styled(head.strip(), "bold"), *map(_styled, lines), Content("")]
        if ranked.role_reason:
            parts[1:1] = map(Content, screen.lines(screen.say(ranked.role_reason), "  "))
        said = screen.lines(screen.say(wording.SOURCES_EXPLAINED), "")
        parts += [Content.styled(line, "$text-muted") for line in said]
        return Content("\n").join(parts)


def _styled(line: str) -> Content:
    """Headings of the explanation, which stand four cells in, are told from what is below them."""
    heading = line.startswith(" " * 4) and line[4:5] != " "
    return Content.styled(line, "bold $text-primary" if heading else "")
