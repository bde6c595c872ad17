"""The advice as a person reads it in a terminal; plain lines when piped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wcwidth import width, wrap

from factmatrix.assessment import AdvisedAction, Assessment, RankedPosition
from factmatrix.fit import ActionKpi, AppliedModifier, Contribution, Notice
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Language, Text, clean
from factmatrix.views.columns import columns, cut
from factmatrix.views.wording import (
    EFFORTS,
    PHASES,
    ROLES,
    TRUST,
    UNKNOWN,
    clause,
    figure,
    percent,
    points,
    remarks,
)  # fmt: skip

BAR_CELLS = 20
FIRST_STEPS = 3
FIRST_QUESTIONS = 5


@dataclass(frozen=True, slots=True)
class Screen:
    """How to write: language, width in cells, and what the terminal can show.

    `blocks` is False where the terminal's encoding lacks the characters of bars.
    """

    language: Language
    cells: int = 80
    colour: bool = False
    blocks: bool = True

    def say(self, text: Text) -> str:
        """A text in the screen's language."""
        return text.in_(self.language)

    def emphasise(self, text: str) -> str:
        """A heading, bold where the terminal shows it."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def bar(self, low: float, score: float | None, high: float) -> str:
        """A score on 0–100: filled up to the score, then as far as it could still go."""
        full, open_ = ("█", "░") if self.blocks else ("#", ".")
        certain = round((low if score is None else min(low, score)) / 100 * BAR_CELLS)
        possible = round(high / 100 * BAR_CELLS)
        return (full * certain + open_ * (possible - certain)).ljust(BAR_CELLS)

    def lines(self, text: str, first: str = "  ", rest: str | None = None) -> list[str]:
        """A paragraph, broken to the screen's width."""
        rest = " " * width(first) if rest is None else rest
        return wrap(text, self.cells, initial_indent=first, subsequent_indent=rest)


def advice(a: Assessment, space: InputSpace, screen: Screen, *, explain: bool) -> Iterator[str]:
    """One brand: verdict, positions, what stands in the way, what to do, what to ask."""
    yield from _verdict(a, space, screen)
    yield ""
    yield from _positions(a, screen)
    yield from _notices(a, screen)
    if explain:
        for ranked in a.ranking:
            yield ""
            yield from _explanation(ranked, space, screen)
    yield from _plan(a, screen, whole=explain)
    yield from _questions(a, screen, whole=explain)
    if explain:
        yield from _snowball(a, screen)


def _verdict(a: Assessment, space: InputSpace, screen: Screen) -> Iterator[str]:
    brand = a.profile.brand
    category = figure(brand.category, space.domains["brand.category"], screen.language)
    name = cut(clean(brand.name), screen.cells - 30)
    yield screen.emphasise(f"{name} · {category} · {a.date.isoformat()}")
    verdict = a.verdict
    if verdict.lead is None:
        text = Text(
            "No position leads yet: see what stands in the way below.",
            "目前没有可以主推的阵地，原因见下。",
        )
        yield from screen.lines(screen.say(text))
        return
    lead = a.position(verdict.lead)
    said = Text(f"Lead with {_named(lead, 'en')}", f"主推 {_named(lead, 'zh')}")
    parts = [screen.say(said)]
    if verdict.runner_up and verdict.margin is not None:
        second, by = a.position(verdict.runner_up), points(verdict.margin)
        parts.append(
            screen.say(
                Text(
                    f"{by} points ahead of {_named(second, 'en')}",
                    f"领先{_named(second, 'zh')} {by} 分",
                )
            )
        )
    parts += [screen.say(remark) for remark in remarks(verdict)]
    yield from screen.lines((", " if screen.language == "en" else "，").join(parts) + _stop(screen))


def _stop(screen: Screen) -> str:
    return "." if screen.language == "en" else "。"


def _named(ranked: RankedPosition, language: Language) -> str:
    return f"{ranked.info.letter} {ranked.info.title.in_(language)}"


def _positions(a: Assessment, screen: Screen) -> list[str]:
    head = [
        "#", screen.say(Text("Position", "阵地")), screen.say(Text("Role", "角色")),
        screen.say(Text("Score", "得分")), "", screen.say(Text("Range", "区间")),
        screen.say(Text("Known", "已知")),
    ]  # fmt: skip
    rows = [head]
    for r in a.ranking:
        fit = r.fit
        rows.append(
            [
                "–" if r.rank is None else str(r.rank),
                _named(r, screen.language),
                screen.say(ROLES[r.role]),
                points(fit.score),
                screen.bar(fit.low, fit.score, fit.high),
                f"{points(fit.low)}–{points(fit.high)}",
                percent(fit.coverage),
            ]
        )
    lines = columns(rows, ("right", "left", "left", "right", "left", "right", "right"))
    return [line if width(line) <= screen.cells else cut(line, screen.cells) for line in lines]


def _notices(a: Assessment, screen: Screen) -> Iterator[str]:
    failed = [
        Text(
            f"{f.position} could not be scored: {f.reason.en}",
            f"{f.position} 未能评分：{f.reason.zh}",
        )
        for f in a.failures
    ]
    reasons = [
        Text(f"{r.info.title.en}: {r.role_reason.en}", f"{r.info.title.zh}:{r.role_reason.zh}")
        for r in a.ranking
        if r.role_reason and r.role_reason not in [b.message for b in a.blockers]
    ]
    if a.blockers or a.warnings or failed or reasons:
        yield ""
    for notice in a.blockers:
        yield from _notice(notice, "✗" if screen.blocks else "x", screen)
    for text in failed:
        yield from screen.lines(clean(screen.say(text)), "  ! ")
    for text in reasons:
        yield from screen.lines(screen.say(text), "  - ")
    for notice in a.warnings:
        yield from _notice(notice, "!", screen)


def _notice(notice: Notice, mark: str, screen: Screen) -> list[str]:
    rules = f" ({', '.join(notice.rules)})" if notice.rules else ""
    return screen.lines(screen.say(notice.message) + rules, f"  {mark} ")


def _plan(a: Assessment, screen: Screen, *, whole: bool) -> Iterator[str]:
    if a.plan is None or not a.plan.steps:
        return
    steps = a.plan.steps if whole else a.plan.steps[:FIRST_STEPS]
    advised = {(r.info.id, x.action.id): x.action for r in a.ranking for x in r.actions}
    letters = {r.info.id: r.info.letter for r in a.ranking}
    yield ""
    heading = Text("The plan", "行动计划") if whole else Text("Start with", "先做这几件")
    yield screen.emphasise("  " + screen.say(heading))
    for step in steps:
        action = advised[step.position, step.action]
        gain = "" if step.gain is None else f" {points(step.gain, signed=True)}"
        days = screen.say(Text(f"{action.within_days} days", f"{action.within_days} 天内"))
        facts = f"[{letters[step.position]}{gain} · {screen.say(action.tool)} · {days}]"
        yield from screen.lines(f"{screen.say(action.title)} {facts}", f"  {step.step:>2}. ")
    if whole:
        total = "  ".join(
            f"{letters[name]} {points(by, signed=True)}" for name, by in a.plan.total.items()
        )
        yield from screen.lines(screen.say(Text(f"In all: {total}", f"合计：{total}")), "      ")
    elif len(a.plan.steps) > len(steps):
        more = len(a.plan.steps) - len(steps)
        text = Text(f"… and {more} more with --explain", f"…… 另有 {more} 项，见 --explain")
        yield "      " + screen.say(text)


def _questions(a: Assessment, screen: Screen, *, whole: bool) -> Iterator[str]:
    if not a.missing:
        return
    letters = {r.info.id: r.info.letter for r in a.ranking}
    yield ""
    yield screen.emphasise("  " + screen.say(Text("Ask first", "先问清楚")))
    for item in a.missing if whole else a.missing[:FIRST_QUESTIONS]:
        narrows = " ".join(
            f"{letters.get(name, name)} {points(by)}"
            for name, by in item.narrows.items()
            if by >= 0.05
        )
        where = f" {screen.say(item.where)}" if item.where and whole else ""
        yield from screen.lines(
            f"{screen.say(item.question)} [{item.input}; {screen.say(_NARROWS)} {narrows}]{where}",
            "  ? ",
        )


_NARROWS = Text("narrows", "可缩小区间")


def _explanation(r: RankedPosition, space: InputSpace, screen: Screen) -> Iterator[str]:
    fit = r.fit
    yield screen.emphasise(
        f"  {_named(r, screen.language)}: {points(fit.score)} "
        f"({points(fit.low)}–{points(fit.high)}, {screen.say(ROLES[r.role])})"
    )
    base = fit.base or 0.0
    groups: dict[str, list[Contribution]] = {"raises": [], "lowers": [], "unknown": []}
    for c in fit.contributions:
        group = "unknown" if c.utility is None else "raises" if c.utility > base else "lowers"
        groups[group].append(c)
    yield from _group(Text("raises it", "拉高"), groups["raises"], space, screen)
    yield from _group(Text("lowers it", "拉低"), groups["lowers"], space, screen)
    yield from _group(UNKNOWN, groups["unknown"], space, screen)
    if fit.limit:
        text = Text(
            f"{points(fit.limit, signed=True)} so that it stays within what is attainable",
            f"{points(fit.limit, signed=True)}，使得分不超出可能达到的范围",
        )
        yield "    " + screen.say(text)
    for modifier in fit.modifiers:
        if modifier.applied is not False:
            yield from _modifier(modifier, space, screen)
    for advised in r.actions:
        yield from _action(advised, space, screen)


def _action(advised: AdvisedAction, space: InputSpace, screen: Screen) -> Iterator[str]:
    action = advised.action
    gain = "" if advised.gain is None else points(advised.gain, signed=True)
    if advised.gain_needs:
        gain = screen.say(Text("ask first", "先问清楚"))
    phase, effort = screen.say(PHASES[action.phase]), screen.say(EFFORTS[action.effort])
    details = [gain, phase, effort, _kpi(action.kpi, space, screen)]
    title = f"{screen.say(action.title)} [{' · '.join(filter(None, details))}]"
    yield from screen.lines(title, "    > ")
    yield from screen.lines(screen.say(action.why), "      ")


def _kpi(kpi: ActionKpi | None, space: InputSpace, screen: Screen) -> str:
    if kpi is None:
        return ""
    domain = space.domains[kpi.input]
    before = figure(kpi.seen, domain, screen.language)
    after = figure(kpi.to, domain, screen.language)
    return f"{screen.say(domain.title)} {before} → {after}"


def _group(heading: Text, rows: list[Contribution], space: InputSpace, screen: Screen) -> list[str]:
    if not rows:
        return []
    cells = []
    for c in sorted(rows, key=lambda c: -c.weight):
        value = figure(c.value, space.domains.get(c.input), screen.language) if c.known else "–"
        utility = f"{points(c.low)}–{points(c.high)}" if c.utility is None else points(c.utility)
        share = points(c.points, signed=True) if c.known else ""
        cells.append(
            [cut(screen.say(c.title), 34), value, utility, share, " ".join(c.rules),
             screen.say(TRUST[c.trust])]
        )  # fmt: skip
    lines = columns(cells, ("left", "right", "right", "right", "left", "left"), indent=6)
    return ["    " + screen.say(heading), *(cut(line, screen.cells) for line in lines)]


def _modifier(m: AppliedModifier, space: InputSpace, screen: Screen) -> list[str]:
    seen = "; ".join(clause(c, space, screen.language) for c in m.clauses)
    effect = points(m.points, signed=True) if m.applied else screen.say(_would(m))
    return screen.lines(
        f"{effect} {screen.say(m.message)} [{seen}]", "    ± " if screen.blocks else "    * "
    )


def _would(m: AppliedModifier) -> Text:
    value = "" if m.value is None else f" {m.value:g}"
    names = {
        "shift": Text("shift", "加减"), "multiply": Text("multiply by", "乘以"),
        "cap": Text("cap at", "封顶"), "block": Text("block", "拦截"),
    }  # fmt: skip
    name = names[m.kind]
    return Text(f"would {name.en}{value} if so:", f"若成立则{name.zh}{value}：")


def _snowball(a: Assessment, screen: Screen) -> Iterator[str]:
    names = {"reach": Text("reach", "汇聚"), "sediment": Text("sediment", "沉淀"),
             "convert": Text("convert", "促进转化")}  # fmt: skip
    parts = [
        f"{screen.say(names[stage]) if stage in names else stage} {points(score)}"
        for stage, score in a.diagnosis.stages.items()
    ]
    yield ""
    yield screen.emphasise("  " + screen.say(Text("Snowball", "雪球诊断")))
    yield "    " + "  ".join(parts)
    if a.diagnosis.stopped:
        yield from screen.lines(
            screen.say(Text("It is stopped: see the warnings.", "雪球已停转，见上方警示。")), "    "
        )
    if a.diagnosis.advice:
        yield from screen.lines(screen.say(a.diagnosis.advice), "    ")
