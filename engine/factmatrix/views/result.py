"""The machine-readable answer: one envelope whatever the number of profiles."""

from __future__ import annotations

import math
from collections.abc import Iterable

from factmatrix.assessment import Assessment, Diagnosis, MetricValue, MissingInput, Plan
from factmatrix.engine import DOCTRINE, Engine
from factmatrix.fit import Notice
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.reading import Reading
from factmatrix.text import Language
from factmatrix.toml.problem import Problem
from factmatrix.version import version
from factmatrix.views.position_result import position_result
from factmatrix.views.result_shapes import (
    DiagnosisInfo,
    EngineInfo,
    MetricInfo,
    MissingInfo,
    NoticeInfo,
    PlanInfo,
    PluginInfo,
    ProblemInfo,
    ProfileInfo,
    ProfileResult,
    Result,
    RulesInfo,
    VerdictInfo,
)  # fmt: skip
from factmatrix.views.run import Run
from factmatrix.views.wording import failed


def envelope(run: Run, language: Language) -> Result:
    """Everything one run has to say."""
    engine = run.engine
    return {
        "format": 1,
        "engine": engine_info(),
        "date": run.day.isoformat(),
        "lang": language,
        "rules": rules_info(engine),
        "plugins": plugin_infos(engine, language),
        "failed": [
            {"path": str(reading.path), "errors": _problems(reading.errors, language)}
            for reading in run.failed
        ],
        "results": [profile_result(reading, a, language) for reading, a in run.results],
    }


def engine_info() -> EngineInfo:
    """What answers."""
    return {"version": version(), "doctrine": DOCTRINE}


def rules_info(engine: Engine) -> RulesInfo:
    """The rules in use."""
    return {"hash": engine.rules_hash, "overlays": list(engine.overlays)}


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


def profile_result(
    reading: Reading, a: Assessment, language: Language, row: int | None = None
) -> ProfileResult:
    """One brand's answer; also one line of the batch's JSON Lines. `row` is that of a table."""
    return {
        "profile": profile_info(reading, a.profile, row),
        "date": a.date.isoformat(),
        "verdict": verdict_info(a),
        "ranking": [position_result(ranked, language) for ranked in a.ranking],
        "failures": [
            {
                "position": f.position,
                "hook": f.hook,
                "reason": f.reason.in_(language),
                "ranked": f.is_ranked,
                "message": failed(f).in_(language),
            }
            for f in a.failures
        ],
        "plan": _plan(a.plan),
        "blockers": [notice_info(notice, language) for notice in a.blockers],
        "warnings": [notice_info(notice, language) for notice in a.warnings],
        "notes": _problems(reading.warnings, language),
        "diagnosis": diagnosis_info(a.diagnosis, language),
        "metrics": [_metric(metric, language) for metric in a.metrics],
        "missing": [missing_info(m, language) for m in a.missing],
    }


def missing_info(m: MissingInput, language: Language) -> MissingInfo:
    """A question."""
    return {
        "input": m.input,
        "title": m.title.in_(language),
        "question": m.question.in_(language),
        "where": m.where.in_(language) if m.where else None,
        "narrows": dict(m.narrows),
        "may_block": m.may_block,
    }


def _problems(problems: Iterable[Problem], language: Language) -> list[ProblemInfo]:
    return [
        {
            "line": p.line or None,
            "column": p.column or None,
            "input": p.key or None,
            "value": p.input,
            "message": p.message.in_(language),
        }
        for p in problems
    ]


def profile_info(reading: Reading, profile: BrandProfile, row: int | None) -> ProfileInfo:
    """Which brand it is; `row` is that of a table."""
    brand = profile.brand
    return {
        "path": None if reading.path is None else str(reading.path),
        "row": row,
        "sha256": reading.sha256,
        "name": brand.name,
        "category": brand.category,
        "as_of": brand.as_of.isoformat() if brand.as_of else None,
        "unclaimed": list(reading.unclaimed),
        "notes": brand.notes,
        "evidence": dict(profile.evidence),
    }


def verdict_info(a: Assessment) -> VerdictInfo:
    v = a.verdict
    return {
        "lead": v.lead,
        "runner_up": v.runner_up,
        "margin": v.margin,
        "certain": v.certain,
        "close_call": v.close_call,
        "provisional": v.provisional,
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


def notice_info(notice: Notice, language: Language) -> NoticeInfo:
    """A blocker, stopper or warning."""
    return {
        "id": notice.id,
        "severity": notice.severity,
        "rules": list(notice.rules),
        "positions": list(notice.positions),
        "inputs": list(notice.inputs),
        "message": notice.message.in_(language),
    }


def diagnosis_info(diagnosis: Diagnosis, language: Language) -> DiagnosisInfo:
    """The stages of the snowball."""
    return {
        "reach": diagnosis.stages.get("reach"),
        "sediment": diagnosis.stages.get("sediment"),
        "convert": diagnosis.stages.get("convert"),
        "weakest": diagnosis.weakest,
        "stopped": diagnosis.stopped,
        "advice": diagnosis.advice.in_(language) if diagnosis.advice else None,
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
