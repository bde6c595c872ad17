"""How sure it is who leads: what `fact robust` prints, and why the lead is ahead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen as TextualScreen

from factmatrix import Text
from factmatrix.assessment import Assessment
from factmatrix.desk import Desk, EngineLost
from factmatrix.robustness.robustness import Robustness
from factmatrix.robustness.why import why
from factmatrix.text import clean
from factmatrix.views import wording
from factmatrix.views.names import Names, names_of
from factmatrix.views.robustness import in_short, sections
from factmatrix.views.screen import Screen
from factmatrix.views.sections import Section, on_screen
from factmatrix.views.why import paragraph, table
from factmatrix_tui.cells import cut
from factmatrix_tui.command_groups import help_of
from factmatrix_tui.commands import READING
from factmatrix_tui.language import language_of, tell
from factmatrix_tui.values import Values
from factmatrix_tui.widgets.drawn import Drawn
from factmatrix_tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_FULL = 120
"""Cells from which lines of prose are not longer any more."""


class RobustnessScreen(TextualScreen[None]):
    """What would change one answer; `values` are those that it was given to."""

    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in READING]

    help_groups = help_of(READING)

    def __init__(self, answer: Assessment, values: Values) -> None:
        super().__init__()
        self.answer = answer
        self.values = values
        self.found: Robustness | None = None

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page"):
            yield RobustnessPage()
        yield KeyFooter(READING)

    def on_mount(self) -> None:
        """Ask the engine."""
        self._ask()

    @work
    async def _ask(self) -> None:
        app = cast("FactApp", self.app)
        try:
            found = await app.engine.ask(Desk.robustness, self.values, app.today)
        except EngineLost as lost:
            tell(self, lost.message, "error", 15)
            return
        if self.is_mounted:
            self.found = found
            self.query_one(RobustnessPage).refresh(layout=True)

    def why_not(self, command: str) -> Text | None:
        """Nothing is out of reach here."""
        return None

    def action_back(self) -> None:
        """Back to the main screen."""
        self.dismiss()


class RobustnessPage(Drawn):
    """The verdict, how sure it is, why the lead is ahead, and the tables."""

    def drawn(self, width: int) -> Content:
        """As wide as there is room."""
        page = cast(RobustnessScreen, self.screen)
        a, found = page.answer, page.found
        if found is None:
            return Content("…")
        screen = Screen(language_of(self), max(40, min(_FULL, width)))
        names = names_of(a, cast("FactApp", self.app).space, screen.language)
        name = cut(clean(a.profile.brand.name), width)
        said = [wording.verdict(a), in_short(found, names)]
        lines = [Content.styled(name, "bold")]
        lines += [Content(line) for text in said for line in screen.lines(screen.say(text))]
        parts = (*_why(a, names), *sections(found, names, whole=True))
        headings = {screen.say(part.heading) for part in parts}
        for line in on_screen(parts, screen):
            style = "bold underline" if line.strip() in headings else ""
            lines.append(Content.styled(line, style))
        return Content("\n").join(lines)


def _why(a: Assessment, names: Names) -> Iterator[Section]:
    """Why the first is above the second."""
    fits = [ranked.fit for ranked in a.ranking if ranked.rank is not None]
    found = why(*fits[:2]) if len(fits) > 1 else None
    if found is not None:
        yield table(found, names, whole=False)._replace(said=[paragraph(found, names)])
