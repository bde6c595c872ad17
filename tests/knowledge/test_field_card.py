"""F, the brand's own rooms: what the article says must hold of its card, asked of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import Fit
from factmatrix.profile.choices import Category, Goal, Stage
from tests.brands import GOOD_QUALITY, assess, engine, powers, quick

SCORE = st.floats(0, 100)
SHARE = st.floats(0, 1)
RISING: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(powers(), SCORE),
    "live.conversion_percentile": SCORE,
    "live.average_watch_minutes": st.floats(0, 6),
    "live.interaction_rate": st.floats(0, 0.12),
    "live.follow_rate": st.floats(0, 0.1),
    "live.hours_per_week": st.floats(0, 110),
    "live.gpm": st.floats(0, 11_000),
    "accounts.own_accounts": st.integers(0, 6),
    "accounts.tag_clarity": SCORE,
    "audience.match": SHARE,
    "audience.fan_order_share": SHARE,
    "audience.repurchase_rate": SHARE,
    "quality.experience_score": SCORE,
}
FALLING: dict[str, st.SearchStrategy[Any]] = {"live.paid_share": SHARE}
"""How each figure of the card is good, over the stretch where the card tells values apart."""
FLAGS = (
    "accounts.shop", "accounts.blue_v", "accounts.qianchuan", "accounts.qianchuan_bound",
    "accounts.agency_owned",
)  # fmt: skip
Figures = Mapping[str, Any]
FIGURES = st.fixed_dictionaries(
    {}, optional={**RISING, **FALLING, **dict.fromkeys(FLAGS, st.booleans())}
)
CIRCUMSTANCES = st.fixed_dictionaries(
    {"brand.category": st.sampled_from(get_args(Category))},
    optional={
        "brand.goal": st.sampled_from(get_args(Goal)),
        "brand.stage": st.sampled_from(get_args(Stage)),
    },
)


def fit(figures: Figures) -> Fit:
    return quick(figures).position("field").fit


def score(figures: Figures) -> float:
    reached = fit(figures).score
    assert reached is not None
    return reached


def applied(figures: Figures) -> list[str]:
    return [modifier.id for modifier in fit(figures).modifiers if modifier.applied]


def order(figures: Figures) -> list[str]:
    """The positions one chooses among, best first."""
    return [r.info.id for r in quick(figures).ranking if r.info.stance != "always_on"]


def action_ids(figures: Figures, position: str = "field") -> list[str]:
    return [advised.action.id for advised in quick(figures).position(position).actions]


def warning_ids(figures: Figures) -> list[str]:
    return [notice.id for notice in fit(figures).notices]


@given(CIRCUMSTANCES)
def test_strong_content_puts_own_rooms_first(circumstances: Figures) -> None:
    # O6, whatever the goal, the stage and the category: shifts never overturn a strength.
    assert order({**powers(content=90), **circumstances})[0] == "field"


@given(CIRCUMSTANCES)
def test_a_strong_product_puts_own_rooms_among_the_first_two(circumstances: Figures) -> None:
    # O8
    assert "field" in order({**powers(product=90), **GOOD_QUALITY, **circumstances})[:2]


def test_brand_and_price_do_not_count_for_own_rooms() -> None:
    # R75, R80: these powers name other positions.
    assert score(powers(brand=90, price=90)) == score(powers())


@pytest.mark.parametrize("category", get_args(Category))
def test_powers_carry_sixty_per_cent_and_content_twice_product(category: str) -> None:
    parts = fit({"brand.category": category}).contributions
    total = sum(part.weight for part in parts)

    def share(table: str) -> float:
        return sum(part.weight for part in parts if part.input.startswith(table)) / total

    assert share("powers.") == pytest.approx(0.6)
    assert share("powers.content.") == pytest.approx(0.4)
    assert share("powers.product.") == pytest.approx(0.2)
    assert share("powers.content.live") == share("powers.content.short_video")
    assert share("powers.product.innovation") == share("powers.product.value")
    assert share("powers.product.vitality") == share("powers.product.value")


@given(st.tuples(*4 * [st.floats(0, 39)]), CIRCUMSTANCES)
def test_with_all_powers_low_own_rooms_stay_at_their_minimum(
    low: tuple[float, float, float, float], circumstances: Figures
) -> None:
    # O11: required whatever its score (R83), with the least that must be done (R84).
    answer = quick({**powers(*low), **circumstances})
    field = answer.position("field")
    assert field.role != "hold"
    assert "keep_the_minimum" in [advised.action.id for advised in field.actions]
    assert "minimum_only" in [notice.id for notice in answer.warnings]


@given(FIGURES, CIRCUMSTANCES)
def test_own_rooms_are_part_of_every_answer(figures: Figures, circumstances: Figures) -> None:
    # O12
    role = quick({**figures, **circumstances}).position("field").role
    assert role in {"lead", "support", "baseline"}


@pytest.mark.parametrize("path", [*RISING, *FALLING])
@given(FIGURES, CIRCUMSTANCES, st.data())
def test_what_is_good_for_own_rooms_never_lowers_them(
    path: str, figures: Figures, circumstances: Figures, data: st.DataObject
) -> None:
    # O13, for every figure that the card counts, not for the powers alone.
    values = (RISING | FALLING)[path]
    worse, better = sorted([data.draw(values), data.draw(values)], reverse=path in FALLING)
    before = fit({**figures, **circumstances, path: worse})
    after = fit({**figures, **circumstances, path: better})
    assert before.low <= after.low
    assert before.high <= after.high
    if before.score is not None and after.score is not None:
        assert before.score <= after.score


@pytest.mark.parametrize(
    ("stopper", "path", "stopped", "free"),
    [
        ("confused_tags", "accounts.tag_clarity", 39, 40),
        ("bottom_conversion", "live.conversion_percentile", 10, 11),
    ],
)
def test_a_stopper_takes_two_fifths_off(stopper: str, path: str, stopped: int, free: int) -> None:
    # O14: extremely hard, not impossible (R29), and in step with the diagnosis.
    stuck, rolling = {**powers(80), path: stopped}, {**powers(80), path: free}
    assert applied(stuck) == [stopper]
    assert quick(stuck).diagnosis.stopped
    assert score(stuck) == pytest.approx(0.6 * (fit(stuck).base or 0))
    assert applied(rolling) == []
    assert not quick(rolling).diagnosis.stopped
    assert score(rolling) == fit(rolling).base


@given(FIGURES, CIRCUMSTANCES)
def test_without_blue_v_certifying_it_comes_first(figures: Figures, circumstances: Figures) -> None:
    # O15: first of the position's actions, and before all its steps but those that lift a blocker.
    answer = assess({**figures, **circumstances, "accounts.blue_v": False})
    assert answer.position("field").actions[0].action.id == "certify_blue_v"
    assert answer.plan is not None
    lift = {"content_gate": {"script_the_room", "film_a_series", "review_every_session"},
            "no_shop": {"open_shop"}}  # fmt: skip
    lifting = set[str]().union(*(lift.get(blocker.id, set()) for blocker in answer.blockers))
    steps = [step.action for step in answer.plan.steps if step.position == "field"]
    assert next(step for step in steps if step not in lifting) == "certify_blue_v"


def test_the_blue_v_is_worth_something_but_does_not_decide() -> None:
    certified, without = ({**powers(60), "accounts.blue_v": flag} for flag in (True, False))
    assert score(without) == pytest.approx(0.95 * score(certified))


@pytest.mark.parametrize("goal", get_args(Goal))
def test_daily_and_long_term_goals_raise_own_rooms(goal: str) -> None:
    shift = 3 if goal in {"daily", "long_term"} else 0
    assert score({**powers(50), "brand.goal": goal}) == score(powers(50)) + shift


@pytest.mark.parametrize("stage", get_args(Stage))
def test_own_rooms_take_over_in_the_stage_of_growth(stage: str) -> None:
    shift = 1 if stage == "growth" else 0
    assert score({**powers(50), "brand.stage": stage}) == score(powers(50)) + shift


@pytest.mark.parametrize("category", get_args(Category))
def test_categories_that_sell_from_own_rooms_raise_them(category: str) -> None:
    shift = 2 if category in {"womenswear", "menswear", "jewelry"} else 0
    assert score({**powers(50), "brand.category": category}) == score(powers(50)) + shift


def test_gpm_is_read_against_the_category() -> None:
    # What is good for food is little for jewellery.
    by_category = {
        category: next(
            part.utility
            for part in fit({"live.gpm": 4000, "brand.category": category}).contributions
            if part.criterion == "gpm"
        )
        for category in ("food", "womenswear", "jewelry")
    }
    assert by_category == pytest.approx({"food": 100, "womenswear": 85, "jewelry": 40})


@pytest.mark.parametrize("position", ["alliance", "campaign", "topkol"])
def test_the_other_positions_are_told_to_let_own_rooms_catch_their_traffic(position: str) -> None:
    # R51: whatever others bring is gone if no own account catches it.
    assert "catch_others_traffic" in action_ids({}, position)


WARNS_AND_IS_SILENT: dict[str, tuple[Figures, Figures]] = {
    "minimum_only": (powers(content=40), powers(content=41)),
    "few_hours": ({"live.hours_per_week": 7.9}, {"live.hours_per_week": 8}),
    "feed_thin": ({"live.feed_share": 0.29}, {"live.feed_share": 0.3}),
    "wrong_audience": ({"audience.match": 0.39}, {"audience.match": 0.4}),
}


@pytest.mark.parametrize("warning", WARNS_AND_IS_SILENT)
def test_a_warning_comes_where_it_is_due_and_only_there(warning: str) -> None:
    warns, silent = WARNS_AND_IS_SILENT[warning]
    assert warning in warning_ids(warns)
    assert warning not in warning_ids(silent)


ALL_FORMS = ["knowledge", "scene", "recommendation", "story"]
FIRST_ROOM_STANDS = {
    "accounts.own_accounts": 1, "accounts.tag_clarity": 70, "live.hours_per_week": 30,
    "powers.content.live": 75,
}  # fmt: skip
SELLING_ROOM = {"accounts.qianchuan": True, "live.conversion_percentile": 60}
MEASURED = {
    "live.conversion_percentile": 60, "live.average_watch_minutes": 2,
    "live.interaction_rate": 0.05, "live.follow_rate": 0.05,
}  # fmt: skip
FIRES_AND_IS_SILENT: dict[str, tuple[Figures, Figures]] = {
    "certify_blue_v": ({"accounts.blue_v": False}, {"accounts.blue_v": True}),
    "open_shop": ({"accounts.shop": False}, {"accounts.shop": True}),
    "bind_accounts": (
        {"accounts.blue_v": True, "accounts.qianchuan_bound": False},
        {"accounts.blue_v": False, "accounts.qianchuan_bound": False},
    ),
    "take_accounts_back": ({"accounts.agency_owned": True}, {"accounts.agency_owned": False}),
    "measure_the_room": ({}, {"live.hours_per_week": 0}),
    "keep_the_minimum": ({"live.hours_per_week": 4}, {"live.hours_per_week": 8}),
    "clean_the_tags": ({"accounts.tag_clarity": 59}, {"accounts.tag_clarity": 60}),
    "script_the_room": ({"powers.content.live": 44}, {"powers.content.live": 45}),
    "film_a_series": ({"powers.content.short_video": 44}, {"powers.content.short_video": 45}),
    "review_every_session": ({"powers.content.live": 59}, {"powers.content.live": 44}),
    "fill_content_forms": ({"content.forms": ["story"]}, {"content.forms": ALL_FORMS}),
    "publish_daily": (
        {"content.videos_per_week": 3, "powers.content.short_video": 60},
        {"content.videos_per_week": 3, "powers.content.short_video": 30},
    ),
    "leave_the_bottom": ({"live.conversion_percentile": 10}, {"live.conversion_percentile": 11}),
    "raise_live_conversion": (
        {"live.conversion_percentile": 11},
        {"live.conversion_percentile": 10},
    ),
    "hold_viewers": ({"live.interaction_rate": 0.02}, MEASURED),
    "grow_followers": ({"live.follow_rate": 0.04}, {"live.follow_rate": 0.05}),
    "catch_others_traffic": (
        {"live.follow_rate": 0.03},
        {"live.follow_rate": 0.08, "audience.fan_order_share": 0.6},
    ),
    "care_for_fans": (
        {"audience.repurchase_rate": 0.05},
        {"audience.repurchase_rate": 0.1, "audience.fan_order_share": 0.3},
    ),
    "boost_hidden_gems": (
        {"content.video_conversion_rate": 0.01},
        {"content.video_conversion_rate": 0.009, "content.video_gpm": 790},
    ),
    "send_ads_to_the_room": (SELLING_ROOM, {**SELLING_ROOM, "live.paid_share": 0.3}),
    "lean_less_on_paid": ({"live.paid_share": 0.31}, {"live.paid_share": 0.3}),
    "grow_a_matrix": (FIRST_ROOM_STANDS, {**FIRST_ROOM_STANDS, "accounts.own_accounts": 3}),
}


@pytest.mark.parametrize("action", FIRES_AND_IS_SILENT)
def test_an_action_fires_where_it_helps_and_only_there(action: str) -> None:
    fires, silent = FIRES_AND_IS_SILENT[action]
    assert action in action_ids(fires)
    assert action not in action_ids(silent)


def test_every_action_and_warning_has_such_a_case() -> None:
    (card,) = (p.scorecard for p in engine().plugins.positions if p.info.id == "field")
    assert card is not None
    assert {action.id for action in card.actions} == FIRES_AND_IS_SILENT.keys()
    assert {warning.id for warning in card.warnings} == WARNS_AND_IS_SILENT.keys()


@given(FIGURES)
def test_no_action_is_advised_that_would_lower_the_score(figures: Figures) -> None:
    advised = assess(dict(figures)).position("field").actions
    assert [a.action.id for a in advised if a.gain is not None and a.gain < 0] == []
