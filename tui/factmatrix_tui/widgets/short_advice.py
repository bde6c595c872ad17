"""The advice in one line, for where it has no place beside the form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from factmatrix import Text
from factmatrix.text import clean
from factmatrix.views import wording
from factmatrix.views.figures import points
from factmatrix_tui.cells import cut
from factmatrix_tui.commands import NEXT_PROBLEM
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import language_of, say
from factmatrix_tui.moves import moved
from factmatrix_tui.widgets.drawn import Kept

if TYPE_CHECKING:
    from factmatrix.assessment import Assessment
    from factmatrix.desk import Judged
    from factmatrix_tui.document import Document

_ERRORS = Text("errors: {} · {} goes to the next one", "{} 处有错 · 按 {} 跳到下一处")
_LEFT_OUT = Text("{} left out", "{} 项未计入")
_NO_LEAD = Text("no lead", "暂无主推")


class ShortAdvice(Kept, Static):
    """Scores in the order of the ranking, the lead marked, what cannot lead in brackets."""

    def __init__(self) -> None:
        super().__init__(id="short-advice", markup=False)
        self._said = ""

    def show(self, document: Document, errors: int) -> None:
        """Show the answer for a document; without one, how many `errors` are in its way."""
        if document.answer is None:
            said = self._none(errors)
        else:
            said = self._of(document.answer, document.judged_when_saved)
            if document.outdated:
                said = f"✗ {said}"
            elif left_out := len(document.left_out):
                said = f"✗ {say(self, _LEFT_OUT).format(left_out)}  {said}"
        if said != self._said:
            self._said = said
            self.refresh()

    def render(self) -> Content:
        """As much of the line as there is room for."""
        return Content(cut(self._said, self.size.width))

    def _none(self, errors: int) -> str:
        key = next(iter(keys_of(self, NEXT_PROBLEM)), "–")
        return f"✗ {say(self, _ERRORS).format(errors, key)}" if errors else ""

    def _of(self, answer: Assessment, before: Judged | None) -> str:
        return "  ".join(self._positions(answer, before.assessment if before else None))

    def _positions(self, a: Assessment, before: Assessment | None) -> Iterator[str]:
        language = language_of(self)
        if a.verdict.lead is None:
            yield _NO_LEAD.in_(language)
        for ranked in a.ranking:
            if ranked.rank is None:
                continue
            said = f"{clean(ranked.info.letter)} {points(ranked.fit.score)}"
            if change := moved(ranked, before).score:
                said += f" {change}"
            if ranked.role == "lead":
                said = f"{wording.ROLES['lead'].in_(language)} {said}"
            yield f"({said})" if ranked.role == "hold" else said
