"""What of a scorecard its tests show, and what none of them does.

A test shows only what it expects something of: criteria and gates where it gives a score, an entry
and the parts of its condition where it names the entry. What is merely evaluated is not shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from factmatrix.rules.card_answers import Answer
from factmatrix.rules.card_tests import EXPECTATIONS, CardTest, conditionals
from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not
from factmatrix.rules.curves import compile_curve_range
from factmatrix.rules.problems import Fault
from factmatrix.rules.scorecard import Gate, Scorecard
from factmatrix.scoring.facts import CATEGORY, Facts
from factmatrix.scoring.truth import compile_condition
from factmatrix.text import Text
from factmatrix.toml.problem import Path

Kind = Literal["criteria", "gates", "modifiers", "warnings", "actions", "branches"]
KINDS: tuple[Kind, ...] = ("criteria", "gates", "modifiers", "warnings", "actions", "branches")


class Point(NamedTuple):
    """Something that a test can show: at which path of the card, and in which state.

    Criteria, and what they are for a category, can be known (True). Gates can be open (True), or
    shut at least in part. Entries can hold or not, parts of their conditions be true or false.
    """

    kind: Kind
    path: Path
    state: bool


class Coverage(NamedTuple):
    """All that tests can show of a card, and what they do show."""

    points: tuple[Point, ...]
    shown: frozenset[Point]

    @property
    def missing(self) -> tuple[Point, ...]:
        """What no test shows, in the order of the card."""
        return tuple(point for point in self.points if point not in self.shown)

    def counts(self) -> Mapping[Kind, tuple[int, int]]:
        """How many points of each kind are shown, of how many."""
        return {
            kind: (
                sum(point.kind == kind and point in self.shown for point in self.points),
                sum(point.kind == kind for point in self.points),
            )
            for kind in KINDS
        }


def coverage(card: Scorecard, tried: Collection[tuple[CardTest, Answer]]) -> Coverage:
    """What tests show of a card, passed or not."""
    shown = frozenset(point for test, given in tried for point in _shown(card, test, given))
    return Coverage(tuple(_points(card)), shown)


def _points(card: Scorecard) -> Iterator[Point]:
    for i, criterion in enumerate(card.criteria):
        path: Path = ("criteria", i)
        yield Point("criteria", path, True)
        for category in criterion.by_category:
            yield Point("criteria", (*path, "by_category", category), True)
        if criterion.gate:
            yield from _both("gates", (*path, "gate"))
    for entries in EXPECTATIONS:
        for i, entry in enumerate(conditionals(card, entries)):
            yield from _both(entries, (entries, i))
            for path, _ in _branches(entry.when, (entries, i, "when")):
                yield from _both("branches", path)


def _both(kind: Kind, path: Path) -> Iterator[Point]:
    yield Point(kind, path, True)
    yield Point(kind, path, False)


def _branches(condition: Condition, path: Path) -> Iterator[tuple[Path, Condition]]:
    """The parts of a condition that is more than one clause, outermost first."""
    match condition:
        case Not(not_=part):
            yield from _branches(part, (*path, "not"))
        case All(all=parts) | AnyOf(any=parts):
            word = "all" if isinstance(condition, All) else "any"
            for i, part in enumerate(parts):
                yield (*path, word, i), part
                yield from _branches(part, (*path, word, i))
        case Clause():
            return


def _shown(card: Scorecard, test: CardTest, given: Answer) -> Iterator[Point]:
    if test.score is not None:
        yield from _criteria_shown(card, given)
    named = {(expected.entries, expected.id) for expected in test.expectations()}
    for entries in EXPECTATIONS:
        for i, entry in enumerate(conditionals(card, entries)):
            if (entries, entry.id) in named:
                yield Point(entries, (entries, i), entry.id in given.holding[entries])
                yield from _branches_shown(entry.when, (entries, i, "when"), given.facts)


def _branches_shown(condition: Condition, path: Path, facts: Facts) -> Iterator[Point]:
    for place, part in _branches(condition, path):
        truth = compile_condition(part, facts.space)(facts)
        if truth is not None:
            yield Point("branches", place, truth)


def _criteria_shown(card: Scorecard, given: Answer) -> Iterator[Point]:
    category = str(given.facts.stated.get(CATEGORY))
    rows = zip(card.criteria, given.fit.contributions, strict=True)
    for i, (criterion, row) in enumerate(rows):
        path: Path = ("criteria", i)
        if row.known:
            variant = ("by_category", category) if category in criterion.by_category else ()
            yield Point("criteria", (*path, *variant), True)
        if criterion.gate:
            yield from _gate_shown(criterion.gate, given.facts, (*path, "gate"))


def _gate_shown(gate: Gate, facts: Facts, path: Path) -> Iterator[Point]:
    least, most = compile_curve_range(gate.curve)(*facts[gate.input])
    open_ = max(factor for _, factor in gate.curve)
    if least == open_:
        yield Point("gates", path, True)
    elif most < open_:
        yield Point("gates", path, False)


def unshown(point: Point, card: Scorecard) -> Fault:
    """That no test shows a point, said at its place in the card."""
    list_name, index, *inside = point.path
    name = getattr(card, str(list_name))[index].id
    message = _UNSHOWN[point.kind, point.state]
    if "by_category" in inside:
        message = Text(
            f"No test scores it for {inside[-1]}.", f"没有测试在 {inside[-1]} 类目给它打分。"
        )
    path = point.path if inside else (*point.path, "id")
    return Fault(path, Text(f"{name}: {message.en}", f"{name}：{message.zh}"), "warning")


_UNSHOWN: Mapping[tuple[Kind, bool], Text] = {
    ("criteria", True): Text("No test scores it.", "没有测试给它打分。"),
    ("gates", True): Text("No test scores it with the gate open.", "没有测试在门槛全开时打分。"),
    ("gates", False): Text(
        "No test scores it with the gate shut, or shut in part.",
        "没有测试在门槛关闭（或部分关闭）时打分。",
    ),
    ("modifiers", True): Text("No test expects it to apply.", "没有测试预期它生效。"),
    ("modifiers", False): Text("No test expects it not to apply.", "没有测试预期它不生效。"),
    ("warnings", True): Text("No test expects it to be shown.", "没有测试预期它出现。"),
    ("warnings", False): Text("No test expects it not to be shown.", "没有测试预期它不出现。"),
    ("actions", True): Text("No test expects it to be offered.", "没有测试预期它被给出。"),
    ("actions", False): Text("No test expects it not to be offered.", "没有测试预期它不被给出。"),
    ("branches", True): Text(
        "In no test that names it is this part true.", "点名它的测试中，这一部分从未成立。"
    ),
    ("branches", False): Text(
        "In no test that names it is this part false.", "点名它的测试中，这一部分从未不成立。"
    ),
}
