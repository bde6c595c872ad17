"""Weights: stability intervals hold and end where they say, draws agree with a grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings

from factmatrix import BrandProfile
from factmatrix.robustness.dominance import Dominance, dominances
from factmatrix.robustness.robustness import Robustness, robustness
from factmatrix.robustness.weights import acceptability, stability
from factmatrix.rules.scorecard import Scorecard
from tests.brands import DAY, brand
from tests.robustness.reweighed import lead_with_weight, with_weight
from tests.scoring.cards import Data, card, engine_with
from tests.scoring.strategies import NOTHING_BLOCKED, World, worlds

PRICE, QUALITY, REPUTATION = "powers.price.strength", "quality.product", "quality.reputation"
ATTRACTION = "powers.brand.attraction"


def position(name: str, *criteria: Data, order: int = 1, **entries: list[Data]) -> Scorecard:
    return card(*criteria, position={"id": name, "order": order}, **entries)


def of(profile: BrandProfile, *cards: Scorecard) -> Robustness:
    return robustness(engine_with(*cards).choice(profile, DAY), profile)


def two() -> tuple[Scorecard, Scorecard]:
    """Two positions of two criteria each."""
    return (
        position("a", {"input": PRICE, "weight": 3}, {"input": QUALITY, "weight": 2}),
        position("b", {"input": REPUTATION, "weight": 1}, {"input": ATTRACTION, "weight": 1}),
    )


WEIGHTS = (3.0, 2.0, 1.0, 1.0)


def leader(figures: Sequence[float], weights: Sequence[float]) -> str:
    """Who leads of the two, by arithmetic of its own: curves are identities, nothing is blocked."""
    price, quality, reputation, attraction = figures
    a = (weights[0] * price + weights[1] * quality) / (weights[0] + weights[1])
    b = (weights[2] * reputation + weights[3] * attraction) / (weights[2] + weights[3])
    return "a" if a >= b else "b"


def known(price: float, quality: float, reputation: float, attraction: float) -> BrandProfile:
    figures = {PRICE: price, QUALITY: quality, REPUTATION: reputation, ATTRACTION: attraction}
    return brand(NOTHING_BLOCKED | figures)


@given(worlds(cards=3))
@settings(max_examples=20)
def test_a_weight_flips_the_lead_where_it_says_and_not_one_percent_before(world: World) -> None:
    choice = world.engine.choice(world.profile, DAY)
    for one in stability(choice)[:3]:
        for flip in filter(None, (one.below, one.above)):
            short = one.weight + 0.99 * (flip.weight - one.weight)
            at, before = (
                lead_with_weight(world.cards, world.profile, one.position, one.criterion, weight)
                for weight in (flip.weight, short)
            )
            assert (at, before) == (flip.lead, choice.now.lead)
            assert flip.lead != choice.now.lead


@pytest.mark.parametrize("figures", [(80, 40, 62, 60), (90, 10, 50, 70), (30, 70, 45, 52)])
def test_stability_intervals_agree_with_a_grid_of_weights(figures: tuple[float, ...]) -> None:
    found = of(known(*figures), *two())
    for place, (position, criterion) in enumerate(
        [("a", "c0"), ("a", "c1"), ("b", "c0"), ("b", "c1")]
    ):
        one = next(w for w in found.weights if (w.position, w.criterion) == (position, criterion))
        for i in range(-60, 61):
            weight = one.weight * 10 ** (i / 20)
            inside = (one.below is None or weight > one.below.weight) and (
                one.above is None or weight < one.above.weight
            )
            weights = [*WEIGHTS[:place], weight, *WEIGHTS[place + 1 :]]
            assert (leader(figures, weights) == found.lead) is inside


@pytest.mark.parametrize("figures", [(80, 40, 62, 60), (70, 50, 80, 48)])
def test_how_often_each_leads_agrees_with_a_grid_of_weights(figures: tuple[float, ...]) -> None:
    found = of(known(*figures), *two())
    factors = [found.weight_factor ** ((2 * i + 1) / 11 - 1) for i in range(11)]
    sets = [[w * f for w, f in zip(WEIGHTS, fs, strict=True)] for fs in product(factors, repeat=4)]
    counted = Counter(leader(figures, weights) for weights in sets)
    for name in ("a", "b"):
        share = counted[name] / len(sets)
        assert found.acceptability.leads.get(name, 0.0) == pytest.approx(share, abs=0.07)


@given(worlds(cards=3))
@settings(max_examples=8)
def test_shares_of_draws_add_up_and_are_the_same_when_asked_again(world: World) -> None:
    choice = world.engine.choice(world.profile, DAY)
    found = acceptability(choice)
    assert sum(found.leads.values()) == pytest.approx(1)
    scored = sum(b.score is not None for b in choice.now.bounds.values())
    for place, rank in enumerate(zip(*found.ranks.values(), strict=True)):
        assert sum(rank) == pytest.approx(float(place < scored))
    assert acceptability(choice) == found


@given(worlds(cards=3))
@settings(max_examples=20)
def test_who_dominates_is_ahead_in_every_draw(world: World) -> None:
    for above, below in dominances(world.engine.choice(world.profile, DAY)):
        for name, criterion in ((c.position.id, c.criteria[0].id) for c in world.cards):
            changed = [
                with_weight(c, criterion, 1e6) if c.position.id == name else c for c in world.cards
            ]
            ranking = engine_with(*changed).assess(world.profile, DAY, full=False).ranking
            score = {r.info.id: r.fit.score for r in ranking}
            one, other = score[above], score[below]
            assert one is not None
            assert other is not None
            assert one >= other


def test_dominance_is_found_where_the_worst_of_one_is_above_the_best_of_the_other() -> None:
    found = of(known(80, 70, 60, 50), *two())
    assert found.dominances == (Dominance("a", "b"),)
    assert all(one.below is None and one.above is None for one in found.weights)
    assert of(known(80, 55, 60, 50), *two()).dominances == ()


def test_an_irrelevant_position_does_not_reorder_the_others() -> None:
    profile = known(80, 40, 62, 60)
    third = position("c", {"input": QUALITY}, order=3)
    before = engine_with(*two()).assess(profile, DAY, full=False).ranking
    after = engine_with(*two(), third).assess(profile, DAY, full=False).ranking
    assert [r.info.id for r in after if r.info.id != "c"] == [r.info.id for r in before]


def test_where_nothing_is_known_nothing_is_claimed() -> None:
    found = of(brand(NOTHING_BLOCKED), position("a", {"input": PRICE}))
    assert (found.lead, found.acceptability.leads, found.dominances) == (None, {None: 1.0}, ())
    assert found.steps == ()
