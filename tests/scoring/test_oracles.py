"""What must follow from the source article for any honest implementation of it."""

from __future__ import annotations

from typing import Any

import pytest

from factmatrix import Assessment, BrandProfile
from factmatrix.assessment import PlanStep
from factmatrix.fit import Action
from tests.brands import BAD_REPUTATION, DAY, GOOD_QUALITY, assess, brand, engine, powers

EVERY_PROFILE = [
    {},
    powers(),
    powers(content=90),
    powers(0, 0, 0, 0),
    powers(90, 90, 90, 90) | GOOD_QUALITY,
    powers(price=95) | BAD_REPUTATION,
]


def score(a: Assessment, position: str) -> float:
    value = a.position(position).fit.score
    assert value is not None
    return value


def order(a: Assessment) -> list[str]:
    return [r.info.id for r in a.ranking if r.rank is not None]


def test_o6_content_power_puts_own_rooms_first() -> None:
    assert order(assess(powers(content=90)))[0] == "field"


def test_o7_brand_power_puts_top_kols_first_and_own_rooms_last() -> None:
    a = assess(powers(brand=90))
    assert order(a) == ["topkol", "alliance", "field"]
    assert a.position("field").role in ("support", "baseline")


def test_o8_product_power_lifts_own_rooms_and_the_alliance() -> None:
    a = assess(powers(product=90))
    assert set(order(a)[:2]) == {"field", "alliance"}
    assert order(a)[2] == "topkol"


def test_o9_price_with_quality_puts_the_alliance_first() -> None:
    assert order(assess(powers(price=90) | GOOD_QUALITY))[0] == "alliance"


def test_o10_price_without_reputation_does_not_raise_the_alliance() -> None:
    weak, strong = (assess(powers(price=p) | BAD_REPUTATION) for p in (30, 95))
    assert score(strong, "alliance") == score(weak, "alliance")
    cited = {rule for warning in strong.warnings for rule in warning.rules}
    assert "R81" in cited


def test_o11_weak_everywhere_still_gets_minimal_own_rooms() -> None:
    field = assess(powers(10, 10, 10, 10)).position("field")
    assert field.role == "baseline"
    assert any("R84" in advised.action.rules for advised in field.actions)


@pytest.mark.parametrize("fields", EVERY_PROFILE)
def test_o12_own_rooms_and_campaigns_are_always_there(fields: dict[str, float]) -> None:
    a = assess(fields)
    assert a.position("field").role in ("lead", "support", "baseline")
    campaign = a.position("campaign")
    assert campaign.role == "always_on"
    assert campaign.rank is None
    told = [advised.action.rules for advised in campaign.actions]
    told += [w.rules for w in a.warnings if w.positions == ("campaign",)]
    assert any("R69" in rules for rules in told)


@pytest.mark.parametrize(
    ("power", "positions"),
    [
        ("content", ["field"]),
        ("brand", ["alliance", "topkol"]),
        ("product", ["field", "alliance"]),
        ("price", ["alliance"]),
    ],
)
@pytest.mark.parametrize("quality", [{}, GOOD_QUALITY, BAD_REPUTATION])
def test_o13_a_stronger_power_never_lowers_a_position_named_for_it(
    power: str, positions: list[str], quality: dict[str, float]
) -> None:
    for position in positions:
        scores = [
            score(assess(powers(**{power: float(level)}) | quality), position)
            for level in range(0, 101, 10)
        ]
        assert scores == sorted(scores)


@pytest.mark.parametrize(
    ("field", "rule"),
    [({"accounts.tag_clarity": 15}, "R27"), ({"live.conversion_percentile": 10}, "R28")],
)
def test_o14_what_stops_the_snowball_is_named(field: dict[str, float], rule: str) -> None:
    a = assess(powers(60, 60, 60, 60) | field)
    stoppers = [n for n in a.warnings if n.severity == "stopper"]
    assert any(rule in n.rules for n in stoppers)
    assert a.diagnosis.stopped


def test_o15_without_blue_v_the_certification_comes_first() -> None:
    a = assess(powers(60, 60, 60, 60) | {"accounts.blue_v": False, "accounts.shop": True})
    assert a.plan is not None
    first = next(step for step in a.plan.steps if step.position == "field")
    action = next(x.action for x in a.position("field").actions if x.action.id == first.action)
    assert "R48" in action.rules
    assert "R48" in a.position("field").actions[0].action.rules


@pytest.mark.parametrize(
    "unbound",
    [
        {"accounts.shop": False},
        {"accounts.blue_v": True, "accounts.blue_v_bound": False},
        {"accounts.qianchuan": True, "accounts.qianchuan_bound": False},
    ],
)
def test_o16_what_is_not_bound_is_warned_of(unbound: dict[str, bool]) -> None:
    a = assess(powers(60, 60, 60, 60) | unbound)
    assert any("R89" in n.rules for n in (*a.warnings, *a.blockers))


def test_o19_a_head_creator_without_match_is_not_plainly_recommended() -> None:
    a = assess(powers(brand=90) | {"top_creators.match": 0.2})
    topkol = a.position("topkol")
    assert topkol.fit.score is not None
    assert topkol.fit.score <= 35
    assert topkol.role == "hold"
    assert any("R62" in m.rules and m.applied for m in topkol.fit.modifiers)


def test_o23_an_unknown_field_widens_the_range_and_does_not_pull_to_the_middle() -> None:
    known = powers(90, 90, 90, 90) | GOOD_QUALITY
    all_powers, one_less = assess(known), dict(known)
    del one_less["powers.content.live"]
    less = assess(one_less).position("field").fit
    full = all_powers.position("field").fit
    assert less.coverage < full.coverage
    assert less.low < full.low
    assert less.score == full.score == 90


def test_o24_without_content_fixing_content_comes_first() -> None:
    a = assess(powers(content=20, brand=90))
    assert a.blockers[0].id == "content_gate"
    assert "R8" in a.blockers[0].rules
    assert a.verdict.lead is None
    assert [r.role for r in a.ranking if r.info.stance == "elective"] == ["hold", "hold"]


def content_power(profile: BrandProfile) -> float:
    metrics = engine().assess(profile, DAY).metrics
    power = next(m.value for m in metrics if m.id == "metrics.content_power")
    assert power is not None
    return power


def action_of(a: Assessment, step: PlanStep) -> Action:
    return next(x.action for x in a.position(step.position).actions if x.action.id == step.action)


def after(profile: BrandProfile, action: Action) -> BrandProfile:
    """The brand once an action has reached its targets."""
    return profile.with_inputs({target.input: target.to for target in action.targets})


OTHER_WORRIES: list[dict[str, Any]] = [
    {},
    {"accounts.shop": False, "accounts.blue_v": False},
    {"quality.experience_score": 40, "accounts.tag_clarity": 10},
    {"live.conversion_percentile": 5, "supply.stock_days": 3, "top_creators.match": 0.9},
]


@pytest.mark.parametrize("worries", OTHER_WORRIES)
@pytest.mark.parametrize(("short_video", "live"), [(20, 20), (0, 0), (59, 0), (5, 54), (29, 30)])
def test_o24_the_plan_begins_with_content_and_opens_the_gate(
    short_video: float, live: float, worries: dict[str, Any]
) -> None:
    content = {"powers.content.short_video": short_video, "powers.content.live": live}
    profile = brand(powers(brand=90) | worries | content)
    a = engine().assess(profile, DAY)
    assert a.blockers[0].id == "content_gate"
    assert a.plan is not None
    first, *others = (action_of(a, step) for step in a.plan.steps)
    assert "R8" in first.rules
    begun = after(profile, first)
    assert content_power(begun) > content_power(profile)
    for action in others:
        begun = after(begun, action)
    left = engine().assess(begun, DAY).blockers
    assert "content_gate" not in {blocker.id for blocker in left}


def test_o24_gate_is_strictly_below_thirty() -> None:
    assert not assess(powers(content=30, brand=90)).blockers


def test_all_round_brands_tie_exactly_and_the_best_known_position_leads() -> None:
    quality = {"quality.product": 70, "quality.reputation": 70}
    a = assess(powers(70, 70, 70, 70) | quality)
    assert {score(a, position) for position in ("field", "alliance", "topkol")} == {70}
    first, second, third = (a.ranking[i].fit.coverage for i in range(3))
    assert first >= second >= third
    assert a.verdict.close_call


def test_the_contributions_limit_and_modifiers_are_the_score() -> None:
    for fields in EVERY_PROFILE:
        for ranked in assess(fields).ranking:
            fit = ranked.fit
            total = 0.0
            for part in (
                *(c.points for c in fit.contributions),
                fit.limit,
                *(m.points for m in fit.modifiers),
            ):
                total += part
            assert fit.score is None or total == fit.score


def test_an_assessment_is_the_same_every_time() -> None:
    fields = powers(content=70) | GOOD_QUALITY
    assert assess(fields) == assess(fields)
