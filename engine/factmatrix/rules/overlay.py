"""Overlays: an agency's own numbers, laid over the rules that are in use.

    format = 1
    name = "Agency X, 2026"

    [positions.alliance.criteria.price]     # an entry by its id: whatever is written is replaced
    weight = 300

    [positions.alliance.modifiers.stage_launch]
    remove = true

    [positions.field.criteria.own_figure]   # new = true, and then all that an entry needs
    new = true

    [category.food.positions.alliance.criteria.price]   # weight and curve for one category
    weight = 350

    [diagnosis.alerts.content_gate]         # likewise diagnosis.stages.reach.criteria.…
    [ranking.close_call]                    # and the other files of the engine by their keys
    [conversions.price_index]
    [benchmarks.dou_plus]
    [calendar.events.double_11]             # the editions of a year, say

The result is validated as if it had been written like that, and what is wrong with it is told with
its place in the overlay. A position that is not there is a warning: an agency has one overlay for
all its machines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import Field, ValidationError

from factmatrix.profile.choices import Category
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.explaining import explain
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.merging import Merger
from factmatrix.rules.problems import Fault, FileProblem, RulesError
from factmatrix.rules.scorecard import Scorecard
from factmatrix.rules.texts import RulesText, refusal
from factmatrix.text import Text
from factmatrix.toml.problem import Path

M = TypeVar("M", bound=RuleTable)
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


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay that was read: its name, and its text for places."""

    name: str
    text: RulesText

    def at(self, path: Path) -> Changes:
        """The table at a path, empty where there is none."""
        inside: Any = self.text.data
        for step in path:
            inside = inside.get(step, {})
        table: Changes = inside
        return table

    def nearest(self, paths: Iterable[Path]) -> Path:
        """Of several paths the one that the file follows furthest."""
        return max(paths, key=self._depth)

    def _depth(self, path: Path) -> int:
        inside: object = self.text.data
        for depth, step in enumerate(path):
            inside = _child(inside, step)
            if inside is None:
                return depth
        return len(path)


class Overlaid(NamedTuple):
    """The rules with overlays laid over them, and what a person should know about the overlays."""

    cards: Mapping[str, Scorecard | None]
    knowledge: Knowledge
    warnings: tuple[FileProblem, ...]


def load_overlay(path: File) -> Overlay:
    """An overlay file; raises `RulesError` with every problem of its shape."""
    text = RulesText(path)
    try:
        name = _OverlayFile.model_validate(text.data).name
    except ValidationError as error:
        raise refusal(text, error, _OverlayFile) from error
    return Overlay(name, text)


Judge = Callable[[RuleTable], Iterable[Fault]]
"""Says what is wrong with well-formed rules."""


def lay_over(
    overlays: Iterable[Overlay],
    cards: Mapping[str, Scorecard | None],
    knowledge: Knowledge,
    judge: Judge,
) -> Overlaid:
    """The rules as the overlays, one after another, make them.

    `cards` are the scorecards of the positions that are there, None for those in plain Python.
    `judge` sees what became of them. Raises `RulesError` with every problem of the first overlay
    that has an error.
    """
    warnings: list[FileProblem] = []
    changed = dict(cards)
    for overlay in overlays:
        layer = _Layer(overlay)
        for name in layer.positions():
            card = changed.get(name)
            if card is not None:
                changed[name] = layer.over(card, ("positions", name), judge)
            else:
                layer.without_card(name, loaded=name in changed)
        knowledge = Knowledge(
            layer.over(knowledge.diagnosis, ("diagnosis",), judge),
            layer.over(knowledge.ranking, ("ranking",), judge),
            layer.over(knowledge.conversions, ("conversions",), judge),
            layer.over(knowledge.benchmarks, ("benchmarks",), judge),
            layer.over(knowledge.calendar, ("calendar",), judge),
        )
        problems = [overlay.text.problem(fault) for fault in layer.found]
        if any(fault.severity == "error" for fault in layer.found):
            raise RulesError(problems)
        warnings += problems
    return Overlaid(changed, knowledge, tuple(warnings))


class _Layer:
    """One overlay at work; collects what is wrong with it."""

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self._categories = list(overlay.at(("category",)))
        self.found: list[Fault] = []

    def positions(self) -> list[str]:
        """The positions that the overlay names, for all categories or for some."""
        tables: list[Path] = [("positions",)]
        tables += [("category", category, "positions") for category in self._categories]
        return list(dict.fromkeys(name for table in tables for name in self._overlay.at(table)))

    def over(self, rules: M, at: Path, judge: Judge) -> M:
        """The rules with all that the overlay says at `at`, and there for categories."""
        changes = {at: self._overlay.at(at)}
        for category in self._categories:
            place = ("category", category, *at)
            changes[place] = _for_category(self._overlay.at(place), category)
        if not any(changes.values()):
            return rules
        merger = Merger()
        before = data = rules.model_dump(by_alias=True)
        for place, change in changes.items():
            data = merger.table(data, change, place)
        self.found += merger.found
        try:
            changed = type(rules).model_validate(data)
        except ValidationError as error:
            self._blame(explain(error, type(rules), data), data, at)
            return rules
        known = {(_named(fault.path, before), fault.message) for fault in judge(rules)}
        found = [f for f in judge(changed) if (_named(f.path, data), f.message) not in known]
        self._blame(found, data, at)
        return changed

    def _blame(self, faults: Iterable[Fault], data: Changes, at: Path) -> None:
        """Faults of the merged data, each with the place in the overlay that it came from."""
        for fault in faults:
            named = _named(fault.path, data)
            origins: list[Path] = [(*at, *named)]
            if "by_category" in named[:-1]:
                here = named.index("by_category")
                inner = (*named[:here], *named[here + 2 :])
                origins.append(("category", named[here + 1], *at, *inner))
            self.found.append(fault._replace(path=self._overlay.nearest(origins)))

    def without_card(self, position: str, *, loaded: bool) -> None:
        """The overlay names a position that is not there, or that has no scorecard."""
        places: list[Path] = [("category", c, "positions", position) for c in self._categories]
        place = self._overlay.nearest([("positions", position), *places])
        fault = Fault(place, _ABSENT, "warning") if not loaded else Fault(place, _IN_PYTHON)
        self.found.append(fault._replace(of_key=True))


def _named(path: Path, data: Changes) -> Path:
    """A path in merged data with the ids of entries instead of their indices."""
    named: list[str | int] = []
    inside: Any = data
    for step in path:
        inside = _child(inside, step)
        has_id = isinstance(step, int) and isinstance(inside, dict) and "id" in inside
        named.append(inside["id"] if has_id else step)
    return tuple(named)


def _for_category(changes: Changes, category: str) -> Changes:
    """Changes of criteria for one category as changes of their variants."""
    if "criteria" in changes:
        criteria = changes["criteria"].items()
        return {"criteria": {name: {"by_category": {category: c}} for name, c in criteria}}
    return {key: _for_category(inner, category) for key, inner in changes.items()}


def _child(data: object, step: str | int) -> object:
    """What lies one step further in plain data, None where there is nothing."""
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list | tuple) and step in range(len(data)):
        return data[int(step)]
    return None


_ABSENT = Text(
    "No position of this name is loaded, so this changes nothing. Install or enable its plugin, "
    "or correct the name.",
    "没有加载这个名称的阵地，此处不起作用。请安装或启用对应插件，或更正名称。",
)
_IN_PYTHON = Text(
    "This position is plain Python and has no scorecard that could be changed.",
    "该阵地由 Python 代码实现，没有可供修改的评分卡。",
)
