"""What is in the way and what to watch: blockers in full, warnings as far as they are opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from factmatrix import Text
from factmatrix.views import wording
from factmatrix.views.screen import Screen
from factmatrix_tui.cells import cut
from factmatrix_tui.language import language_of
from factmatrix_tui.widgets.drawn import Pointed

if TYPE_CHECKING:
    from factmatrix.assessment import Assessment

FIRST = 3
"""So many warnings are shown before the list is opened."""
LINES = 2
"""So many lines of each are shown then: one would often hide the cure."""


class Notices(Pointed, can_focus=True):
    """Enter opens and closes the warnings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "unfold", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="notices")
        self.answer: Assessment | None = None
        self._shown: list[tuple[str, str, str, bool]] = []
        self.display = False
        self.unfolded = False

    def show(self, answer: Assessment) -> None:
        """Show what concerns this answer."""
        said = list(self._said(answer))
        before, self._shown = self._shown, said
        self.answer = answer
        if said != before:
            if bool(said) != bool(before):
                self.display = bool(said)
            self.refresh(layout=True)

    def action_unfold(self) -> None:
        """Open or close the warnings."""
        self.unfolded = not self.unfolded
        self.refresh(layout=True)

    def on_click(self, event: events.Click) -> None:
        """A click opens and closes, a double click is one."""
        if event.chain == 1:
            self.action_unfold()

    def render(self) -> Content:
        """Blockers and failures as paragraphs, the first warnings as far as they are open."""
        if self.answer is None:
            return Content("")
        screen = Screen(language_of(self), max(20, self.size.width))
        lines: list[Content] = []
        shortened = 0
        for mark, style, text, short in self._said(self.answer):
            said = screen.lines(text, f"{mark} ")
            if short and not self.unfolded:
                shortened += 1
                said = _begun(said, screen.cells) if shortened <= FIRST else []
            lines += [Content.assemble((line, style)) for line in said]
        if shortened > FIRST:
            more = Text(f"… {shortened - FIRST} more", f"…… 另有 {shortened - FIRST} 条")
            lines.append(Content.assemble((screen.say(more), "$text-muted")))
        return Content("\n").join(lines)

    def _said(self, a: Assessment) -> Iterator[tuple[str, str, str, bool]]:
        """Mark, style, text, and whether its beginning is enough at first."""
        language = language_of(self)
        for n in a.blockers:
            yield "✗", "$text-error", wording.notice(n, a, language), False
        for text in wording.failures(a, language):
            yield "✗", "$text-error", text, False
        for text in wording.waiting(a, language):
            yield "-", "$text-muted", text, True
        held = {r.info.id for r in a.ranking if r.role == "hold"}
        for n in sorted(a.warnings, key=lambda n: bool(held.intersection(n.positions))):
            yield "!", "$text-warning", wording.notice(n, a, language), True


def _begun(lines: list[str], width: int) -> list[str]:
    """The first lines of a paragraph; a cut shows."""
    if len(lines) <= LINES:
        return lines
    *whole, last = lines[:LINES]
    return [*whole, cut(last, width - 1).removesuffix("…") + "…"]
