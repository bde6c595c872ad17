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

    `rests_on` is the check without which this one tells nothing: ANSWERS where it needs a sound
    answer to some brand, REPEATABLE where it holds answers to several brands against each other.
    """

    id: str
    title: Text
    run: Callable[[Trial], Outcome]
    rests_on: str | None = None


LOADS, ANSWERS, REPEATABLE = "loads", "answers", "repeatable"
"""The checks on which others rest; all rest on the first."""
CHECKS = (
    Check(
        ANSWERS,
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
        rests_on=ANSWERS,
    ),
    Check(
        "clock",
        Text("The day comes from the context, not from the clock", "日期取自 context 而非系统时钟"),
        answering.no_clock,
        rests_on=ANSWERS,
    ),
    Check(
        "stdout",
        Text("Nothing is printed to stdout", "不向 stdout 输出内容"),
        answering.quiet,
        rests_on=ANSWERS,
    ),
    Check(
        "inputs",
        Text("Every input that it reads is named", "所用输入均已写明"),
        claims.named_inputs,
        rests_on=REPEATABLE,
    ),
    Check(
        "ranges",
        Text(
            "Ranges hold, whatever the missing fields turn out to be",
            "无论缺失字段如何取值，区间都成立",
        ),
        claims.sound_ranges,
        rests_on=REPEATABLE,
    ),
    Check(
        "rising",
        Text("What it claims to be good never lowers a figure", "声明为正向的输入上升时数值不降"),
        claims.rising_claims,
        rests_on=REPEATABLE,
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
        rests_on=REPEATABLE,
    ),
    Check(
        "actions",
        Text("Every action can be reached", "每个行动都有机会出现"),
        knowledge.reachable_actions,
        rests_on=ANSWERS,
    ),
    Check(
        "rationale",
        Text("Every contribution says why", "每项得分都写明依据"),
        knowledge.reasons_given,
        rests_on=ANSWERS,
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
