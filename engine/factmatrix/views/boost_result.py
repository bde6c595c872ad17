"""The machine-readable answer to boost tests."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

from factmatrix.boosts.counts import Interval
from factmatrix.boosts.judging import Assumed, BoostAnswer, JudgedTest
from factmatrix.boosts.returns import Return
from factmatrix.boosts.spending import Comparison
from factmatrix.engine import Engine
from factmatrix.text import Language
from factmatrix.views.boost_shapes import (
    AssumedInfo,
    Boosts,
    BoostTestInfo,
    BringsInfo,
    ComparisonInfo,
    RangeInfo,
)
from factmatrix.views.boost_words import reason
from factmatrix.views.result import engine_info, rules_info


def boosts_result(
    path: Path,
    brand: str | None,
    answer: BoostAnswer,
    engine: Engine,
    day: date,
    language: Language,
) -> Boosts:
    """Everything there is to say of the tests in a file."""
    levels, even = answer.levels, answer.break_even_roi
    return {
        "format": 1,
        "engine": engine_info(),
        "date": day.isoformat(),
        "lang": language,
        "rules": rules_info(engine),
        "path": str(path),
        "brand": brand,
        "spend": _assumed(answer.spend),
        "confidence": _assumed(answer.confidence),
        "push_limit": _assumed(answer.push_limit),
        "margin": answer.margin,
        "margin_missing": list(answer.margin_missing),
        "break_even_roi": even if even is not None and math.isfinite(even) else None,
        "levels": {
            "videos": levels.videos,
            "reach": levels.reach,
            "reach_trust": levels.reach_trust,
            "conversion_rate": levels.conversion_rate,
            "conversion_trust": levels.conversion_trust,
        },
        "kept": answer.division.kept,
        "first_if_paid_alone": _name(answer, answer.division.first_if_paid_alone),
        "tests": [_test(test, answer, language) for test in answer.tests],
    }


def _test(test: JudgedTest, answer: BoostAnswer, language: Language) -> BoostTestInfo:
    reading, share = test.reading, test.share
    return {
        "name": reading.name,
        "tool": reading.tool,
        "target": reading.target,
        "reach": reading.reach,
        "orders": test.orders,
        "cpm": reading.cpm,
        "gpm": reading.gpm,
        "roi": reading.roi,
        "amplification": reading.amplification,
        "conversion_rate": reading.conversion_rate,
        "conversion_range": _range(test.conversion),
        "dou_plus": reading.dou_plus,
        "triage": reading.triage,
        "triage_settled": test.triage_settled,
        "brings": _brings(test.brings, answer),
        "rank": share.rank,
        "advice": share.advice,
        "money": share.money,
        "over_limit": answer.over_limit(test),
        "against_leader": _against(share.against_leader, answer),
        "missing": list(test.missing),
        "reason": reason(test, answer).in_(language),
    }


def _brings(brings: Return | None, answer: BoostAnswer) -> BringsInfo | None:
    if brings is None:
        return None
    low, high = brings.interval
    contribution = answer.contribution(brings.gmv)
    least, most = answer.contribution(low), answer.contribution(high)
    return {
        "gmv": brings.gmv,
        "range": {"low": low, "high": high},
        "paid_alone": brings.paid_alone,
        "contribution": contribution,
        "contribution_range": (
            None if least is None or most is None else {"low": least, "high": most}
        ),
        "contribution_paid_alone": (
            None if brings.paid_alone is None else answer.contribution(brings.paid_alone)
        ),
    }


def _against(against: Comparison | None, answer: BoostAnswer) -> ComparisonInfo | None:
    if against is None:
        return None
    return {
        "leader": answer.tests[against.leader].reading.name,
        "chance": against.chance,
        "chance_paid_alone": against.chance_paid_alone,
        "told_apart": against.told_apart(answer.confidence.value),
        "more_views": against.more_views,
        "more_leader_views": against.more_leader_views,
    }


def _name(answer: BoostAnswer, place: int | None) -> str | None:
    return None if place is None else answer.tests[place].reading.name


def _range(interval: Interval | None) -> RangeInfo | None:
    return None if interval is None else {"low": interval.low, "high": interval.high}


def _assumed(assumed: Assumed) -> AssumedInfo:
    return {"value": assumed.value, "trust": assumed.trust}
