"""Gains are what scoring again says, and the plan adds up, whatever the cards and the brand."""

from __future__ import annotations

import pytest
from hypothesis import given

from factmatrix import Assessment, BrandProfile, Engine, Fit, ScorecardPosition, Section
from factmatrix.fit import Action
from factmatrix.profile.fields import declare
from factmatrix.profile.model import Value
from factmatrix.rules.scorecard import Scorecard
from tests.brands import DAY, brand
from tests.scoring.cards import card, engine_with
from tests.scoring.python_positions import WORDS, PythonPosition, action, engine_of, info
from tests.scoring.strategies import World, worlds

LIVE = "powers.content.live"


def score_of(engine: Engine, profile: BrandProfile, position: str) -> float | None:
    return engine.assess(profile, DAY, full=False).position(position).fit.score


def after(profile: BrandProfile, actions: list[Action]) -> BrandProfile:
    """The brand when the actions are done one after another; none takes back what was reached."""
    for done in actions:
        changes: dict[str, Value | None] = {}
        for path, seen, to in done.targets:
            now = profile.inputs.get(path)
            ordered = all(type(v) in (int, float) for v in (now, seen, to))
            further = ordered and (now > to > seen or now < to < seen)
            changes[path] = now if further or to == seen else to
        profile = profile.with_inputs(changes)
    return profile


def planned(answer: Assessment) -> list[Action]:
    """The actions of the plan that move something, in its order."""
    assert answer.plan is not None
    found = []
    for step in answer.plan.steps:
        advised = [a for a in answer.position(step.position).actions if a.action.id == step.action]
        found += [a.action for a in advised if a.action.targets and not a.gain_needs]
    return found


@given(worlds(cards=2))
def test_a_gain_is_the_score_after_minus_the_score_now(world: World) -> None:
    engine, profile = world.engine, world.profile
    facts = engine.facts(profile, DAY)
    for ranked in engine.assess(profile, DAY).ranking:
        for advised in ranked.actions:
            targets = advised.action.targets
            unknown = tuple(t.input for t in targets if not facts.known(t.input))
            assert advised.gain_needs == unknown
            if unknown or not targets:
                assert advised.gain is None
                continue
            moved = profile.with_inputs({target.input: target.to for target in targets})
            then, now = score_of(engine, moved, ranked.info.id), ranked.fit.score
            expected = None if then is None or now is None else then - now
            assert advised.gain == expected


def the_steps_of_the_plan_add_up_to_its_total(world: World, answer: Assessment) -> None:
    engine, profile = world.engine, world.profile
    assert answer.plan is not None
    end = after(profile, planned(answer))
    for ranked in answer.ranking:
        name, now = ranked.info.id, ranked.fit.score
        then = score_of(engine, end, name)
        if now is None:
            assert name not in answer.plan.total
            continue
        total = answer.plan.total[name]
        assert sum(step.gains.get(name, 0.0) for step in answer.plan.steps) == total
        if then is not None:
            assert total == then - now


def the_plan_holds_each_action_at_most_once_and_no_other(world: World, answer: Assessment) -> None:
    assert answer.plan is not None
    offered = {(r.info.id, a.action.id): (r.role, a) for r in answer.ranking for a in r.actions}
    steps = answer.plan.steps
    assert [step.step for step in steps] == list(range(1, len(steps) + 1))
    assert len({step.action for step in steps}) == len(steps)
    told = {step.action for step in steps}
    moved = {target.input for step in planned(answer) for target in step.targets}
    for (_, name), (role, advised) in offered.items():
        if role != "hold" and name not in told:
            assert advised.action.targets
            open_ = {t.input for t in advised.action.targets if t.seen != t.to}
            assert open_ <= moved
    for step in steps:
        _, advised = offered[step.position, step.action]
        assert step.effort == advised.action.effort
        gained = None if advised.gain is None else step.gains.get(step.position, 0.0)
        assert step.gain == gained


def the_plan_has_its_parts_one_after_another(world: World, answer: Assessment) -> None:
    assert answer.plan is not None
    steps = answer.plan.steps
    held = {r.info.id for r in answer.ranking if r.role == "hold"}
    parts = [(1, s.phase, s.position in held) if not s.first else (0, 0, False) for s in steps]
    assert parts == sorted(parts)
    for step in steps:
        ranked = answer.position(step.position)
        advised = next(a for a in ranked.actions if a.action.id == step.action)
        opens = ranked.info.stance != "elective" or ranked.role == "lead"
        assert step.phase == (advised.action.phase if opens else max(1, advised.action.phase))
        if advised.action.phase == 0 and ranked.info.stance == "required":
            assert step.first


def no_step_of_the_plan_is_told_when_all_it_wants_is_reached(
    world: World, answer: Assessment
) -> None:
    done: list[Action] = []
    for step in planned(answer):
        before = after(world.profile, done)
        done.append(step)
        assert before.inputs != after(world.profile, done).inputs


def actions_whose_targets_are_met_are_not_offered_and_copies_reach_the_others(
    world: World, answer: Assessment
) -> None:
    for ranked in answer.ranking:
        for advised in ranked.actions:
            targets = advised.action.targets
            assert not targets or any(target.to != target.seen for target in targets)
        if ranked.info.stance == "required":
            shared = [a.action for a in ranked.actions if a.action.for_others]
            for other in answer.ranking:
                if other.info.stance != "required":
                    assert set(shared) <= {a.action for a in other.actions}


@given(worlds(cards=3))
def test_what_holds_for_every_plan(world: World) -> None:
    answer = world.engine.assess(world.profile, DAY)
    the_steps_of_the_plan_add_up_to_its_total(world, answer)
    the_plan_holds_each_action_at_most_once_and_no_other(world, answer)
    the_plan_has_its_parts_one_after_another(world, answer)
    no_step_of_the_plan_is_told_when_all_it_wants_is_reached(world, answer)
    actions_whose_targets_are_met_are_not_offered_and_copies_reach_the_others(world, answer)


VIDEO = "powers.content.short_video"


def raising(name: str, target: float, *, phase: int = 1, **position: str) -> Scorecard:
    """A position with one action, which raises live content."""
    raises = {
        "when": {"input": LIVE, "below": 90},
        "targets": [{"input": LIVE, "at_least": target}],
        "phase": phase,
    }
    criteria = {"input": LIVE}, {"input": VIDEO}
    return card(*criteria, position={"id": name, **position}, actions=[raises])


def steps_of(*cards: Scorecard, live: float = 50, video: float = 50) -> list[tuple[str, bool, int]]:
    plan = engine_with(*cards).assess(brand({LIVE: live, VIDEO: video}), DAY).plan
    assert plan is not None
    return [(step.position, step.first, step.phase) for step in plan.steps]


def test_unrelated_actions_of_the_same_id_are_two_steps() -> None:
    engine = engine_with(raising("x", 60), raising("y", 80, phase=2))
    plan = engine.assess(brand({LIVE: 50.0}), DAY).plan
    assert plan is not None
    assert [(s.position, s.action, s.gain) for s in plan.steps] == [
        ("x", "a0", 10),
        ("y", "a0", 20),
    ]
    assert plan.total == {"x": 30, "y": 30}


def test_what_an_earlier_step_reaches_is_not_told_again() -> None:
    assert steps_of(raising("x", 80), raising("y", 60, phase=2)) == [("x", False, 1)]
    assert steps_of(raising("x", 60), raising("y", 60)) == [("x", False, 1)]


def test_what_a_position_beside_the_lead_needs_first_does_not_open_the_plan() -> None:
    # The scores are equal, so that the first by id leads.
    lead, beside = raising("x", 60, phase=0), raising("y", 70, phase=0)
    assert steps_of(lead, beside) == [("x", False, 0), ("y", False, 1)]
    assert steps_of(raising("z", 60), beside) == [("y", False, 0)]
    for stance, opens in (("required", ("y", True, 0)), ("always_on", ("y", False, 0))):
        assert steps_of(lead, raising("y", 70, phase=0, stance=stance))[0] == opens


def test_what_removes_a_blocker_comes_before_all_prerequisites() -> None:
    certify = {
        "when": {"input": "accounts.blue_v", "is": False}, "phase": 0,
        "targets": [{"input": "accounts.blue_v", "set": True}],
    }  # fmt: skip
    script = {
        "when": {"input": LIVE, "below": 45}, "phase": 1,
        "targets": [{"input": LIVE, "at_least": 45}],
    }  # fmt: skip
    own = card({"input": LIVE}, position={"stance": "required"}, actions=[certify, script])
    plans = [
        engine_with(own)
        .assess(brand({LIVE: live, VIDEO: 20.0, "accounts.blue_v": False}), DAY)
        .plan
        for live in (20.0, 40.0)
    ]
    order = [[(s.action, s.first) for s in plan.steps] for plan in plans if plan]
    assert order == [[("a1", True), ("a0", True)], [("a0", True), ("a1", False)]]


def test_what_an_unknown_field_moves_has_no_gain_but_asks_for_it() -> None:
    moves = {"when": {"input": LIVE, "missing": True}, "targets": [{"input": LIVE, "at_least": 60}]}
    (ranked,) = engine_with(card({"input": LIVE}, actions=[moves])).assess(brand(), DAY).ranking
    (advised,) = ranked.actions
    assert (advised.gain, advised.gain_needs) == (None, (LIVE,))


def test_a_price_that_is_known_from_its_index_can_be_moved() -> None:
    strength = "powers.price.strength"
    moves = {
        "when": {"input": "metrics.price_strength", "below": 60},
        "targets": [{"input": strength, "at_least": 60}],
    }
    engine = engine_with(card({"input": "metrics.price_strength"}, actions=[moves]))
    (ranked,) = engine.assess(brand({"powers.price.index": 100.0}), DAY).ranking
    assert ranked.fit.score == 50
    assert ranked.actions[0].gain == 10


def test_counted_targets_are_whole_so_that_a_profile_takes_them() -> None:
    videos = "content.videos_per_week"
    moves = {"when": {"input": videos, "below": 7}, "targets": [{"input": videos, "at_least": 7}]}
    engine = engine_with(card({"input": videos, "curve": [[0, 0], [10, 100]]}, actions=[moves]))
    profile = brand({videos: 2})
    (ranked,) = engine.assess(profile, DAY).ranking
    (target,) = ranked.actions[0].action.targets
    assert engine.assess(profile.with_inputs({videos: target.to}), DAY).ranking[0].fit.score == 70
    assert ranked.actions[0].gain == 50


def live_share(profile: BrandProfile) -> Fit:
    """A tenth less than live content: hardly a score of it lies on the grid."""
    live = profile.powers.content.live
    if live is None:
        return Fit("plain", None, 0.0, 90.0, 0.0)
    return Fit("plain", live * 0.9, live * 0.9, live * 0.9, 1.0)


def test_plain_positions_gain_what_they_say_of_the_changed_brand() -> None:
    first = action("first", (LIVE, 55.5, 66.6))
    then = action("then", (LIVE, 55.5, 77.7), phase=2)
    position = PythonPosition(info("plain", inputs=[LIVE]), live_share, (first, then))
    answer = engine_of(position).assess(brand({LIVE: 55.5}), DAY)
    assert [a.gain for a in answer.position("plain").actions] == pytest.approx([9.99, 19.98])
    assert answer.plan is not None
    gains = [step.gains["plain"] for step in answer.plan.steps]
    assert gains == pytest.approx([9.99, 9.99])
    assert sum(gains) == answer.plan.total["plain"]


def test_a_plain_position_that_does_not_answer_for_a_changed_brand_has_no_gain() -> None:
    def fails(profile: BrandProfile) -> Fit:
        if profile.powers.content.live != 55.5:
            raise RuntimeError("never seen such a brand")
        return live_share(profile)

    position = PythonPosition(info("plain"), fails, (action("first", (LIVE, 55.5, 66.6)),))
    answer = engine_of(position).assess(brand({LIVE: 55.5}), DAY)
    assert not answer.failures
    assert answer.position("plain").actions[0].gain is None


def test_plain_actions_whose_targets_are_met_are_not_offered() -> None:
    met, open_ = action("met", (LIVE, None, 55.5)), action("open", (LIVE, None, 66.6))
    position = PythonPosition(info("plain"), live_share, (met, open_, action("talk")))
    answer = engine_of(position).assess(brand({LIVE: 55.5}), DAY)
    assert [a.action.id for a in answer.position("plain").actions] == ["open", "talk"]


class Notes(Section):
    """A plugin's own table."""

    written: int | None = declare("count", WORDS, WORDS)
    mood: float | None = declare("score", WORDS, WORDS)


def test_fields_of_a_positions_own_take_part_in_score_gain_and_questions() -> None:
    written, mood = "ext.plain.written", "ext.plain.mood"
    moves = {"when": {"input": written, "below": 5}, "targets": [{"input": written, "at_least": 5}]}
    own = card({"input": written, "curve": [[0, 0], [10, 100]]}, {"input": mood}, actions=[moves])
    engine = engine_of(ScorecardPosition(own, Notes))
    head = '[brand]\nname = "Ling"\ncategory = "beauty"\n'
    for table, gain, asked in (
        ("[ext.plain]\nwritten = 2\n", 30, {mood}),
        ("", None, {written, mood}),
    ):
        profile = engine.read(f"format = 1\n{head}{table}").profile
        assert profile is not None
        answer = engine.assess(profile, DAY)
        assert [a.gain for a in answer.position("plain").actions] == ([gain] if gain else [])
        assert {m.input for m in answer.missing if m.narrows} == asked
