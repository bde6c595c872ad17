"""The shapes of the machine-readable answer; `fact schema --result` is made from them.

Figures are in file units and unrounded. Keys are always there, null where nothing is known; new
keys may come. An `input` is the dotted path of a profile field or metric, everywhere.
"""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic reads typing's own from Python 3.12 on

from factmatrix.rules.terms import Effort
from factmatrix.text import Language
from factmatrix.views.position_shapes import PositionResult


class EngineInfo(TypedDict):
    """What answered."""

    version: str
    doctrine: str


class RulesInfo(TypedDict):
    """The rules in use: a hash over all of them, and the names of the overlays."""

    hash: str
    overlays: list[str]


class PluginInfo(TypedDict):
    """What became of one plugin."""

    id: str | None
    distribution: str | None
    version: str | None
    api_version: int | None
    status: Literal["ok", "failed", "disabled"]
    reason: str | None


class ProblemInfo(TypedDict):
    """One thing wrong or doubtful in a brand; `value` is what stands there, as it is written.

    Rows of tables have neither line nor column, and `input` is the header of their column.
    """

    line: int | None
    column: int | None
    input: str | None
    value: str | None
    message: str


class FailedProfile(TypedDict):
    """A file that is no profile."""

    path: str
    errors: list[ProblemInfo]


class ProfileInfo(TypedDict):
    """Which profile an answer is for; `row` counts the rows of a table, null for a file.

    `evidence` is what the profile says by field of where its numbers come from.
    """

    path: str | None
    row: int | None
    sha256: str | None
    name: str
    category: str
    as_of: str | None
    unclaimed: list[str]
    notes: str | None
    evidence: dict[str, str]


class VerdictInfo(TypedDict):
    """Who leads, by how many points, and how sure that is."""

    lead: str | None
    runner_up: str | None
    margin: float | None
    certain: bool | None
    close_call: bool
    provisional: bool


class PositionFailureInfo(TypedDict):
    """A position that gave no answer for this profile; a `ranked` one lacks only its actions."""

    position: str
    hook: str
    reason: str
    ranked: bool
    message: str


class StepInfo(TypedDict):
    """A step of the plan; `gains` is by position what it adds after all steps before it.

    `first` ones stand before all phases.
    """

    step: int
    position: str
    action: str
    first: bool
    phase: int
    effort: Effort
    gain: float | None
    score_after: float | None
    gains: dict[str, float]


class PlanInfo(TypedDict):
    """All steps, and by position what they add together."""

    steps: list[StepInfo]
    total: dict[str, float]


class NoticeInfo(TypedDict):
    """A message beside the scores; no `positions` means all of them."""

    id: str
    severity: str
    rules: list[str]
    positions: list[str]
    inputs: list[str]
    message: str


class StageBoundsInfo(TypedDict):
    """How far a stage of the snowball is known."""

    low: float
    high: float
    coverage: float


class DiagnosisInfo(TypedDict):
    """The stages of the snowball, 0–100; `bounds` by stage, how far each is known."""

    reach: float | None
    sediment: float | None
    convert: float | None
    weakest: str | None
    stopped: bool
    advice: str | None
    bounds: dict[str, StageBoundsInfo]


MetricInfo = TypedDict(
    "MetricInfo",
    {
        "id": str,
        "title": str,
        "value": float | None,
        "unit": str,
        "denominator": str | None,
        "from": list[str],
    },
)


class MissingInfo(TypedDict):
    """A question; `narrows` is by position how many points the range would shrink on average.

    `may_block` says that a blocker depends on the answer.
    """

    input: str
    title: str
    question: str
    where: str | None
    narrows: dict[str, float]
    may_block: bool


class ProfileResult(TypedDict):
    """The answer for one profile; `notes` are the warnings about its file."""

    profile: ProfileInfo
    date: str
    verdict: VerdictInfo
    ranking: list[PositionResult]
    failures: list[PositionFailureInfo]
    plan: PlanInfo
    blockers: list[NoticeInfo]
    warnings: list[NoticeInfo]
    notes: list[ProblemInfo]
    diagnosis: DiagnosisInfo
    metrics: list[MetricInfo]
    missing: list[MissingInfo]


class Result(TypedDict):
    """One run: whatever the number of profiles, one envelope."""

    format: Literal[1]
    engine: EngineInfo
    date: str
    lang: Language
    rules: RulesInfo
    plugins: list[PluginInfo]
    failed: list[FailedProfile]
    results: list[ProfileResult]


def result_schema() -> dict[str, Any]:
    """The JSON Schema of the envelope."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Result).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
