"""The plan on the screen and in the report: in parts with a heading each, gains with their unit."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from factmatrix import Assessment
from factmatrix.text import LANGUAGES, Language, Text
from factmatrix.views.explanation import whole_plan
from factmatrix.views.markdown import report
from factmatrix.views.planning import planned, totals
from factmatrix.views.run import Run
from factmatrix.views.screen import Screen
from factmatrix.views.wording import FIRST, PHASES
from tests.brands import DAY, engine

SAMPLES = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))
PARTS = (FIRST, *(Text(phase.en.capitalize(), phase.zh) for phase in PHASES.values()))
GAIN = re.compile(r"[A-Z] [+-]\d+\.\d")


@cache
def assessed(path: Path) -> Assessment:
    profile = engine().read(path).profile
    assert profile is not None
    return engine().assess(profile, DAY)


def written(path: Path, language: Language) -> list[str]:
    run = Run(engine(), DAY, (), [(engine().read(path), assessed(path))])
    return list(report(run, language, explain=False))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_part_has_one_heading_in_the_order_of_the_parts(
    path: Path, language: Language
) -> None:
    a = assessed(path)
    named = [part.in_(language) for part in PARTS if part in {step.part for step in planned(a)}]
    shown = [line.strip() for line in whole_plan(a, Screen(language, 100))]
    assert [line for line in shown if line in {part.in_(language) for part in PARTS}] == named
    chapters = [line for line in written(path, language) if line.startswith("### ")]
    assert chapters == [f"### {part[:1].upper()}{part[1:]}" for part in named]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_gain_outside_the_table_says_that_it_is_points(path: Path, language: Language) -> None:
    unit = {"en": "points", "zh": "分"}[language]
    gains = [line for line in written(path, language) if GAIN.search(line)]
    assert len(gains) == sum("+" in step.gained for step in planned(assessed(path))) + bool(
        totals(assessed(path))
    )
    assert all(re.search(rf"[+-]\d+\.\d {unit}", line) for line in gains)
