"""The advice as a Markdown report that can be sent to a client."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from factmatrix.assessment import Assessment, RankedPosition
from factmatrix.engine import DOCTRINE, Engine
from factmatrix.fit import Notice
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Language, Text, clean
from factmatrix.version import version
from factmatrix.views import effects, wording
from factmatrix.views.figures import NOTHING, bounds, figure, percent, points
from factmatrix.views.paragraphs import HELD
from factmatrix.views.planning import Planned, asks_first, planned, totals
from factmatrix.views.reasons import in_short
from factmatrix.views.rounding import shown_points
from factmatrix.views.run import Run
from factmatrix.views.summary import PROVISIONAL, SUMMARY, has_provisional, summary
from factmatrix.views.unread import unread_tables

FIRST_QUESTIONS = 5


def report(run: Run, language: Language, *, explain: bool) -> Iterator[str]:
    """One chapter a brand, a summary of many, and last what made the report."""
    engine = run.engine
    for reading, assessment in run.results:
        unread = unread_tables(reading.unclaimed, engine.reports)
        yield from _brand(assessment, engine.space, language, unread, explain=explain)
    if run.results:
        yield from bullets(wording.HOW_TO_READ, _legend(run, language, explain=explain), language)
    else:
        yield from (say(wording.NO_PROFILES, language), "")
    if rows := summary(run, language):
        yield from _heading("#", SUMMARY, language)
        yield from table(rows)
        if has_provisional(run):
            yield from (say(PROVISIONAL, language), "")
    for text in wording.unscored(engine.reports):
        yield from (say(text, language), "")
    if engine.overlays:
        yield from (say(wording.under_overlays(engine.overlays), language), "")
    yield made_with(engine, language)


def made_with(engine: Engine, language: Language) -> str:
    """The line that says what made a report."""
    made = Text(
        f"factmatrix {version()}, FACT {DOCTRINE}, rules {engine.rules_hash[:12]}",
        f"factmatrix {version()}，FACT {DOCTRINE}，规则 {engine.rules_hash[:12]}",
    )
    return f"*{made.in_(language)}*"


def escape(text: str) -> str:
    """Text that readers of Markdown and HTML see as it is written."""
    plain = re.sub(r"[\\`*_\[\]<|~$#]|&(?=[#\w]+;)", r"\\\g<0>", clean(text).strip())
    # At the beginning of a line these make a quotation, a list, a heading or a rule.
    return re.sub(r"^(\d*)(>|[-+=.)](?=[-=\s]|$))", r"\1\\\2", plain)


def say(text: Text, language: Language) -> str:
    """A text as Markdown shows it."""
    return escape(text.in_(language).replace(HELD, " "))  # whoever shows it breaks the lines


def _heading(level: str, text: Text, language: Language) -> Iterator[str]:
    said = say(text, language)
    yield f"{level} {said[:1].upper()}{said[1:]}"
    yield ""


def table(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Rows as a table, the first of them its heads."""
    for i, row in enumerate(rows):
        cells = [escape(cell) for cell in row]
        yield f"| {' | '.join(cells)} |"
        if i == 0:
            yield "|" + " --- |" * len(cells)
    yield ""


def _brand(
    a: Assessment, space: InputSpace, language: Language, unread: Iterable[Text], *, explain: bool
) -> Iterator[str]:
    category = figure(a.profile.brand.category, space.domains["brand.category"], language)
    yield f"# {escape(a.profile.brand.name)}"
    yield ""
    yield f"{category} · {a.date.isoformat()}"
    yield ""
    yield f"**{say(wording.verdict(a), language)}**"
    yield ""
    yield from table(_positions(a.ranking, language))
    in_the_way = _in_the_way(a, language, cited=explain)
    yield from bullets(wording.IN_THE_WAY, in_the_way, language)
    if not explain:
        yield from bullets(wording.WHY, _reasons(a, space, language), language)
    warnings = _notices(a.warnings, a, language, cited=explain)
    not_read = (say(text, language) for text in unread)
    yield from bullets(wording.WATCH_OUT, (*warnings, *not_read), language)
    plan = _plan(a, space, language)
    questions = bullets(wording.ASK_FIRST, _questions(a, language), language)
    for part in (questions, plan) if asks_first(a) else (plan, questions):
        yield from part
    if explain:
        for ranked in a.ranking:
            yield from _explanation(ranked, space, language)
        stated = map(escape, wording.stated(a, space, language))
        yield from bullets(wording.STATED, stated, language)


def _positions(ranking: Iterable[RankedPosition], language: Language) -> Iterator[list[str]]:
    yield [head.in_(language) for head in wording.POSITION_HEADS]
    for r in ranking:
        fit = r.fit
        yield [
            wording.named(r, language), wording.ROLES[r.role].in_(language), points(fit.score),
            bounds(fit.low, fit.high, language), percent(fit.coverage, language),
        ]  # fmt: skip


def bullets(heading: Text, items: Iterable[str], language: Language) -> Iterator[str]:
    """A heading and a list below it, if there is anything in it."""
    bullets = [f"- {item}" for item in items]
    if bullets:
        yield from _heading("##", heading, language)
        yield from bullets
        yield ""


def _in_the_way(a: Assessment, language: Language, *, cited: bool) -> Iterator[str]:
    yield from _notices(a.blockers, a, language, cited=cited)
    yield from map(escape, (*wording.failures(a, language), *wording.waiting(a, language)))


def _notices(
    notices: Iterable[Notice], a: Assessment, language: Language, *, cited: bool
) -> Iterator[str]:
    yield from (escape(wording.notice(notice, a, language, cited=cited)) for notice in notices)


def _reasons(a: Assessment, space: InputSpace, language: Language) -> Iterator[str]:
    """Each position's strongest points for and against, and what acted on its score."""
    for r in a.ranking:
        acted = (m.message.in_(language) for m in r.fit.modifiers if m.applied and m.points)
        if said := [*in_short(r.fit, space, language), *acted]:
            yield "  \n  ".join([f"**{escape(wording.named(r, language))}**", *map(escape, said)])


def _legend(run: Run, language: Language, *, explain: bool) -> Iterator[str]:
    """What letters and columns mean."""
    infos = {r.info.id: r.info for _, a in run.results for r in a.ranking}
    yield say(wording.letters_explained(infos.values()), language)
    yield say(wording.COLUMNS_EXPLAINED, language)
    if explain:
        yield say(wording.SOURCES_EXPLAINED, language)


def _plan(a: Assessment, space: InputSpace, language: Language) -> Iterator[str]:
    steps = planned(a)
    if not steps:
        return
    yield from _heading("##", wording.PLAN, language)
    for part, together in groupby(steps, key=lambda step: step.part):
        yield from _heading("###", part, language)
        for step in together:
            yield from _step(step, space, language)
        yield ""
    if total := totals(a):
        yield say(total, language)
        yield ""


def _step(step: Planned, space: InputSpace, language: Language) -> Iterator[str]:
    action, indent = step.action, " " * len(f"{step.number}. ")
    facts = (
        step.gained_points,
        wording.EFFORTS[action.effort],
        wording.within(action),
        action.tool,
    )
    details = [say(fact, language) for fact in facts]
    # Two blanks at the end of a line break it.
    yield f"{step.number}. **{say(action.title, language)}**  "
    yield f"{indent}{' · '.join(details)}  "
    if action.kpi:
        yield f"{indent}{say(wording.aim(action.kpi, space), language)}  "
    yield f"{indent}{say(action.why, language)}"


def _questions(a: Assessment, language: Language) -> Iterator[str]:
    for item in a.missing[:FIRST_QUESTIONS]:
        told = [*wording.worth(item, wording.letters_of(a)), *([item.where] if item.where else [])]
        notes = " · ".join(say(text, language) for text in told)
        yield f"**{say(item.question, language)}** {notes}".rstrip()


def _explanation(r: RankedPosition, space: InputSpace, language: Language) -> Iterator[str]:
    title = Text(f"Why: {wording.named(r, 'en')}", f"依据：{wording.named(r, 'zh')}")
    yield from _heading("##", title, language)
    if r.fit.contributions:
        yield from table(_criteria(r, space, language))
    if items := [*_waiting(r, space, language), *_effects(r, space, language)]:
        yield from (*items, "")


def _criteria(r: RankedPosition, space: InputSpace, language: Language) -> Iterator[list[str]]:
    yield [head.in_(language) for head in wording.CRITERION_HEADS]
    weights = sum(c.weight for c in r.fit.contributions)
    for c, by in zip(r.fit.contributions, shown_points(r.fit).contributions, strict=True):
        known = c.utility is not None
        yield [
            c.title.in_(language), figure(c.value, space.domains.get(c.input), language),
            points(c.utility) if known else bounds(c.low, c.high, language),
            percent(c.weight / weights, language), points(by, signed=True) if known else NOTHING,
            wording.joined(c.rules, language), wording.source(c.trust, language),
        ]  # fmt: skip


def _waiting(r: RankedPosition, space: InputSpace, language: Language) -> Iterator[str]:
    """The criteria of which a value is known that does not count yet."""
    for c in r.fit.contributions:
        if waiting := effects.waiting(c, space):
            title = c.title.in_(language)
            yield f"- {escape(title + wording.COLON[language] + waiting.in_(language))}"


def _effects(r: RankedPosition, space: InputSpace, language: Language) -> Iterator[str]:
    """What acts on the sum of the criteria, and what would."""
    shown = shown_points(r.fit)
    if r.fit.limit:
        yield f"- {points(shown.limit, signed=True)} {say(wording.LIMITED, language)}"
    for m, by in zip(r.fit.modifiers, shown.modifiers, strict=True):
        if m.applied is not False:
            yield f"- {escape(effects.effect(m, by, language))}"
            yield from (f"  - {escape(effects.clause(c, space, language))}" for c in m.clauses)
