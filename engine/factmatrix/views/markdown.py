"""The advice as a Markdown report that can be sent to a client."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from factmatrix.assessment import Assessment, RankedPosition
from factmatrix.engine import DOCTRINE, Engine
from factmatrix.fit import Contribution
from factmatrix.profile.reading import Reading
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Language, Text, clean
from factmatrix.version import version
from factmatrix.views.wording import (
    EFFORTS,
    PHASES,
    ROLES,
    clause,
    figure,
    percent,
    points,
    remarks,
)  # fmt: skip


def report(
    engine: Engine,
    results: Iterable[tuple[Reading, Assessment]],
    language: Language,
    *,
    explain: bool,
) -> Iterator[str]:
    """One chapter a brand, and a last line that says what made it."""
    for _, assessment in results:
        yield from _brand(assessment, engine.space, language, explain=explain)
    made = Text(
        f"factmatrix {version()}, FACT {DOCTRINE}, rules {engine.rules_hash[:12]}",
        f"factmatrix {version()}，FACT {DOCTRINE}，规则 {engine.rules_hash[:12]}",
    )
    yield f"*{made.in_(language)}*"


def escape(text: str) -> str:
    """User text that Markdown and HTML readers show as it is written."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~&-])", r"\\\1", clean(text))


def _brand(a: Assessment, space: InputSpace, language: Language, *, explain: bool) -> Iterator[str]:
    category = figure(a.profile.brand.category, space.domains["brand.category"], language)
    yield f"# {escape(a.profile.brand.name)}"
    yield ""
    yield f"{category} · {a.date.isoformat()}"
    yield ""
    yield f"**{_verdict(a, language)}**"
    yield ""
    yield from _table(
        [Text("Position", "阵地"), Text("Role", "角色"), Text("Score", "得分"),
         Text("Range", "区间"), Text("Known", "已知")],
        [
            [_named(r, language), ROLES[r.role].in_(language), points(r.fit.score),
             f"{points(r.fit.low)}–{points(r.fit.high)}", percent(r.fit.coverage)]
            for r in a.ranking
        ],
        language,
    )  # fmt: skip
    notices = [*a.blockers, *a.warnings]
    if notices or a.failures:
        yield _heading(Text("In the way", "障碍与提醒"), language)
        yield from (f"- {n.message.in_(language)} ({', '.join(n.rules)})" for n in notices)
        yield from (f"- {f.position}: {escape(f.reason.in_(language))}" for f in a.failures)
        yield ""
    yield from _plan(a, language)
    yield from _questions(a, language)
    if explain:
        for ranked in a.ranking:
            yield from _explanation(ranked, space, language)


def _verdict(a: Assessment, language: Language) -> str:
    if a.verdict.lead is None:
        return Text("No position leads yet", "目前没有可以主推的阵地").in_(language)
    lead = _named(a.position(a.verdict.lead), language)
    parts = [Text(f"Lead with {lead}", f"主推{lead}").in_(language)]
    return ("; " if language == "en" else ";").join(
        [*parts, *(remark.in_(language) for remark in remarks(a.verdict))]
    )


def _named(ranked: RankedPosition, language: Language) -> str:
    return f"{ranked.info.letter} {ranked.info.title.in_(language)}"


def _heading(text: Text, language: Language) -> str:
    return f"## {text.in_(language)}\n"


def _table(head: list[Text], rows: Iterable[list[str]], language: Language) -> Iterator[str]:
    yield "| " + " | ".join(text.in_(language) for text in head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _plan(a: Assessment, language: Language) -> Iterator[str]:
    if a.plan is None or not a.plan.steps:
        return
    advised = {(r.info.id, x.action.id): x.action for r in a.ranking for x in r.actions}
    letters = {r.info.id: r.info.letter for r in a.ranking}
    yield _heading(Text("Plan", "行动计划"), language)
    for step in a.plan.steps:
        action = advised[step.position, step.action]
        details = " · ".join(
            [
                letters[step.position],
                *([points(step.gain, signed=True)] if step.gain is not None else []),
                PHASES[action.phase].in_(language),
                EFFORTS[action.effort].in_(language),
                action.tool.in_(language),
                Text(f"{action.within_days} days", f"{action.within_days} 天内").in_(language),
            ]
        )
        yield f"{step.step}. **{action.title.in_(language)}** ({details})  "
        yield f"   {action.why.in_(language)}"
    yield ""


def _questions(a: Assessment, language: Language) -> Iterator[str]:
    if not a.missing:
        return
    yield _heading(Text("Ask first", "先问清楚"), language)
    for item in a.missing[:5]:
        where = f" ({item.where.in_(language)})" if item.where else ""
        yield f"- {item.question.in_(language)} `{item.input}`{where}"
    yield ""


def _explanation(r: RankedPosition, space: InputSpace, language: Language) -> Iterator[str]:
    yield _heading(Text(f"{_named(r, 'en')}: why", f"{_named(r, 'zh')}：依据"), language)
    yield from _table(
        [Text("Criterion", "指标"), Text("Value", "数值"), Text("Utility", "效用"),
         Text("Points", "贡献分"), Text("Rules", "规则")],
        [_row(c, space, language) for c in r.fit.contributions],
        language,
    )  # fmt: skip
    for m in r.fit.modifiers:
        if m.applied is not False:
            seen = "; ".join(clause(c, space, language) for c in m.clauses)
            effect = points(m.points, signed=True) if m.applied else "?"
            yield f"- {effect} {m.message.in_(language)} ({seen})"
    yield ""


def _row(c: Contribution, space: InputSpace, language: Language) -> list[str]:
    value = figure(c.value if c.known else None, space.domains.get(c.input), language)
    utility = points(c.utility) if c.known else f"{points(c.low)}–{points(c.high)}"
    return [
        c.title.in_(language), value, utility,
        points(c.points, signed=True) if c.known else "–", ", ".join(c.rules),
    ]  # fmt: skip
