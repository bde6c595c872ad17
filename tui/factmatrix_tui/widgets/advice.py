"""The advice beside the form: verdict, what is in the way, positions, questions, plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import is_
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from factmatrix import Text
from factmatrix.views import wording
from factmatrix.views.figures import points
from factmatrix.views.names import names_of
from factmatrix.views.planning import planned, totals
from factmatrix.views.robustness import HOW_SURE, has_scores, in_short
from factmatrix.views.screen import Screen
from factmatrix_tui.cells import side_by_side
from factmatrix_tui.commands import NEXT_PROBLEM, ROBUST
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import language_of
from factmatrix_tui.moves import moved
from factmatrix_tui.values import Path, path_of
from factmatrix_tui.widgets.containers import Vertical, VerticalScroll
from factmatrix_tui.widgets.drawn import Pointed
from factmatrix_tui.widgets.lines import Lines
from factmatrix_tui.widgets.notices import Notices
from factmatrix_tui.widgets.position_row import PositionRow
from factmatrix_tui.widgets.said import Said

if TYPE_CHECKING:
    from factmatrix.assessment import Assessment, MissingInput
    from factmatrix.desk import EnteredProblem, InputSpace
    from factmatrix.robustness.robustness import Robustness
    from factmatrix_tui.document import Document

FIRST_QUESTIONS = 8
_NO_ANSWER = Text(
    "There is advice as soon as these errors are corrected:", "改正以下错误后，就会给出建议："
)
_WEAKEST = Text(" (weakest)", "（最弱）")
_MORE = Text("{} shows what would change it.", "按 {} 查看哪些变化会改变结论。")
_GO_THERE = Text("{} goes to the next problem.", "按 {} 跳到下一处问题。")


class QuestionRow(Pointed, can_focus=True):
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
        """The question, and what its answer is worth."""
        screen = Screen(language_of(self), max(20, self.size.width))
        worth = map(screen.say, wording.worth(self.missing, self.letters))
        lines = [Content(line) for line in screen.lines(screen.say(self.missing.question), "? ")]
        for part in side_by_side(worth, " · ", screen.cells - 2):
            lines += [Content.assemble((line, "$text-muted")) for line in screen.lines(part)]
        return Content("\n").join(lines)

    def action_go(self) -> None:
        """To the field."""
        self.post_message(self.Asked(path_of(self.missing.input)))

    def on_click(self) -> None:
        """A click goes there too."""
        self.action_go()


class Advice(VerticalScroll, can_focus=False):
    """Everything the engine says of the open brand."""

    def __init__(self) -> None:
        super().__init__(id="advice")
        self._shown: tuple[Document, InputSpace, Sequence[EnteredProblem], Text | None] | None
        self._shown = None
        self._answers: tuple[Assessment | None, Assessment | None] = (None, None)
        self._rows: dict[str, PositionRow] = {}
        self._looks: tuple[Text | None, Screen] | None = None
        self._how_sure: tuple[Robustness | None, Screen] | None = None

    def compose(self) -> ComposeResult:
        yield Lines("errors")
        with Vertical(id="answer"):
            yield Lines("verdict")
            yield Notices()
            yield Vertical(id="positions")
            yield Lines("sure")
            yield Lines("snowball")
            yield Vertical(id="questions")
            yield Lines("plan")

    def show(
        self,
        document: Document,
        space: InputSpace,
        errors: Sequence[EnteredProblem],
        caution: Text | None,
    ) -> None:
        """Show the answer for a document, row by row where it was shown before.

        Until there is a first answer, the `errors` are what is in its way. `caution` says what the
        answer does not rest on.
        """
        answer = document.answer
        self._shown = document, space, errors, caution
        self.set_class(answer is None, "-nothing")
        self._put("#errors", [] if answer else list(self._errors(errors)))
        if answer is None:
            return
        self._show_how_sure(document.robustness, answer, space)
        before = document.judged_when_saved.assessment if document.judged_when_saved else None
        answers, looks = (answer, before), (caution, self._screen)
        if looks == self._looks and all(map(is_, answers, self._answers)):
            return
        self._answers, self._looks = answers, looks
        quick = answer.plan is None
        self._put("#verdict", self._verdict(answer, caution), steady=quick)
        self.query_one(Notices).show(answer)
        self._show_positions(answer, before, space)
        if not quick:  # a quick answer has neither questions nor plan, and the rest can wait
            self._put("#snowball", list(self._snowball(answer)))
            self._show_questions(answer)
            self._put("#plan", list(self._plan(answer)))

    @property
    def folded(self) -> tuple[str, ...]:
        """The positions whose reasons are not shown."""
        return tuple(name for name, row in self._rows.items() if not row.unfolded)

    def on_resize(self) -> None:
        """Lines are broken anew, once it is known how wide the parts are."""
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        if self._shown:
            self.show(*self._shown)

    @property
    def _screen(self) -> Screen:
        width = self.scrollable_content_region.width - 2  # the columns on either side
        return Screen(language_of(self), max(20, width))

    def _put(self, part: str, lines: list[Content], *, steady: bool = False) -> None:
        self.query_one(part, Lines).show(lines, steady=steady)

    def _errors(self, errors: Sequence[EnteredProblem]) -> Iterator[Content]:
        """What is wrong, the title of the field first, and how to get there."""
        if not errors:
            return
        screen = self._screen
        for line in screen.lines(screen.say(_NO_ANSWER), ""):
            yield Content.assemble((line, "bold"))
        for problem in errors:
            for line in screen.lines(screen.say(problem.message), "✗ "):
                yield Content.assemble((line, "$text-error"))
        for key in keys_of(self, NEXT_PROBLEM)[:1]:
            said = screen.say(_GO_THERE).format(key)
            yield from (Content.assemble((line, "$text-muted")) for line in screen.lines(said, ""))

    def _verdict(self, a: Assessment, caution: Text | None) -> list[Content]:
        screen = self._screen
        told = screen.lines(screen.say(caution), "✗ ") if caution else []
        lines = [Content.assemble((line, "$text-error")) for line in told]
        return [*lines, *map(Content, screen.lines(screen.say(wording.verdict(a)), ""))]

    def _show_how_sure(self, found: Robustness | None, a: Assessment, space: InputSpace) -> None:
        """What it takes to change the answer; it follows when typing rests."""
        screen = self._screen
        if (found, screen) == self._how_sure:
            return
        self._how_sure = found, screen
        if found is None or not has_scores(found):
            self._put("#sure", [])
            return
        said = in_short(found, names_of(a, space, screen.language))
        lines = [Content.assemble((screen.say(HOW_SURE), "bold"))]
        lines += map(Content, screen.lines(screen.say(said), "  "))
        for key in keys_of(self, ROBUST)[:1]:
            more = screen.lines(screen.say(_MORE).format(key), "  ")
            lines += [Content.assemble((line, "$text-muted")) for line in more]
        self._put("#sure", lines)

    def _show_positions(self, a: Assessment, before: Assessment | None, space: InputSpace) -> None:
        holder = self.query_one("#positions")
        rows = self._rows
        ids = [ranked.info.id for ranked in a.ranking]
        for name in rows.keys() - set(ids):
            rows.pop(name).remove()
        for ranked in a.ranking:
            if ranked.info.id not in rows:
                rows[ranked.info.id] = PositionRow(ranked.info.id)
                holder.mount(rows[ranked.info.id])
            rows[ranked.info.id].show(ranked, moved(ranked, before), space)
        if list(rows) != ids:
            self._rows = {name: rows[name] for name in ids}
            order = {row: i for i, row in enumerate(self._rows.values())}
            holder.sort_children(key=lambda child: order.get(child, -1))  # type: ignore[call-overload]

    def _snowball(self, a: Assessment) -> Iterator[Content]:
        language, diagnosis, screen = language_of(self), a.diagnosis, self._screen
        compared = sum(score is not None for score in diagnosis.stages.values()) > 1
        stages = (
            f"{wording.stage(name).in_(language)} {points(score)}"
            f"{screen.say(_WEAKEST) if compared and name == diagnosis.weakest else ''}"
            for name, score in diagnosis.stages.items()
        )
        yield Content.assemble((screen.say(wording.SNOWBALL), "bold"))
        for line in side_by_side(stages, " · ", screen.cells - 2):
            yield Content(f"  {line}")
        if diagnosis.advice:
            for line in screen.lines(screen.say(diagnosis.advice), "  "):
                yield Content.assemble((line, "$text-muted"))

    def _plan(self, a: Assessment) -> Iterator[Content]:
        steps = planned(a)
        if not steps:
            return
        screen = self._screen
        yield Content.assemble((screen.say(wording.PLAN), "bold"))
        part = None
        for step in steps:
            if step.part != part:
                part = step.part
                yield Content.assemble((screen.say(part), "$text-muted italic"))
            title = screen.say(step.action.title)
            yield from map(Content, screen.lines(title, f"{step.number:>2}. "))
            about = f"{screen.say(step.gained_points)} · {screen.say(wording.within(step.action))}"
            for line in screen.lines(about, "    "):
                yield Content.assemble((line, "$text-muted"))
        if total := totals(a):
            for line in screen.lines(screen.say(total), ""):
                yield Content.assemble((line, "bold"))

    def _show_questions(self, a: Assessment) -> None:
        holder = self.query_one("#questions")
        wanted = list(a.missing[:FIRST_QUESTIONS])
        holder.display = bool(wanted)
        rows = list(holder.query(QuestionRow))
        if [row.missing for row in rows] == wanted:
            return
        letters = wording.letters_of(a)
        if len(rows) == len(wanted):
            for row, missing in zip(rows, wanted, strict=True):
                row.missing = missing
                row.refresh(layout=True)
            return
        holder.remove_children()
        if wanted:
            title = Said(wording.ASK_FIRST, classes="title")
            holder.mount(title, *(QuestionRow(missing, letters) for missing in wanted))
