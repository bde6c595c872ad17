"""Two to four brands side by side, or one as it is saved and as it was edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen

from factmatrix import Text
from factmatrix.text import clean
from factmatrix_tui.cells import cut, filled
from factmatrix_tui.command_groups import help_of
from factmatrix_tui.commands import COMPARISON
from factmatrix_tui.comparison import Candidate, Line, comparison, only_different
from factmatrix_tui.language import language_of, say
from factmatrix_tui.widgets.drawn import Drawn
from factmatrix_tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_ALIKE = Text("They do not differ in anything.", "没有任何差异。")
_ALL = Text("≠ marks what differs.", "≠ 表示有差异。")
_ONLY = Text("Only what differs is shown.", "只显示有差异的行。")
_DIFFERS = "≠ "
_SIDE = 2
"""Cells between columns."""
_LABEL_SHARE = 0.28
"""How much of the width says what a line is about."""


class CompareScreen(Screen[bool]):
    """Gives True where other brands are to be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in COMPARISON]

    help_groups = help_of(COMPARISON)

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        super().__init__()
        self.candidates = tuple(candidates)
        self.only_different = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield CompareHead()
            with VerticalScroll():
                yield CompareTable()
        yield KeyFooter(COMPARISON)

    def why_not(self, command: str) -> Text | None:
        """Nothing is out of reach here."""
        return None

    def lines(self) -> list[Line]:
        """What is shown now."""
        form = cast("FactApp", self.app).about.form
        lines = comparison(self.candidates, form, language_of(self))
        return only_different(lines) if self.only_different else lines

    def action_only_different(self) -> None:
        """Hide or show what is the same for all."""
        self.only_different = not self.only_different
        self.query_one(CompareHead).refresh()
        self.query_one(CompareTable).refresh(layout=True)

    def action_choose(self) -> None:
        """Choose other brands."""
        self.dismiss(True)

    def action_back(self) -> None:
        """Back to the main screen."""
        self.dismiss(False)


def _row(label: str, texts: Sequence[str], width: int) -> str:
    """A label and as many columns, each cut or filled to its part of the width."""
    first = max(14, int(width * _LABEL_SHARE))
    each = max(4, (width - first) // max(1, len(texts)) - _SIDE)
    return filled(label, first) + "".join(" " * _SIDE + filled(text, each) for text in texts)


class CompareHead(Drawn):
    """What stands in which column; it stays where it is while the lines scroll."""

    def drawn(self, width: int) -> Content:
        """What is shown, then the names."""
        screen = cast(CompareScreen, self.screen)
        told = say(self, _ONLY if screen.only_different else _ALL)
        names = [clean(say(self, candidate.title)) for candidate in screen.candidates]
        return Content("\n").join(
            [Content.styled(cut(told, width), "$text-muted"),
             Content.styled(_row("", names, width), "bold")]
        )  # fmt: skip


class CompareTable(Drawn):
    """Line by line."""

    def drawn(self, width: int) -> Content:
        """Headings in bold; a sign before what differs."""
        drawn = []
        for line in cast(CompareScreen, self.screen).lines():
            if not line.cells:
                drawn.append(Content.styled(cut(line.label, width), "bold underline"))
            else:
                sign = _DIFFERS if line.differs else "  "
                text = _row(sign + line.label, line.cells, width)
                drawn.append(Content.styled(text, "" if line.differs else "$text-muted"))
        return Content("\n").join(drawn or [Content(say(self, _ALIKE))])
