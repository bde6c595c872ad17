"""`python -m benchmarks.robustness`: how sure a lead is, with five positions, in CPU.

The base is the full assessment of the same brand (gains, plan, questions, certainty).
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from factmatrix import BrandProfile, Engine
from factmatrix.robustness.robustness import Robustness, robustness
from factmatrix.robustness.target import target
from tests.brands import DAY

PROFILES = Path(__file__).parents[1] / "profiles"
SAMPLES = ("all-round-strong", "no-blue-v", "tag-chaos", "name-and-category")
TIMES = 15


def cost(work: Callable[[], object]) -> float:
    """Median CPU of a few runs, in milliseconds."""
    work()
    taken = []
    for _ in range(TIMES):
        start = process_time()
        work()
        taken.append(1000 * (process_time() - start))
    return median(taken)


def how_sure(engine: Engine, profile: BrandProfile) -> Robustness:
    """What is measured, from the profile on."""
    return robustness(engine.choice(profile, DAY), profile)


def main() -> None:
    """Print a table."""
    gc.set_threshold(100_000)  # as the command does
    engine = Engine.load(enable=["shelf"])
    print(f"{len(engine.plugins.positions)} positions, CPU, median of {TIMES} runs\n")
    print("| sample | full assessment | how sure | ratio | what it would take, each position |")
    print("| --- | --- | --- | --- | --- |")
    for name in SAMPLES:
        profile = engine.read(PROFILES / f"{name}.toml").profile
        assert profile is not None
        choice = engine.choice(profile, DAY)
        whole = cost(partial(engine.assess, profile, DAY))
        sure = cost(partial(how_sure, engine, profile))
        takes = [cost(partial(target, choice, position)) for position in choice.positions]
        each = sum(takes) / len(takes)
        print(f"| {name} | {whole:.1f} ms | {sure:.1f} ms | {sure / whole:.1f} | {each:.0f} ms |")


if __name__ == "__main__":
    main()
