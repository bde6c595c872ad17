"""The kit in the tests of a plugin, on the bundled positions, and on any scorecard."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings

import factmatrix_alliance
import factmatrix_campaign
import factmatrix_field
import factmatrix_shelf
import factmatrix_topkol
from factmatrix import ScorecardPosition
from factmatrix.conformance.running import conform, conformance
from factmatrix.conformance.verdict import CheckResult
from factmatrix.rules.scorecard import Scorecard
from factmatrix.testing import PositionKit
from tests.conformance.plugins import SOUND, changed, module
from tests.plugins.third_parties import card
from tests.scoring.strategies import World, worlds

BUNDLED = [
    package.position
    for package in (
        factmatrix_field,
        factmatrix_alliance,
        factmatrix_campaign,
        factmatrix_topkol,
        factmatrix_shelf,
    )
]
OF_THE_ENGINE = ("loads", "answers", "repeatable", "ranges", "columns", "rationale")
"""What holds for every scorecard, since the engine scores it."""
TESTS = """
import halls
import pytest
import rooms

@pytest.mark.parametrize("plugin", [rooms, halls])
def test_conforms(position_kit, plugin):
    position_kit.check(plugin)
"""


@pytest.mark.parametrize("position", BUNDLED)
def test_the_bundled_positions_conform(position: ScorecardPosition) -> None:
    verdict = conform("bundled", position, profiles=25)
    assert verdict.conforms, verdict


@settings(max_examples=8)
@given(worlds())
def test_no_scorecard_is_blamed_for_what_the_engine_does(world: World) -> None:
    verdict = conform("any", ScorecardPosition(world.cards[0]), profiles=6)
    found = {result.id: result for result in verdict.results}
    for id_ in OF_THE_ENGINE:
        assert found[id_].state == "passed", found[id_].findings


WORDS = {"en": "words", "zh": "文字"}
NEVER = {"all": [{"input": "live.gpm", "above": 9.0}, {"input": "live.gpm", "below": 5.0}]}
ENTRY = {"trust": "ours", "rationale": WORDS}
ACTION = {**ENTRY, "id": "a", "title": WORDS, "why": WORDS, "when": NEVER, "phase": 1,
          "effort": "low", "tool": WORDS, "within_days": 7}  # fmt: skip
NO_SHIFT = {**ENTRY, "id": "m", "message": WORDS, "effect": {"kind": "shift", "value": 0.0},
            "when": {"input": "live.gpm", "above": 9.0}}  # fmt: skip


@pytest.mark.parametrize(
    ("entries", "check", "message"),
    [
        ({"actions": [ACTION]}, "actions", "actions#1.when: This can never be true"),
        ({"modifiers": [NO_SHIFT]}, "rules", "A shift by 0 changes nothing."),
    ],
    ids=["actions", "rules"],
)
def test_a_scorecard_is_held_to_its_rules(
    entries: dict[str, object], check: str, message: str
) -> None:
    rules = Scorecard.model_validate(card("rooms").model_dump(by_alias=True) | entries)
    verdict = conform("rooms", ScorecardPosition(rules), profiles=3)
    (failed,) = (result for result in verdict.results if result.state == "failed")
    assert failed.id == check
    assert message in failed.findings[0].message.en


def test_a_scorecard_whose_file_lacks_a_rationale_does_not_load(tmp_path: Path) -> None:
    source = files("factmatrix_field").joinpath("scorecard.toml").read_text("utf-8")
    (tmp_path / "scorecard.toml").write_text(
        source.replace("\nrationale.", "\nrational."), encoding="utf-8"
    )
    *_, result = conformance("mine", lambda: ScorecardPosition.from_folder(tmp_path))
    assert isinstance(result, CheckResult)
    assert (result.id, result.state) == ("loads", "failed")
    assert "rationale" in result.findings[0].message.en


def test_a_slow_answer_is_a_finding() -> None:
    verdict = conform("rooms", module(SOUND), profiles=3, limit=0.0)
    (failed,) = (result for result in verdict.results if result.state == "failed")
    assert failed.id == "time"
    assert "within 0 seconds" in failed.findings[0].message.en


def test_what_rests_on_sound_answers_is_not_called_passed_without_any() -> None:
    verdict = conform("rooms", module(changed(('Fit("rooms"', 'Fit("room"'))), profiles=3)
    looked_at = {result.id: result.state for result in verdict.results if result.state != "not_run"}
    assert looked_at == {
        "loads": "passed", "answers": "failed", "time": "passed", "rules": "not_applicable",
    }  # fmt: skip


def test_the_example_begins_with_what_the_position_reads() -> None:
    known = "profile.powers.content.live is not None"
    source = changed(('Fit("rooms"', f'Fit("room" if {known} else "rooms"'))
    verdict = conform("rooms", module(source), profiles=14)
    (failed,) = (result for result in verdict.results if result.state == "failed")
    example = failed.findings[0].example
    assert example is not None
    assert "brand.category" in example
    assert next(iter(example)) == "powers.content.live"


def test_the_same_run_finds_the_same() -> None:
    source = changed(("else (0.0, 100.0)", "else (0.0, 20.0)"))
    one, two = (conform("rooms", module(source), profiles=10) for _ in range(2))
    untimed = [r for r in one.results if r.id != "time"]
    assert untimed == [r for r in two.results if r.id != "time"]


def test_the_kit_runs_the_rule_tests_of_a_scorecard(tmp_path: Path) -> None:
    shipped = PositionKit().run_rule_tests(factmatrix_topkol.position)
    assert shipped.trials
    assert not shipped.unshown
    for name in ("scorecard.toml", "actions.toml", "tests.toml"):
        source = files("factmatrix_topkol").joinpath(name).read_text("utf-8")
        (tmp_path / name).write_text(source.replace("[94.7, 94.8]", "[1, 2]"), encoding="utf-8")
    position = ScorecardPosition.from_folder(tmp_path)
    with pytest.raises(AssertionError, match="strong_brand_with_a_match"):
        PositionKit().run_rule_tests(position)
    (tmp_path / "tests.toml").unlink()
    with pytest.raises(ValueError, match=r"no tests\.toml"):
        PositionKit().run_rule_tests(position)


def test_the_fixture_fails_with_the_verdict(tmp_path: Path) -> None:
    (tmp_path / "rooms.py").write_text(SOUND, encoding="utf-8")
    (tmp_path / "halls.py").write_text(changed(('Fit("rooms"', 'Fit("room"')), encoding="utf-8")
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["factmatrix.testing"]\n')
    (tmp_path / "test_plugins.py").write_text(TESTS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "test_plugins.py"],
        cwd=tmp_path, env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert "halls · rooms does not conform: 1 check failed." in done.stdout
    assert "score_fit().position is 'room'; it must be 'rooms'" in done.stdout
