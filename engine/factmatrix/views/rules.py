"""Rules as a person reads them: every weight, curve and condition, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.curves import Points
from factmatrix.rules.diagnosis import Alert, Diagnosis, Severity
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.scorecard import (
    ActionRule,
    CardWarning,
    Criterion,
    EffectKind,
    Modifier,
    Scorecard,
    Target,
    Trust,
)
from factmatrix.scoring.inputs import Domain, InputSpace
from factmatrix.text import Text, clean
from factmatrix.views import wording
from factmatrix.views.conditions import describe
from factmatrix.views.figures import figure
from factmatrix.views.screen import Screen

CRITERIA = Text("Criteria, with their share of the weight", "评分项（及权重占比）")
MODIFIERS = Text("Modifiers", "修正")
WARNINGS = Text("Warnings", "提醒")
ACTIONS = Text("Actions", "行动")
WEIGHT = Text("weight {:g}", "权重 {:g}")
GATE = Text("times a factor by {}: {}. {}", "再乘以系数（{}）：{}。{}")
IF = Text("{1}, if {0}", "若{0}：{1}")
WHEN = Text("When: {}", "条件：{}")
TARGETS = Text("Moves: {}", "目标：{}")
KPI = Text("Watch: {} {}", "盯住：{} {}")
WITHIN = Text("{} days", "{} 天内")
FILES: Mapping[str, Text] = {
    "diagnosis": Text("What concerns every position", "与所有阵地有关的规则"),
    "ranking": Text("Roles and verdicts", "排序与角色"),
    "conversions": Text("Conversions", "换算"),
    "benchmarks": Text("Benchmarks", "参考值"),
}
_EFFECTS: Mapping[EffectKind, Text] = {
    "shift": Text("{:+g} points", "{:+g} 分"),
    "multiply": Text("times {:g}", "乘以 {:g}"),
    "cap": Text("at most {:g} points", "封顶 {:g} 分"),
    "block": Text("cannot be chosen", "不可选"),
}
_SEVERITIES: Mapping[Severity, Text] = {
    "blocker": Text("blocks every choice", "所有阵地都不可选"),
    "stopper": Text("stops the snowball", "雪球停转"),
    "warning": Text("warns", "提醒"),
}
_TARGETS: Mapping[str, Text] = {
    "at_least": Text("{} at least {}", "{}不低于 {}"),
    "at_most": Text("{} at most {}", "{}不高于 {}"),
    "set": Text("{}: {}", "{}：{}"),
}
_SAID_ELSEWHERE = frozenset({"id", "title", "curve", "rules", "trust", "rationale", "source"})


def card_lines(card: Scorecard, space: InputSpace, screen: Screen) -> Iterator[str]:
    """All of one position's rules."""
    info = card.position
    yield screen.heading(f"{clean(info.letter)} {screen.say(info.title)} ({info.id})")
    yield from screen.lines(screen.say(info.summary))
    yield from _part(CRITERIA, _criteria(card.criteria, space, screen), screen)
    yield from _part(MODIFIERS, _each(_modifier, card.modifiers, space, screen), screen)
    yield from _part(WARNINGS, _each(_warning, card.warnings, space, screen), screen)
    yield from _part(ACTIONS, _each(_action, card.actions, space, screen), screen)


def knowledge_lines(
    name: str, knowledge: Knowledge, space: InputSpace, screen: Screen
) -> Iterator[str]:
    """One of the engine's own files, by its name without the ending."""
    yield screen.heading(f"{screen.say(FILES[name])} ({name})")
    rules = knowledge.files[name]
    if isinstance(rules, Diagnosis):
        for stage in rules.stages:
            yield from _part(stage.title, _criteria(stage.criteria, space, screen), screen)
        yield from _part(WARNINGS, _each(_alert, rules.alerts, space, screen), screen)
    else:
        yield from _entries(rules, screen)


