"""What a scorecard answers to its tests, and where that is not what they expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from factmatrix.fit import Fit
from factmatrix.rules.card_tests import (
    CardTest,
    Conditional,
    Entries,
    Expectation,
    conditionals,
)
from factmatrix.rules.problems import Fault
from factmatrix.rules.scorecard import Scorecard
from factmatrix.scoring.advice import is_reached
from factmatrix.scoring.card_position import CardPosition
from factmatrix.scoring.compiled import condition_inputs
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.truth import compile_condition
from factmatrix.text import Text

_HOLDS: Mapping[Entries, Text] = {
    "modifiers": Text("applied", "生效"),
    "warnings": Text("shown", "出现"),
    "actions": Text("offered", "给出"),
}
_NOT_MET = Text("its condition is false", "条件不成立")
_REACHED = Text("its targets are met already", "目标均已达到")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a scorecard makes of one brand: the fit, and the ids of all entries that hold."""

    facts: Facts
    fit: Fit
    holding: Mapping[Entries, frozenset[str]]


def answer(position: CardPosition, facts: Facts) -> Answer:
    """Ask the scorecard, as the engine does."""
    fit = position.fit(facts)
    actions = position.fired_actions(facts)
    return Answer(
        facts,
        fit,
        {
            "modifiers": frozenset(m.id for m in fit.modifiers if m.applied is True),
            "warnings": frozenset(notice.id for notice in fit.notices),
            "actions": frozenset(a.id for a in actions if not is_reached(a, facts)),
        },
    )


def failures(test: CardTest, given: Answer, card: Scorecard) -> Iterator[Fault]:
    """What is not as the test expects, by the path of the expectation in the test."""
    if message := _other_score(test, given.fit.score):
        yield Fault(("score",), message)
    for expected in test.expectations():
        if (expected.id in given.holding[expected.entries]) is not expected.holds:
            yield Fault(expected.path, _other_outcome(expected, given, card))


def _other_score(test: CardTest, score: float | None) -> Text | None:
    if test.score is None or (test.score == "unknown" and score is None):
        return None
    if score is None:
        return Text(
            "There is no score: no criterion is known.", "没有得分：没有一个评分项是已知的。"
        )
    if test.score == "unknown":
        return Text(
            f"The score is {score:.2f}, and was expected to be unknown.",
            f"得分为 {score:.2f}，预期是未知。",
        )
    low, high = test.score
    if low <= score <= high:
        return None
    if low == high:
        return Text(
            f"The score is {score:.2f}, and was expected to be {low:g}.",
            f"得分为 {score:.2f}，预期是 {low:g}。",
        )
    return Text(
        f"The score is {score:.2f}, and was expected to lie between {low:g} and {high:g}.",
        f"得分为 {score:.2f}，预期在 {low:g} 到 {high:g} 之间。",
    )


def _other_outcome(expected: Expectation, given: Answer, card: Scorecard) -> Text:
    holds = _HOLDS[expected.entries]
    if not expected.holds:
        return Text(
            f"{expected.id} is {holds.en}, and was expected not to be.",
            f"{expected.id} {holds.zh}了，预期是不{holds.zh}。",
        )
    found = conditionals(card, expected.entries)
    why = _why_not(next(entry for entry in found if entry.id == expected.id), given.facts)
    return Text(
        f"{expected.id} is not {holds.en}, and was expected to be: {why.en}.",
        f"{expected.id} 没有{holds.zh}，预期是{holds.zh}：{why.zh}。",
    )


def _why_not(entry: Conditional, facts: Facts) -> Text:
    truth = compile_condition(entry.when, facts.space)(facts)
    if truth is None:
        missing = [path for path in condition_inputs(entry.when) if not facts.known(path)]
        return Text(
            f"its condition is open, since nothing is known of {', '.join(missing)}",
            f"条件未定，因为不知道 {'、'.join(missing)}",
        )
    return _REACHED if truth else _NOT_MET
