"""Conditions in words: "Live hours a week below 12 h and blue V: no"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not
from factmatrix.scoring.inputs import Domain, InputSpace
from factmatrix.text import Language, Text, clean
from factmatrix.views.figures import NO, YES, figure
from factmatrix.views.spacing import filled

if TYPE_CHECKING:
    from factmatrix.profile.model import Value

_TRUE: Mapping[str, Text] = {
    "at_least": Text("{} at least {}", "{}不低于{}"),
    "above": Text("{} above {}", "{}高于{}"),
    "at_most": Text("{} at most {}", "{}不高于{}"),
    "below": Text("{} below {}", "{}低于{}"),
    "is": Text("{} is {}", "{}为{}"),
    "in": Text("{} is one of: {}", "{}属于：{}"),
    "contains": Text("{} include {}", "{}包含{}"),
    "missing": Text("{} unknown", "{}未知"),
}
_FALSE: Mapping[str, Text] = {
    "at_least": _TRUE["below"],
    "above": _TRUE["at_most"],
    "at_most": _TRUE["above"],
    "below": _TRUE["at_least"],
    "is": Text("{} is not {}", "{}不是{}"),
    "in": Text("{} is none of: {}", "{}不属于：{}"),
    "contains": Text("{} do not include {}", "{}不包含{}"),
    "missing": Text("{} known", "{}已知"),
}
_FLAG = Text("{}: {}", "{}：{}")
_AND, _OR = Text(" and ", "，且"), Text(" or ", "，或")
_GROUP = Text("({})", "（{}）")


def describe(condition: Condition, space: InputSpace, language: Language) -> str:
    """A condition as a person says it; what is under a `not` is turned into its opposite."""
    return _said(condition, True, space, language)


def _said(condition: Condition, truth: bool, space: InputSpace, language: Language) -> str:
    match condition:
        case Not(not_=part):
            return _said(part, not truth, space, language)
        case All(all=parts) | AnyOf(any=parts):
            joint = _AND if isinstance(condition, All) is truth else _OR
            said = [_part(part, truth, len(parts), space, language) for part in parts]
            return joint.in_(language).join(said)
        case Clause():
            return _clause(condition, truth, space.domains[condition.input], language)


def _part(
    part: Condition, truth: bool, siblings: int, space: InputSpace, language: Language
) -> str:
    said = _said(part, truth, space, language)
    while isinstance(part, Not):
        part = part.not_
    inner = part.all if isinstance(part, All) else part.any if isinstance(part, AnyOf) else ()
    return _GROUP.in_(language).format(said) if len(inner) > 1 and siblings > 1 else said


def _clause(clause: Clause, truth: bool, domain: Domain, language: Language) -> str:
    title = clean(domain.title.in_(language))
    needed: Value | date = clause.needed
    if clause.op == "missing":
        return filled((_TRUE if needed is truth else _FALSE)["missing"].in_(language), title)
    if clause.op == "is" and domain.shape == "flag":
        return _FLAG.in_(language).format(title, (YES if needed is truth else NO).in_(language))
    words = (_TRUE if truth else _FALSE)[clause.op].in_(language)
    return filled(words, title, figure(needed, domain, language))
