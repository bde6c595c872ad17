"""What is answered about one brand, as JSON: file units, unrounded, null where unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

from factmatrix.assessment import Assessment
from factmatrix.engine import Engine
from factmatrix.profile.reading import Reading
from factmatrix.robustness.fields import Shifted
from factmatrix.robustness.robustness import Robustness
from factmatrix.robustness.target import Target
from factmatrix.robustness.weights import WeightFlip
from factmatrix.robustness.why import Weighed, Why
from factmatrix.text import Language
from factmatrix.views.brand_answer_shapes import (
    AcceptabilityInfo,
    BrandAnswer,
    RobustAnswer,
    ShiftedInfo,
    TargetAnswer,
    WeighedInfo,
    WeightFlipInfo,
    WhyAnswer,
)
from factmatrix.views.result import engine_info, profile_info, rules_info, verdict_info


def head(
    engine: Engine, reading: Reading, a: Assessment, day: date, language: Language
) -> BrandAnswer:
    """What every answer begins with."""
    return {
        "format": 1,
        "engine": engine_info(),
        "date": day.isoformat(),
        "lang": language,
        "rules": rules_info(engine),
        "profile": profile_info(reading, a.profile, None),
        "verdict": verdict_info(a),
    }


def robust_answer(
    engine: Engine, reading: Reading, a: Assessment, found: Robustness, day: date,
    language: Language,
) -> RobustAnswer:  # fmt: skip
    """How sure the lead is."""

    def title(path: str) -> str:
        return engine.space.domains[path].title.in_(language)

    return {
        **head(engine, reading, a, day, language),
        "robustness": {
            "acceptability": _acceptability(found),
            "weights": [
                {
                    "position": w.position,
                    "criterion": w.criterion,
                    "title": w.title.in_(language),
                    "weight": w.weight,
                    "share": w.share,
                    "below": _weight_flip(w.below),
                    "above": _weight_flip(w.above),
                }
                for w in found.weights
            ],
            "flips": [
                {
                    "input": flip.input,
                    "title": title(flip.input),
                    "now": _plain(flip.now),
                    "to": _plain(flip.to),
                    "steps": flip.steps,
                    "lead": flip.lead,
                    "actionable": flip.actionable,
                }
                for flip in found.flips
            ],
            "steps": [
                {
                    "input": step.input,
                    "title": title(step.input),
                    "now": _plain(step.now),
                    "down": _shifted(step.down),
                    "up": _shifted(step.up),
                }
                for step in found.steps
            ],
            "dominances": [{"above": d.above, "below": d.below} for d in found.dominances],
        },
    }


def why_answer(
    engine: Engine, reading: Reading, a: Assessment, found: Why, day: date, language: Language
) -> WhyAnswer:
    """Why one position is above another."""
    return {
        **head(engine, reading, a, day, language),
        "why": {
            "above": found.above,
            "below": found.below,
            "points": found.points,
            "level": found.level,
            "differences": [
                {
                    "input": d.input,
                    "of": d.of,
                    "title": d.title.in_(language),
                    "value": _plain(d.value),
                    "above": _weighed(d.above),
                    "below": _weighed(d.below),
                    "points": d.points,
                }
                for d in found.differences
            ],
            "alike": list(found.alike),
        },
    }


def target_answer(
    engine: Engine, reading: Reading, a: Assessment, found: Target, day: date, language: Language
) -> TargetAnswer:
    """What it would take for a position to lead."""
    return {
        **head(engine, reading, a, day, language),
        "target": {
            "position": found.position,
            "reached": found.reached,
            "margin": found.margin,
            "steps": found.steps,
            "lead": found.lead,
            "changes": [
                {
                    "input": change.input,
                    "title": engine.space.domains[change.input].title.in_(language),
                    "now": _plain(change.now),
                    "to": _plain(change.to),
                    "steps": change.steps,
                    "margin": change.margin,
                }
                for change in found.changes
            ],
        },
    }


def _acceptability(found: Robustness) -> AcceptabilityInfo:
    accepted = found.acceptability
    return {
        "draws": accepted.draws,
        "weight_factor": found.weight_factor,
        "leads": {name: accepted.leads.get(name, 0.0) for name in accepted.ranks},
        "nobody": accepted.leads.get(None, 0.0),
        "ranks": {name: list(shares) for name, shares in accepted.ranks.items()},
    }


def _weight_flip(flip: WeightFlip | None) -> WeightFlipInfo | None:
    if flip is None:
        return None
    return {"weight": flip.weight, "share": flip.share, "lead": flip.lead}


def _shifted(side: Shifted | None) -> ShiftedInfo | None:
    if side is None:
        return None
    return {"to": _plain(side.to), "lead": side.lead, "margin": side.margin}


def _weighed(weighed: Weighed | None) -> WeighedInfo | None:
    return weighed and {"share": weighed.share, "utility": weighed.utility}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a profile states
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
