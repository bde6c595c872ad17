"""The checks in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from factmatrix.conformance import answering, claims, knowledge
from factmatrix.conformance.trial import Trial
from factmatrix.conformance.verdict import Outcome
from factmatrix.text import Text


class Check(NamedTuple):
    """One thing that holds for every position that conforms.

    `compares` says that answers to several brands are held against each other, which tells nothing
    where not even one brand always gets the same answer.
    """

    id: str
    title: Text
    run: Callable[[Trial], Outcome]
    compares: bool = False


LOADS, REPEATABLE = "loads", "repeatable"
"""The checks on which others rest: all of them, and those that compare."""
CHECKS = (
    Check(
        "answers",
        Text(
            "Answers are sound: types, both languages, bounds, ids, sums, targets; the profile is "
            "left alone",
            "结果有效：类型、中英文、范围、id、合计与目标都正确，且不改动档案",
        ),
        answering.sound_answers,
    ),
    Check("time", Text("No brand takes too long", "每个品牌的耗时都在限制之内"), answering.in_time),
    Check(
        REPEATABLE,
        Text("The same brand gets the same answer", "同一品牌的结果始终相同"),
        answering.repeatable,
    ),
    Check(
        "clock",
        Text("The day comes from the context, not from the clock", "日期取自 context 而非系统时钟"),
        answering.no_clock,
    ),
    Check("stdout", Text("Nothing is printed to stdout", "不向 stdout 输出内容"), answering.quiet),
    Check(
        "inputs",
        Text("Every input that it reads is named", "所用输入均已写明"),
        claims.named_inputs,
        compares=True,
    ),
    Check(
        "ranges",
        Text(
            "Ranges hold, whatever the missing fields turn out to be",
            "无论缺失字段如何取值，区间都成立",
        ),
        claims.sound_ranges,
        compares=True,
    ),
    Check(
        "rising",
        Text("What it claims to be good never lowers a figure", "声明为正向的输入上升时数值不降"),
        claims.rising_claims,
        compares=True,
    ),
    Check(
        "rules",
        Text("The rules of its scorecard are in order", "评分卡的规则没有错误"),
        knowledge.sound_rules,
    ),
    Check(
        "columns",
        Text("A table gets the same figures as score_fit()", "按列计算与 score_fit() 一致"),
        knowledge.same_columns,
        compares=True,
    ),
    Check(
        "actions",
        Text("Every action can be reached", "每个行动都有机会出现"),
        knowledge.reachable_actions,
    ),
    Check(
        "rationale",
        Text("Every contribution says why", "每项得分都写明依据"),
        knowledge.reasons_given,
    ),
)
TITLES = {
    LOADS: Text(
        "It loads: hooks and their arguments, metadata, API version, both languages",
        "能够加载：钩子及参数、元数据、API 版本、中英文齐全",
    ),
    **{check.id: check.title for check in CHECKS},
}
"""All checks in their order, as a person reads of them."""
