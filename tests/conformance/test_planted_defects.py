"""Every planted defect is caught by the check that is for it, and told with the cure."""

from __future__ import annotations

import sys
from typing import NamedTuple

import pytest

from factmatrix.conformance.running import conform
from factmatrix.conformance.verdict import Verdict
from tests.conformance.plugins import FIRST_LINE, SOUND, changed, module
from tests.plugins.third_parties import card

PROFILES = 11


class Defect(NamedTuple):
    """The plugin, the check that must fail, and words of its finding and of the cure."""

    source: str
    check: str
    message: str
    change: str


def at_first(code: str) -> str:
    """The plugin whose score_fit does something else before it begins."""
    return changed((FIRST_LINE, f"    {code}\n{FIRST_LINE}"))


def answering(fit: str) -> str:
    """The plugin with another answer of score_fit."""
    return changed(("return Fit(", f"return {fit}\n    return Fit("))


LOADABLE = "before the plugin loads"
DEFECTS = {
    "newer API": Defect(
        changed(("order=9", "order=9, api_version=99")), "loads", "plugin API 99", LOADABLE
    ),
    "misspelt hook": Defect(
        changed(("def score_fit", "def scor_fit")), "loads", "did you mean score_fit?", LOADABLE
    ),
    "wrong argument": Defect(
        changed(("score_fit(profile, context)", "score_fit(brand, context)")),
        "loads", "it may take profile, context by these names", LOADABLE,
    ),
    "missing hook": Defect(
        SOUND.partition("@hookimpl\ndef suggest")[0], "loads", "does not implement suggest_actions",
        LOADABLE,
    ),
    "one language": Defect(
        changed(('Text("Rooms", "直播间")', 'Text("Rooms", "")')), "loads", "both languages",
        LOADABLE,
    ),
    "unknown input named": Defect(
        changed(("inputs=(LIVE, HOURS)", 'inputs=("live.hours",)')), "loads", "did you mean",
        LOADABLE,
    ),
    "score above 100": Defect(
        answering('Fit("rooms", 120.0, 0.0, 120.0, 1.0)'), "answers", "from 0 to 100",
        "Correct what is named.",
    ),
    "NaN": Defect(
        answering('Fit("rooms", float("nan"), 0.0, 100.0, 1.0)'), "answers", "a finite number",
        "Correct what is named.",
    ),
    "low above score": Defect(
        answering('Fit("rooms", 10.0, 20.0, 100.0, 1.0)'), "answers", "must be from 20 to 100",
        "Correct what is named.",
    ),
    "another id": Defect(
        changed(('Fit("rooms"', 'Fit("room"')), "answers", "must be 'rooms'",
        "Correct what is named.",
    ),
    "missing field not expected": Defect(
        changed(("value / full, 1.0) * 100.0 if known else None", "value / full, 1.0) * 100.0")),
        "answers", "TypeError", "a field that is missing is None",
    ),
    "row with gaps not expected": Defect(
        at_first("[row.views * 2 for row in profile.creators]"), "answers", "TypeError",
        "Every hook has to answer",
    ),
    "sales by channel not expected": Defect(
        at_first("[{}[name] for name, _ in profile.sales.shares.items()]"), "answers", "KeyError",
        "Every hook has to answer",
    ),
    "own table that fails": Defect(
        changed(("@hookimpl\ndef position", """class Own(Section):
    share: float | None = declare("share", Text("Share", "占比"), Text("Share.", "占比。"))

    def model_post_init(self, context):
        if self.share is not None:
            raise RuntimeError("no share")


@hookimpl
def profile_section():
    return Own


@hookimpl
def position"""), ("import (", "import (\n    Section, declare,")),
        "answers", "no share", "Correct what is named",
    ),
    "no answer": Defect(
        at_first("return None"), "answers", "score_fit() is None", "Every hook has to answer",
    ),
    "effort of no scale": Defect(
        changed(('words, words, 1, "low"', 'words, words, 1, "middle"')), "answers",
        "effort is 'middle'", "Correct what is named.",
    ),
    "path that does not exist": Defect(
        at_first("profile.inputs.get('powers.content.life')"), "inputs",
        "'powers.content.life', which does not exist; did you mean powers.content.live?",
        "missing for every brand",
    ),
    "figure of another name": Defect(
        at_first("'metrics.gmp' in profile.inputs"), "inputs", "did you mean metrics.gpm?",
        "missing for every brand",
    ),
    "profile changed": Defect(
        at_first('object.__setattr__(profile, "format", 2)'), "answers", "changed the profile",
        "Correct what is named.",
    ),
    "sum too small": Defect(
        changed(("(utility or 0.0) / 2", "(utility or 0.0) / 3")), "answers", "make them add up",
        "Correct what is named.",
    ),
    "target out of range": Defect(
        changed(("hours, 20.0)", "hours, -1.0)")), "answers", "a value that the field can have",
        "Correct what is named.",
    ),
    "target of no field": Defect(
        changed(("ActionTarget(HOURS", 'ActionTarget("live.hours"')), "answers",
        "which does not exist", "Correct what is named.",
    ),
    "chance": Defect(
        answering('Fit("rooms", None, 0.0, __import__("random").uniform(50, 100), 0.0)'),
        "repeatable", "of the same brand", "leave out chance",
    ),
    "state between calls": Defect(
        changed(
            ("def part", "calls = []\n\n\ndef part"),
            (FIRST_LINE, f"    calls.append(profile)\n{FIRST_LINE}"),
            ("len(known) / 2,", "len(known) / 2 if len(calls) < 9 else 0.0,"),
        ),
        "repeatable", "of the same brand", "variables of the module",
    ),
    "other actions the second time": Defect(
        changed(
            ("def part", "seen = set()\n\n\ndef part"),
            (
                "    hours = profile",
                "    if profile in seen:\n        return []\n"
                "    seen.add(profile)\n    hours = profile",
            ),
        ),
        "repeatable", "suggest_actions() gave other actions", "kept from one call",
    ),
    "clock": Defect(
        at_first("import datetime; datetime.date.today()"), "clock", "today() in rooms, line",
        "context.date",
    ),
    "other clock": Defect(
        at_first("import time; time.time()"), "clock", "time() in rooms", "context.date"
    ),
    "print": Defect(
        at_first('print("scoring", profile.brand.name)'), "stdout", 'prints to stdout: "scoring',
        "use logging",
    ),
    "input not named": Defect(
        changed(
            ("(LIVE, HOURS), rising=(LIVE, HOURS)", "(LIVE,)"),
        ),
        "inputs", "changes with live.hours_per_week", "Add it to inputs",
    ),
    "range too narrow": Defect(
        changed(("else (0.0, 100.0)", "else (0.0, 20.0)")), "ranges", "not within the range",
        "every way of filling in",
    ),
    "range that widens": Defect(
        answering(
            'Fit("rooms", None, 40.0, 60.0, 0.0) if not known else '
            'Fit("rooms", None, 0.0, 100.0, 0.0)'
        ),
        "ranges", "not within the range", "let no answer widen the range",
    ),
    "falsely rising": Defect(
        changed(("part(HOURS, profile.live.hours_per_week,", "part(HOURS, hours(profile),"),
                ("def part", "def hours(profile):\n"
                 "    value = profile.live.hours_per_week\n"
                 "    return None if value is None else max(40.0 - value, 0.0)\n\n\ndef part")),
        "rising", "rising names live.hours_per_week, but", "out of rising",
    ),
    "rising figure": Defect(
        changed(("rising=(LIVE, HOURS)", 'rising=("metrics.gpm",)')), "rising",
        "which no brand can raise by itself", "the fields behind it",
    ),
    "action nobody sees": Defect(
        changed(("ActionTarget(HOURS, hours, 20.0)", "ActionTarget(HOURS, hours, hours)"),
                ("if hours is not None and hours >= 20.0", "if hours is None")),
        "actions", "met its targets", "take the action out",
    ),
    "no rationale": Defect(
        changed((', rationale=Text("It counts.", "它很重要。")', "")), "rationale",
        "has no rationale", "rationale=Text(en, zh)",
    ),
    "another scorecard than it scores by": Defect(
        SOUND + "\n\nfrom tests.conformance.test_planted_defects import shown\n\n\n"
        "@hookimpl\ndef scorecard():\n    return shown()\n",
        "columns", "the scorecard that it shows", "answer None from scorecard()",
    ),
}  # fmt: skip


def shown() -> object:
    """A scorecard that one of the plugins shows and does not score by."""
    return card("rooms")


def failed(verdict: Verdict) -> list[str]:
    """The checks that found something."""
    return [result.id for result in verdict.results if result.state == "failed"]


def test_the_plugin_without_a_defect_conforms() -> None:
    verdict = conform("rooms", module(SOUND), profiles=PROFILES)
    assert failed(verdict) == []
    assert verdict.conforms
    assert (verdict.position, verdict.api_version) == ("rooms", 1)
    not_for_it = {r.id for r in verdict.results if r.state == "not_applicable"}
    assert not_for_it == {"rules", "columns"}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    defect = DEFECTS[name]
    plugin = module(defect.source)
    monkeypatch.setitem(sys.modules, "rooms", plugin)  # what travels names its module
    verdict = conform("rooms", plugin, profiles=PROFILES)
    assert not verdict.conforms
    assert failed(verdict) == [defect.check]
    (result,) = (r for r in verdict.results if r.id == defect.check)
    finding = result.findings[0]
    assert defect.message in finding.message.en
    assert defect.change in finding.change.en
