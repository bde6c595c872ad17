"""Order, roles and verdict, whatever positions there are."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix import Assessment, Engine, Fit
from factmatrix.assessment import RankedPosition
from factmatrix.fit import AppliedModifier
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.terms import Stance
from tests.brands import DAY, brand, engine
from tests.scoring.python_positions import WORDS, PythonPosition, engine_of, info
from tests.scoring.strategies import World, worlds

LIMITS = Knowledge.bundled().ranking
FLOOR, CLOSE = LIMITS.lead_floor.value, LIMITS.close_call.value
BLOCK = AppliedModifier("shut", "block", None, True, 0.0, WORDS, (), "ours", ())


def says(
    name: str,
    score: float | None,
    stance: Stance = "elective",
    coverage: float = 1.0,
    order: int = 1,
    blocked: bool = False,
) -> PythonPosition:
    """A position that has one answer for every brand."""
    low, high = (0.0, 100.0) if score is None else (score, score)
    fit = Fit(name, score, low, high, coverage, modifiers=(BLOCK,) if blocked else ())
    return PythonPosition(info(name, stance, order), lambda _: fit)


def roles(assessment: Assessment) -> dict[str, str]:
    return {ranked.info.id: ranked.role for ranked in assessment.ranking}


def asked(*positions: PythonPosition) -> Assessment:
    return engine_of(*positions).assess(brand(), DAY)


@given(st.permutations(range(6)))
def test_ties_go_by_coverage_then_stance_then_order_then_id(shuffled: list[int]) -> None:
    positions = [
        says("z_best", 70.5, coverage=0.1),
        says("covered", 70.0, coverage=0.9, order=9),
        says("must", 70.0, "required", coverage=0.5, order=9),
        says("first", 70.0, coverage=0.5, order=1),
        says("a_second", 70.0, coverage=0.5, order=2),
        says("b_second", 70.0, coverage=0.5, order=2),
    ]
    ranking = asked(*(positions[i] for i in shuffled)).ranking
    assert [ranked.info.id for ranked in ranking] == [p.info.id for p in positions]
    assert [ranked.rank for ranked in ranking] == [1, 2, 3, 4, 5, 6]


def test_unscored_positions_come_last_and_always_on_ones_stand_beside() -> None:
    answer = asked(
        says("on", 99.0, "always_on"), says("unknown", None), says("low", 3.0),
        says("must", None, "required"),
    )  # fmt: skip
    assert [(r.info.id, r.role, r.rank) for r in answer.ranking] == [
        ("low", "hold", 1), ("must", "baseline", None), ("unknown", "hold", None),
        ("on", "always_on", None),
    ]  # fmt: skip
    assert answer.verdict.lead is None
    assert answer.verdict.margin is None


def test_a_score_of_nothing_is_still_a_score() -> None:
    answer = asked(says("a_unknown", None, coverage=0.0), says("nothing", 0.0, coverage=0.0))
    assert [(r.info.id, r.rank) for r in answer.ranking] == [("nothing", 1), ("a_unknown", None)]


def test_the_floor_is_forty_and_forty_is_enough() -> None:
    assert FLOOR == 40
    assert roles(asked(says("a", 40.0), says("b", 39.9), says("c", 39.9, "required"))) == {
        "a": "lead", "b": "hold", "c": "baseline",
    }  # fmt: skip


def test_a_blocked_position_keeps_its_rank_and_yields_its_role() -> None:
    answer = asked(says("shut", 90.0, blocked=True), says("open", 60.0), says("next", 50.0))
    assert [(r.info.id, r.role, r.rank) for r in answer.ranking] == [
        ("shut", "hold", 1), ("open", "lead", 2), ("next", "support", 3),
    ]  # fmt: skip
    assert answer.ranking[0].role_reason == WORDS
    assert (answer.verdict.lead, answer.verdict.runner_up) == ("open", "next")
    assert answer.verdict.margin == 10
    assert [notice.positions for notice in answer.blockers] == [("shut",)]


def test_what_blocks_a_position_itself_is_the_reason_before_what_blocks_all() -> None:
    answer = engine_of(says("shut", 90.0, blocked=True), says("open", 60.0)).assess(
        brand({"accounts.shop": False}), DAY
    )
    shut, open_ = answer.ranking
    assert shut.role_reason == WORDS
    assert open_.role_reason == next(n.message for n in answer.blockers if not n.positions)


def test_the_runner_up_is_the_next_that_is_not_blocked() -> None:
    lead, shut = says("a", 70.0), says("shut", 60.0, blocked=True)
    weak = asked(lead, shut, says("weak", 30.0)).verdict
    assert (weak.lead, weak.runner_up, weak.margin, weak.close_call) == ("a", "weak", 40, False)
    alone = asked(lead, shut, says("unknown", None), says("on", 69.0, "always_on")).verdict
    assert (alone.lead, alone.runner_up, alone.margin, alone.close_call) == ("a", None, None, False)


def test_where_nobody_leads_nothing_is_close_or_provisional() -> None:
    verdict = asked(says("a", 39.0, coverage=0.1), says("b", 38.0, coverage=0.1)).verdict
    assert (verdict.lead, verdict.runner_up, verdict.margin) == (None, None, None)
    assert (verdict.close_call, verdict.provisional) == (False, False)


@pytest.mark.parametrize(("second", "close"), [(67.0, True), (66.9, False), (70.0, True)])
def test_three_points_are_a_close_call(second: float, close: bool) -> None:
    assert asked(says("a", 70.0), says("b", second, order=2)).verdict.close_call is close


@pytest.mark.parametrize(("coverage", "provisional"), [(0.29, True), (0.3, False)])
def test_a_lead_of_which_little_is_known_is_provisional(coverage: float, provisional: bool) -> None:
    answer = asked(says("a", 70.0, coverage=coverage), says("b", 50.0))
    assert answer.verdict.lead == "a"
    assert answer.verdict.provisional is provisional


def test_a_blocker_of_the_brand_leaves_no_lead_and_changes_no_score() -> None:
    shop, no_shop = (
        engine_of(says("a", 70.0), says("must", 50.0, "required")).assess(
            brand({"accounts.shop": has}), DAY
        )
        for has in (True, False)
    )
    assert roles(shop) == {"a": "lead", "must": "support"}
    assert roles(no_shop) == {"a": "hold", "must": "baseline"}
    assert no_shop.verdict.lead is None
    assert no_shop.verdict.certain is True
    assert [r.fit for r in no_shop.ranking] == [r.fit for r in shop.ranking]
    assert no_shop.ranking[0].role_reason == no_shop.blockers[0].message


def test_a_quick_answer_leaves_open_what_was_not_asked_for() -> None:
    quick = engine().assess(brand({"powers.content.live": 60.0}), DAY, full=False)
    assert (quick.plan, quick.metrics, quick.missing, quick.verdict.certain) == (None, (), (), None)
    assert {advised.gain for ranked in quick.ranking for advised in ranked.actions} == {None}


def expected_role(ranked: RankedPosition, answer: Assessment) -> str:
    if ranked.info.stance == "always_on":
        return "always_on"
    free = not ranked.fit.blocked and not any(not n.positions for n in answer.blockers)
    if free and ranked.fit.score is not None and ranked.fit.score >= FLOOR:
        return "lead" if answer.verdict.lead == ranked.info.id else "support"
    return "baseline" if ranked.info.stance == "required" else "hold"


@settings(max_examples=50)
@given(worlds(cards=4))
def test_roles_ranks_and_verdict_follow_from_the_fits_alone(world: World) -> None:
    answer = world.engine.assess(world.profile, DAY, full=False)
    choice = [r for r in answer.ranking if r.info.stance != "always_on"]
    assert [r.info.stance for r in answer.ranking[len(choice) :]] == ["always_on"] * (
        4 - len(choice)
    )
    for better, worse in pairwise(choice):
        assert (better.fit.score is not None) >= (worse.fit.score is not None)
        if better.fit.score is not None and worse.fit.score is not None:
            assert (better.fit.score, better.fit.coverage) >= (worse.fit.score, worse.fit.coverage)
    for place, ranked in enumerate(answer.ranking, start=1):
        assert ranked.role == expected_role(ranked, answer)
        assert ranked.rank == (place if ranked in choice and ranked.fit.score is not None else None)
        assert (ranked.role_reason is None) == (ranked.role in ("lead", "support", "always_on"))
    strong = [r.info.id for r in choice if expected_role(r, answer) in ("lead", "support")]
    assert answer.verdict.lead == (strong[0] if strong else None)


@settings(max_examples=50)
@given(worlds(cards=3), st.permutations(range(3)))
def test_the_order_of_plugins_changes_nothing(world: World, order: list[int]) -> None:
    shuffled = World(tuple(world.cards[i] for i in order), world.fields, world.profile)
    assert shuffled.engine.assess(world.profile, DAY) == world.engine.assess(world.profile, DAY)


@settings(max_examples=50)
@given(worlds(cards=4), st.lists(st.sampled_from(get_args(Stance)), min_size=4, max_size=4))
def test_no_position_is_special(world: World, stances: list[Stance]) -> None:
    """Other ids, letters and titles change the names in an answer and nothing else."""
    cards = [
        card.model_copy(update={"position": card.position.model_copy(update={"stance": stance})})
        for card, stance in zip(world.cards, stances, strict=True)
    ]
    names = {"p0": "field", "p1": "kuaishou", "p2": "topkol", "p3": "xhs"}  # in the same order
    renamed = [
        card.model_copy(
            update={
                "position": card.position.model_copy(
                    update={"id": names[card.position.id], "letter": "文", "title": WORDS}
                )
            }
        )
        for card in cards
    ]
    first = World(tuple(cards), world.fields, world.profile)
    second = World(tuple(renamed), world.fields, world.profile)
    assert told(first.engine, first, names) == told(second.engine, second, {})


def told(engine: Engine, world: World, names: dict[str, str]) -> object:
    answer = engine.assess(world.profile, DAY)
    assert answer.plan is not None

    def name(position: str | None) -> str | None:
        return position and names.get(position, position)

    return (
        name(answer.verdict.lead), name(answer.verdict.runner_up), answer.verdict.certain,
        [
            (name(r.info.id), r.role, r.rank, r.fit.score, r.fit.low, r.fit.high, r.fit.coverage,
             [(a.action.id, a.gain, a.gain_needs) for a in r.actions])
            for r in answer.ranking
        ],
        [(name(s.position), s.action, s.gain, {name(p): g for p, g in s.gains.items()})
         for s in answer.plan.steps],
        [(m.input, {name(p): by for p, by in m.narrows.items()}) for m in answer.missing],
    )  # fmt: skip


def test_the_bundled_engine_says_the_same_twice() -> None:
    profile = brand({"powers.content.live": 70.0, "accounts.blue_v": False})
    assert engine().assess(profile, DAY) == engine().assess(profile, DAY)
