"""The creators of a brand for programs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from factmatrix.deals.review import CreatorReview, Order, ReviewedDeal
from factmatrix.deals.warnings import DealWarning
from factmatrix.engine import Engine
from factmatrix.tables.creators import TableRow
from factmatrix.text import Language
from factmatrix.views.creator_shapes import (
    CreatorInfo,
    CreatorProblem,
    CreatorsResult,
    WarningInfo,
)  # fmt: skip
from factmatrix.views.result import engine_info, rules_info


def creators_result(
    review: CreatorReview,
    engine: Engine,
    path: Path,
    day: date,
    by: Order,
    problems: Iterable[TableRow],
    language: Language,
) -> CreatorsResult:
    """Everything there is to say, whatever is shown to people."""
    return {
        "format": 1,
        "engine": engine_info(),
        "date": day.isoformat(),
        "lang": language,
        "rules": rules_info(engine),
        "path": str(path),
        "order": by,
        "tables": [
            {
                "denominator": deals.denominator,
                "reversed": deals.reversed,
                "deals": [_creator(deal, language) for deal in deals.ordered(by)],
            }
            for deals in review.tables
        ],
        "uncounted": [_creator(deal, language) for deal in review.uncounted],
        "candidates": [_creator(deal, language) for deal in review.candidates],
        "warnings": _warnings(review.warnings, language),
        "problems": [_problem(row, language) for row in problems],
    }


def _creator(reviewed: ReviewedDeal, language: Language) -> CreatorInfo:
    deal, verdict = reviewed.deal, reviewed.verdict
    even = verdict.break_even_roi
    return {
        "name": deal.name,
        "creator": deal.creator,
        "position": reviewed.kind,
        "fans": deal.fans,
        "contract": deal.contract,
        "denominator": deal.denominator,
        "views": deal.views,
        "natural_views": deal.natural_views,
        "gmv": deal.gmv,
        "refund_rate": deal.refund_rate,
        "fee": deal.fee,
        "traffic_cost": deal.traffic_cost,
        "cost": deal.cost,
        "commission_rate": deal.commission_rate,
        "net_sales": deal.net_sales,
        "contribution": verdict.contribution,
        "contribution_margin": verdict.contribution_margin,
        "gpm": deal.gpm,
        "cpm": deal.cpm,
        "roi": deal.roi,
        "net_roi": deal.net_roi,
        "break_even_gpm": _finite(verdict.break_even_gpm),
        "break_even_roi": _finite(even),
        "never_breaks_even": verdict.most_margin <= 0,
        "profitable": verdict.profitable,
        "natural_views_needed": verdict.natural_views_needed,
        "gmv_needed": verdict.gmv_needed,
        "audience_match": deal.audience_match,
        "tone_match": deal.tone_match,
        "cooperation": deal.cooperation,
        "creator_score": deal.creator_score,
        "gpm_rank": reviewed.gpm_rank,
        "roi_rank": reviewed.roi_rank,
        "reversals": reviewed.reversals,
        "reversed_with": reviewed.reversed_with,
        "needs": list(verdict.needs),
        "missing": list(reviewed.missing),
        "warnings": _warnings(reviewed.warnings, language),
    }


def _finite(figure: float | None) -> float | None:
    """JSON has no infinity."""
    return None if figure is None or math.isinf(figure) else figure


def _warnings(warnings: Iterable[DealWarning], language: Language) -> list[WarningInfo]:
    return [
        {"id": w.id, "rules": list(w.rules), "message": w.message.in_(language)} for w in warnings
    ]


def _problem(row: TableRow, language: Language) -> CreatorProblem:
    severity, header, message = row.problem
    return {
        "row": row.row,
        "column": header or None,
        "severity": severity,
        "message": message.in_(language),
    }
