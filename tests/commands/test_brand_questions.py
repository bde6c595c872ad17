"""`fact robust`, `fact why`, `fact target`: one brand, asked how sure, why, and what it takes."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter
from wcwidth import width

from factmatrix.views.brand_answer_shapes import RobustAnswer, TargetAnswer, WhyAnswer
from tests.commands.conftest import BROKEN, SAMPLES, Run, write
from tests.plugins.third_parties import Install, plugin

SAMPLE, CLOSE = SAMPLES / "price-strong.toml", SAMPLES / "no-blue-v.toml"
NO_ANSWER = plugin("shy").replace("return Fit(", "raise RuntimeError('no idea')\n    return Fit(")
SHAPES: dict[str, Any] = {"robust": RobustAnswer, "why": WhyAnswer, "target": TargetAnswer}
ASKED = [("robust",), ("why",), ("target", "T")]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("asked", ASKED)
def test_every_sample_has_an_answer_within_80_columns(
    run: Run, asked: tuple[str, ...], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    command, *position = asked
    for path in (CLOSE, SAMPLE, SAMPLES / "tag-chaos.toml", SAMPLES / "weak-everywhere.toml"):
        answer = run(command, path, *position, "--lang", language)
        assert answer.code == 0
        assert all(width(line) <= 80 for line in answer.out.splitlines())


@pytest.mark.parametrize("asked", ASKED)
def test_json_keeps_to_its_shape_and_markdown_has_tables(run: Run, asked: tuple[str, ...]) -> None:
    command, *position = asked
    answer = run(command, CLOSE, *position, "--format", "json")
    data = json.loads(answer.out)
    assert TypeAdapter(SHAPES[command]).validate_python(data, strict=True) == data
    assert (data["format"], data["profile"]["name"]) == (1, "听泉坊")
    markdown = run(command, CLOSE, *position, "--format", "markdown").out
    assert markdown.startswith("# 听泉坊")
    assert "| --- |" in markdown


def test_why_adds_up_in_what_is_shown_and_in_json(run: Run) -> None:
    found = json.loads(run("why", CLOSE, "F", "A", "--format", "json").out)["why"]
    assert sum(row["points"] for row in found["differences"]) == found["points"]
    lines = run("why", CLOSE, "F", "A", "--explain").out.splitlines()
    start = next(i for i, line in enumerate(lines) if "what differs" in line)
    end = next(i for i, line in enumerate(lines) if line.strip().startswith("in all"))
    shown = [float(line.split()[-1]) for line in lines[start + 1 : end]]
    assert sum(shown) == pytest.approx(float(lines[end].split()[-1]))


def test_a_target_is_told_with_its_price_or_with_what_to_ask(run: Run) -> None:
    reached = run("target", CLOSE, "topkol").out
    assert "T Top KOL would lead after" in reached
    assert "F Brand self-broadcast leads already." in run("target", CLOSE, "f").out
    asked = run("target", SAMPLES / "name-and-category.toml", "A").out
    assert "cannot be made to lead" in asked
    assert "Ask first" in asked
    unsure = run("robust", SAMPLES / "name-and-category.toml").out
    assert "No position has a score yet" in unsure
    assert "%" not in unsure


def test_overlays_count(run: Run) -> None:
    write("heavy.toml", "format = 1\nname = \"x\"\n[ranking.draws]\nvalue = 7\n"
          "[positions.topkol.criteria.brand_spread]\nweight = 9000\n")  # fmt: skip
    data = json.loads(run("robust", CLOSE, "--rules", "heavy.toml", "--format", "json").out)
    assert data["robustness"]["acceptability"]["draws"] == 7
    assert data["rules"]["overlays"] == ["x"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("robust",), "PROFILE"),
        (("robust", "nowhere.toml"), "nowhere.toml"),
        (("robust", SAMPLES), "one profile"),
        (("why", SAMPLE, "F", "F"), "Two positions with a score"),
        (("why", SAMPLE, "X"), "field (F)"),
        (("why", SAMPLES / "name-and-category.toml"), "Two positions with a score"),
        (("target", SAMPLE), "POSITION"),
        (("target", SAMPLE, "Q"), "no scored position 'Q'"),
        (("target", SAMPLE, "C"), "always on"),
    ],
)
def test_wrong_usage_is_told_with_what_would_be_right(
    run: Run, arguments: tuple[Any, ...], said: str
) -> None:
    answer = run(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err


@pytest.mark.parametrize("command", ["robust", "why", "target"])
def test_a_broken_profile_is_told_with_its_place(run: Run, command: str) -> None:
    write("broken.toml", BROKEN)
    answer = run(command, "broken.toml", *(["F"] if command == "target" else []))
    assert answer.code == 1
    assert "broken.toml:6:" in answer.err


def test_a_plugin_that_fails_is_named_and_the_rest_answered(run: Run, install: Install) -> None:
    install("shy-one", {"shy_one.py": NO_ANSWER}, {"shy": "shy_one"})
    answer = run("robust", CLOSE)
    assert answer.code == 1
    assert "F leads in" in answer.out
    assert "shy" in answer.err
