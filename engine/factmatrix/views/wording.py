"""The words that all views share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from factmatrix.text import LANGUAGES, Language, Text, clean
from factmatrix.views.figures import UNKNOWN, figure, points
from factmatrix.views.paragraphs import HELD
from factmatrix.views.spacing import spaced

if TYPE_CHECKING:
    from factmatrix.assessment import (
        AdvisedAction,
        Assessment,
        MissingInput,
        PositionFailure,
        RankedPosition,
        Role,
    )
    from factmatrix.fit import Action, ActionKpi, Notice
    from factmatrix.plugins.reports import PluginReport
    from factmatrix.rules.scorecard import PositionInfo
    from factmatrix.rules.terms import Effort, Trust
    from factmatrix.scoring.inputs import InputSpace

IN_THE_WAY = Text("In the way", "障碍")
WATCH_OUT = Text("Watch out", "提醒")
STATED = Text("Where the profile's numbers come from", "档案数据的依据与备注")
IN_SHORT = Text("In short", "结论")
START_WITH = Text("Start with", "先做这几件")
PLAN = Text("The plan", "行动计划")
WHY = Text("Why each position stands where it does", "各阵地的主要原因")
HOW_TO_READ = Text("How to read this report", "如何看这份报告")
ASK_FIRST = Text("Ask first", "先问清楚")
WHERE = Text("Where: ", "哪里找：")
SNOWBALL = Text("Snowball", "雪球诊断")
STOPPED = Text("It stands still: see the warnings above.", "雪球已停转，见上方提醒。")
EFFECTS = Text("acts on it as a whole", "整体加减")
TO_DO = Text("to do", "可做的事")
LIMITED = Text("so that it stays within what is attainable", "使得分不超出可能达到的范围")
NO_PROFILES = Text("No profile could be read.", "没有可以读取的档案。")

SCORE = Text("Score", "得分")
POSITION_HEADS = (
    Text("Position", "阵地"), Text("Role", "角色"), SCORE, Text("Range", "区间"),
    Text("Known", "已知"),
)  # fmt: skip
CRITERION_HEADS = (
    Text("Criterion", "指标"), Text("Value", "数值"), Text("Utility", "效用"),
    Text("Weight", "权重"), Text("Points", "贡献分"), Text("Rules", "规则"), Text("Source", "来源"),
)  # fmt: skip
STAGE_HEADS = (Text("Stage", "环节"), *POSITION_HEADS[2:])
PLAN_HEADS = (
    Text("Action", "动作"), Text("Gain (points)", "增益（分）"), Text("Days", "天数"),
)  # fmt: skip

ROLES: Mapping[Role, Text] = {
    "lead": Text("lead", "主推"),
    "support": Text("support", "辅助"),
    "baseline": Text("baseline", "保底"),
    "hold": Text("hold", "暂缓"),
    "always_on": Text("always on", "常开"),
}
EFFORTS: Mapping[Effort, Text] = {
    "low": Text("low effort", "投入低"),
    "medium": Text("medium effort", "投入中"),
    "high": Text("high effort", "投入高"),
}
PHASES: Mapping[int, Text] = {
    0: Text("prerequisites", "前提"),
    1: Text("content and experience", "内容与体验"),
    2: Text("conversion data", "转化数据"),
    3: Text("amplification", "放大"),
}
FIRST = Text("First: what everything else rests on", "先做：其余各步的基础")
SOURCES_EXPLAINED = Text(
    "Rules R1 to R93 are those of the FACT method. Sources: FACT the method itself, A official, "
    "B data firms or press, C practitioners, D pages without a source, ours an assumption of this "
    "program.",
    "规则 R1–R93 出自 FACT 方法。来源：“原文”为该方法本身，A 为官方，B 为数据机构或媒体，"
    "C 为从业者，D 为无出处网页，“假设”为本程序的设定。",
)
COLUMNS_EXPLAINED = Text(
    "The score is on a scale of 0 to 100. What is still unknown leaves a range in which the score "
    "lies whatever the answers are; “Known” is the share of the weight that is known today.",
    "得分满分 100。尚不清楚的信息会留出一个区间，无论答案如何，得分都落在区间内；"
    "“已知”是目前已掌握信息所占的权重。",
)
_STAGES: Mapping[str, Text] = {
    "reach": Text("reach", "汇聚"),
    "sediment": Text("sediment", "沉淀"),
    "convert": Text("convert", "促进转化"),
}
COLON: Mapping[Language, str] = {"en": ": ", "zh": "："}


def named(ranked: RankedPosition, language: Language) -> str:
    """Letter and title of a position."""
    return clean(f"{ranked.info.letter} {ranked.info.title.in_(language)}")


def stage(name: str) -> Text:
    """What a stage of the snowball is called."""
    return _STAGES.get(name, Text(name, name))


def letters_of(a: Assessment) -> dict[str, str]:
    """The letter of each position."""
    return {ranked.info.id: clean(ranked.info.letter) for ranked in a.ranking}


def joined(parts: Iterable[str], language: Language) -> str:
    """An enumeration."""
    return (", " if language == "en" else "、").join(parts)


def source(trust: Trust, language: Language) -> str:
    """Where a number comes from, in a word or letter."""
    words = {"source": Text("FACT", "原文"), "ours": Text("ours", "假设")}
    return words[trust].in_(language) if trust in words else trust


def verdict(a: Assessment) -> Text:
    """Who leads, by how much, and how sure that is."""
    lead = a.verdict.lead
    if lead is not None:
        return _lead(a, a.position(lead))
    if not a.ranking:
        return Text(
            "No position could be scored. `fact plugins list` says why.",
            "没有阵地可以评分，原因见 fact plugins list。",
        )
    if all(ranked.fit.score is None for ranked in a.ranking):
        return Text(
            "Too little is known to choose a position yet. Begin with the questions to ask first.",
            "已知信息太少，还不能判断主推哪个阵地。请从“先问清楚”里的问题开始。",
        )
    if not a.blockers and a.verdict.certain is False:
        return Text(
            "On what is known so far no position is strong enough to lead, but missing answers "
            "could change that. Begin with the questions to ask first.",
            "就目前已知的信息，还没有够强的阵地可以主推；补全信息后结论可能改变。"
            "请从“先问清楚”里的问题开始。",
        )
    return Text(
        "No position can lead yet: see what is in the way.", "目前没有可以主推的阵地，先看障碍。"
    )


def _lead(a: Assessment, lead: RankedPosition) -> Text:
    v = a.verdict
    parts = [Text(f"Lead with {named(lead, 'en')}", spaced("主推", named(lead, "zh")))]
    if v.runner_up and v.margin is not None:
        second, by = a.position(v.runner_up), points(v.margin)
        parts.append(
            Text(
                f"{by} points ahead of {named(second, 'en')}",
                spaced("领先", named(second, "zh"), by, "分"),
            )
        )
    parts += _remarks(a)
    return Text("; ".join(p.en for p in parts) + ".", "，".join(p.zh for p in parts) + "。")


def _remarks(a: Assessment) -> Iterator[Text]:
    if a.verdict.close_call:
        yield Text("a close call", "差距很小")
    if a.verdict.provisional:
        yield Text("provisional, for little is known", "已知信息少，只能暂定")
    if a.verdict.certain is False:
        yield Text("missing answers could still change it", "补全缺失信息后结论仍可能改变")
    elif a.verdict.certain and a.missing:
        yield Text("no missing answer can change it", "缺失信息无论如何都改变不了结论")


def letters_explained(positions: Iterable[PositionInfo]) -> Text:
    """The letters that stand for positions."""
    en = joined((f"{p.letter} {p.title.en} ({p.title.zh})" for p in positions), "en")
    zh = joined((f"{p.letter} {p.title.zh}" for p in positions), "zh")
    return Text(clean(f"Positions: {en}."), clean(f"阵地：{zh}。"))


def notice(n: Notice, a: Assessment, language: Language, *, cited: bool = True) -> str:
    """A blocker, stopper or warning: whom it concerns, if not all, what it says, and its rules."""
    letters = letters_of(a)
    who = joined((letters.get(name, name) for name in n.positions), language)
    said = _concerning(who, n.message, language)
    return said + cited_rules(n.rules, language) if cited else said


def stated(a: Assessment, space: InputSpace, language: Language) -> Iterator[str]:
    """What the profile says of its own numbers (`[evidence]`) and of the brand (`notes`)."""
    for path, said in a.profile.evidence.items():
        domain = space.domains.get(path)
        yield clean(f"{domain.title.in_(language) if domain else path}{COLON[language]}{said}")
    if a.profile.brand.notes:
        yield clean(a.profile.brand.notes)


def waiting(a: Assessment, language: Language) -> Iterator[str]:
    """Why positions wait, those with one reason in one breath.

    Blockers speak for themselves, and where nothing is known the verdict does.
    """
    if all(ranked.fit.score is None for ranked in a.ranking):
        return
    said = [blocker.message for blocker in a.blockers]
    by_reason: dict[Text, list[str]] = {}
    for ranked in a.ranking:
        if ranked.role_reason and ranked.role_reason not in said:
            by_reason.setdefault(ranked.role_reason, []).append(named(ranked, language))
    for reason, names in by_reason.items():
        yield _concerning(joined(names, language), reason, language)


def failures(a: Assessment, language: Language) -> Iterator[str]:
    """The positions that gave no answer for this brand, or no actions."""
    return (clean(failed(failure).in_(language)) for failure in a.failures)


def failed(failure: PositionFailure) -> Text:
    """What a position's failure leaves out, and why."""
    who, reason = failure.position, failure.reason
    if failure.is_ranked:
        return Text(
            f"{who} is ranked, but its own actions are missing: {reason.en}",
            f"{who} 已参与排序，但缺少自身的动作：{reason.zh}",
        )
    return Text(f"{who} was not scored: {reason.en}", f"{who} 未评分：{reason.zh}")


def unscored(reports: Iterable[PluginReport]) -> list[Text]:
    """The plugins that failed to load, so that nothing was scored by them."""
    failed = [report for report in reports if report.status == "failed"]
    if not failed:
        return []
    count = len(failed)
    plural = "s" if count > 1 else ""
    head = Text(f"{count} position{plural} not scored:", f"{count} 个阵地未评分：")
    reasons = [(r.id or r.name, r.reason or UNKNOWN) for r in failed]
    return [head, *(Text(f"- {who}: {why.en}", f"- {who}：{why.zh}") for who, why in reasons)]


def _concerning(who: str, what: Text, language: Language) -> str:
    said = clean(what.in_(language))
    return f"{who}{COLON[language]}{said}" if who else said


def cited_rules(rules: Iterable[str], language: Language) -> str:
    """The rules behind a sentence, in brackets after it; nothing where there are none."""
    ids = joined(rules, language)
    return ids and (f" ({ids})" if language == "en" else f"（{ids}）")


def aim(kpi: ActionKpi, space: InputSpace) -> Text:
    """The figure to watch: from where to where, or where it should stay."""
    domain = space.domains[kpi.input]
    en, zh = ((figure(kpi.seen, domain, lg), figure(kpi.to, domain, lg)) for lg in LANGUAGES)
    title = domain.title
    better = domain.declaration.better if domain.declaration else "neither"
    if isinstance(kpi.seen, int | float) and (
        (better == "higher" and kpi.seen >= kpi.to) or (better == "lower" and kpi.seen <= kpi.to)
    ):
        return Text(
            f"Watch: {title.en}, {en[0]} now, to be kept at {en[1]} or better",
            f"盯住：{title.zh}，{spaced('现为', zh[0])}，{spaced('守住', zh[1], '这条线')}",
        )
    return Text(f"Watch: {title.en}, {en[0]} → {en[1]}", f"盯住：{title.zh}，{zh[0]} → {zh[1]}")


def needs(advised: AdvisedAction, space: InputSpace) -> Text | None:
    """What to ask before the gain of an action can be told."""
    titles = [space.domains[path].title for path in advised.gain_needs]
    if not titles:
        return None
    en, zh = joined((t.en for t in titles), "en"), joined((t.zh for t in titles), "zh")
    return Text(f"ask first: {en}", f"先问清楚：{zh}")


def within(action: Action) -> Text:
    """How long an action may take."""
    days = action.within_days
    return Text(f"within {days} day{'s' if days > 1 else ''}", f"{days} 天内")


def in_points(gains: str) -> Text:
    """Gains with their unit."""
    return Text(f"{gains} points", f"{gains} 分")


def worth(item: MissingInput, letters: Mapping[str, str]) -> list[Text]:
    """What an answer is good for, and by how many points it narrows the ranges on average."""
    most_first = sorted(item.narrows.items(), key=lambda entry: -entry[1])
    seen = [f"{letters.get(name, name)}{HELD}{points(by)}" for name, by in most_first if by >= 0.05]
    said = [Text("could be a blocker", "可能成为障碍")] if item.may_block else []
    if seen:
        said.append(Text(f"narrows {', '.join(seen)} points", f"可缩小区间 {'、'.join(seen)} 分"))
    return said


def under_overlays(overlays: Iterable[str]) -> Text:
    """Whose numbers were used besides the bundled ones."""
    names = ", ".join(map(clean, overlays))
    return Text(
        f"Numbers of {names} over the bundled ones.",
        spaced("在内置规则上使用了", names, "的数字。"),
    )
