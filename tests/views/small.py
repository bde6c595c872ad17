"""A small engine for tests of views: three positions of its own, so that screens stay short."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from factmatrix import Assessment, Engine, Reading, ScorecardPosition
from factmatrix.plugins.loading import load_plugins
from factmatrix.rules.knowledge import Knowledge
from factmatrix.views.run import Run
from tests.brands import brand

DAY = date(2026, 11, 22)
CARDS = Path(__file__).parent / "cards"
BRAND = {
    "powers.content.live": 62.5,
    "powers.brand.spread": 55.25,
    "content.forms": ["knowledge", "scene", "story"],
    "audience.repurchase_rate": 0.4,
    "brand.goal": "daily",
    "accounts.shop": True,
}
"""A brand of which half is known."""


@cache
def engine() -> Engine:
    """The engine with the cards of this folder and nothing else."""
    extra = [(folder.name, ScorecardPosition.from_folder(folder)) for folder in CARDS.iterdir()]
    plugins = load_plugins(extra=extra, entry_points=False)
    assert len(plugins.positions) == len(extra), plugins.reports
    return Engine(plugins, Knowledge.bundled())


def assess(fields: dict[str, Any], name: str = "Ling") -> Assessment:
    """The small engine's answer."""
    named = {**fields, "brand.name": name, "brand.category": "skincare"}
    return engine().assess(brand(named), DAY)


def run(*assessments: Assessment, failed: tuple[Reading, ...] = ()) -> Run:
    """These answers as one run."""
    reading = engine().read('format = 1\nbrand = { name = "x", category = "other" }')
    return Run(engine(), DAY, failed, [(reading, assessment) for assessment in assessments])
