"""The snowball of the open brand: its stages, a push under two views, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen as TextualScreen

from factmatrix import Text
from factmatrix.desk import Desk, EngineLost, SnowballAnswer
from factmatrix.text import clean
from factmatrix.views.screen import Screen
from factmatrix.views.snowball import parts
from factmatrix_tui.cells import cut
from factmatrix_tui.command_groups import help_of
from factmatrix_tui.commands import FEWER_ROUNDS, FIRST_NEED, MORE_ROUNDS, ROLLING
from factmatrix_tui.language import language_of, say, tell
from factmatrix_tui.problems import FormMap, left_out_told
from factmatrix_tui.values import Path, Values, path_of
from factmatrix_tui.widgets.drawn import Drawn
from factmatrix_tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_FULL = 120
"""Cells from which lines of prose are not longer any more."""
_LEAST_ROWS, _MOST_ROWS = 6, 14
"""Rows of bars; an even number, for the label in their middle."""
_NO_BRAND = Text(
    "Name or category is wrong, so there is no brand to simulate. Correct them first.",
    "名称或类目填错了，无法模拟。请先改正。",
)
_NOTHING_NEEDED = Text("Nothing is missing.", "没有缺少的字段。")
_NOT_ROLLED = Text("There are no rounds to see yet.", "还没有可看的轮次。")
_MOST = Text("The model goes no further.", "模型最多推演到这里。")
_LEAST = Text("One round is the least.", "至少一轮。")
_HOW_TO_GET_THERE = Text(
    "Enter goes to the first of these fields; Esc back to the form.",
    "按 Enter 跳到第一个要填的字段，按 Esc 返回表单。",
)


class SnowballScreen(TextualScreen[Path | None]):
    """Gives the field that somebody wants to fill in, None where none.

    `values` are those that can be read, `entered` the places where something else was typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in ROLLING]

    help_groups = help_of(ROLLING)

    def __init__(self, values: Values, entered: Sequence[Path], form: FormMap) -> None:
        super().__init__()
        self.values = values
        self.entered = entered
        self.form = form
        self.answer: SnowballAnswer | None = None
        self._rounds: int | None = None

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page"):
            yield SnowballPage()
        yield KeyFooter(ROLLING)

    def on_mount(self) -> None:
        """Ask the engine."""
        self._roll()

    @work(exclusive=True, group="rolling")
    async def _roll(self) -> None:
        app = cast("FactApp", self.app)
        try:
            answer = await app.engine.ask(Desk.snowball, self.values, app.today, self._rounds)
        except EngineLost as lost:
            tell(self, lost.message, "error", 15)
            return
        if self.is_mounted:
            self.answer = answer
            self.query_one(SnowballPage).refresh(layout=True)
            self.query_one(KeyFooter).refresh()

    def why_not(self, command: str) -> Text | None:
        """Rounds can be added while there are any, and fields filled in while some are missing."""
        outlook = self.answer.outlook if self.answer else None
        if command == FIRST_NEED.id:
            return None if outlook and outlook.needs else _NOTHING_NEEDED
        if command in (MORE_ROUNDS.id, FEWER_ROUNDS.id):
            if outlook is None or outlook.rolled is None:
                return _NOT_ROLLED
            if command == MORE_ROUNDS.id:
                return None if outlook.rounds < outlook.most_rounds else _MOST
            return None if outlook.rounds > 1 else _LEAST
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be used is grey."""
        return None if self.why_not(action) else True

    def action_more_rounds(self) -> None:
        """Push for one round more."""
        self._turn(1)

    def action_fewer_rounds(self) -> None:
        """Push for one round less."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self.answer and (outlook := self.answer.outlook):
            # Keys may come faster than answers.
            wanted = (self._rounds or outlook.rounds) + by
            self._rounds = max(1, min(outlook.most_rounds, wanted))
            self._roll()

    def action_first_need(self) -> None:
        """To the first field that is missing."""
        if self.answer and self.answer.outlook and self.answer.outlook.needs:
            self.dismiss(path_of(self.answer.outlook.needs[0].input))

    def action_back(self) -> None:
        """Back to the main screen."""
        self.dismiss(None)

    def left_out(self) -> Text | None:
        """What was entered and is not in the answer for being wrong."""
        found = self.answer.left_out if self.answer else ()
        return left_out_told(list(dict.fromkeys([*self.entered, *found])), self.form)


class SnowballPage(Drawn):
    """What `fact snowball` prints, as wide and high as there is room."""

    def drawn(self, width: int) -> Content:
        """Name, what was left out, then part by part."""
        page = cast(SnowballScreen, self.screen)
        if page.answer is None:
            return Content("…")
        screen = Screen(language_of(self), max(40, min(_FULL, width)))
        told = page.left_out()
        caution = screen.lines(screen.say(told), "! ") if told else []
        lines = [Content.styled(line, "$text-warning") for line in caution]
        outlook = page.answer.outlook
        if outlook is None:
            return Content("\n").join([*lines, *map(Content, screen.lines(say(self, _NO_BRAND)))])
        lines.insert(0, Content.styled(cut(clean(outlook.name), width), "bold"))
        rows = max(_LEAST_ROWS, min(_MOST_ROWS, self.app.size.height // 8 * 2))
        for part in parts(outlook, screen, rows):
            if part.heading:
                lines += [Content(""), Content.styled(say(self, part.heading), "bold underline")]
            lines += map(Content, part.lines)
        if outlook.needs:
            hint = screen.lines(screen.say(_HOW_TO_GET_THERE), "")
            lines += [Content(""), *(Content.styled(line, "$text-muted") for line in hint)]
        return Content("\n").join(lines)
