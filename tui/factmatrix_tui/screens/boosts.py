"""What boost tests showed, and where the next money goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen as TextualScreen

from factmatrix.text import Text
from factmatrix.views.boosts import sections
from factmatrix.views.screen import Screen
from factmatrix_tui.cells import hung
from factmatrix_tui.command_groups import help_of
from factmatrix_tui.commands import READING
from factmatrix_tui.language import language_of, say
from factmatrix_tui.widgets.drawn import Drawn
from factmatrix_tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from factmatrix.boosts.judging import BoostAnswer

_FULL = 120
"""Cells from which lines of prose are not longer any more."""
_NO_ANSWER = Text(
    "Nothing can be said of the tests before the errors of the brand are corrected.",
    "请先改正品牌信息中的错误，才能解读投放测试。",
)


class BoostsScreen(TextualScreen[None]):
    """The answer to the boost tests of a brand; `caution` says what in the form was left out."""

    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in READING]

    help_groups = help_of(READING)

    def __init__(self, brand: str, answer: BoostAnswer | None, caution: Text | None) -> None:
        super().__init__()
        self._page = BoostPage(brand, answer, caution)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page"):
            yield self._page
        yield KeyFooter(READING)

    def why_not(self, command: str) -> Text | None:
        """Nothing is out of reach here."""
        return None

    def action_back(self) -> None:
        """Back to the main screen."""
        self.dismiss()


class BoostPage(Drawn):
    """What `fact boosts` prints, as wide as there is room; where the money goes stands first."""

    def __init__(self, brand: str, answer: BoostAnswer | None, caution: Text | None) -> None:
        super().__init__()
        self.brand = brand
        self.answer = answer
        self.caution = caution

    def drawn(self, width: int) -> Content:
        """Titles in bold, each above its lines."""
        language = language_of(self)
        screen = Screen(language, max(40, min(_FULL, width)))
        parts = []
        if self.caution:
            parts += [hung("! ", say(self, self.caution), width, language, "$text-warning")]
        if self.answer is None:
            return Content("\n").join([*parts, Content(say(self, _NO_ANSWER))])
        for section in sections(self.brand, self.answer, screen):
            title = Content.styled(section.title, "bold $text-primary")
            parts += [title, *map(Content, section.lines), Content("")]
        return Content("\n").join(parts[:-1])
