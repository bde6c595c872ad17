"""Who watches over plugins knows whose code is running."""

from __future__ import annotations

import pytest

from factmatrix import Engine
from factmatrix.plugins import announcing
from tests.brands import DAY, brand
from tests.plugins.test_bad_plugins import module
from tests.plugins.third_parties import Install

INSIDE = "import builtins; builtins.inside.append({place!r})"
NOTES = f"""
{INSIDE.format(place="import")}

class Odd(Exception):
    def __str__(self):
        {INSIDE.format(place="error")}
        return "odd"

from pydantic import model_validator
class Own(Section):
    @model_validator(mode="before")
    def check(cls, table):
        {INSIDE.format(place="section")}
        return table

@hookimpl
def profile_section():
    {INSIDE.format(place="hook")}
    return Own
"""
SCORE_FIT = f"""
@hookimpl
def score_fit(profile):
    {INSIDE.format(place="score_fit")}
    return Fit("odd", 50.0, 40.0, 60.0, 0.5)
"""
SUGGEST_ACTIONS = f"""
@hookimpl
def suggest_actions(profile, fit, context):
    {INSIDE.format(place="suggest_actions")}
    raise Odd
"""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced, and the places in the plugin's code that were passed meanwhile."""
    told: list[str] = []
    monkeypatch.setattr("builtins.inside", told, raising=False)
    monkeypatch.setattr(announcing, "_watching", [])
    announcing.announce_to(lambda plugin: told.append(f"<{plugin}>"))
    return told


def test_a_plugin_is_named_before_any_code_of_its_author_runs(
    told: list[str], install: Install
) -> None:
    files = module(score_fit=SCORE_FIT, suggest_actions=SUGGEST_ACTIONS, more=NOTES)
    install("odd-plugin", files, {"strange": "odd_plugin"})
    engine = Engine.load()
    assert _passed(told, under="<strange>") == {"import", "hook", "section"}
    told.clear()
    engine.read('format = 1\nbrand = { name = "A", category = "other" }')
    engine.assess(brand({"powers.content.live": 50.0}), DAY)
    assert _passed(told, under="<odd>") == {"section", "score_fit", "suggest_actions", "error"}


def _passed(told: list[str], under: str) -> set[str]:
    """The places passed, each while this name was announced; in the end nobody is."""
    running = "<>"
    passed = set()
    for item in told:
        if item.startswith("<"):
            running = item
        else:
            assert running == under, item
            passed.add(item)
    assert running == "<>"
    return passed


def test_scoring_by_scorecards_announces_nobody(told: list[str]) -> None:
    engine = Engine.load()
    told.clear()
    engine.assess(brand({"powers.content.live": 50.0}), DAY)
    assert told == []
