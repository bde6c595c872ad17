"""The snowball's stages, what stops it, and the gates and warnings for every position."""

from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix import Assessment
from factmatrix.rules.diagnosis import Diagnosis
from factmatrix.rules.loading import read_rules
from tests.brands import powers, quick

SHIPPED = read_rules(files("factmatrix.rules") / "diagnosis.toml", Diagnosis)
SEVERITIES = {alert.id: alert.severity for alert in SHIPPED.alerts}
BOUND = {
    "accounts.shop": True,
    "accounts.blue_v": True,
    "accounts.blue_v_bound": True,
    "accounts.qianchuan": True,
    "accounts.qianchuan_bound": True,
}
HUNDRED = {"quality.experience_scale": 100}
FIVE = {"quality.experience_scale": 5}
WORTH_SELLING = {"economics.gross_margin": 0.5, "economics.platform_fee_rate": 0.05}
ADVERTISED = {"accounts.qianchuan": True, "live.paid_share": 0.4}
RETURNED = {"economics.refund_rate": 0.5, "economics.return_loss_rate": 0.4}

# Alert, fields under which it speaks, and the least change of them under which it is silent.
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("content_gate", powers(content=29.9), powers(content=30)),
    (
        "experience_gate",
        HUNDRED | {"quality.experience_score": 59.9},
        HUNDRED | {"quality.experience_score": 60},
    ),
    (
        "experience_gate",
        FIVE | {"quality.experience_score": 4.39},
        FIVE | {"quality.experience_score": 4.4},
    ),
    ("no_shop", {"accounts.shop": False}, {"accounts.shop": True}),
    ("tag_chaos", {"accounts.tag_clarity": 39.9}, {"accounts.tag_clarity": 40}),
    ("conversion_bottom", {"live.conversion_percentile": 10}, {"live.conversion_percentile": 11}),
    ("binding", {"accounts.shop": False}, BOUND),
    ("binding", {"accounts.blue_v": False}, BOUND),
    ("binding", BOUND | {"accounts.blue_v_bound": False}, BOUND),
    ("binding", {"accounts.qianchuan": False}, BOUND),
    ("binding", BOUND | {"accounts.qianchuan_bound": False}, BOUND),
    ("agency_owned", {"accounts.agency_owned": True}, {"accounts.agency_owned": False}),
    (
        "foreign_audience_data",
        {"audience.data_source": "other"},
        {"audience.data_source": "douyin"},
    ),
    (
        "few_new_customers",
        {"audience.new_customer_share": 0.59},
        {"audience.new_customer_share": 0.6},
    ),
    ("paid_dependence", {"live.paid_share": 0.51}, {"live.paid_share": 0.5}),
    ("paid_weak_content", ADVERTISED | powers(content=59), ADVERTISED | powers(content=60)),
    (
        "top_creator_concentration",
        {"sales.top_creator_share": 0.51},
        {"sales.top_creator_share": 0.5},
    ),
    ("behind_competitors", {"market.category_percentile": 49}, {"market.category_percentile": 50}),
    ("short_supply", {"supply.stock_days": 14}, {"supply.stock_days": 15}),
    ("tools_closed", {"accounts.tools": ["compass"]}, {"accounts.tools": ["compass", "buyin"]}),
    ("tools_closed", {"accounts.tools": []}, {"accounts.tools": ["buyin", "ad", "compass"]}),
    (
        "shelf_content_claim",
        powers(content=60) | {"content.videos_per_week": 1},
        powers(content=60) | {"content.videos_per_week": 2, "live.hours_per_week": 3},
    ),
    (
        "no_margin",
        WORTH_SELLING | RETURNED | {"economics.commission_rate": 0.2},
        WORTH_SELLING | RETURNED | {"economics.commission_rate": 0.02},
    ),
]


def told(a: Assessment) -> dict[str, str]:
    """Id and severity of what the diagnosis says."""
    return {n.id: n.severity for n in (*a.blockers, *a.warnings) if n.id in SEVERITIES}


@pytest.mark.parametrize(("alert", "speaks", "silent"), CASES)
def test_an_alert_speaks_on_its_side_of_the_line_only(
    alert: str, speaks: dict[str, Any], silent: dict[str, Any]
) -> None:
    assert told(quick(speaks))[alert] == SEVERITIES[alert]
    assert alert not in told(quick(silent))


def test_every_alert_has_a_case() -> None:
    assert {case[0] for case in CASES} == SEVERITIES.keys()


def test_nothing_is_said_of_what_is_unknown() -> None:
    a = quick()
    assert told(a) == {}
    assert not a.diagnosis.stopped


def test_what_the_source_calls_a_gate_blocks_and_what_it_warns_of_does_not() -> None:
    blockers = {alert for alert, severity in SEVERITIES.items() if severity == "blocker"}
    assert blockers == {"content_gate", "experience_gate", "no_shop"}


@pytest.mark.parametrize(
    "blocked",
    [
        powers(content=20, brand=90),
        powers(brand=90) | HUNDRED | {"quality.experience_score": 40},
        powers(brand=90) | FIVE | {"quality.experience_score": 4.0},
        powers(brand=90) | {"accounts.shop": False},
    ],
)
def test_a_blocker_leaves_no_lead_and_keeps_the_order(blocked: dict[str, Any]) -> None:
    a = quick(blocked)
    assert a.verdict.lead is None
    assert {ranked.role for ranked in a.ranking} == {"baseline", "hold", "always_on"}
    assert a.position("topkol").rank == 1
    assert quick(powers(brand=90)).verdict.lead == "topkol"


def test_the_content_gate_moves_no_score() -> None:
    below, above = quick(powers(content=29.99)), quick(powers(content=30.01))
    assert below.blockers
    assert not above.blockers
    for ranked in below.ranking:
        now, then = ranked.fit.score, above.position(ranked.info.id).fit.score
        assert now == then or abs((now or 0) - (then or 0)) < 0.05


@pytest.mark.parametrize(
    "stopper", [{"accounts.tag_clarity": 20}, {"live.conversion_percentile": 3}]
)
def test_a_stopper_stops_the_snowball_without_excluding_anybody(stopper: dict[str, Any]) -> None:
    a = quick(powers(70, 70, 70, 70) | stopper)
    assert a.diagnosis.stopped
    assert a.verdict.lead is not None


REACHING = {
    "content.forms": ["knowledge", "scene", "recommendation", "story"],
    "content.videos_per_week": 20,
    "accounts.tag_clarity": 95,
}
KEEPING = {"live.follow_rate": 0.07, "audience.fans": 2000000, "sales.monthly_orders": 60000}
CONVERTING = {
    "live.conversion_percentile": 90,
    "live.conversion_rate": 0.04,
    "live.interaction_rate": 0.1,
}
NOT_KEEPING = {"live.follow_rate": 0.005, "audience.fans": 800, "sales.monthly_orders": 90}
NOT_CONVERTING = {"live.conversion_percentile": 15, "live.conversion_rate": 0.002}
NOT_REACHING = {"content.forms": [], "content.videos_per_week": 1, "accounts.tag_clarity": 45}


@pytest.mark.parametrize(
    ("fields", "weakest"),
    [
        (NOT_REACHING | KEEPING | CONVERTING, "reach"),
        (REACHING | NOT_KEEPING | CONVERTING, "sediment"),
        (REACHING | KEEPING | NOT_CONVERTING, "convert"),
    ],
)
def test_the_broken_link_of_the_loop_is_named_with_its_advice(
    fields: dict[str, Any], weakest: str
) -> None:
    diagnosis = quick(fields).diagnosis
    assert diagnosis.weakest == weakest
    assert diagnosis.advice == next(s.advice for s in SHIPPED.stages if s.id == weakest)
    scores = {name: score for name, score in diagnosis.stages.items() if score is not None}
    assert len(scores) == 3
    assert scores.pop(weakest) < 40 < 80 < min(scores.values())


def test_a_stage_of_which_nothing_is_known_is_not_the_weakest() -> None:
    diagnosis = quick(REACHING).diagnosis
    assert diagnosis.stages["sediment"] is None
    assert diagnosis.stages["convert"] is None
    assert diagnosis.weakest == "reach"


def test_without_any_figure_there_is_no_weakest_stage() -> None:
    diagnosis = quick().diagnosis
    assert (set(diagnosis.stages.values()), diagnosis.weakest, diagnosis.advice) == (
        {None},
        None,
        None,
    )


def test_stages_reach_from_0_to_100() -> None:
    worst = {"powers.content.short_video": 0, "powers.content.live": 0, "accounts.tag_clarity": 0}
    assert quick(worst).diagnosis.stages["reach"] == 0
    best = {"live.conversion_percentile": 100, "live.conversion_rate": 0.06}
    assert quick(best).diagnosis.stages["convert"] == 100


# Fields that are good for a stage, and the value from which more of them no longer counts.
RISING = {
    "powers.content.short_video": 100,
    "powers.content.live": 100,
    "accounts.tag_clarity": 100,
    "accounts.own_accounts": 5,
    "audience.match": 0.8,
    "audience.fans": 5_000_000,
    "audience.repurchase_rate": 0.4,
    "audience.fan_order_share": 0.6,
    "content.videos_per_week": 14,
    "content.video_conversion_rate": 0.03,
    "sales.monthly_orders": 100_000,
    "live.feed_share": 0.7,
    "live.follow_rate": 0.08,
    "live.conversion_percentile": 100,
    "live.conversion_rate": 0.05,
    "live.gpm": 6000,
    "live.interaction_rate": 0.1,
    "live.average_watch_minutes": 5,
    "quality.experience_score": 100,
}
COUNTS = ("own_accounts", "fans", "videos_per_week", "monthly_orders")


def level(path: str, tenths: int) -> float:
    """So many tenths of the way to the value from which more no longer counts."""
    value = RISING[path] * tenths / 10
    return round(value) if path.endswith(COUNTS) else value


@pytest.mark.parametrize("path", RISING)
@settings(max_examples=8)
@given(others=st.dictionaries(st.sampled_from(sorted(RISING)), st.integers(0, 10)))
def test_a_better_figure_never_weakens_a_stage(path: str, others: dict[str, int]) -> None:
    fields = HUNDRED | {other: level(other, tenths) for other, tenths in others.items()}
    walk = [quick(fields | {path: level(path, tenths)}) for tenths in range(11)]
    for stage in ("reach", "sediment", "convert"):
        scores = [a.diagnosis.stages[stage] or 0 for a in walk]
        assert scores == sorted(scores)
