"""Conditions on columns: polars' null is Kleene's "undecided"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import polars as pl

from factmatrix.columns.facts import ColumnFacts
from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not
from factmatrix.scoring.inputs import as_number


def truth(condition: Condition, facts: ColumnFacts) -> pl.Expr:
    """A column of true, false and null where the condition is undecided."""
    match condition:
        case AnyOf(any=parts):
            return reduce(lambda one, other: one | other, [truth(p, facts) for p in parts])
        case All(all=parts):
            return reduce(lambda one, other: one & other, [truth(p, facts) for p in parts])
        case Not(not_=part):
            return ~truth(part, facts)
        case Clause():
            return _clause(condition, facts)


def _clause(clause: Clause, facts: ColumnFacts) -> pl.Expr:
    path, needed = clause.input, clause.needed
    choice = facts.space.domains[path].shape == "choice"
    if clause.op == "missing":
        known = _choice_known(path, facts) if choice else facts[path].known
        return ~known if needed else known
    if clause.op == "contains":
        return facts.stated(path).list.contains(pl.lit(needed))
    if choice and clause.op in ("is", "in"):
        return _one_of(path, (needed,) if clause.op == "is" else clause.in_ or (), facts)
    span, number = facts[path], as_number(needed)
    low, high = span.low, span.high
    if clause.op == "at_least":
        return _decided(low >= number, high < number)
    if clause.op == "above":
        return _decided(low > number, high <= number)
    if clause.op == "at_most":
        return _decided(high <= number, low > number)
    if clause.op == "below":
        return _decided(high < number, low >= number)
    return _decided((low == number) & (high == number), (high < number) | (low > number))


def _decided(holds: pl.Expr, fails: pl.Expr) -> pl.Expr:
    return pl.when(holds).then(pl.lit(True)).when(fails).then(pl.lit(False))


def _choice_known(path: str, facts: ColumnFacts) -> pl.Expr:
    only_one = len(facts.space.domains[path].choices) == 1
    return pl.lit(True) if only_one else facts.stated(path).is_not_null()


def _one_of(path: str, wanted: Sequence[object], facts: ColumnFacts) -> pl.Expr:
    choices = facts.space.domains[path].choices
    hits = sum(choice in wanted for choice in choices)
    if hits == len(choices):
        return pl.lit(True)
    found = facts.stated(path).is_in([str(choice) for choice in wanted])
    return found if hits else found.fill_null(False)
