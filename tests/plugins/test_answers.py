"""What a position may answer, asked the way the engine asks."""

from collections.abc import Callable
from datetime import date
from math import isfinite, nan
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import (
    Action,
    ActionKpi,
    ActionTarget,
    BrandProfile,
    Context,
    Contribution,
    Fit,
    Notice,
    PositionInfo,
    Text,
    hookimpl,
)
from factmatrix.fit import AppliedModifier, ClauseResult
from factmatrix.plugins.answers import has_sound_numbers, whole_fit
from factmatrix.plugins.loading import PluginFailure, load_plugins
from factmatrix.rules.derived import FloatArithmetic
from factmatrix.scoring.inputs import InputSpace

PROFILE = BrandProfile.model_validate({"format": 1, "brand": {"name": "L", "category": "beauty"}})
CONTEXT = Context(date(2026, 3, 1), InputSpace.of(()), FloatArithmetic({}))
Value = Any
"""What an author may have put where something else belongs."""
WORDS = Text("words", "文字")
FIT = Fit("odd", 50.0, 40.0, 60.0, 0.5)


class Position:
    """Answers what a test hands it."""

    def __init__(self, fit: object = FIT, actions: object = ()) -> None:
        self.fit = fit
        self.actions = actions

    @hookimpl
    def position(self) -> PositionInfo:
        return PositionInfo(
            id="odd", letter="X", title=WORDS, summary=WORDS, stance="elective", order=1
        )

    @hookimpl
    def score_fit(self) -> object:
        return self.fit

    @hookimpl
    def suggest_actions(self) -> object:
        return self.actions


def fit_of(answer: object) -> Fit | PluginFailure:
    """What the engine is given where a position answers this fit."""
    (position,) = load_plugins(extra=[("odd", Position(answer))], entry_points=False).positions
    return position.score_fit(PROFILE, CONTEXT)


def actions_of(answer: object) -> tuple[Action, ...] | PluginFailure:
    """What the engine is given where a position answers these actions."""
    plugin = Position(actions=answer)
    (position,) = load_plugins(extra=[("odd", plugin)], entry_points=False).positions
    return position.suggest_actions(PROFILE, FIT, CONTEXT)


def reason(answer: object) -> str:
    assert isinstance(answer, PluginFailure), answer
    return answer.reason.en


numbers = st.one_of(
    st.floats(0, 100), st.floats(), st.integers(-1, 101), st.booleans(), st.none(), st.text()
)


@given(numbers, numbers, numbers, numbers)
def test_a_fit_is_taken_exactly_where_its_numbers_are_sound(
    score: Value, low: Value, high: Value, coverage: Value
) -> None:
    def is_number(value: object) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)

    sound = (
        all(map(is_number, (low, high, coverage)))
        and (score is None or is_number(score))
        and 0 <= low <= high <= 100
        and 0 <= coverage <= 1
        and (score is None or low <= score <= high)
    )
    answer = fit_of(Fit("odd", score, low, high, coverage))
    if sound:
        assert answer == Fit("odd", score, low, high, coverage)
        assert {type(n) for n in (answer.low, answer.high, answer.coverage)} == {float}
        assert type(answer.score) in (float, type(None))
    else:
        assert isinstance(answer, PluginFailure)
        assert (answer.position, answer.hook) == ("odd", "score_fit")


@given(*[st.one_of(st.floats(-1, 101), numbers)] * 4)
def test_the_quick_check_passes_nothing_that_the_whole_one_refuses(
    score: Value, low: Value, high: Value, coverage: Value
) -> None:
    fit = Fit("odd", score, low, high, coverage)
    if has_sound_numbers(fit):
        assert whole_fit(fit, "odd") == fit


def contribution(**changes: Value) -> Contribution:
    fields: dict[str, Any] = {
        "criterion": "live", "title": WORDS, "input": "powers.content.live", "known": True,
        "value": 50, "unit": "score", "utility": 50, "low": 50, "high": 50, "weight": 1,
        "points": 50, "rules": ["R73"],
    }  # fmt: skip
    return Contribution(**{**fields, **changes})


def explained(*contributions: object, **changes: Value) -> Fit:
    return Fit("odd", 50.0, 40.0, 60.0, 0.5, contributions=cast(Any, contributions), **changes)


def test_a_fit_may_use_whole_numbers_and_lists() -> None:
    clause = ClauseResult("live.gpm", "at_least", 800, None, None)
    modifier = AppliedModifier("m", "shift", 1, None, 0, WORDS, [], "ours", [clause])  # type: ignore[arg-type]
    notice = Notice("n", "warning", WORDS, ["R8"], [], [])  # type: ignore[arg-type]
    answer = fit_of(explained(contribution(), modifiers=[modifier], notices=[notice]))
    assert isinstance(answer, Fit)
    assert answer.contributions == (contribution(rules=("R73",)),)
    assert type(answer.contributions[0].points) is float
    assert answer.modifiers == (modifier._replace(rules=(), clauses=(clause,)),)
    assert answer.notices == (notice._replace(rules=("R8",), positions=(), inputs=()),)


@pytest.mark.parametrize(
    ("fit", "says"),
    [
        (explained("live"), "score_fit().contributions[0] is 'live'; it must be a"),
        (explained(contribution(points=nan)), "contributions[0].points is nan"),
        (explained(contribution(points=10**400)), "contributions[0].points is 1000"),
        (explained(contribution(points=True)), "points is True; it must be a finite number"),
        (explained(contribution(known=1)), "known is 1; it must be True or False"),
        (explained(contribution(title="Live")), "title is 'Live'; it must be a factmatrix.Text"),
        (explained(contribution(title=Text("\ud800", "文"))), "contributions[0].title.en is"),
        (explained(contribution(value=[1])), "contributions[0].value is of type list"),
        (explained(contribution(value=nan)), "contributions[0].value is nan"),
        (explained(contribution(rules="R73")), "contributions[0].rules is 'R73'"),
        (explained(contribution(trust="me")), "one of source, A, B, C, D, ours"),
        (explained(contribution(utility=101, high=101)), "contributions[0].high is 101.0"),
        (explained(contribution(low=60)), "contributions[0].high is 50.0; it must be from 60"),
        (explained(contribution(utility=70)), "contributions[0].utility is 70.0"),
        (explained(contribution(weight=-1)), "contributions[0].weight is -1.0"),
        (explained(contribution(points=49.98)), "explains 49.98 points"),
        (explained(contribution(), limit=1.0), "explains 51.00 points"),
        (explained(base=101.0), "score_fit().base is 101.0"),
        (explained(notices=[Notice("n", "blocker", WORDS, (), (), ())]), "severity is 'blocker'"),
        (explained(notices=None), "score_fit().notices is None; it must be a list or a tuple"),
    ],
)
def test_an_explanation_must_be_well_formed_and_add_up(fit: Fit, says: str) -> None:
    assert says in reason(fit_of(fit))


def test_an_unscored_position_may_explain_what_it_asks_for() -> None:
    asked = contribution(known=False, value=None, utility=None, low=0, high=100, points=0, rules=())
    fit = Fit("odd", None, 0.0, 100.0, 0.0, contributions=(asked,))
    assert fit_of(fit) == fit


def action(**changes: Value) -> Action:
    fields: dict[str, Any] = {
        "id": "open_rooms", "title": WORDS, "why": WORDS, "phase": 0, "effort": "low",
        "tool": WORDS, "within_days": 14,
    }  # fmt: skip
    return Action(**{**fields, **changes})


def moving(path: str, to: object) -> Action:
    return action(targets=(ActionTarget(path, None, to),))


def test_actions_come_as_a_list_or_a_tuple_and_leave_as_a_tuple() -> None:
    suggested = [action(), action(id="go_on", kpi=ActionKpi("metrics.gpm", None, 800))]
    assert actions_of(suggested) == actions_of(tuple(suggested)) == tuple(suggested)
    assert actions_of([]) == ()


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("accounts.blue_v", True),
        ("live.hours_per_week", 12),
        ("live.conversion_rate", 0.02),
        ("brand.goal", "burst"),
        ("product.launch_date", date(2026, 1, 1)),
    ],
)
def test_a_target_moves_one_field_to_a_value_that_it_can_have(path: str, to: object) -> None:
    assert actions_of([moving(path, to)]) == (moving(path, to),)


@pytest.mark.parametrize(
    ("actions", "says"),
    [
        ((one for one in [action()]), "suggest_actions() is of type generator; it must be a list"),
        (["go live"], "suggest_actions()[0] is 'go live'; it must be a factmatrix.Action"),
        ([action(), action()], "suggest_actions()[1].id is 'open_rooms'; it must be an id that no"),
        ([action(id="")], "suggest_actions()[0].id is ''"),
        ([action(title=None)], "suggest_actions()[0].title is None"),
        ([action(phase=4)], "suggest_actions()[0].phase is 4; it must be from 0 to 3"),
        ([action(phase=1.5)], "suggest_actions()[0].phase is 1.5; it must be a whole number"),
        ([action(effort="huge")], "effort is 'huge'; it must be one of low, medium, high"),
        ([action(within_days=0)], "suggest_actions()[0].within_days is 0"),
        ([action(kpi=ActionKpi("live.gmp", None, 8))], "did you mean live.gpm?"),
        ([action(kpi=ActionKpi("live.gpm", None, nan))], "suggest_actions()[0].kpi.to is nan"),
        ([moving("acounts.blue_v", True)], "did you mean accounts.blue_v?"),
        ([moving("metrics.gpm", 800)], "moves metrics.gpm, which is no single field"),
        ([moving("content.forms", ("story",))], "moves content.forms, which is no single field"),
        ([moving("accounts.blue_v", 1)], "accounts.blue_v is 1; it must be a value that the field"),
        ([moving("live.conversion_rate", 2)], "live.conversion_rate is 2"),
        ([moving("live.hours_per_week", True)], "live.hours_per_week is True"),
        ([moving("brand.goal", "fame")], "brand.goal is 'fame'"),
        ([moving("product.launch_date", "soon")], "product.launch_date is 'soon'"),
    ],
)
def test_an_action_must_be_well_formed(actions: object, says: str) -> None:
    failure = actions_of(actions)
    assert says in reason(failure)
    assert cast(PluginFailure, failure).hook == "suggest_actions"


def test_an_answer_is_the_engines_own_once_it_is_given() -> None:
    mine = Fit("odd", 50.0, 40.0, 60.0, 0.5)
    kept = fit_of(mine)
    object.__setattr__(mine, "score", 100.0)
    assert kept == FIT


@pytest.mark.parametrize("say", [lambda r: r.en, lambda r: r.zh], ids=["en", "zh"])
def test_reasons_are_one_short_line_without_control_characters(
    say: Callable[[Text], str],
) -> None:
    class LoudError(Exception):
        def __str__(self) -> str:
            return "\x1b[31m" + "very\r\nbad " * 10_000

    class Loud(Position):
        @hookimpl
        def score_fit(self) -> object:
            raise LoudError

    (position,) = load_plugins(extra=[("odd", Loud())], entry_points=False).positions
    answer = position.score_fit(PROFILE, CONTEXT)
    assert isinstance(answer, PluginFailure)
    told = say(answer.reason)
    assert told.isprintable()
    assert "very bad very bad" in told
    assert len(told) < 600
