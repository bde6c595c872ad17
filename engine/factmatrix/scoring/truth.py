"""Conditions on facts, in Kleene's three values: True, False, and None where undecided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from factmatrix.fit import ClauseResult
from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not, clauses
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.inputs import InputSpace, as_number

Truth = bool | None
Test = Callable[[Facts], Truth]


def compile_condition(condition: Condition, space: InputSpace) -> Test:
    """A function that decides the condition for given facts."""
    match condition:
        case All(all=parts):
            return _all([compile_condition(part, space) for part in parts])
        case AnyOf(any=parts):
            return _any([compile_condition(part, space) for part in parts])
        case Not(not_=part):
            return _not(compile_condition(part, space))
        case Clause():
            return _clause(condition, space)


def compile_clauses(
    condition: Condition, space: InputSpace
) -> Callable[[Facts], tuple[ClauseResult, ...]]:
    """A function that says for given facts what each clause needed and what was seen."""
    parts = [(c.input, c.op, c.needed, _clause(c, space)) for c in clauses(condition)]
    return lambda facts: tuple(
        [
            ClauseResult(path, op, need, facts.seen(path), test(facts))
            for path, op, need, test in parts
        ]
    )


def _all(tests: Sequence[Test]) -> Test:
    def test(facts: Facts) -> Truth:
        undecided = False
        for part in tests:
            truth = part(facts)
            if truth is False:
                return False
            undecided = undecided or truth is None
        return None if undecided else True

    return test


def _any(tests: Sequence[Test]) -> Test:
    def test(facts: Facts) -> Truth:
        undecided = False
        for part in tests:
            truth = part(facts)
            if truth is True:
                return True
            undecided = undecided or truth is None
        return None if undecided else False

    return test


def _not(inner: Test) -> Test:
    def test(facts: Facts) -> Truth:
        truth = inner(facts)
        return None if truth is None else not truth

    return test


def _clause(clause: Clause, space: InputSpace) -> Test:
    path, needed = clause.input, clause.needed
    if clause.op == "missing":
        return lambda facts: facts.known(path) is not needed
    if clause.op == "contains":
        return lambda facts: needed in facts.stated[path] if path in facts.stated else None
    if clause.op in ("is", "in") and space.domains[path].shape == "choice":
        return _one_of(path, (needed,) if clause.op == "is" else clause.in_ or ())
    number = as_number(needed)
    if clause.op == "at_least":
        return _above_or(path, lambda low, high: low >= number, lambda low, high: high < number)
    if clause.op == "above":
        return _above_or(path, lambda low, high: low > number, lambda low, high: high <= number)
    if clause.op == "at_most":
        return _above_or(path, lambda low, high: high <= number, lambda low, high: low > number)
    if clause.op == "below":
        return _above_or(path, lambda low, high: high < number, lambda low, high: low >= number)
    return _above_or(
        path,
        lambda low, high: low == high == number,
        lambda low, high: high < number or low > number,
    )


def _one_of(path: str, wanted: Sequence[object]) -> Test:
    def test(facts: Facts) -> Truth:
        possible: Any = facts[path]
        hits = sum(value in wanted for value in possible)
        return True if hits == len(possible) else None if hits else False

    return test


def _above_or(
    path: str, holds: Callable[[float, float], bool], fails: Callable[[float, float], bool]
) -> Test:
    def test(facts: Facts) -> Truth:
        low, high = facts[path]
        return True if holds(low, high) else False if fails(low, high) else None  # type: ignore[arg-type]

    return test
