"""The advice beside the form: verdict, what is in the way, positions, plan, questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from wcwidth import clip, ljust, wcswidth

from factmatrix.assessment import Assessment, MissingInput, RankedPosition
from factmatrix.desk import InputSpace
from factmatrix.text import clean
from factmatrix.views import wording
from factmatrix.views.figures import bounds, figure, percent, points
from factmatrix.views.planning import planned, totals
from factmatrix.views.rounding import shown_points
from factmatrix_tui.document import Document
from factmatrix_tui.language import language_of, say
from factmatrix_tui.values import Path, path_of


class PositionRow(Widget, can_focus=True):
    """One position: letter, role, score with its band, and its reasons when opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "toggle", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, position: str) -> None:
        super().__init__(classes="position-row")
        self.position = position
        self.ranked: RankedPosition | None = None
        self.moved: float | None = None
        self.space: InputSpace | None = None
        self.open = False

    def show(self, ranked: RankedPosition, moved: float | None, space: InputSpace) -> None:
        """Draw this answer; `moved` is by how many points it differs from the last save."""
        if (ranked, moved) != (self.ranked, self.moved):
            self.ranked, self.moved, self.space = ranked, moved, space
            self.set_class(ranked.role == "lead", "-lead")
            self.refresh(layout=True)

    def action_toggle(self) -> None:
        """Open or close the reasons."""
        self.open = not self.open
        self.refresh(layout=True)

    def on_click(self) -> None:
        """A click opens and closes."""
        self.action_toggle()

    def render(self) -> Content:
        """Two lines, and the reasons below them when opened."""
        if self.ranked is None or self.space is None:
            return Content("")
        parts = [self._head(self.ranked), self._band(self.ranked)]
        if self.open:
            parts += self._reasons(self.ranked, self.space)
        return Content("\n").join(parts)

    def _head(self, ranked: RankedPosition) -> Content:
        language = language_of(self)
        rank = f"{ranked.rank}." if ranked.rank else "· "
        name = wording.named(ranked, language)
        role = wording.ROLES[ranked.role].in_(language)
        score = points(ranked.fit.score)
        moved = "" if not self.moved else f" {'▲' if self.moved > 0 else '▼'}{abs(self.moved):.1f}"
        left = f"{'▾' if self.open else '▸'} {rank} {name}"
        right = f"{role} {score}{moved}"
        room = max(0, self.size.width - wcswidth(right) - 1)
        return Content.assemble((fit(left, room), "bold"), " ", right)

    def _band(self, ranked: RankedPosition) -> Content:
        language = language_of(self)
        width = max(10, self.size.width - 24)
        said = f"{bounds(ranked.fit.low, ranked.fit.high, language)} {percent(ranked.fit.coverage, language)}"
        return Content.assemble("    ", band(ranked, width), " ", (said, "$text-muted"))

    def _reasons(self, ranked: RankedPosition, space: InputSpace) -> Iterable[Content]:
        language = language_of(self)
        shown = shown_points(ranked.fit)
        for c, by in zip(ranked.fit.contributions, shown.contributions, strict=True):
            value = figure(c.value, space.domains.get(c.input), language)
            yield Content.assemble(
                f"    {points(by, signed=True):>6} {clean(c.title.in_(language))} ",
                (clean(value), "$text-muted"),
            )
        for m, by in zip(ranked.fit.modifiers, shown.modifiers, strict=True):
            if m.applied is not False:
                yield Content(f"    {wording.effect(m, by, language)}")
                for c in m.clauses:
                    yield Content.assemble(
                        ("        " + wording.clause(c, space, language), "$text-muted")
                    )
        for advised in ranked.actions:
            gain = points(advised.gain, signed=True)
            title = clean(advised.action.title.in_(language))
            yield Content.assemble(f"    → {title} ", (gain, "bold"))


class QuestionRow(Widget, can_focus=True):
    """A question to ask next; enter goes to its field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    @dataclass
    class Asked(Message):
        """The field of the question is to be shown."""

        path: Path

    def __init__(self, missing: MissingInput, letters: Mapping[str, str]) -> None:
        super().__init__(classes="question-row")
        self.missing = missing
        self.letters = letters

    def render(self) -> Content:
        """The question, what its answer is worth and where to find it."""
        language = language_of(self)
        worth = "; ".join(t.in_(language) for t in wording.worth(self.missing, self.letters))
        parts = [f"? {clean(self.missing.question.in_(language))}", (f" {worth}", "$text-muted")]
        return Content.assemble(*parts)

    def action_go(self) -> None:
        """To the field."""
        self.post_message(self.Asked(path_of(self.missing.input)))

    def on_click(self) -> None:
        """A click goes there too."""
        self.action_go()


class Advice(VerticalScroll, can_focus=False):
    """Everything the engine says of the open brand."""

    def compose(self) -> ComposeResult:
        yield Static(id="verdict")
        yield Static(id="notices")
        yield Vertical(id="positions")
        yield Static(id="plan")
        yield Vertical(id="questions")

    def show(self, document: Document, space: InputSpace) -> None:
        """Show the answer for a document, row by row where it was shown before."""
        answer = document.judged.assessment if document.judged else None
        if answer is None:
            return
        before = document.judged_when_saved.assessment if document.judged_when_saved else None
        self._show_text(answer)
        self._show_positions(answer, before, space)
        self._show_questions(answer)

    def _show_text(self, a: Assessment) -> None:
        language = language_of(self)
        self.query_one("#verdict", Static).update(Content(say(self, wording.verdict(a))))
        lines: list[tuple[str, str]] = []
        for n in a.blockers:
            lines.append((f"✗ {wording.notice(n, a, language)}\n", "$text-error"))
        for n in a.warnings:
            lines.append((f"! {wording.notice(n, a, language)}\n", "$text-warning"))
        for said in wording.failures(a, language):
            lines.append((f"✗ {said}\n", "$text-error"))
        notices = self.query_one("#notices", Static)
        notices.update(Content.assemble(*lines))
        notices.display = bool(lines)
        steps = planned(a)
        if a.plan is None:
            return
        parts: list[str | tuple[str, str]] = [(say(self, wording.PLAN) + "\n", "bold")]
        for step in steps:
            title = clean(step.action.title.in_(language))
            parts += [f"{step.number}. {title} ", (f"{step.gained}\n", "$text-muted")]
        if total := totals(a):
            parts.append((say(self, wording.in_all(total)), "bold"))
        self.query_one("#plan", Static).update(Content.assemble(*parts))

    def _show_positions(self, a: Assessment, before: Assessment | None, space: InputSpace) -> None:
        holder = self.query_one("#positions")
        rows = {row.position: row for row in holder.query(PositionRow)}
        ids = [ranked.info.id for ranked in a.ranking]
        for name in rows.keys() - set(ids):
            rows.pop(name).remove()
        for ranked in a.ranking:
            if ranked.info.id not in rows:
                rows[ranked.info.id] = PositionRow(ranked.info.id)
                holder.mount(rows[ranked.info.id])
            rows[ranked.info.id].show(ranked, _moved(ranked, before), space)
        order = [row.position for row in holder.query(PositionRow)]
        if order != ids:
            holder.sort_children(key=lambda child: ids.index(child.position))  # type: ignore[attr-defined]

    def _show_questions(self, a: Assessment) -> None:
        if a.plan is None:
            return
        holder = self.query_one("#questions")
        wanted = [(m.input, m.narrows) for m in a.missing[:8]]
        rows = list(holder.query(QuestionRow))
        if [(row.missing.input, row.missing.narrows) for row in rows] == wanted:
            return
        letters = wording.letters_of(a)
        holder.remove_children()
        if wanted:
            holder.mount(Static(say(self, wording.ASK_FIRST), classes="heading"))
            holder.mount_all(QuestionRow(m, letters) for m in a.missing[:8])


def _moved(ranked: RankedPosition, before: Assessment | None) -> float | None:
    """By how many points a position's score differs from before, where that shows."""
    if before is None or ranked.fit.score is None:
        return None
    then = next((r.fit.score for r in before.ranking if r.info.id == ranked.info.id), None)
    if then is None or round(ranked.fit.score - then, 1) == 0:
        return None
    return ranked.fit.score - then


def band(ranked: RankedPosition, width: int) -> str:
    """0–100 as a line: ░ what is possible, █ up to the score."""

    def cell(value: float) -> int:
        return round(value / 100 * width)

    score = cell(ranked.fit.score or 0.0)
    low, high = cell(ranked.fit.low), cell(ranked.fit.high)
    return "".join("█" if i < score else "▒" if low <= i < high else "·" for i in range(width))


def fit(text: str, width: int) -> str:
    """Text filled up or cut to so many cells; a cut shows."""
    if wcswidth(text) > width:
        return ljust(clip(text, 0, max(0, width - 1)) + "…", width)
    return ljust(text, width)
