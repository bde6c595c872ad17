"""Columns give what one profile gives, to the last bit, for any scorecards and any brands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from factmatrix import BrandProfile, Engine
from factmatrix.columns.evaluator import Evaluation, evaluation
from tests.brands import DAY, brand, engine
from tests.scoring.strategies import NOTHING_BLOCKED, Draw, World, values, worlds

SAMPLES = sorted((Path(__file__).parent.parent.parent / "profiles").glob("*.toml"))


def table(columns: Evaluation, profiles: Sequence[BrandProfile]) -> pl.LazyFrame:
    """The inputs of brands as the evaluator takes them."""

    def stated(profile: BrandProfile, path: str) -> object:
        value = profile.inputs.get(path)
        return list(value) if isinstance(value, tuple) else value

    data = {path: [stated(p, path) for p in profiles] for path in columns.inputs}
    return pl.LazyFrame(data, schema=dict(columns.inputs), strict=False)


def answers(columns: Evaluation, profiles: Sequence[BrandProfile]) -> list[dict[str, Any]]:
    """Everything that the columns say, row by row."""
    v = columns.verdict
    said = [
        v.lead.alias("lead"), v.runner_up.alias("runner_up"), v.margin.alias("margin"),
        v.close_call.alias("close_call"), v.provisional.alias("provisional"),
        *(holds.alias(f"alert {name}") for name, holds in columns.alerts.items()),
    ]  # fmt: skip
    for name, card in columns.cards.items():
        said += [
            card.score.alias(f"{name} score"), card.low.alias(f"{name} low"),
            card.high.alias(f"{name} high"), card.coverage.alias(f"{name} coverage"),
            card.base.alias(f"{name} base"), (card.limited - card.base).alias(f"{name} limit"),
            columns.placed[name].role.alias(f"{name} role"),
            columns.placed[name].rank.alias(f"{name} rank"),
            pl.concat_list(*card.contributions).alias(f"{name} contributions"),
            pl.concat_list(*(r.known for r in card.ratings)).alias(f"{name} known"),
            pl.concat_list(*(r.low for r in card.ratings)).alias(f"{name} lows"),
            pl.concat_list(*(r.high for r in card.ratings)).alias(f"{name} highs"),
            *(t.alias(f"{name} truth {i}") for i, t in enumerate(card.truths)),
            *(p.alias(f"{name} points {i}") for i, p in enumerate(card.points)),
        ]  # fmt: skip
    return columns.steps.applied_to(table(columns, profiles)).select(said).collect().to_dicts()


def expected(engine: Engine, profile: BrandProfile) -> Mapping[str, Any]:
    """The same of one profile by itself."""
    answer = engine.assess(profile, DAY, full=False)
    assert not answer.failures
    verdict = answer.verdict._asdict()
    del verdict["certain"]
    alerts = {notice.id for notice in (*answer.blockers, *answer.warnings)}
    said = verdict | {
        f"alert {alert.id}": alert.id in alerts for alert in engine.knowledge.diagnosis.alerts
    }
    for ranked in answer.ranking:
        name, fit = ranked.info.id, ranked.fit
        said |= {
            f"{name} score": fit.score, f"{name} low": fit.low, f"{name} high": fit.high,
            f"{name} coverage": fit.coverage, f"{name} base": fit.base,
            f"{name} limit": None if fit.base is None else fit.limit,
            f"{name} role": ranked.role, f"{name} rank": ranked.rank,
            f"{name} contributions": [c.points for c in fit.contributions],
            f"{name} known": [c.known for c in fit.contributions],
            f"{name} lows": [c.low for c in fit.contributions],
            f"{name} highs": [c.high for c in fit.contributions],
            **{f"{name} truth {i}": m.applied for i, m in enumerate(fit.modifiers)},
            **{f"{name} points {i}": m.points for i, m in enumerate(fit.modifiers)},
        }  # fmt: skip
    return said


def test_the_samples_get_the_same_from_the_bundled_scorecards() -> None:
    readings = [engine().read(path) for path in SAMPLES]
    profiles = [reading.profile for reading in readings if reading.profile]
    assert len(profiles) > 10
    found = answers(evaluation(engine(), DAY), profiles)
    for profile, row in zip(profiles, found, strict=True):
        assert row == expected(engine(), profile)


@st.composite
def crowds(draw: Draw) -> tuple[World, list[BrandProfile]]:
    """A world, and brands that know more or less of what its cards ask."""
    world = draw(worlds(cards=draw(st.integers(1, 4))))
    elsewhere = {path: v for path, v in NOTHING_BLOCKED.items() if path not in world.fields}
    stated = st.fixed_dictionaries({}, optional={path: values(path) for path in world.fields})
    drawn = draw(st.lists(stated, max_size=8))
    return world, [world.profile, *(brand(elsewhere | fields) for fields in drawn)]


@given(crowds())
def test_any_scorecards_give_any_brands_the_same(crowd: tuple[World, list[BrandProfile]]) -> None:
    world, profiles = crowd
    engine = world.engine
    found = answers(evaluation(engine, DAY), profiles)
    for profile, row in zip(profiles, found, strict=True):
        assert row == expected(engine, profile)
