"""A condition is called impossible only where no brand can ever make it true."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from factmatrix.profile.choices import Goal
from factmatrix.rules.conditions import Condition
from factmatrix.rules.curves import compile_curve
from factmatrix.rules.derived import FloatArithmetic
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.lint.satisfying import can_fail, can_hold
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.truth import compile_condition
from tests.brands import brand
from tests.strategies_rules import SPACE, conditions

READ: TypeAdapter[Condition] = TypeAdapter(Condition)
CONVERSIONS = Knowledge.bundled().conversions
ARITHMETIC = FloatArithmetic(
    {
        "experience_5": compile_curve(CONVERSIONS.experience_5.curve),
        "price_index": compile_curve(CONVERSIONS.price_index.curve),
    }
)
SCORES = st.integers(0, 100)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "quality.product": SCORES,
    "quality.reputation": SCORES,
    "accounts.blue_v": st.booleans(),
    "accounts.own_accounts": st.integers(0, 3),
    "brand.goal": st.sampled_from(Goal.__args__),  # type: ignore[attr-defined]
    "content.forms": st.lists(
        st.sampled_from(["knowledge", "scene", "recommendation", "story"]), unique=True
    ),
}
ASKED = [*FIELDS, "metrics.quality_floor"]


def truth(condition: Condition, fields: dict[str, Any]) -> bool | None:
    """What the engine makes of the condition for a brand with these fields."""
    facts = Facts.of(brand(fields), SPACE, ARITHMETIC, date(2026, 11, 22))
    return compile_condition(condition, SPACE)(facts)


@settings(max_examples=500)
@given(conditions(ASKED).map(READ.validate_python), st.fixed_dictionaries({}, optional=FIELDS))
def test_what_holds_can_hold(condition: Condition, fields: dict[str, Any]) -> None:
    found = truth(condition, fields)
    if found is True:
        assert can_hold(condition, SPACE)
    if found is False:
        assert can_fail(condition, SPACE)


@pytest.mark.parametrize(
    "data",
    [
        {"input": "accounts.own_accounts", "below": 0.5},
        {"all": [{"input": "metrics.quality_floor", "missing": True},
                 {"input": "metrics.quality_floor", "below": 50}]},
        {"any": [{"input": "live.gpm", "below": 0}, {"input": "brand.goal", "is": "daily"}]},
        {"all": [{"input": "content.forms", "contains": "story"},
                 {"input": "content.forms", "at_most": 1}]},
        {"not": {"all": [{"input": "quality.product", "at_least": 0},
                         {"input": "quality.product", "above": 0}]}},
    ],
)  # fmt: skip
def test_what_seems_impossible_and_is_not(data: dict[str, Any]) -> None:
    assert can_hold(READ.validate_python(data), SPACE)


def test_long_chains_are_decided_at_once() -> None:
    either = {"any": [{"input": "accounts.blue_v", "is": True}, {"input": "live.gpm", "above": 5}]}
    never = {"input": "brand.goal", "is": "daily"}
    condition = {"all": [*[either] * 40, never, {"not": never}]}
    assert not can_hold(READ.validate_python(condition), SPACE)
    assert can_hold(READ.validate_python({"all": [either] * 40}), SPACE)
