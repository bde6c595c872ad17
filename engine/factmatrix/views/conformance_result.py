"""The verdict of a conformance run as JSON, and its schema.

Keys are always there, null where nothing is known; new keys may come.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic reads typing's own from Python 3.12 on

from factmatrix.conformance.verdict import State, Verdict
from factmatrix.profile.model import Value
from factmatrix.text import Language, Text


class FindingInfo(TypedDict):
    """What was found and what to change; `example` is what a brand states, by field."""

    message: str
    change: str
    example: dict[str, Any] | None


class CheckInfo(TypedDict):
    """One check; `tried` says on what, or why there was nothing to try."""

    id: str
    title: str
    state: State
    tried: str | None
    findings: list[FindingInfo]


class ConformanceInfo(TypedDict):
    """The verdict on one plugin; seconds are those of one brand, actions included."""

    format: Literal[1]
    lang: Language
    plugin: str
    position: str | None
    api_version: int | None
    conforms: bool
    profiles: int
    seed: int
    date: str
    average_seconds: float | None
    slowest_seconds: float | None
    checks: list[CheckInfo]


def conformance_data(verdict: Verdict, language: Language) -> ConformanceInfo:
    """The verdict in one language."""

    def said(text: Text | None) -> str | None:
        return None if text is None else text.in_(language)

    setup, times = verdict.setup, verdict.times
    return {
        "format": 1,
        "lang": language,
        "plugin": verdict.plugin,
        "position": verdict.position,
        "api_version": verdict.api_version,
        "conforms": verdict.conforms,
        "profiles": setup.profiles,
        "seed": setup.seed,
        "date": setup.day.isoformat(),
        "average_seconds": times.average if times else None,
        "slowest_seconds": times.slowest if times else None,
        "checks": [
            {
                "id": result.id,
                "title": result.title.in_(language),
                "state": result.state,
                "tried": said(result.tried),
                "findings": [
                    {
                        "message": finding.message.in_(language),
                        "change": finding.change.in_(language),
                        "example": None if finding.example is None else _plain(finding.example),
                    }
                    for finding in result.findings
                ],
            }
            for result in verdict.results
        ],
    }


def _plain(stated: Mapping[str, Value]) -> dict[str, Any]:
    """Values as JSON has them: dates as a file spells them."""
    return {
        path: value.isoformat() if isinstance(value, date) else value
        for path, value in stated.items()
    }


def conformance_schema() -> dict[str, Any]:
    """The JSON Schema of a verdict."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(ConformanceInfo).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
