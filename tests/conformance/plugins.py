"""Positions as third parties write them: one that is sound, and how it can be made wrong."""

from __future__ import annotations

from types import ModuleType

SOUND = """
from factmatrix import (
    Action, ActionTarget, Contribution, Fit, PositionInfo, Text, hookimpl,
)

LIVE, HOURS = "powers.content.live", "live.hours_per_week"


@hookimpl
def position():
    return PositionInfo(
        id="rooms", letter="R", title=Text("Rooms", "直播间"), summary=Text("Rooms.", "直播间。"),
        stance="elective", order=9, inputs=(LIVE, HOURS), rising=(LIVE, HOURS),
    )


def part(path, value, full):
    known = value is not None
    utility = min(value / full, 1.0) * 100.0 if known else None
    low, high = (utility, utility) if known else (0.0, 100.0)
    return Contribution(
        path, Text(path, path), path, known, value, "", utility, low, high, 0.5,
        (utility or 0.0) / 2, rationale=Text("It counts.", "它很重要。"),
    )


@hookimpl
def score_fit(profile, context):
    parts = (
        part(LIVE, profile.powers.content.live, 100.0),
        part(HOURS, profile.live.hours_per_week, 40.0),
    )
    known = [p for p in parts if p.known]
    low, high = sum(p.low for p in parts) / 2, sum(p.high for p in parts) / 2
    score = low if known else None
    return Fit("rooms", score, low, high, len(known) / 2, contributions=parts if known else ())


@hookimpl
def suggest_actions(profile, fit, context):
    hours = profile.live.hours_per_week
    if hours is not None and hours >= 20.0:
        return []
    longer = ActionTarget(HOURS, hours, 20.0)
    words = Text("Longer hours", "延长时间")
    return [Action("longer", words, words, 1, "low", words, 7, targets=(longer,))]
"""
FIRST_LINE = "    parts = (\n"
"""Where code can be put at the beginning of score_fit."""


def changed(*changes: tuple[str, str]) -> str:
    """The sound source with some of its text replaced, each of which it must have."""
    source = SOUND
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return source


def module(source: str) -> ModuleType:
    """A plugin module run from its source."""
    made = ModuleType("rooms")
    exec(compile(source, "rooms.py", "exec"), vars(made))
    return made
