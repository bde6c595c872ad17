"""The heading of a table, with what is wrong with the table itself."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from factmatrix import Text
from factmatrix.desk import EnteredProblem, FormTable
from factmatrix.text import clean
from factmatrix_tui.cells import cut, hung
from factmatrix_tui.commands import UNKNOWN
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import language_of, say
from factmatrix_tui.values import dotted
from factmatrix_tui.widgets.drawn import Drawn, Pointed, complaint
from factmatrix_tui.widgets.field_row import FieldRow

_TAKE_OUT = Text("{} takes it out of the file", "按 {} 把它从文件中去掉")


class TableHead(Pointed, Drawn):
    """Unknown keys and tables of a wrong shape stand here: they have no field of their own.

    While there are some the heading takes the cursor, and delete takes the first one out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [UNKNOWN.binding]

    def __init__(self, table: FormTable) -> None:
        super().__init__(classes="heading")
        self.table = table
        self.problems: tuple[EnteredProblem, ...] = ()

    def show(self, problems: tuple[EnteredProblem, ...]) -> None:
        """Draw these problems below the heading."""
        if problems != self.problems:
            self.problems = problems
            self.can_focus = bool(problems)
            self.refresh(layout=True)

    def drawn(self, width: int) -> Content:
        """The heading, and a paragraph a problem."""
        parts = [Content(cut(clean(say(self, self.table.heading)), width))]
        for problem in self.problems:
            parts.append(complaint(problem, "  ", width, language_of(self)))
        if self.has_focus and self.problems:
            for key in keys_of(self, UNKNOWN)[:1]:
                said = say(self, _TAKE_OUT).format(key)
                parts.append(hung("    ", said, width, language_of(self), "$text-muted"))
        return Content("\n").join(parts)

    def on_focus(self) -> None:
        """Say what can be done here."""
        self.refresh(layout=True)

    def on_blur(self) -> None:
        """Say it no more."""
        self.refresh(layout=True)

    def action_unknown(self) -> None:
        """Take the first of what is wrong out of the file; undo brings it back."""
        if self.problems:
            path = self.problems[0].path
            what = Text(f"{dotted(path)} taken out", f"去掉 {dotted(path)}")
            self.post_message(FieldRow.Changed(what, path, None))
