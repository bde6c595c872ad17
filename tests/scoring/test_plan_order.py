"""The plan's order: phase, what the lead gains per effort, rank, what a position itself gains."""

from __future__ import annotations

from tests.brands import DAY, brand
from tests.scoring.cards import Data, card, engine_with
from tests.scoring.strategies import NOTHING_BLOCKED

QUALITY, REPUTATION, PRICE = "quality.product", "quality.reputation", "powers.price.strength"
ATTRACTION, SPREAD = "powers.brand.attraction", "powers.brand.spread"


def raises(name: str, path: str, to: float, effort: str, phase: int = 1) -> Data:
    return {
        "id": name, "phase": phase, "effort": effort,
        "when": {"input": path, "below": to}, "targets": [{"input": path, "at_least": to}],
    }  # fmt: skip


def test_steps_go_by_phase_then_gain_per_effort_of_the_lead_then_rank_then_of_their_own() -> None:
    talk: Data = {"id": "talk", "when": {"input": QUALITY, "below": 90}}
    lead = card(
        {"input": QUALITY}, {"input": REPUTATION}, {"input": PRICE},
        position={"id": "lead"},
        actions=[
            talk,
            raises("late", QUALITY, 98, "low", phase=2),  # 6 more points for 1
            raises("costly", QUALITY, 80, "high"),  # 10 points for 4
            raises("middle", PRICE, 71, "medium"),  # 7 points for 2
            raises("cheap", REPUTATION, 62, "low"),  # 4 points for 1
        ],
    )  # fmt: skip
    beside = card(
        {"input": ATTRACTION}, {"input": SPREAD},
        position={"id": "beside"},
        actions=[
            raises("big", ATTRACTION, 85, "high"),  # 20 points for 4
            raises("small", SPREAD, 57, "low"),  # 6 points for 1
        ],
    )  # fmt: skip
    known = dict.fromkeys((QUALITY, REPUTATION, PRICE), 50.0) | dict.fromkeys(
        (ATTRACTION, SPREAD), 45.0
    )
    answer = engine_with(lead, beside).assess(brand(NOTHING_BLOCKED | known), DAY)
    assert [r.info.id for r in answer.ranking] == ["lead", "beside"]
    assert answer.plan is not None
    assert [(s.action, s.gain) for s in answer.plan.steps] == [
        ("cheap", 4), ("middle", 7), ("costly", 10), ("talk", None), ("small", 6), ("big", 20),
        ("late", 6),
    ]  # fmt: skip
    assert answer.plan.total == {"lead": 27, "beside": 26}
