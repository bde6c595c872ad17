"""Conditions on facts, in Kleene's three values: True, False, and None where undecided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from factmatrix.fit import ClauseResult
from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not, clauses
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.inputs import InputSpace, as_number

Truth = bool | None
Test = Callable[[Facts], Truth]
ClauseResults = Callable[[Facts], tuple[ClauseResult, ...]]


def any_of(truths: Iterable[Truth]) -> Truth:
    """Whether one at least is true."""
    undecided = False
    for truth in truths:
        if truth is True:
            return True
        undecided = undecided or truth is None
    return None if undecided else False


def compile_condition(condition: Condition, space: InputSpace) -> Test:
    """A function that decides the condition for given facts."""
    match condition:
        case AnyOf(any=parts):
            tests = [compile_condition(part, space) for part in parts]
            return lambda facts: any_of(test(facts) for test in tests)
        case All(all=parts):  # all hold unless any fails
            opposites = [_not(compile_condition(part, space)) for part in parts]
            return _not(lambda facts: any_of(test(facts) for test in opposites))
        case Not(not_=part):
            return _not(compile_condition(part, space))
        case Clause():
            return _clause(condition, space)


def compile_clauses(condition: Condition, space: InputSpace) -> ClauseResults:
    """A function that says for given facts what each clause needed and what was seen."""
    parts = [(c.input, c.op, c.needed, _clause(c, space)) for c in clauses(condition)]
    return lambda facts: tuple(
        [
            ClauseResult(path, op, need, facts.seen(path), test(facts))
            for path, op, need, test in parts
        ]
    )


def _not(test: Test) -> Test:
    def opposite(facts: Facts) -> Truth:
        truth = test(facts)
        return None if truth is None else not truth

    return opposite


def _clause(clause: Clause, space: InputSpace) -> Test:
    path, needed = clause.input, clause.needed
    if clause.op == "missing":
        return lambda facts: facts.known(path) is not needed
    if clause.op == "contains":
        return _contains(path, needed)
    if clause.op in ("is", "in") and space.domains[path].shape == "choice":
        return _one_of(path, (needed,) if clause.op == "is" else clause.in_ or ())
    number = as_number(needed)
    if clause.op == "at_least":
        return _decided(path, lambda low, high: low >= number, lambda low, high: high < number)
    if clause.op == "above":
        return _decided(path, lambda low, high: low > number, lambda low, high: high <= number)
    if clause.op == "at_most":
        return _decided(path, lambda low, high: high <= number, lambda low, high: low > number)
    if clause.op == "below":
        return _decided(path, lambda low, high: high < number, lambda low, high: low >= number)
    return _decided(
        path,
        lambda low, high: low == high == number,
        lambda low, high: high < number or low > number,
    )


def _contains(path: str, member: object) -> Test:
    def test(facts: Facts) -> Truth:
        members = facts.stated.get(path)
        return member in members if isinstance(members, tuple) else None

    return test


def _one_of(path: str, wanted: Sequence[object]) -> Test:
    def test(facts: Facts) -> Truth:
        choices = facts.choices(path)
        hits = sum(choice in wanted for choice in choices)
        return True if hits == len(choices) else None if hits else False

    return test


def _decided(
    path: str, holds: Callable[[float, float], bool], fails: Callable[[float, float], bool]
) -> Test:
    """True or False where that is so over the whole range of the input."""

    def test(facts: Facts) -> Truth:
        low, high = facts[path]
        return True if holds(low, high) else False if fails(low, high) else None

    return test
