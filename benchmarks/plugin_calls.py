"""What it costs to call plugins so that none can harm another, held against pluggy's own call.

`python -m benchmarks.plugin_calls` prints a Markdown table. 4, 16 and 64 positions whose hooks do
nothing answer for one profile: `score_fit` and `suggest_actions` by pluggy's plain multicall, and
as the engine asks them. Of many runs the fastest, in microseconds a plugin.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pluggy import PluginManager

from factmatrix import Action, Engine, Fit, PositionInfo, Text, hookimpl
from factmatrix.plugins import hookspecs
from factmatrix.plugins.loading import load_plugins
from factmatrix.profile.model import BrandProfile
from factmatrix.rules.knowledge import Knowledge

NUMBERS = (4, 16, 64)
ROUNDS = 200
DAY = date(2026, 11, 22)
SAMPLE = min((Path(__file__).parents[1] / "profiles").glob("*.toml"))


class Idle:
    """A position in plain Python that has its answer ready."""

    def __init__(self, number: int) -> None:
        self._id = f"idle_{number:02}"
        self._fit = Fit(self._id, 50.0, low=50.0, high=50.0, coverage=1.0)

    @hookimpl
    def position(self) -> PositionInfo:
        """One of many."""
        text = Text("Idle", "空")
        return PositionInfo(
            id=self._id, letter="I", title=text, summary=text, stance="elective", order=100,
            api_version=1, inputs=("powers.content.live",),
        )  # fmt: skip

    @hookimpl
    def score_fit(self) -> Fit:
        """Always the same."""
        return self._fit

    @hookimpl
    def suggest_actions(self) -> list[Action]:
        """None."""
        return []


def fastest(run: Callable[[], object]) -> float:
    """The seconds of the fastest of many runs."""
    least = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        run()
        least = min(least, time.perf_counter() - began)
    return least


def measured(number: int, profile: BrandProfile) -> tuple[float, float]:
    """Seconds of the plain multicall and of the engine's calls."""
    plugins = [Idle(n) for n in range(number)]
    manager = PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for plugin in plugins:
        manager.register(plugin)
    extra = [(f"idle-{n:02}", plugin) for n, plugin in enumerate(plugins)]
    engine = Engine(load_plugins(extra=extra, entry_points=False), Knowledge.bundled())
    context = engine.context(profile, DAY)

    def plainly() -> None:
        manager.hook.score_fit(profile=profile, context=context)
        manager.hook.suggest_actions(profile=profile, fit=plugins[0].score_fit(), context=context)

    def apart() -> None:
        for position in engine.plugins.positions:
            fit = position.score_fit(profile, context)
            assert isinstance(fit, Fit)
            position.suggest_actions(profile, fit, context)

    return fastest(plainly), fastest(apart)


def main() -> None:
    """The table."""
    profile = Engine.load().read(SAMPLE).profile
    assert profile is not None
    print("| positions in plain Python | plain multicall | as the engine calls them | ratio |")
    print("| --- | --- | --- | --- |")
    for number in NUMBERS:
        plain, apart = measured(number, profile)
        each = [seconds / number * 1e6 for seconds in (plain, apart)]
        print(f"| {number} | {each[0]:.1f} µs | {each[1]:.0f} µs | {apart / plain:.0f} |")


if __name__ == "__main__":
    main()
