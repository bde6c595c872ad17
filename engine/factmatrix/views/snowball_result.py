"""The machine-readable snowball of one brand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factmatrix.engine import Engine
from factmatrix.profile.reading import Reading
from factmatrix.rules.snowball import Parameter, Slope
from factmatrix.snowball.answer import Figure, Outlook, Rolled
from factmatrix.snowball.model import Course, Round
from factmatrix.text import Language
from factmatrix.views.result import (
    diagnosis_info,
    engine_info,
    missing_info,
    notice_info,
    profile_info,
    rules_info,
)
from factmatrix.views.snowball_shapes import (
    CourseInfo,
    FigureInfo,
    ParameterInfo,
    RoundInfo,
    SimulationInfo,
    SnowballResult,
)


def snowball_result(
    engine: Engine, reading: Reading, outlook: Outlook, day: date, language: Language
) -> SnowballResult:
    """Everything there is to say; the reading gave the profile."""
    assert reading.profile is not None
    return {
        "format": 1,
        "engine": engine_info(),
        "date": day.isoformat(),
        "lang": language,
        "rules": rules_info(engine),
        "profile": profile_info(reading, reading.profile, None),
        "diagnosis": diagnosis_info(outlook.diagnosis, language),
        "stoppers": [notice_info(notice, language) for notice in outlook.stoppers],
        "rounds": outlook.rounds,
        "parameters": list(_parameters(engine, language)),
        "needs": [missing_info(need, language) for need in outlook.needs],
        "refusal": outlook.refusal.in_(language) if outlook.refusal else None,
        "simulation": _simulation(outlook.rolled, language) if outlook.rolled else None,
    }


def _parameters(engine: Engine, language: Language) -> Iterator[ParameterInfo]:
    for parameter in engine.knowledge.snowball.parameters:
        points = parameter.curve if isinstance(parameter, Slope) else None
        yield {
            "id": parameter.id,
            "title": parameter.title.in_(language),
            "kind": parameter.kind,
            "value": _value(parameter),
            "curve": None if points is None else [[x, y] for x, y in points],
            "unit": parameter.unit.in_(language),
            "trust": parameter.trust,
            "rules": list(parameter.rules),
        }


def _value(parameter: Parameter) -> float | None:
    value: float | None = getattr(parameter, "value", None)
    return value


def _simulation(rolled: Rolled, language: Language) -> SimulationInfo:
    slope, push = rolled.slope, rolled.push
    return {
        "figures": [_figure(figure, language) for figure in rolled.figures],
        "slope": {
            "greatest": slope.greatest,
            "gpm_position": slope.gpm_position,
            "tag_clarity": slope.tag_clarity,
            "stopped": slope.stopped,
            "total": slope.total,
            "calibrated": slope.calibrated,
            "band": slope.band.in_(language),
            "band_low": slope.band_low,
            "band_trust": slope.band_trust,
        },
        "push": {
            "paid_roi": push.paid_roi,
            "break_even_roi": push.break_even_roi,
            "break_even_cpm": push.break_even_cpm,
            "amplification_needed": push.amplification_needed,
            "amplification_observed": push.amplification_observed,
        },
        "courses": [_course(course) for course in rolled.courses],
    }


def _figure(figure: Figure, language: Language) -> FigureInfo:
    return {
        "id": figure.id,
        "title": figure.title.in_(language),
        "value": figure.value,
        "unit": figure.unit,
        "origin": figure.origin,
        "trust": figure.trust,
        "source": figure.source.in_(language) if figure.source else None,
    }


def _course(course: Course) -> CourseInfo:
    return {
        "view": course.view,
        "pushes": course.pushes,
        "break_even": course.break_even,
        "rounds": [_round(each) for each in course.rounds],
    }


def _round(r: Round) -> RoundInfo:
    return {
        "number": r.number,
        "pushed": r.pushed,
        "cost": r.cost,
        "paid_views": r.paid_views,
        "amplified_views": r.amplified_views,
        "returning_views": r.returning_views,
        "natural_views": r.natural_views,
        "views": r.views,
        "amplification": r.amplification,
        "orders": r.orders,
        "gmv": r.gmv,
        "roi": r.roi,
        "contribution": r.contribution,
        "cumulative": r.cumulative,
        "fans": r.fans,
    }
