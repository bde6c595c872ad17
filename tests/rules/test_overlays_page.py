"""The examples of docs/overlays.md do what the page says of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from factmatrix import Engine, Scorecard
from factmatrix.rules.problems import RulesError
from factmatrix.rules.scorecard import Criterion

PAGE = (Path(__file__).parents[2] / "docs" / "overlays.md").read_text("utf-8")
FIRST, *EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
((REFUSED, TOLD),) = re.findall(r"```toml refused\n(.*?)```\s+```\n(.*?)```", PAGE, re.S)
HEAD = 'format = 1\nname = "Agency X"\n'
Load = Callable[[str], Engine]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """An engine under one example, given as text."""
    monkeypatch.chdir(tmp_path)
    file = Path("agency.toml")

    def load(text: str) -> Engine:
        file.write_text(text, "utf-8")
        return Engine.load(overlays=[file])

    return load


def card(engine: Engine, position: str) -> Scorecard:
    """The scorecard in use for a position."""
    found = next(p.scorecard for p in engine.plugins.positions if p.info.id == position)
    assert found is not None
    return found


def criterion(engine: Engine, position: str, name: str) -> Criterion:
    """One criterion in use."""
    return next(c for c in card(engine, position).criteria if c.id == name)


def test_the_first_file_is_sound(load: Load) -> None:
    engine = load(FIRST)
    assert engine.overlays == ("Agency X, 2026",)
    assert engine.rules_warnings == ()
    assert engine.knowledge.ranking.close_call.value == 5
    price = criterion(engine, "alliance", "price")
    assert (price.weight, price.by_category["food"].weight) == (300, 350)
    assert "stage_launch" not in {m.id for m in card(engine, "alliance").modifiers}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_sound_and_changes_the_rules(load: Load, example: str) -> None:
    engine = load(HEAD + example)
    assert engine.rules_warnings == ()
    assert engine.rules_hash != Engine.load().rules_hash


def test_the_examples_together_do_what_the_page_says(load: Load) -> None:
    engine = load(HEAD + "\n".join(EXAMPLES))
    assert engine.rules_warnings == ()
    alliance = {m.id: m for m in card(engine, "alliance").modifiers}
    assert alliance["audience_too_different"].effect.kind == "block"
    assert alliance["category_of_creators"].effect.value == 3
    match = next(m for m in card(engine, "topkol").modifiers if m.id == "low_match")
    assert (match.effect.kind, match.effect.value) == ("cap", 35)
    hours = criterion(engine, "field", "live_hours")
    assert hours.by_category["fresh"].curve == ((0, 0), (14, 50), (42, 100))
    assert (hours.by_category["fresh"].weight, hours.weight) == (9, 6)
    gate = criterion(engine, "alliance", "price").gate
    assert gate is not None
    assert (gate.input, gate.curve) == ("metrics.quality_floor", ((50, 0), (80, 1)))
    assert criterion(engine, "topkol", "new_customers").weight == 5
    diagnosis = engine.knowledge.diagnosis
    convert = next(stage for stage in diagnosis.stages if stage.id == "convert")
    gpm = next(c for c in convert.criteria if c.id == "gpm")
    assert list(gpm.by_category) == ["jewelry"]
    assert engine.knowledge.ranking.lead_floor.value == 45
    assert "harvest" in engine.known_ids.events


def test_what_the_page_calls_refused_is_refused_with_these_words(load: Load) -> None:
    with pytest.raises(RulesError) as refused:
        load(HEAD + REFUSED)
    assert str(refused.value) == TOLD.strip()


def test_a_curve_that_runs_the_wrong_way_is_used_and_told(load: Load) -> None:
    reversed_curve = "[positions.field.criteria.live]\ncurve = [[0, 100], [100, 0]]\n"
    engine = load(HEAD + reversed_curve)
    assert criterion(engine, "field", "live").curve == ((0, 100), (100, 0))
    (warning,) = engine.rules_warnings
    assert warning.line("en").startswith(
        "agency.toml:4:9: warning: positions.field.criteria.live.curve: A better figure lowers"
    )
    assert "指标越好得分反而越低" in warning.line("zh")
