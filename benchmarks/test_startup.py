"""What a command costs before it does anything, against importing its three main libraries."""

from __future__ import annotations

import os
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
# What is installed has its bytecode: the warm-up may write it, else every round would compile.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@pytest.mark.parametrize("command", COMMANDS)
def test_start(benchmark: BenchmarkFixture, command: str) -> None:
    """CPU time of the whole process."""
    benchmark.pedantic(
        lambda: subprocess.run(
            COMMANDS[command], stdout=subprocess.DEVNULL, check=True, env=ENVIRONMENT
        ),
        rounds=20,
        warmup_rounds=2,
    )
