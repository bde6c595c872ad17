"""The JSON answer: the contract key by key, its schema, and no figure that JSON has not."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from factmatrix import BrandProfile, Engine
from factmatrix.text import LANGUAGES, Language
from factmatrix.views.result import envelope
from factmatrix.views.result_shapes import result_schema
from factmatrix.views.run import Run
from tests.brands import DAY, engine
from tests.plugins.conftest import install as install
from tests.plugins.conftest import site as site
from tests.plugins.third_parties import Install, plugin
from tests.strategies import profiles

SAMPLES = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))
CONTRACT: dict[str, Any] = {
    "format": 1,
    "engine": ["version", "doctrine"],
    "date": "",
    "lang": "",
    "rules": ["hash", "overlays"],
    "plugins": [["id", "distribution", "version", "api_version", "status", "reason"]],
    "failed": [{"path": "", "errors": [["line", "column", "input", "message"]]}],
    "results": [{
        "profile": ["path", "row", "sha256", "name", "category", "as_of", "unclaimed"],
        "verdict": ["lead", "runner_up", "margin", "certain", "close_call", "provisional"],
        "ranking": [{
            **dict.fromkeys(["position", "letter", "title", "stance", "role", "role_reason",
                             "rank", "score", "low", "high", "coverage", "base", "limit"]),
            "contributions": [["criterion", "input", "known", "value", "unit", "utility", "low",
                               "high", "weight", "points", "rules", "trust", "rationale"]],
            "modifiers": [{
                **dict.fromkeys(["id", "applied", "points", "message", "rules"]),
                "effect": ["kind", "value"],
                "clauses": [["input", "op", "needed", "seen", "result"]],
            }],
            "actions": [{
                **dict.fromkeys(["id", "phase", "title", "why", "effort", "gain", "gain_needs",
                                 "within_days", "tool", "rules"]),
                "targets": [["input", "from", "to"]],
                "kpi": ["input", "from", "to"],
            }],
        }],
        "plan": {
            "steps": [["step", "position", "action", "phase", "effort", "gain", "score_after"]],
            "total": [],
        },
        "blockers": [["id", "severity", "rules", "positions", "inputs", "message"]],
        "warnings": [["id", "severity", "rules", "positions", "inputs", "message"]],
        "diagnosis": ["reach", "sediment", "convert", "weakest", "stopped"],
        "metrics": [["id", "value", "unit", "denominator", "from"]],
        "missing": [["input", "question", "where", "narrows"]],
    }],
}  # fmt: skip
"""Every key that the design promises; a list of names stands for an object with these keys."""


def answer(engine: Engine, paths: list[Path], language: Language = "en") -> dict[str, Any]:
    """The envelope as a program reads it."""
    readings = [engine.read(path) for path in paths]
    run = Run(
        engine, DAY, [reading for reading in readings if reading.profile is None],
        [(r, engine.assess(r.profile, DAY)) for r in readings if r.profile is not None],
    )  # fmt: skip
    read: dict[str, Any] = json.loads(json.dumps(envelope(run, language), allow_nan=False))
    return read


@cache
def strict() -> Draft202012Validator:
    """The schema with no key allowed that it does not name, so that it names all of them."""
    schema = deepcopy(result_schema())

    def close(part: object) -> None:
        if isinstance(part, dict):
            if "properties" in part:
                part["additionalProperties"] = False
            for inner in part.values():
                close(inner)
        elif isinstance(part, list):
            for inner in part:
                close(inner)

    close(schema)
    return Draft202012Validator(schema)


def lacking(contract: object, got: object, place: str = "") -> Iterator[str]:
    """The keys of the contract that are not there; null and empty lists hold none."""
    if isinstance(contract, dict | list) and isinstance(got, dict):
        for key in contract:
            if key not in got:
                yield f"{place}.{key}"
            elif isinstance(contract, dict):
                yield from lacking(contract[key], got[key], f"{place}.{key}")
    elif isinstance(contract, list) and isinstance(got, list):
        for i, item in enumerate(got):
            yield from lacking(contract[0], item, f"{place}[{i}]")


def bad_files(folder: Path) -> list[Path]:
    """Files that are no profiles, each for another reason."""
    texts = {
        "syntax": b"brand = ",
        "value": b'format = 1\n[brand]\nname = "a"\ncategory = "food"\n[economics]\naov = "x"\n',
        "binary": b"\x00\x01\xff",
        "empty": b"",
    }
    for name, text in texts.items():
        (folder / f"{name}.toml").write_bytes(text)
    return [*(folder / f"{name}.toml" for name in texts), folder / "gone.toml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_samples_and_bad_files_keep_contract_and_schema(language: Language, tmp_path: Path) -> None:
    got = answer(engine(), [*SAMPLES, *bad_files(tmp_path)], language)
    assert len(got["results"]) == len(SAMPLES)
    assert len(got["failed"]) == 5
    assert list(lacking(CONTRACT, got)) == []
    assert list(strict().iter_errors(got)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_failing_and_foreign_plugins_keep_the_schema(language: Language, install: Install) -> None:
    shy = plugin("shy").replace("return Fit(", "raise RuntimeError('no')\n    return Fit(")
    install("plain-one", {"plain_one.py": plugin("plain")}, {"plain": "plain_one"})
    install("shy-one", {"shy_one.py": shy}, {"shy": "shy_one"})
    install("lost-one", {"lost_one.py": "import nowhere_at_all"}, {"lost": "lost_one"})
    got = answer(Engine.load(disable=["topkol"]), SAMPLES[:2], language)
    assert {entry["status"] for entry in got["plugins"]} == {"ok", "failed", "disabled"}
    assert [entry["position"] for entry in got["results"][0]["failures"]] == ["shy"]
    assert "plain" in {entry["position"] for entry in got["results"][0]["ranking"]}
    assert list(strict().iter_errors(got)) == []


@given(profiles())
@settings(max_examples=15)
def test_any_profile_keeps_the_schema(profile: BrandProfile) -> None:
    reading = engine().read(SAMPLES[0])
    run = Run(engine(), DAY, [], [(reading, engine().assess(profile, DAY))])
    got = json.loads(json.dumps(envelope(run, "en"), allow_nan=False))
    assert list(strict().iter_errors(got)) == []


def test_the_schema_refuses_what_is_no_answer() -> None:
    got = answer(engine(), SAMPLES[:1])
    published = Draft202012Validator(result_schema())
    assert published.is_valid(got | {"new": 1})  # new keys may come
    assert not strict().is_valid(got | {"new": 1})
    for key in got:
        assert not published.is_valid({name: value for name, value in got.items() if name != key})
    assert not published.is_valid(got | {"format": 2})


def test_an_error_of_a_file_has_its_place_its_field_and_what_stands_there(tmp_path: Path) -> None:
    got = answer(engine(), bad_files(tmp_path))
    errors = {Path(entry["path"]).stem: entry["errors"][0] for entry in got["failed"]}
    assert errors["value"].items() >= {
        "line": 6, "column": 7, "input": "economics.aov", "value": '"x"',
    }.items()  # fmt: skip
    assert errors["gone"]["input"] is None


def test_figures_are_neither_rounded_nor_labelled() -> None:
    path = next(path for path in SAMPLES if path.stem == "content-strong")
    reading = engine().read(path)
    assert reading.profile
    assessment = engine().assess(reading.profile, DAY)
    (got,) = answer(engine(), [path], "zh")["results"]
    assert got["profile"]["category"] == "womenswear"
    for ranked, told in zip(assessment.ranking, got["ranking"], strict=True):
        assert told["score"] == ranked.fit.score
        points = [c["points"] for c in told["contributions"]] + [
            m["points"] for m in told["modifiers"]
        ]
        assert sum(points) + told["limit"] == told["score"]
    assert got["plan"]["total"] == dict(assessment.plan.total if assessment.plan else {})
