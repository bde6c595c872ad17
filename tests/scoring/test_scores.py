"""What a score promises, over any brand and any scorecard that the engine takes."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from factmatrix import BrandProfile, Engine, Fit
from tests.brands import DAY
from tests.scoring.strategies import World, values, worlds

GRID = 2.0**30


def fits(engine: Engine, profile: BrandProfile) -> list[Fit]:
    answer = engine.assess(profile, DAY, full=False)
    assert not answer.failures
    return [ranked.fit for ranked in answer.ranking]


def is_missing(engine: Engine, profile: BrandProfile, path: str) -> bool:
    return not engine.context(profile, DAY).facts(profile).known(path)


def completed(
    data: st.DataObject, engine: Engine, profile: BrandProfile, fields: Collection[str]
) -> BrandProfile:
    """A completion: what is missing is answered in any order, what is determined is left alone."""
    for path in data.draw(st.permutations(sorted(fields))):
        if is_missing(engine, profile, path):
            profile = profile.with_inputs({path: data.draw(values(path), label=path)})
    return profile


@given(worlds())
def test_score_and_bounds_are_in_order_and_on_the_grid(world: World) -> None:
    (fit,) = fits(world.engine, world.profile)
    assert 0 <= fit.low <= fit.high <= 100
    assert fit.score is None or fit.low <= fit.score <= fit.high
    assert 0 <= fit.coverage <= 1
    for points in (fit.low, fit.high, fit.score or 0.0, fit.base or 0.0, fit.limit):
        assert (points * GRID).is_integer()


@given(worlds(most_missing=0))
def test_of_a_brand_that_is_fully_known_the_score_is_the_range(world: World) -> None:
    (fit,) = fits(world.engine, world.profile)
    assert fit.low == fit.score == fit.high
    assert fit.coverage == 1


@given(worlds(cards=2), st.data())
def test_the_score_of_every_completion_lies_in_the_range(world: World, data: st.DataObject) -> None:
    engine = world.engine
    complete = completed(data, engine, world.profile, world.fields)
    ranges = {fit.position: fit for fit in fits(engine, world.profile)}
    for fit in fits(engine, complete):
        assert fit.low == fit.score == fit.high
        assert ranges[fit.position].low <= fit.low <= ranges[fit.position].high


@given(worlds(), st.data())
def test_an_answer_never_widens_a_range(world: World, data: st.DataObject) -> None:
    engine, profile = world.engine, world.profile
    missing = [path for path in world.fields if is_missing(engine, profile, path)]
    (before,) = fits(engine, profile)
    for path in missing:
        answered = profile.with_inputs({path: data.draw(values(path), label=path)})
        (after,) = fits(engine, answered)
        assert before.low <= after.low <= after.high <= before.high


@given(worlds())
def test_the_points_are_the_score(world: World) -> None:
    (fit,) = fits(world.engine, world.profile)
    total = 0.0
    for contribution in fit.contributions:
        total += contribution.points
    assert total == (fit.base or 0.0)
    total += fit.limit
    for modifier in fit.modifiers:
        total += modifier.points
    assert total == (fit.score or 0.0)
    if fit.score is None:
        assert not any(contribution.known for contribution in fit.contributions)
