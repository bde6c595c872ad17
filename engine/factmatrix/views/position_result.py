"""What the machine-readable answer says of one position."""

from __future__ import annotations

import math
from datetime import date

from factmatrix.assessment import AdvisedAction, RankedPosition
from factmatrix.fit import ActionKpi, AppliedModifier, Contribution
from factmatrix.profile.model import Value as FieldValue
from factmatrix.text import Language, Text
from factmatrix.views.position_shapes import (
    ActionInfo,
    ContributionInfo,
    KpiInfo,
    ModifierInfo,
    PositionResult,
    Value,
)


def position_result(ranked: RankedPosition, language: Language) -> PositionResult:
    """Its place, its score with everything that made it, and its actions."""
    fit, info = ranked.fit, ranked.info
    return {
        "position": info.id,
        "letter": info.letter,
        "title": info.title.in_(language),
        "stance": info.stance,
        "role": ranked.role,
        "role_reason": _said(ranked.role_reason, language),
        "rank": ranked.rank,
        "score": fit.score,
        "low": fit.low,
        "high": fit.high,
        "coverage": fit.coverage,
        "base": fit.base,
        "limit": fit.limit,
        "contributions": [_contribution(c, language) for c in fit.contributions],
        "modifiers": [_modifier(m, language) for m in fit.modifiers],
        "actions": [_action(advised, language) for advised in ranked.actions],
    }


def _action(advised: AdvisedAction, language: Language) -> ActionInfo:
    action = advised.action
    return {
        "id": action.id,
        "phase": action.phase,
        "title": action.title.in_(language),
        "why": action.why.in_(language),
        "effort": action.effort,
        "gain": advised.gain,
        "gain_needs": list(advised.gain_needs),
        "targets": [
            {"input": t.input, "from": _value(t.seen), "to": _value(t.to)} for t in action.targets
        ],
        "kpi": _kpi(action.kpi),
        "within_days": action.within_days,
        "tool": action.tool.in_(language),
        "rules": list(action.rules),
    }


def _kpi(kpi: ActionKpi | None) -> KpiInfo | None:
    if kpi is None:
        return None
    return {"input": kpi.input, "from": _value(kpi.seen), "to": kpi.to}


def _contribution(c: Contribution, language: Language) -> ContributionInfo:
    return {
        "criterion": c.criterion,
        "title": c.title.in_(language),
        "input": c.input,
        "known": c.known,
        "value": _value(c.value),
        "unit": c.unit,
        "utility": c.utility,
        "low": c.low,
        "high": c.high,
        "weight": c.weight,
        "points": c.points,
        "rules": list(c.rules),
        "trust": c.trust,
        "rationale": _said(c.rationale, language),
        "waits_for": list(c.waits_for),
    }


def _modifier(m: AppliedModifier, language: Language) -> ModifierInfo:
    return {
        "id": m.id,
        "effect": {"kind": m.kind, "value": m.value},
        "applied": m.applied,
        "points": m.points,
        "message": m.message.in_(language),
        "rules": list(m.rules),
        "trust": m.trust,
        "clauses": [
            {
                "input": c.input,
                "op": c.op,
                "needed": _value(c.needed),
                "seen": _value(c.seen),
                "result": c.result,
            }
            for c in m.clauses
        ],
    }


def _said(text: Text | None, language: Language) -> str | None:
    return text.in_(language) if text else None


def _value(value: FieldValue | None) -> Value:
    """A value as JSON has it; infinite ones, which it has not, are null."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
