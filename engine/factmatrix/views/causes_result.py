"""Rules that change, and the brands that change with them, as JSON that is written in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from factmatrix.causes.brands import BrandCause, PositionCause
from factmatrix.causes.effects import Effect
from factmatrix.causes.scoring import RANK_CHANGED, SCORE_MOVED, Causes
from factmatrix.results.comparing import LEAD_CHANGED, ROLE_CHANGED
from factmatrix.rules.differences import RuleChange
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Language
from factmatrix.views.causes_shapes import (
    BrandCauseInfo,
    CausesSummaryInfo,
    EffectInfo,
    PositionCauseInfo,
    RuleChangeInfo,
    RulesInfo,
)
from factmatrix.views.causes_words import Side, Sides, by_code
from factmatrix.views.change_result import separated
from factmatrix.views.change_words import Names
from factmatrix.views.rules_result import rules_data


def json_pieces(
    causes: Causes,
    effects: Iterable[Effect],
    brands: Iterable[BrandCause],
    sides: Sides,
    day: date,
    failed: int,
    names: Names,
    language: Language,
    *,
    ascii_only: bool,
) -> Iterator[str]:
    """One JSON object, one brand a line."""

    def dump(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
        return json.dumps(value, ensure_ascii=ascii_only, allow_nan=False)

    space = sides.base.space
    head = {
        "format": 1,
        "lang": language,
        "date": day.isoformat(),
        "old": _rules(sides.old),
        "new": _rules(sides.new),
        "positions": list(causes.positions),
        "by_code": by_code(sides.base),
        "summary": _summary(causes, failed),
    }
    yield "{\n"
    for key, value in head.items():
        yield f"{dump(key)}: {dump(value)},\n"
    yield '"steps": [\n'
    yield from separated(dump(_effect(effect, space, language)) for effect in effects)
    yield '],\n"changes": [\n'
    yield from separated(dump(_brand(brand, names, language)) for brand in brands)
    yield "]\n}\n"


def _rules(side: Side) -> RulesInfo:
    engine = side.engine
    return {"path": side.path, "overlays": list(engine.overlays), "hash": engine.rules_hash}


def _summary(causes: Causes, failed: int) -> CausesSummaryInfo:
    return {
        "compared": causes.compared,
        "failed": failed,
        "changed": causes.changed.height,
        "lead": causes.count(LEAD_CHANGED),
        "role": causes.count(ROLE_CHANGED),
        "rank": causes.count(RANK_CHANGED),
        "score": causes.count(SCORE_MOVED),
    }


def _effect(effect: Effect, space: InputSpace, language: Language) -> EffectInfo:
    return {
        "number": effect.number,
        "changes": [_change(change, space, language) for change in effect.changes],
        "leads": effect.leads,
        "roles": effect.roles,
        "ranks": effect.ranks,
        "scores": effect.scores,
        "mean": effect.mean,
        "largest": effect.largest,
    }


def _change(change: RuleChange, space: InputSpace, language: Language) -> RuleChangeInfo:
    old, new = (rules_data(value, space, language) for value in (change.old, change.new))
    return {
        "id": change.id,
        "kind": change.kind,
        "keys": list(change.keys),
        "old": old,
        "new": new,
    }


def _brand(brand: BrandCause, names: Names, language: Language) -> BrandCauseInfo:
    return {
        "path": brand.path,
        "row": brand.row,
        "name": brand.name,
        "change": brand.change,
        "lead": {"old": brand.old_lead, "new": brand.new_lead, "by": list(brand.lead_by)},
        "positions": [_position(p, names, language) for p in brand.positions if p.changed],
    }


def _position(cause: PositionCause, names: Names, language: Language) -> PositionCauseInfo:
    return {
        "position": cause.position,
        "title": names.position(cause.position, language),
        "role": {"old": cause.old_role, "new": cause.new_role, "by": list(cause.role_by)},
        "rank": {"old": cause.old_rank, "new": cause.new_rank, "by": list(cause.rank_by)},
        "score": {"old": cause.old_score, "new": cause.new_score},
        "points": cause.points,
        "reasons": [{"step": r.step, "points": r.points} for r in cause.reasons],
    }
