"""The shapes of `fact diff --format json`.

Keys are always there, null where nothing is known; new keys may come. Points are unrounded.
"""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic reads typing's own from Python 3.12 on

from factmatrix.assessment import Role
from factmatrix.text import Language


class ComparedInfo(TypedDict):
    """One of the two files and what it says of how it was made.

    `explained` says that it holds the points of criteria and modifiers; `alone` are the positions
    that the other one lacks, which are not compared.
    """

    path: str
    engine: str | None
    rules: str | None
    date: str | None
    explained: bool
    alone: list[str]


class SummaryInfo(TypedDict):
    """Counts of brands; `renamed` have two names at one path and row."""

    compared: int
    changed: int
    lead: int
    role: int
    new: int
    gone: int
    doubled: int
    renamed: int


class LeadChange(TypedDict):
    """The lead then and now."""

    old: str | None
    new: str | None


class RoleChange(TypedDict):
    """A role then and now."""

    old: Role | None
    new: Role | None


class ScoreChange(TypedDict):
    """A score then and now."""

    old: float | None
    new: float | None


class NameChange(TypedDict):
    """A name then and now."""

    old: str
    new: str


class BlockerChange(TypedDict):
    """The ids of blockers that came and went."""

    new: list[str]
    gone: list[str]


class ReasonInfo(TypedDict):
    """A part of a score and by how many points it moved; the limit has no id."""

    kind: Literal["criterion", "modifier", "limit"]
    id: str | None
    title: str
    points: float


class PositionChangeInfo(TypedDict):
    """A position whose role or score changed.

    `points` of all reasons and `rest` make up the change; both are null where results lack them.
    """

    position: str
    title: str
    role: RoleChange
    score: ScoreChange
    points: float | None
    reasons: list[ReasonInfo] | None
    rest: float | None


class BrandChangeInfo(TypedDict):
    """A brand that changed; `change` is the biggest thing that did, path and row the new ones."""

    path: str | None
    row: int | None
    name: NameChange
    change: Literal["lead", "role", "points"]
    lead: LeadChange
    blockers: BlockerChange
    positions: list[PositionChangeInfo]


class BrandInfo(TypedDict):
    """A brand of one result only."""

    path: str | None
    row: int | None
    name: str


class DoubledInfo(TypedDict):
    """A brand that stands in a result more than once: how often in each."""

    path: str | None
    row: int | None
    name: str
    old: int
    new: int


class Comparison(TypedDict):
    """Two results compared; `differs` are the facts about them that both state and that differ."""

    format: Literal[1]
    lang: Language
    by: Literal["path", "name"]
    old: ComparedInfo
    new: ComparedInfo
    differs: list[Literal["engine", "rules", "date"]]
    positions: list[str]
    summary: SummaryInfo
    changes: list[BrandChangeInfo]
    added: list[BrandInfo]
    gone: list[BrandInfo]
    doubled: list[DoubledInfo]


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema of a comparison."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Comparison).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
