"""Conditions on columns: polars' null is Kleene's "undecided"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import ge, gt, le, lt
from typing import Any

import polars as pl

from factmatrix.columns.choices import is_one_of
from factmatrix.columns.facts import ColumnFacts, Span
from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not
from factmatrix.scoring.inputs import as_number

_COMPARISONS: Mapping[str, Callable[[Any, float], Any]] = {
    "at_least": ge, "above": gt, "at_most": le, "below": lt,
}  # fmt: skip


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
        # In lists of texts, counting is several times as fast as asking whether there is one.
        return facts.stated(path).list.count_matches(pl.lit(needed)) > 0
    if choice and clause.op in ("is", "in"):
        return _one_of(path, (needed,) if clause.op == "is" else clause.in_ or (), facts)
    span, number = facts[path], as_number(needed)
    if clause.op == "is":
        return _compared(span, ge, number) & _compared(span, le, number)
    return _compared(span, _COMPARISONS[clause.op], number)


def _compared(span: Span, holds: Callable[[Any, float], Any], number: float) -> pl.Expr:
    """Whether a comparison holds, which is decided where it says the same of both ends."""
    at_least, at_most = holds(span.least, number), holds(span.most, number)
    if isinstance(at_least, pl.Expr):
        return pl.when(at_least == at_most).then(at_least)
    at_value: pl.Expr = holds(span.value, number)
    return at_value.fill_null(at_least) if at_least == at_most else at_value


def _choice_known(path: str, facts: ColumnFacts) -> pl.Expr:
    only_one = len(facts.space.domains[path].choices) == 1
    return pl.lit(True) if only_one else facts.stated(path).is_not_null()


def _one_of(path: str, wanted: Sequence[object], facts: ColumnFacts) -> pl.Expr:
    choices = facts.space.domains[path].choices
    hits = [choice for choice in choices if choice in wanted]
    if len(hits) in (0, len(choices)):
        return pl.lit(bool(hits))
    return is_one_of(facts.stated(path), hits)
