"""What the benchmarks measure with: CPU time, of this process or of its children."""

from __future__ import annotations

import shutil
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from factmatrix import Engine, Reading

PROFILES = Path(__file__).parent.parent / "profiles"
DAY = date(2026, 11, 22)
FACT = shutil.which("fact", path=Path(sys.executable).parent) or "fact"

own_cpu = time.process_time

if sys.platform == "win32":  # keeps no account of finished children: the clock stands in
    children_cpu = time.perf_counter
else:
    import resource

    def children_cpu() -> float:
        """CPU seconds of all finished child processes."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine with the bundled positions."""
    return Engine.load()


@pytest.fixture(params=["price-strong", "name-and-category"])
def sample(request: pytest.FixtureRequest) -> Path:
    """The sample with the most actions, and the one with the most missing fields."""
    return PROFILES / f"{request.param}.toml"


@pytest.fixture
def reading(engine: Engine, sample: Path) -> Reading:
    """The sample, read."""
    return engine.read(sample)
