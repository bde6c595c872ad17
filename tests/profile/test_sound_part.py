"""What is left of entered values where some are wrong: the wrong ones count as unknown."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix.engine import Engine
from factmatrix.profile.entered import check_entered
from factmatrix.profile.fields import declare
from factmatrix.profile.findings import Path
from factmatrix.profile.table import Section
from factmatrix.text import Text
from tests.strategies import profile_data

SECTIONS = Engine.load().sections
BRAND: dict[str, Any] = {"name": "Ling", "category": "beauty"}
WRONG = st.one_of(
    st.booleans(), st.integers(), st.floats(), st.text(max_size=3),
    st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3), st.integers()),
)  # fmt: skip
"""What some field or table does not take."""


def values(**tables: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a file may hold
    return {"format": 1, "brand": BRAND, **tables}


@pytest.mark.parametrize(
    ("entered", "left", "left_out"),
    [
        (
            values(powers={"content": {"live": 120, "short_video": 60}}),
            values(powers={"content": {"short_video": 60}}),
            [("powers", "content", "live")],
        ),
        (values(live={"hours_a_week": 3}), values(live={}), [("live", "hours_a_week")]),
        (values(live=3), values(), [("live",)]),
        (
            values(live={"feed_share": 0.7, "paid_share": 0.6, "gpm": 900}),
            values(live={"gpm": 900}),
            [("live", "paid_share"), ("live", "feed_share")],
        ),
        (
            values(brand={**BRAND, "tags": ["a", 3, 4]}),
            values(),
            [("brand", "tags")],
        ),
        (
            values(creators=[{"name": "a", "fee": -1, "gmv": 5}, {"name": "b"}]),
            values(creators=[{"name": "a", "gmv": 5}, {"name": "b"}]),
            [("creators", 0, "fee")],
        ),
        (
            values(creators=[{"name": "a", "gmv": 5}, {"name": "a", "gmv": 7}]),
            values(creators=[{"name": "?0", "gmv": 5}, {"name": "?1", "gmv": 7}]),
            [("creators", 1, "name"), ("creators", 0, "name")],
        ),
        (
            values(brand={"name": " ", "category": "beauty"}),
            values(brand={**BRAND, "name": "?"}),
            [("brand", "name")],
        ),
    ],
    ids=["range", "key", "table", "sum", "item of a set", "row", "doubled name", "blank name"],
)
def test_the_rest_is_the_profile_without_the_wrong_values(
    entered: dict[str, Any], left: dict[str, Any], left_out: list[Path]
) -> None:
    before = deepcopy(entered)
    checked = check_entered(entered, SECTIONS)
    assert checked.profile is None
    assert checked.sound is not None
    assert checked.sound.profile == check_entered(left, SECTIONS).profile
    assert list(checked.sound.left_out) == left_out
    assert entered == before, "what was entered stays as it is"


class Stores(Section):
    """A plugin's own table that is nothing without its number."""

    heading: ClassVar[Text] = Text("Stores", "门店")
    number: int = declare(
        "count", Text("Stores", "门店数"), Text("How many.", "有几家。"), required=True
    )


@pytest.mark.parametrize("own", [{"number": -1}, {}, {"number": 3, "city": 4}])
def test_a_section_is_left_out_where_a_field_it_needs_is(own: dict[str, Any]) -> None:
    sound = check_entered(values(ext={"stores": own}), {"stores": Stores}).sound
    assert sound is not None
    needed = own.get("number") != 3
    assert sound.left_out == ((("ext", "stores"),) if needed else (("ext", "stores", "city"),))
    assert ("stores" in dict(sound.profile.ext.items())) != needed


@pytest.mark.parametrize(
    "entered",
    [
        {"format": 2, "brand": BRAND},
        {"format": 1},
        {"format": 1, "brand": 3},
        {"format": 1, "brand": {"name": "Ling"}},
        {"format": 1, "brand": {"name": "Ling", "category": "bueaty"}},
    ],
)
def test_what_no_profile_can_be_without_is_not_made_up(entered: dict[str, Any]) -> None:
    assert check_entered(entered, SECTIONS).sound is None


@settings(max_examples=60)
@given(profile_data(), st.data())
def test_any_wrong_values_leave_a_sound_part_and_are_named(
    entered: dict[str, Any], data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        at: Any = entered
        while isinstance(at, dict | list) and at:
            steps = list(at) if isinstance(at, dict) else range(len(at))
            step = data.draw(st.sampled_from(list(steps)))
            if not isinstance(at[step], dict | list) or data.draw(st.booleans()):
                at[step] = data.draw(WRONG)
                break
            at = at[step]
    checked = check_entered(entered, SECTIONS)
    errors = [problem for problem in checked.problems if problem.severity == "error"]
    if checked.sound is not None:
        assert bool(checked.sound.left_out) == bool(errors)
        for problem in errors:
            named = (problem.path[:depth] for depth in range(len(problem.path) + 1))
            assert any(path in checked.sound.left_out for path in named), problem
    else:
        needed = {(), ("format",), ("brand",), ("brand", "category")}
        assert needed & {problem.path for problem in errors}
