"""What a score promises, over any brand and any scorecard that the engine takes."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from factmatrix import BrandProfile, Engine, Fit
from factmatrix.rules.curves import slope_sign
from factmatrix.rules.entries import entries
from factmatrix.rules.lint import lint
from factmatrix.rules.scorecard import Scorecard
from factmatrix.scoring.inputs import Domain, as_number
from tests.brands import DAY, brand
from tests.scoring.cards import SPACE, WORDS, card, engine_with, read_by
from tests.scoring.strategies import World, completed, is_missing, values, worlds
from tests.strategies_rules import scorecards

GRID = 2.0**30


def fits(engine: Engine, profile: BrandProfile) -> list[Fit]:
    answer = engine.assess(profile, DAY, full=False)
    assert not answer.failures
    return [ranked.fit for ranked in answer.ranking]


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


def better(card: Scorecard) -> dict[str, int]:
    """The fields that criteria reward for moving in one direction (1 up, -1 down) only."""
    slopes: dict[str, set[int | None]] = {}
    for criterion in card.criteria:
        variants = criterion.by_category.values()
        curves = [
            (criterion.input, curve) for curve in (criterion.curve, *(v.curve for v in variants))
        ]
        if criterion.flag:
            curves.append((criterion.input, ((0, criterion.flag.no), (1, criterion.flag.yes))))
        if criterion.gate:
            curves.append((criterion.gate.input, criterion.gate.curve))
        for name, points in curves:
            for path, sign in moved_by(SPACE.domains[name]):
                slope = slope_sign(points) if points else 0
                slopes.setdefault(path, set()).add(slope and sign and slope * sign)
    return {
        path: 1 if found <= {0, 1} else -1
        for path, found in slopes.items()
        if found != {0} and (found <= {0, 1} or found <= {0, -1})
    }


def moved_by(domain: Domain) -> list[tuple[str, int | None]]:
    """The fields behind an input and how it moves with them (None: either way)."""
    metric = domain.metric or domain.states
    own = [] if domain.metric else [(domain.path, 1)]
    if metric is None:
        return [*own]
    behind = [(path, sign or None) for path, sign in metric.arguments]
    return [*own, *behind, *([(metric.given, 1)] if metric.given else [])]


def without_faults(card: Scorecard) -> Scorecard | None:
    """The card without what the lint finds fault with; None where no criterion is left."""
    while faulty := {fault.path[:2] for fault in lint(entries(card), SPACE)}:
        kept = {
            name: tuple(e for i, e in enumerate(getattr(card, name)) if (name, i) not in faulty)
            for name in ("criteria", "modifiers", "warnings", "actions")
        }
        if not kept["criteria"]:
            return None
        card = card.model_copy(update=kept)
    return card


FAULTLESS = scorecards() | worlds().map(lambda world: without_faults(world.cards[0])).filter(bool)


@given(FAULTLESS, st.data())
def test_a_better_figure_never_lowers_score_or_bounds(card: Scorecard, data: st.DataObject) -> None:
    directions = better(card)
    assume(directions)
    path = data.draw(st.sampled_from(sorted(directions)))
    others = data.draw(st.sets(st.sampled_from(read_by(card))))
    stated = {other: data.draw(values(other), label=other) for other in others - {path}}
    more, less = data.draw(values(path)), data.draw(values(path))
    if isinstance(more, tuple):
        less = more[: data.draw(st.integers(0, len(more)))]
    worse, well = sorted([less, more], key=as_number)[:: directions[path]]
    engine = engine_with(card)
    (before,) = fits(engine, brand(stated | {path: worse}))
    (after,) = fits(engine, brand(stated | {path: well}))
    assert before.low <= after.low
    assert before.high <= after.high
    if before.score is not None and after.score is not None:
        assert before.score <= after.score


WEIGHTS = st.lists(st.floats(0.01, 1000), min_size=1, max_size=6)


@given(WEIGHTS, WEIGHTS, st.integers(0, 100 * 2**30 - 1))
def test_equal_utilities_tie_exactly_whatever_the_weights(
    some: list[float], others: list[float], step: int
) -> None:
    utility = (step + 0.5) / GRID  # where rounding to the grid is decided by the last bit
    cards = [
        card(*({"input": "quality.product", "weight": w} for w in weights), position={"id": name})
        for name, weights in (("a", some), ("b", others))
    ]
    first, second = fits(engine_with(*cards), brand({"quality.product": utility}))
    assert first.score == second.score


def test_a_gate_that_opens_for_sure_does_not_pull_the_score_down() -> None:
    # Content power is at least 20 once live is 40, whatever short video is. The gate is open then,
    # but the poor reputation behind it must not join the base before the gate's input is known.
    gate = {
        "input": "metrics.content_power", "curve": [[0, 0], [20, 1]],
        "trust": "ours", "rationale": WORDS,
    }  # fmt: skip
    engine = engine_with(
        card(
            {"input": "quality.product"},
            {"input": "quality.reputation", "gate": gate},
            {"input": "powers.price.strength"},
        )
    )
    known = {"quality.product": 90.0, "quality.reputation": 20.0}
    for live in (30.0, 39.0, 40.0, 60.0):
        (fit,) = fits(engine, brand(known | {"powers.content.live": live}))
        assert fit.score == 70
