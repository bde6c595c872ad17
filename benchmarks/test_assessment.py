"""One profile through the engine, against reading it from its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import DAY, own_cpu
from pytest_benchmark.fixture import BenchmarkFixture

from factmatrix import Assessment, BrandProfile, Engine
from factmatrix.text import LANGUAGES
from factmatrix.views.result import position_results

pytestmark = pytest.mark.benchmark(timer=own_cpu, warmup=True, min_rounds=50)


def fresh(profile: BrandProfile) -> tuple[tuple[BrandProfile], dict[str, object]]:
    """A copy that has not been asked for its inputs yet."""
    return (profile.model_copy(),), {}


def test_read(benchmark: BenchmarkFixture, engine: Engine, sample: Path) -> None:
    """The baseline: bytes to a validated profile."""
    data = sample.read_bytes()
    benchmark(engine.read, data)


def test_assess(benchmark: BenchmarkFixture, engine: Engine, profile: BrandProfile) -> None:
    """Four positions with contributions, ranges, fired actions and the texts of one language."""

    def assess(profile: BrandProfile) -> object:
        assessment: Assessment = engine.assess(profile, DAY, full=False)
        return position_results(assessment, LANGUAGES[0])

    benchmark.pedantic(assess, setup=lambda: fresh(profile), rounds=500, warmup_rounds=20)


def test_assess_in_full(benchmark: BenchmarkFixture, engine: Engine, profile: BrandProfile) -> None:
    """The same with gains, plan, narrowing and certainty."""
    benchmark.pedantic(
        lambda profile: engine.assess(profile, DAY),
        setup=lambda: fresh(profile),
        rounds=100,
        warmup_rounds=5,
    )
