"""One position of the advice: role and score in two lines, its reasons when opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from wcwidth import ljust

from factmatrix import Text
from factmatrix.text import clean
from factmatrix.views import effects, wording
from factmatrix.views.figures import UNKNOWN, bounds, figure, percent, points
from factmatrix.views.reasons import LOWERS, NEITHER, RAISES, mean_of, side
from factmatrix.views.rounding import shown_points
from factmatrix.views.screen import Screen, bar
from factmatrix_tui.cells import cells, cut, filled
from factmatrix_tui.language import language_of
from factmatrix_tui.moves import Moved
from factmatrix_tui.widgets.drawn import Pointed

if TYPE_CHECKING:
    from factmatrix.assessment import AdvisedAction, RankedPosition
    from factmatrix.desk import InputSpace
    from factmatrix.fit import Contribution

_KNOWN = Text("known", "已知")
_MOST_BAR = 20


class PositionRow(Pointed, can_focus=True):
    """Enter opens and closes the reasons; `d` shows everything, with rules and sources."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "unfold", show=False),
        Binding("d", "details", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    @dataclass
    class Detailed(Message):
        """Everything about this position is to be shown."""

        position: str

    def __init__(self, position: str) -> None:
        super().__init__(classes="position-row")
        self.position = position
        self.ranked: RankedPosition | None = None
        self.moved = Moved()
        self.space: InputSpace | None = None
        self.unfolded = False

    def show(self, ranked: RankedPosition, moved: Moved, space: InputSpace) -> None:
        """Draw this answer; `moved` is how far it has come since the last save."""
        if (ranked, moved) == (self.ranked, self.moved):
            return
        self.ranked, self.moved, self.space = ranked, moved, space
        self.set_class(ranked.role == "lead", "-lead")
        self.set_class(ranked.role == "hold", "-hold")
        self.refresh(layout=self.unfolded)

    def action_unfold(self) -> None:
        """Open or close the reasons."""
        self.unfolded = not self.unfolded
        self.refresh(layout=True)

    def on_click(self, event: events.Click) -> None:
        """A click opens and closes, a double click is one."""
        if event.chain == 1:
            self.action_unfold()

    def action_details(self) -> None:
        """Ask for everything."""
        self.post_message(self.Detailed(self.position))

    def render(self) -> Content:
        """Head and band, and below them the reasons when opened."""
        if self.ranked is None or self.space is None:
            return Content("\n")
        lines = [*self._head(self.ranked), self._band(self.ranked)]
        if self.unfolded:
            screen = Screen(language_of(self), max(20, self.size.width))
            lines += reasons(self.ranked, self.space, screen)
        return Content("\n").join(lines)

    def _head(self, ranked: RankedPosition) -> Iterator[Content]:
        language = language_of(self)
        rank = f"{ranked.rank}." if ranked.rank else "  "
        sign = "▾" if self.unfolded else "▸"
        rank += f" {self.moved.rank}" if self.moved.rank else ""
        left = f"{sign} {rank} {wording.named(ranked, language)}"
        right = [wording.ROLES[ranked.role].in_(language), points(ranked.fit.score)]
        if self.moved.score:
            right.append(self.moved.score)
        tail = " ".join(right)
        room = max(0, self.size.width - cells(tail) - 1)
        style = "bold" if ranked.role == "lead" else ""
        yield Content.assemble((filled(left, room), "bold"), " ", (tail, style))

    def _band(self, ranked: RankedPosition) -> Content:
        language, fit = language_of(self), ranked.fit
        known = f"{percent(fit.coverage, language)} {_KNOWN.in_(language)}"
        said = f"{bounds(fit.low, fit.high, language)} · {known}"
        room = min(_MOST_BAR, self.size.width - cells(said) - 7)
        if room < 5:
            return Content.assemble(("     " + said, "$text-muted"))
        drawn = bar(fit.low, fit.score, fit.high, room)
        return Content.assemble("     ", ljust(drawn, room, "·"), " ", (said, "$text-muted"))


def reasons(ranked: RankedPosition, space: InputSpace, screen: Screen) -> Iterator[Content]:
    """What raises and lowers the score, what acts on it as a whole, and what to do."""
    fit = ranked.fit
    shown, mean = shown_points(fit), mean_of(fit)
    rows = list(zip(fit.contributions, shown.contributions, strict=True))
    for heading in (RAISES, NEITHER, LOWERS, UNKNOWN):
        there = [(c, by) for c, by in rows if side(c, mean) is heading]
        if there:
            yield _heading(heading, screen)
        for c, by in sorted(there, key=lambda row: -row[0].weight):
            yield Content(_criterion(c, by, space, screen))
    acting = [
        (m, by)
        for m, by in zip(fit.modifiers, shown.modifiers, strict=True)
        if m.applied is not False
    ]
    if acting:
        yield _heading(wording.EFFECTS, screen)
    for m, by in acting:
        yield from _plain(screen.lines(effects.effect(m, by, screen.language), "   "))
        for clause in m.clauses:
            said = effects.clause(clause, space, screen.language)
            yield from _muted(screen.lines(said, "     "))
    if ranked.actions:
        yield _heading(wording.TO_DO, screen)
    for advised in ranked.actions:
        yield from _action(advised, space, screen)


def _criterion(c: Contribution, by: float, space: InputSpace, screen: Screen) -> str:
    unknown = c.utility is None and c.value is None  # as the heading says
    value = "" if unknown else clean(figure(c.value, space.domains.get(c.input), screen.language))
    value = cut(value, (screen.cells - 12) // 2)
    reached = bounds(c.low, c.high, screen.language) if c.utility is None else points(by)
    title = clean(c.title.in_(screen.language))
    before = f"   {reached:>7} "
    room = max(6, screen.cells - cells(before) - 1 - cells(value))
    return f"{before}{filled(title, min(room, 28))} {value}"


def _action(advised: AdvisedAction, space: InputSpace, screen: Screen) -> Iterator[Content]:
    action = advised.action
    yield from _plain(screen.lines(screen.say(action.title), "   → "))
    asked = wording.needs(advised, space)
    gain = (
        wording.in_points(points(advised.gain, signed=True)) if advised.gain is not None else None
    )
    about = [gain, asked, wording.EFFORTS[action.effort], wording.within(action), action.tool]
    said = " · ".join(screen.say(text) for text in about if text)
    yield from _muted(screen.lines(said, "     "))
    if action.kpi:
        yield from _muted(screen.lines(screen.say(wording.aim(action.kpi, space)), "     "))


def _heading(text: Text, screen: Screen) -> Content:
    return Content.assemble(("  " + screen.say(text), "$text-muted italic"))


def _plain(lines: Iterable[str]) -> Iterator[Content]:
    yield from map(Content, lines)


def _muted(lines: Iterable[str]) -> Iterator[Content]:
    for line in lines:
        yield Content.assemble((line, "$text-muted"))
