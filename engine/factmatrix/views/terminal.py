"""The advice as a person reads it in a terminal: who leads, what is in the way, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wcwidth import width

from factmatrix.assessment import Assessment, RankedPosition
from factmatrix.fit import Notice
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Text, clean
from factmatrix.views import wording
from factmatrix.views.columns import GAP, Align, columns, cut
from factmatrix.views.explanation import explanation, snowball, whole_plan
from factmatrix.views.figures import NOTHING, bounds, figure, percent, points
from factmatrix.views.planning import Planned, asks_first, planned
from factmatrix.views.run import Run
from factmatrix.views.screen import Screen, bar
from factmatrix.views.summary import PROVISIONAL, SUMMARY, has_provisional, summary
from factmatrix.views.unread import unread_tables

_POSITION: tuple[Align, ...] = ("right", "left", "left", "right", "right", "right")
_BRAND: tuple[Align, ...] = ("left", "left", "right", "right", "left", "left")
FIRST_STEPS = 3
FIRST_QUESTIONS = 5
FIRST_WARNINGS = 6
_PROMPT = 1
"""Rows that the shell takes below the answer."""
LEAST_BAR, MOST_BAR = 8, 20
"""Cells of the bars beside the scores; where fewer are left there are none."""
LEGEND = Text("█ sure  ▒ score so far  ░ possible", "█ 已确定  ▒ 目前得分  ░ 可能达到")


def answers(run: Run, screen: Screen, *, explain: bool) -> Iterator[str]:
    """Brand after brand, and at the end what must not scroll away: a summary or the verdicts."""
    lines = list(_brands(run, screen, explain=explain))
    yield from lines
    if rows := summary(run, screen.language):
        table = columns(rows, _BRAND, cells=screen.cells, flexible=(0, 1, 5))
        legend = screen.lines(screen.say(PROVISIONAL)) if has_provisional(run) else ()
        yield from _part(SUMMARY, (*table, *legend), screen)
    elif screen.rows is not None and len(lines) + _PROMPT > screen.rows:
        yield from _part(wording.IN_SHORT, _verdicts(run, screen), screen)


def _brands(run: Run, screen: Screen, *, explain: bool) -> Iterator[str]:
    for i, (reading, assessment) in enumerate(run.results):
        if i:
            yield ""
        unread = unread_tables(reading.unclaimed, run.engine.reports)
        yield from advice(assessment, run.engine.space, screen, unread, explain=explain)
    if explain:
        yield from _part(None, screen.lines(screen.say(wording.SOURCES_EXPLAINED)), screen)
    if run.engine.overlays:
        yield from _part(
            None, screen.lines(screen.say(wording.under_overlays(run.engine.overlays))), screen
        )
    lost = wording.unscored(run.engine.reports)
    yield from _part(None, (line for t in lost for line in screen.lines(screen.say(t))), screen)


def _verdicts(run: Run, screen: Screen) -> Iterator[str]:
    """Each brand's verdict and scores."""
    for _, a in run.results:
        name = f"{clean(a.profile.brand.name)}{wording.COLON[screen.language]}"
        verdict = screen.say(wording.verdict(a))
        scores = " · ".join(f"{clean(r.info.letter)} {points(r.fit.score)}" for r in a.ranking)
        yield from screen.lines((name if len(run.results) > 1 else "") + verdict)
        yield from screen.lines(scores)


def advice(
    a: Assessment, space: InputSpace, screen: Screen, unread: Iterable[Text], *, explain: bool
) -> Iterator[str]:
    """One brand: verdict, positions, what stands in the way, what to do, what to ask.

    `unread` says which of its tables nothing read.
    """
    brand = a.profile.brand
    category = figure(brand.category, space.domains["brand.category"], screen.language)
    said = f" · {category} · {a.date.isoformat()}"
    yield screen.heading(cut(clean(brand.name), screen.cells - width(said)) + said)
    yield from screen.lines(screen.say(wording.verdict(a)))
    yield from _part(None, _positions(a.ranking, screen), screen)
    yield from _part(wording.IN_THE_WAY, _in_the_way(a, screen), screen)
    not_read = (line for text in unread for line in screen.lines(screen.say(text), "  ! "))
    warnings = (*_warnings(a, screen, whole=explain), *not_read)
    yield from _part(wording.WATCH_OUT, warnings, screen)
    if explain:
        for ranked in a.ranking:
            yield from _part(None, explanation(ranked, space, screen), screen)
        plan = _part(None, whole_plan(a, screen), screen)
    else:
        plan = _part(wording.START_WITH, _first_steps(planned(a), screen), screen)
    questions = _part(wording.ASK_FIRST, _questions(a, screen, whole=explain), screen)
    for part in (questions, plan) if asks_first(a) else (plan, questions):
        yield from part
    if explain:
        yield from _part(None, snowball(a.diagnosis, screen), screen)
        stated = wording.stated(a, space, screen.language)
        lines = [line for said in stated for line in screen.lines(said, "    ")]
        yield from _part(wording.STATED, lines, screen)


def _part(heading: Text | None, lines: Iterable[str], screen: Screen) -> Iterator[str]:
    """A blank line, the heading and the lines, if there are any."""
    body = list(lines)
    if body:
        yield ""
        if heading:
            yield screen.heading("  " + screen.say(heading))
        yield from body


def _positions(ranking: Sequence[RankedPosition], screen: Screen) -> Iterator[str]:
    if not ranking:
        return
    rows = [["#", *(screen.say(head) for head in wording.POSITION_HEADS)]]
    rows += [
        [
            NOTHING if r.rank is None else str(r.rank),
            wording.named(r, screen.language),
            screen.say(wording.ROLES[r.role]),
            points(r.fit.score),
            bounds(r.fit.low, r.fit.high, screen.language),
            percent(r.fit.coverage, screen.language),
        ]
        for r in ranking
    ]
    lines = columns(rows, _POSITION, cells=screen.cells, flexible=(1, 2))
    room = min(screen.cells - width(lines[0]) - len(GAP), MOST_BAR)
    if room < LEAST_BAR:
        yield from lines
        return
    yield f"{lines[0]}{GAP}0{'100':>{room - 1}}"
    for line, r in zip(lines[1:], ranking, strict=True):
        yield f"{line}{GAP}{bar(r.fit.low, r.fit.score, r.fit.high, room)}".rstrip()
    if any(r.fit.low < r.fit.high for r in ranking):
        yield "  " + screen.say(LEGEND)


def _in_the_way(a: Assessment, screen: Screen) -> Iterator[str]:
    yield from _notices(a.blockers, "✗", a, screen)
    for said in wording.failures(a, screen.language):
        yield from screen.lines(said, "  ! ")
    for said in wording.waiting(a, screen.language):
        yield from screen.lines(said, "  - ")


def _notices(notices: Iterable[Notice], mark: str, a: Assessment, screen: Screen) -> Iterator[str]:
    for notice in notices:
        yield from screen.lines(wording.notice(notice, a, screen.language), f"  {mark} ")


def _warnings(a: Assessment, screen: Screen, *, whole: bool) -> Iterator[str]:
    """What concerns the whole brand first, then by rank; positions on hold last."""
    held = {r.info.id for r in a.ranking if r.role == "hold"}
    ordered = sorted(a.warnings, key=lambda notice: bool(held.intersection(notice.positions)))
    shown = ordered if whole else ordered[:FIRST_WARNINGS]
    yield from _notices(shown, "!", a, screen)
    yield from _more(len(ordered) - len(shown), screen)


def _first_steps(steps: Sequence[Planned], screen: Screen) -> Iterator[str]:
    for step in steps[:FIRST_STEPS]:
        action = step.action
        details = [
            screen.say(step.gained_points),
            screen.say(wording.within(action)),
            screen.say(action.tool),
        ]
        yield from screen.entry(f"  {step.number}. ", screen.say(action.title), " · ".join(details))
    yield from _more(len(steps) - FIRST_STEPS, screen)


def _questions(a: Assessment, screen: Screen, *, whole: bool) -> Iterator[str]:
    shown = a.missing if whole else a.missing[:FIRST_QUESTIONS]
    for item in shown:
        about = [item.input, *map(screen.say, wording.worth(item, wording.letters_of(a)))]
        where = [screen.say(wording.WHERE) + screen.say(item.where)] if item.where and whole else []
        yield from screen.entry("  ? ", screen.say(item.question), " · ".join(about), *where)
    yield from _more(len(a.missing) - len(shown), screen)


def _more(left: int, screen: Screen) -> Iterator[str]:
    if left > 0:
        more = Text(f"… and {left} more with --explain", f"…… 另有 {left} 项，加 --explain 查看")
        yield "    " + screen.say(more)
