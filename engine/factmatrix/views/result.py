"""The machine-readable answer: one envelope whatever the number of profiles.

Figures are in file units and unrounded. Keys are always there, null where nothing is known; new
keys may come. `fact schema --result` is made from the shapes below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, TypedDict

from factmatrix.assessment import Assessment, Plan, RankedPosition
from factmatrix.engine import DOCTRINE, Engine
from factmatrix.fit import ActionKpi, AppliedModifier, Contribution, Notice
from factmatrix.profile import model as profile
from factmatrix.profile.reading import Reading
from factmatrix.text import Language, Text
from factmatrix.toml.problem import Problem
from factmatrix.version import version

Value = float | int | bool | str | list[str] | None


class EngineInfo(TypedDict):
    version: str
    doctrine: str


class RulesInfo(TypedDict):
    hash: str
    overlays: list[str]


class PluginInfo(TypedDict):
    id: str | None
    distribution: str | None
    version: str | None
    api_version: int | None
    status: Literal["ok", "failed", "disabled"]
    reason: str | None


class ErrorInfo(TypedDict):
    line: int
    column: int
    key: str
    input: str | None
    message: str


class FailedProfile(TypedDict):
    path: str
    errors: list[ErrorInfo]


class ProfileInfo(TypedDict):
    path: str | None
    row: int | None
    sha256: str | None
    name: str
    category: str
    as_of: str | None
    unclaimed: list[str]


class VerdictInfo(TypedDict):
    lead: str | None
    runner_up: str | None
    margin: float | None
    certain: bool | None
    close_call: bool
    provisional: bool


class ContributionInfo(TypedDict):
    criterion: str
    title: str
    input: str
    known: bool
    value: Value
    unit: str
    utility: float | None
    low: float
    high: float
    weight: float
    points: float
    rules: list[str]
    trust: str
    rationale: str | None


class ClauseInfo(TypedDict):
    input: str
    op: str
    needed: Value
    seen: Value
    result: bool | None


class EffectInfo(TypedDict):
    kind: Literal["shift", "multiply", "cap", "block"]
    value: float | None


class ModifierInfo(TypedDict):
    id: str
    effect: EffectInfo
    applied: bool | None
    points: float
    message: str
    rules: list[str]
    clauses: list[ClauseInfo]


TargetInfo = TypedDict("TargetInfo", {"input": str, "from": Value, "to": Value})
KpiInfo = TypedDict("KpiInfo", {"input": str, "from": Value, "to": float})


class ActionInfo(TypedDict):
    id: str
    phase: int
    title: str
    why: str
    effort: Literal["low", "medium", "high"]
    gain: float | None
    gain_needs: list[str]
    targets: list[TargetInfo]
    kpi: KpiInfo | None
    within_days: int
    tool: str
    rules: list[str]


class PositionResult(TypedDict):
    position: str
    letter: str
    title: str
    stance: Literal["required", "elective", "always_on"]
    role: Literal["lead", "support", "baseline", "hold", "always_on"]
    role_reason: str | None
    rank: int | None
    score: float | None
    low: float
    high: float
    coverage: float
    base: float | None
    limit: float
    contributions: list[ContributionInfo]
    modifiers: list[ModifierInfo]
    actions: list[ActionInfo]


class StepInfo(TypedDict):
    step: int
    position: str
    action: str
    phase: int
    effort: Literal["low", "medium", "high"]
    gain: float | None
    score_after: float | None
    gains: dict[str, float]


class PlanInfo(TypedDict):
    steps: list[StepInfo]
    total: dict[str, float]


class NoticeInfo(TypedDict):
    id: str
    severity: Literal["blocker", "stopper", "warning"]
    rules: list[str]
    positions: list[str]
    inputs: list[str]
    message: str


MetricInfo = TypedDict(
    "MetricInfo",
    {
        "id": str,
        "title": str,
        "value": float | None,
        "unit": str,
        "denominator": str | None,
        "from": list[str],
    },
)


class MissingInfo(TypedDict):
    input: str
    title: str
    question: str
    where: str | None
    narrows: dict[str, float]


class PositionFailureInfo(TypedDict):
    position: str
    hook: str
    reason: str


class ProfileResult(TypedDict):
    profile: ProfileInfo
    date: str
    verdict: VerdictInfo
    ranking: list[PositionResult]
    failures: list[PositionFailureInfo]
    plan: PlanInfo
    blockers: list[NoticeInfo]
    warnings: list[NoticeInfo]
    notes: list[ErrorInfo]
    diagnosis: dict[str, float | str | bool | None]
    metrics: list[MetricInfo]
    missing: list[MissingInfo]


class Result(TypedDict):
    format: Literal[1]
    engine: EngineInfo
    date: str
    lang: Literal["en", "zh"]
    rules: RulesInfo
    plugins: list[PluginInfo]
    failed: list[FailedProfile]
    results: list[ProfileResult]


def result_schema() -> dict[str, Any]:
    """The JSON Schema of the envelope."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Result).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def envelope(
    engine: Engine,
    day: date,
    failed: Iterable[Reading],
    results: Iterable[tuple[Reading, Assessment]],
    language: Language,
) -> Result:
    """Everything one run has to say."""
    return {
        "format": 1,
        "engine": {"version": version(), "doctrine": DOCTRINE},
        "date": day.isoformat(),
        "lang": language,
        "rules": {"hash": engine.rules_hash, "overlays": list(engine.overlays)},
        "plugins": plugin_infos(engine, language),
        "failed": [
            {"path": str(reading.path), "errors": _problems(reading.errors, language)}
            for reading in failed
        ],
        "results": [profile_result(reading, a, language) for reading, a in results],
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


def _problems(problems: Iterable[Problem], language: Language) -> list[ErrorInfo]:
    return [
        {
            "line": p.line,
            "column": p.column,
            "key": p.key,
            "input": p.input,
            "message": p.message.in_(language),
        }
        for p in problems
    ]


def profile_result(reading: Reading, a: Assessment, language: Language) -> ProfileResult:
    """One brand's answer; also one line of the batch's JSON Lines."""
    brand = a.profile.brand
    return {
        "profile": {
            "path": None if reading.path is None else str(reading.path),
            "row": None,
            "sha256": reading.sha256,
            "name": brand.name,
            "category": brand.category,
            "as_of": brand.as_of.isoformat() if brand.as_of else None,
            "unclaimed": list(reading.unclaimed),
        },
        "date": a.date.isoformat(),
        "verdict": {
            "lead": a.verdict.lead,
            "runner_up": a.verdict.runner_up,
            "margin": a.verdict.margin,
            "certain": a.verdict.certain,
            "close_call": a.verdict.close_call,
            "provisional": a.verdict.provisional,
        },
        "ranking": [_position(ranked, language) for ranked in a.ranking],
        "failures": [
            {"position": f.position, "hook": f.hook, "reason": f.reason.in_(language)}
            for f in a.failures
        ],
        "plan": _plan(a.plan),
        "blockers": [_notice(notice, language) for notice in a.blockers],
        "warnings": [_notice(notice, language) for notice in a.warnings],
        "notes": _problems(reading.warnings, language),
        "diagnosis": {
            **a.diagnosis.stages,
            "weakest": a.diagnosis.weakest,
            "stopped": a.diagnosis.stopped,
        },
        "metrics": [
            {
                "id": m.id.removeprefix("metrics."),
                "title": m.title.in_(language),
                "value": m.value if m.value is None or math.isfinite(m.value) else None,
                "unit": m.unit,
                "denominator": m.denominator,
                "from": list(m.reads),
            }
            for m in a.metrics
        ],
        "missing": [
            {
                "input": m.input,
                "title": m.title.in_(language),
                "question": m.question.in_(language),
                "where": _said(m.where, language),
                "narrows": dict(m.narrows),
            }
            for m in a.missing
        ],
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
        "actions": [
            {
                "id": advised.action.id,
                "phase": advised.action.phase,
                "title": advised.action.title.in_(language),
                "why": advised.action.why.in_(language),
                "effort": advised.action.effort,
                "gain": advised.gain,
                "gain_needs": list(advised.gain_needs),
                "targets": [
                    {"input": t.input, "from": _value(t.seen), "to": _value(t.to)}
                    for t in advised.action.targets
                ],
                "kpi": _kpi(advised.action.kpi),
                "within_days": advised.action.within_days,
                "tool": advised.action.tool.in_(language),
                "rules": list(advised.action.rules),
            }
            for advised in ranked.actions
        ],
    }


def _kpi(kpi: ActionKpi | None) -> KpiInfo | None:
    if kpi is None:
        return None
    return {"input": kpi.input, "from": _value(kpi.seen), "to": kpi.to}


def _said(text: Text | None, language: Language) -> str | None:
    return text.in_(language) if text else None


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
    }


def _modifier(m: AppliedModifier, language: Language) -> ModifierInfo:
    return {
        "id": m.id,
        "effect": {"kind": m.kind, "value": m.value},
        "applied": m.applied,
        "points": m.points,
        "message": m.message.in_(language),
        "rules": list(m.rules),
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
    severity: Any = notice.severity
    return {
        "id": notice.id,
        "severity": severity,
        "rules": list(notice.rules),
        "positions": list(notice.positions),
        "inputs": list(notice.inputs),
        "message": notice.message.in_(language),
    }


def _value(value: profile.Value | None) -> Value:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


__all__ = ["Result", "envelope", "plugin_infos", "profile_result", "result_schema"]
