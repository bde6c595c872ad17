"""What a command costs before it does anything, against importing its three main libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.conftest import FACT, PROFILES, children_cpu

pytestmark = pytest.mark.benchmark(timer=children_cpu, group="start-up")

BASELINE = """
import typer, pluggy, pydantic
class Brand(pydantic.BaseModel):
    name: str
"""
COMMANDS = {
    "libraries and one model": [sys.executable, "-c", BASELINE],
    "fact --help": [FACT, "--help"],
    "fact score of one file": [FACT, "score", str(PROFILES / "price-strong.toml")],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_start(benchmark: BenchmarkFixture, command: str) -> None:
    """CPU time of the whole process."""
    benchmark.pedantic(
        lambda: subprocess.run(COMMANDS[command], stdout=subprocess.DEVNULL, check=True),
        rounds=20,
        warmup_rounds=2,
    )
