"""Fields: each flip happens where it says, each step has the margin that it says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from factmatrix import BrandProfile, Engine
from factmatrix.robustness.fields import FieldFlip, flips, steps_of
from factmatrix.robustness.robustness import robustness
from tests.brands import DAY, GOOD_QUALITY, brand, engine, powers
from tests.robustness.reweighed import lead_of
from tests.scoring.strategies import World, worlds


def assert_turns_there(engine: Engine, profile: BrandProfile, flip: FieldFlip) -> None:
    """Another lead at the flip, and the one of today 1 % (or one) before."""
    lead = lead_of(engine, profile)
    assert flip.lead != lead
    assert lead_of(engine, profile.with_inputs({flip.input: flip.to})) == flip.lead
    domain = engine.space.domains[flip.input]
    if domain.shape != "number":
        return
    assert isinstance(flip.now, int | float)
    assert isinstance(flip.to, int | float)
    if flip.steps <= 1e-3:
        return  # any change is enough
    short = flip.now + 0.99 * (flip.to - flip.now)
    if domain.whole:
        short = flip.to + (1 if flip.to < flip.now else -1)
    changed = profile.with_inputs({flip.input: domain.stated(short)})
    assert lead_of(engine, changed) == lead


@given(worlds(cards=3))
@settings(max_examples=25)
def test_a_field_flips_the_lead_where_it_says_and_not_one_percent_before(world: World) -> None:
    for flip in flips(world.engine.choice(world.profile, DAY), world.profile):
        assert_turns_there(world.engine, world.profile, flip)


@given(worlds(cards=3))
@settings(max_examples=25)
def test_a_step_has_the_lead_and_the_margin_that_scoring_gives(world: World) -> None:
    choice = world.engine.choice(world.profile, DAY)
    for step in steps_of(choice, world.profile):
        for side in filter(None, (step.down, step.up)):
            profile = world.profile.with_inputs({step.input: side.to})
            answer = world.engine.assess(profile, DAY, full=False)
            scores = {
                r.info.id: r.fit.score
                for r in answer.ranking
                if r.info.stance != "always_on" and not r.fit.blocked
            }
            assert answer.verdict.lead == side.lead
            if side.margin is not None and choice.now.lead in scores:
                own = scores.pop(choice.now.lead)
                others = [score for score in scores.values() if score is not None]
                assert own is not None
                assert own - max(others) == pytest.approx(side.margin)


def test_of_the_bundled_positions_the_nearest_flips_are_real() -> None:
    for strong in ("content", "brand", "product", "price"):
        profile = brand(powers(**{strong: 70}) | GOOD_QUALITY | {"accounts.shop": True})
        found = flips(engine().choice(profile, DAY), profile)
        assert found
        assert [flip.steps for flip in found] == sorted(flip.steps for flip in found)
        for flip in found[:4]:
            assert_turns_there(engine(), profile, flip)


def test_steps_are_five_points_a_tenth_or_what_a_flag_counts() -> None:
    profile = brand(powers(content=62) | {"accounts.shop": True, "live.hours_per_week": 20.0})
    found = robustness(engine().choice(profile, DAY), profile)
    steps = {step.input: step for step in found.steps}
    live, hours = steps["powers.content.live"], steps["live.hours_per_week"]
    assert (live.down and live.down.to, live.up and live.up.to) == (57.0, 67.0)
    assert hours.up
    assert hours.up.to == pytest.approx(22.0)
    shop = next(flip for flip in found.flips if flip.input == "accounts.shop")
    assert (shop.to, shop.steps, shop.lead) == (False, 4, None)


def test_values_that_would_contradict_the_profile_are_not_proposed() -> None:
    scale = {"quality.experience_scale": 5, "quality.experience_score": 4.6}
    profile = brand(powers(content=62) | scale)
    found = robustness(engine().choice(profile, DAY), profile)
    proposed = [
        side.to
        for step in found.steps
        if step.input == "quality.experience_score"
        for side in (step.down, step.up)
        if side
    ]
    proposed += [flip.to for flip in found.flips if flip.input == "quality.experience_score"]
    assert proposed
    assert all(isinstance(value, int | float) and value <= 5 for value in proposed)
