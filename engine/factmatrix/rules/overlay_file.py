"""The file of an overlay: its shape, and what is left of one that is misshapen."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path as File
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError

from factmatrix.profile.choices import Category
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.explaining import explain
from factmatrix.rules.problems import Fault, RulesError
from factmatrix.rules.refusing import UnfitError
from factmatrix.rules.texts import RulesText
from factmatrix.text import Text
from factmatrix.toml.problem import Path

Changes = dict[str, Any]
Entries = dict[str, Changes]


class _Position(RuleTable):
    criteria: Entries = Field(default_factory=dict)
    modifiers: Entries = Field(default_factory=dict)
    warnings: Entries = Field(default_factory=dict)
    actions: Entries = Field(default_factory=dict)


class _Diagnosis(RuleTable):
    stages: Entries = Field(default_factory=dict)
    alerts: Entries = Field(default_factory=dict)


class _Calendar(RuleTable):
    events: Entries = Field(default_factory=dict)


class _Card(RuleTable):
    criteria: Entries


class _Stages(RuleTable):
    stages: dict[str, _Card]


class _Category(RuleTable):
    positions: dict[str, _Card] = Field(default_factory=dict)
    diagnosis: _Stages | None = None


def _without_identities(changes: Changes) -> Changes:
    if "identities" in changes:
        raise UnfitError(
            "Identities follow from what the words mean; only the numbers can be changed.",
            "恒等式由定义得出，不能覆盖；可以改的只有数值。",
            ("identities",),
        )
    return changes


class _OverlayFile(RuleTable):
    """The shape of an overlay; what its entries may say depends on what they are laid over."""

    format: Literal[1]
    name: str = Field(min_length=1)
    positions: dict[str, _Position] = Field(default_factory=dict)
    category: dict[Category, _Category] = Field(default_factory=dict)
    diagnosis: _Diagnosis = _Diagnosis()
    ranking: Changes = Field(default_factory=dict)
    conversions: Changes = Field(default_factory=dict)
    benchmarks: Changes = Field(default_factory=dict)
    calendar: _Calendar = _Calendar()
    snowball: Annotated[Changes, AfterValidator(_without_identities)] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay that was read: its name, its text for places, and what it says.

    `faults` are those of its shape; `data` is what is left of the file without them.
    """

    name: str
    text: RulesText
    data: Changes
    faults: tuple[Fault, ...] = ()

    def at(self, path: Path) -> Changes:
        """The table at a path, empty where there is none."""
        inside: Any = self.data
        for step in path:
            inside = inside.get(step, {})
        table: Changes = inside
        return table

    def nearest(self, paths: Iterable[Path]) -> Path:
        """Of several paths the one that the file follows furthest."""
        return max(paths, key=self._depth)

    def has(self, path: Path) -> bool:
        """Whether there is something at the whole of a path."""
        return self._depth(path) == len(path)

    def _depth(self, path: Path) -> int:
        inside: object = self.data
        for depth, step in enumerate(path):
            inside = child(inside, step)
            if inside is None:
                return depth
        return len(path)


def load_overlay(path: File) -> Overlay:
    """An overlay file; raises `RulesError` where it is no TOML or something else altogether."""
    text = RulesText(path)
    if not _OverlayFile.model_fields.keys() & text.data.keys() - {"format", "name"}:
        for key in _ELSEWHERE.keys() & text.data.keys():
            raise RulesError([text.problem(Fault((key,), _ELSEWHERE[key], of_key=True))])
    try:
        name = _OverlayFile.model_validate(text.data).name
    except ValidationError as error:
        faults = tuple(explain(error, _OverlayFile, text.data))
        return Overlay("", text, _without(text.data, [fault.path for fault in faults]), faults)
    return Overlay(name, text, text.data)


def _without(data: Changes, paths: Iterable[Path]) -> Changes:
    """The data without what stands at some paths."""
    left = deepcopy(data)
    for *outer, last in paths:
        table = left
        for step in outer:
            table = table[str(step)]
        table.pop(str(last), None)
    return left


def child(data: object, step: str | int) -> object:
    """What lies one step further in plain data, None where there is nothing."""
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list | tuple) and step in range(len(data)):
        return data[int(step)]
    return None


_NO_OVERLAY = {
    "profile": Text(
        "This is a brand's profile, not an overlay: check it with fact validate, score it with "
        "fact score.",
        "这是品牌档案，不是覆盖文件：检查用 fact validate，评分用 fact score。",
    ),
    "scorecard": Text(
        "These are a position's own rules, not an overlay, which writes what it changes under "
        "[positions.ID.criteria.ID].",
        "这是阵地自身的规则，不是覆盖文件；覆盖文件要把改动写在 [positions.ID.criteria.ID] 下。",
    ),
    "tests": Text(
        "These are a scorecard's tests, not an overlay: run them with `fact rules test`.",
        "这是评分卡的测试，不是覆盖文件：请用 fact rules test 运行。",
    ),
}
_ELSEWHERE = {
    "brand": _NO_OVERLAY["profile"],
    "tests": _NO_OVERLAY["tests"],
    **dict.fromkeys(("position", "criteria", "actions"), _NO_OVERLAY["scorecard"]),
}
"""Tables by which another kind of file is known."""
