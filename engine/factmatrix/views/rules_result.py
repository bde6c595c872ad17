"""Rules for programs: what the files say, in one language, with each condition in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from factmatrix.rules.conditions import All, AnyOf, Clause, Not, RuleTable
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Language, Text
from factmatrix.views.conditions import describe

Json = Any


def rules_data(value: object, space: InputSpace, language: Language) -> Json:
    """Rules as the file has them, figures in file units and unrounded.

    What has a condition gains `condition`, the condition in words; each criterion `share`, its
    share of the weight (0–1).
    """
    match value:
        case Text():
            return value.in_(language)
        case Clause() | All() | AnyOf() | Not():
            return value.model_dump(mode="json", by_alias=True, exclude_none=True)
        case tuple():
            return [rules_data(item, space, language) for item in value]
        case dict():
            return {key: rules_data(item, space, language) for key, item in value.items()}
        case date():
            return value.isoformat()
        case RuleTable():
            return _table(value, space, language)
    return value


def _table(rules: RuleTable, space: InputSpace, language: Language) -> Json:
    data = {key: rules_data(value, space, language) for key, value in rules}
    when = getattr(rules, "when", None)
    if when is not None:
        data["condition"] = describe(when, space, language)
    criteria = data.get("criteria", ())
    total = sum(criterion["weight"] for criterion in criteria)
    for criterion in criteria:
        criterion["share"] = criterion["weight"] / total
    return data
