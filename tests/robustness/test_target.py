"""What it would take: scored again the position leads, and hardly anything cheaper does it."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings

from factmatrix import BrandProfile
from factmatrix.robustness.steps import Steps
from factmatrix.robustness.target import Target, target
from factmatrix.rules.scorecard import Scorecard
from tests.brands import DAY, GOOD_QUALITY, brand, engine, powers
from tests.robustness.reweighed import lead_of
from tests.scoring.cards import card, engine_with
from tests.scoring.strategies import NOTHING_BLOCKED, World, worlds

FIELDS = ("quality.product", "quality.reputation", "powers.product.value", "powers.brand.spread")


def after(profile: BrandProfile, found: Target) -> BrandProfile:
    """The brand with all changes made."""
    return profile.with_inputs({change.input: change.to for change in found.changes})


@given(worlds(cards=3))
@settings(max_examples=15, deadline=None)
def test_scored_again_with_the_changes_the_position_leads(world: World) -> None:
    choice = world.engine.choice(world.profile, DAY)
    for position in choice.positions:
        found = target(choice, position)
        lead = choice.with_values({c.input: c.to for c in found.changes}).lead
        assert (lead == position) is found.reached
        assert lead == found.lead
        for change in found.changes:
            declared = world.engine.space.domains[change.input].declaration
            assert declared is not None
            assert declared.actionable
            assert isinstance(change.to, int | float)
            assert isinstance(change.now, int | float)
            assert (change.to > change.now) is (declared.better == "higher")


def small(chance: Random) -> tuple[tuple[Scorecard, ...], BrandProfile]:
    """Two cards over four figures, and a brand."""
    cards = tuple(
        card(
            *(
                {
                    "input": path,
                    "weight": chance.randint(1, 9),
                    "curve": [[0, 0], [chance.choice([20, 50, 80]), chance.choice([10, 50, 90])],
                              [100, 100]],
                }
                for path in chance.sample(FIELDS, 2)
            ),
            position={"id": name, "order": i},
        )
        for i, name in enumerate("ab")
    )  # fmt: skip
    figures = {path: float(chance.randint(20, 90)) for path in FIELDS}
    return cards, brand(NOTHING_BLOCKED | figures)


def cheapest(cards: tuple[Scorecard, ...], profile: BrandProfile, position: str) -> float | None:
    """The price of the cheapest of all sets of whole steps, by trying every one."""
    choice = engine_with(*cards).choice(profile, DAY)
    ladders = []
    for path in sorted(choice.read & set(FIELDS)):
        now = profile.inputs[path]
        assert isinstance(now, float)
        steps = Steps.of(choice.facts.space.domains[path], choice.facts.stated, choice.limits)
        values = dict.fromkeys(steps.moved(now, n) for n in range(21))
        ladders.append([(path, value, steps.between(now, value)) for value in values])
    prices = [
        sum(price for *_, price in rungs)
        for rungs in product(*ladders)
        if choice.with_values({path: value for path, value, _ in rungs}).lead == position
    ]
    return min(prices, default=None)


def test_on_small_cards_it_is_as_cheap_as_the_best_of_all_sets_or_nearly() -> None:
    chance, found, best = Random(3), 0.0, 0.0
    same = tried = 0
    for _ in range(12):
        cards, profile = small(chance)
        choice = engine_with(*cards).choice(profile, DAY)
        position = next(name for name in "ab" if name != choice.now.lead)
        price, answer = cheapest(cards, profile, position), target(choice, position)
        assert answer.reached is (price is not None)
        if price is not None:
            assert answer.steps >= price - 1e-9
            found, best = found + answer.steps, best + price
            tried, same = tried + 1, same + (answer.steps <= price + 1e-9)
    assert tried >= 6
    assert same >= 0.8 * tried
    assert found <= 1.1 * best


def test_of_the_bundled_positions_the_whole_answer_has_that_lead() -> None:
    profile = brand(powers(content=70, price=60) | GOOD_QUALITY | {"accounts.shop": True})
    choice = engine().choice(profile, DAY)
    for position in ("field", "alliance", "topkol"):
        found = target(choice, position)
        if found.reached:
            assert lead_of(engine(), after(profile, found)) == position
    assert target(choice, choice.now.lead or "").changes == ()


def test_what_blocks_is_removed_first_and_unknown_figures_are_left_alone() -> None:
    profile = brand(powers(content=70) | GOOD_QUALITY | {"accounts.shop": False})
    found = target(engine().choice(profile, DAY), "field")
    assert found.reached
    assert found.changes[0].input == "accounts.shop"
    assert all(change.input in profile.inputs for change in found.changes)
    nothing = target(engine().choice(brand(), DAY), "field")
    assert (nothing.reached, nothing.changes, nothing.lead) == (False, (), None)


def test_a_position_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(KeyError):
        target(engine().choice(brand(), DAY), "nowhere")
