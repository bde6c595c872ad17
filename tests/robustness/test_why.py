"""Why one position is above another: the rows add up to the difference, and only what differs."""

from __future__ import annotations

import math

from hypothesis import given, settings

from factmatrix.robustness.why import why
from tests.brands import DAY, GOOD_QUALITY, brand, engine, powers
from tests.scoring.cards import card, engine_with
from tests.scoring.strategies import NOTHING_BLOCKED, World, worlds

PRICE, QUALITY = "powers.price.strength", "quality.product"


@given(worlds(cards=2))
@settings(max_examples=40)
def test_the_differences_add_up_to_the_difference_of_the_scores(world: World) -> None:
    one, other = (r.fit for r in world.engine.assess(world.profile, DAY, full=False).ranking)
    found = why(one, other)
    if one.score is None or other.score is None:
        assert found is None
        return
    assert found is not None
    assert found.points == abs(one.score - other.score)
    assert sum(row.points for row in found.differences) == found.points
    assert all(row.points for row in found.differences)


def test_of_the_bundled_positions_they_add_up_in_either_order() -> None:
    profile = brand(powers(content=80, price=60) | GOOD_QUALITY | {"brand.goal": "daily"})
    fits = {r.info.id: r.fit for r in engine().assess(profile, DAY).ranking}
    found, turned = why(fits["field"], fits["alliance"]), why(fits["alliance"], fits["field"])
    assert found == turned
    assert found is not None
    assert math.isclose(sum(d.points for d in found.differences), found.points)
    first = found.differences[0]
    assert first.points > 0


def test_what_both_weigh_alike_makes_no_difference() -> None:
    cards = [
        card({"input": PRICE}, {"input": QUALITY}, position={"id": "a"}),
        card({"input": PRICE}, {"input": "quality.reputation"}, position={"id": "b", "order": 2}),
    ]
    known = {PRICE: 70.0, QUALITY: 80.0, "quality.reputation": 60.0}
    answer = engine_with(*cards).assess(brand(NOTHING_BLOCKED | known), DAY)
    found = why(*(r.fit for r in answer.ranking))
    assert found is not None
    assert (found.above, found.below, found.points, found.level) == ("a", "b", 10.0, 70.0)
    assert [(d.input, d.points) for d in found.differences] == [
        (QUALITY, 5.0), ("quality.reputation", 5.0),
    ]  # fmt: skip
    assert found.alike == (PRICE,)
