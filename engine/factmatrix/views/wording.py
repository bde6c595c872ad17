"""The words and number formats that all views share."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date

from factmatrix.assessment import Role, Verdict
from factmatrix.fit import ClauseResult
from factmatrix.profile.model import Value
from factmatrix.rules.scorecard import Effort, Stance
from factmatrix.scoring.inputs import Domain, InputSpace
from factmatrix.text import Language, Text, clean

ROLES: Mapping[Role, Text] = {
    "lead": Text("lead", "主推"),
    "support": Text("support", "辅助"),
    "baseline": Text("baseline", "保底"),
    "hold": Text("hold", "暂缓"),
    "always_on": Text("always on", "常开"),
}
STANCES: Mapping[Stance, Text] = {
    "required": Text("required", "必做"),
    "elective": Text("elective", "可选"),
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
OPERATORS: Mapping[str, Text] = {
    "at_least": Text("at least", "不低于"),
    "above": Text("above", "高于"),
    "at_most": Text("at most", "不高于"),
    "below": Text("below", "低于"),
    "is": Text("is", "为"),
    "in": Text("one of", "属于"),
    "contains": Text("contains", "包含"),
    "missing": Text("unknown", "未知"),
}
TRUST: Mapping[str, Text] = {
    "source": Text("FACT article", "FACT 原文"),
    "A": Text("official (A)", "官方（A）"),
    "B": Text("data firm or press (B)", "数据机构或媒体（B）"),
    "C": Text("practitioners (C)", "从业者（C）"),
    "D": Text("unsourced page (D)", "无出处网页（D）"),
    "ours": Text("our assumption", "本项目假设"),
}
UNKNOWN = Text("unknown", "未知")
YES, NO = Text("yes", "是"), Text("no", "否")


def points(value: float | None, *, signed: bool = False) -> str:
    """A number of points with one decimal; a dash where there is none."""
    if value is None:
        return "–"
    rounded = round(value, 1) + 0.0
    return f"{rounded:+.1f}" if signed else f"{rounded:.1f}"


def percent(share: float) -> str:
    """A share as whole percent."""
    return f"{round(share * 100)} %"


def figure(value: Value | None, domain: Domain | None, language: Language) -> str:
    """A value of an input as a person writes it: 35 %, ¥128, yes, 女装."""
    if value is None:
        return UNKNOWN.in_(language)
    if isinstance(value, bool):
        return (YES if value else NO).in_(language)
    if isinstance(value, tuple):
        names = [figure(item, domain, language) for item in value]
        return (", " if language == "en" else "、").join(names) or "–"
    if isinstance(value, str):
        return _label(value, domain, language)
    if isinstance(value, date):
        return value.isoformat()
    return _number(float(value), domain.unit if domain else "")


def _label(value: str, domain: Domain | None, language: Language) -> str:
    choices = domain.declaration.choices if domain and domain.declaration else ()
    for choice in choices:
        if choice.value == value:
            return choice.label.in_(language)
    return clean(value)


def _number(value: float, unit: str) -> str:
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if unit == "share":
        return f"{value * 100:.4g} %"
    digits = f"{value:,.0f}" if abs(value) >= 1000 or value.is_integer() else f"{value:.4g}"
    return f"¥{digits}" if unit.startswith("CNY") else digits


def clause(c: ClauseResult, space: InputSpace, language: Language) -> str:
    """What a clause needed and what was seen: "match below 40 %, seen 20 %"."""
    domain = space.domains[c.input]
    title, op = domain.title.in_(language), OPERATORS[c.op].in_(language)
    seen = figure(c.seen, domain, language)
    if c.op == "missing":
        return f"{title}: {seen}"
    needed = figure(c.needed, domain, language)
    if language == "zh":
        return f"{title}{op} {needed}，现为 {seen}"
    return f"{title} {op} {needed}, seen {seen}"


def remarks(verdict: Verdict) -> Iterator[Text]:
    """How sure a verdict is, in a few words each."""
    if verdict.close_call:
        yield Text("a close call", "差距很小")
    if verdict.provisional:
        yield Text("provisional: too little is known", "暂定：已知信息太少")
    if verdict.certain is True:
        yield Text("certain whatever the missing answers are", "无论缺失项如何填都成立")
    elif verdict.certain is False:
        yield Text("missing answers could still change it", "缺失项的答案仍可能改变结果")
