"""One profile through the engine, against reading it from its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.conftest import DAY, own_cpu
from factmatrix import BrandProfile, Engine, Reading
from factmatrix.views.result import profile_result

pytestmark = pytest.mark.benchmark(timer=own_cpu)


def fresh(reading: Reading) -> tuple[tuple[BrandProfile], dict[str, object]]:
    """A copy that has not been asked for its inputs yet."""
    assert reading.profile is not None
    return (reading.profile.model_copy(),), {}


def test_read(benchmark: BenchmarkFixture, engine: Engine, sample: Path) -> None:
    """The baseline: bytes to a validated profile."""
    data = sample.read_bytes()
    benchmark(engine.read, data)


def test_assess(benchmark: BenchmarkFixture, engine: Engine, reading: Reading) -> None:
    """Four positions with contributions, ranges, fired actions, all texts of one language."""
    benchmark.pedantic(
        lambda profile: profile_result(reading, engine.assess(profile, DAY, full=False), "en"),
        setup=lambda: fresh(reading),
        rounds=500,
        warmup_rounds=20,
    )


def test_assess_in_full(benchmark: BenchmarkFixture, engine: Engine, reading: Reading) -> None:
    """The same with gains, plan, narrowing and certainty."""
    benchmark.pedantic(
        lambda profile: profile_result(reading, engine.assess(profile, DAY), "en"),
        setup=lambda: fresh(reading),
        rounds=100,
        warmup_rounds=5,
    )
