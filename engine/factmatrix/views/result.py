"""The machine-readable answer: one envelope whatever the number of profiles."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from factmatrix.assessment import AdvisedAction, Assessment, MetricValue, Plan, RankedPosition
from factmatrix.engine import DOCTRINE, Engine
from factmatrix.fit import ActionKpi, AppliedModifier, Contribution, Notice
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.model import Value as FieldValue
from factmatrix.profile.reading import Reading
from factmatrix.text import Language, Text
from factmatrix.toml.problem import Problem
from factmatrix.version import version
from factmatrix.views.result_shapes import (
    ActionInfo,
    ContributionInfo,
    DiagnosisInfo,
    KpiInfo,
    MetricInfo,
    ModifierInfo,
    NoticeInfo,
    PlanInfo,
    PluginInfo,
    PositionResult,
    ProblemInfo,
    ProfileInfo,
    ProfileResult,
    Result,
    Value,
    VerdictInfo,
)  # fmt: skip
from factmatrix.views.run import Run


def envelope(run: Run, language: Language) -> Result:
    """Everything one run has to say."""
    engine = run.engine
    return {
        "format": 1,
        "engine": {"version": version(), "doctrine": DOCTRINE},
        "date": run.day.isoformat(),
        "lang": language,
        "rules": {"hash": engine.rules_hash, "overlays": list(engine.overlays)},
        "plugins": plugin_infos(engine, language),
        "failed": [
            {"path": str(reading.path), "errors": _problems(reading.errors, language)}
            for reading in run.failed
        ],
        "results": [profile_result(reading, a, language) for reading, a in run.results],
    }


def plugin_infos(engine: Engine, language: Language) -> list[PluginInfo]:
    """What became of each plugin."""
    return [
        {
            "id": r.id,
            "distribution": r.distribution,
            "version": r.version,
            "api_version": r.api_version,
            "status": r.status,
            "reason": r.reason.in_(language) if r.reason else None,
        }
        for r in engine.reports
    ]


def profile_result(reading: Reading, a: Assessment, language: Language) -> ProfileResult:
    """One brand's answer; also one line of the batch's JSON Lines."""
    return {
        "profile": _profile(reading, a.profile),
        "date": a.date.isoformat(),
        "verdict": _verdict(a),
        "ranking": [_position(ranked, language) for ranked in a.ranking],
        "failures": [
            {"position": f.position, "hook": f.hook, "reason": f.reason.in_(language)}
            for f in a.failures
        ],
        "plan": _plan(a.plan),
        "blockers": [_notice(notice, language) for notice in a.blockers],
        "warnings": [_notice(notice, language) for notice in a.warnings],
        "notes": _problems(reading.warnings, language),
        "diagnosis": _diagnosis(a, language),
        "metrics": [_metric(metric, language) for metric in a.metrics],
        "missing": [
            {
                "input": m.input,
                "title": m.title.in_(language),
                "question": m.question.in_(language),
                "where": _said(m.where, language),
                "narrows": dict(m.narrows),
                "may_block": m.may_block,
            }
            for m in a.missing
        ],
    }


def _problems(problems: Iterable[Problem], language: Language) -> list[ProblemInfo]:
    return [
        {
            "line": p.line,
            "column": p.column,
            "input": p.key or None,
            "value": p.input,
            "message": p.message.in_(language),
        }
        for p in problems
    ]


def _profile(reading: Reading, profile: BrandProfile) -> ProfileInfo:
    brand = profile.brand
    return {
        "path": None if reading.path is None else str(reading.path),
        "row": None,
        "sha256": reading.sha256,
        "name": brand.name,
        "category": brand.category,
        "as_of": brand.as_of.isoformat() if brand.as_of else None,
        "unclaimed": list(reading.unclaimed),
        "notes": brand.notes,
        "evidence": dict(profile.evidence),
    }


def _verdict(a: Assessment) -> VerdictInfo:
    v = a.verdict
    return {
        "lead": v.lead,
        "runner_up": v.runner_up,
        "margin": v.margin,
        "certain": v.certain,
        "close_call": v.close_call,
        "provisional": v.provisional,
    }


def _position(ranked: RankedPosition, language: Language) -> PositionResult:
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


def _plan(plan: Plan | None) -> PlanInfo:
    if plan is None:
        return {"steps": [], "total": {}}
    return {
        "steps": [
            {
                "step": s.step,
                "position": s.position,
                "action": s.action,
                "first": s.first,
                "phase": s.phase,
                "effort": s.effort,
                "gain": s.gain,
                "score_after": s.score_after,
                "gains": dict(s.gains),
            }
            for s in plan.steps
        ],
        "total": dict(plan.total),
    }


def _notice(notice: Notice, language: Language) -> NoticeInfo:
    return {
        "id": notice.id,
        "severity": notice.severity,
        "rules": list(notice.rules),
        "positions": list(notice.positions),
        "inputs": list(notice.inputs),
        "message": notice.message.in_(language),
    }


def _diagnosis(a: Assessment, language: Language) -> DiagnosisInfo:
    diagnosis = a.diagnosis
    return {
        "reach": diagnosis.stages.get("reach"),
        "sediment": diagnosis.stages.get("sediment"),
        "convert": diagnosis.stages.get("convert"),
        "weakest": diagnosis.weakest,
        "stopped": diagnosis.stopped,
        "advice": _said(diagnosis.advice, language),
        "bounds": {
            stage: {"low": known.low, "high": known.high, "coverage": known.coverage}
            for stage, known in diagnosis.bounds.items()
        },
    }


def _metric(m: MetricValue, language: Language) -> MetricInfo:
    return {
        "id": m.id.removeprefix("metrics."),
        "title": m.title.in_(language),
        "value": m.value if m.value is None or math.isfinite(m.value) else None,
        "unit": m.unit,
        "denominator": m.denominator,
        "from": list(m.reads),
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
