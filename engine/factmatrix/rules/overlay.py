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
    [snowball.cpm]

The result is validated as if it had been written like that, and what is wrong with it is told with
its place in the overlay. A position that is not there is a warning: an agency has one overlay for
all its machines.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.explaining import explain, nearest
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.merging import Merger
from factmatrix.rules.overlay_file import Changes, Overlay, child
from factmatrix.rules.problems import Fault, FileProblem, RulesError
from factmatrix.rules.scorecard import Scorecard
from factmatrix.text import Text
from factmatrix.toml.problem import Path

M = TypeVar("M", bound=RuleTable)


class Overlaid(NamedTuple):
    """The rules with overlays laid over them, and what a person should know about the overlays."""

    cards: Mapping[str, Scorecard | None]
    knowledge: Knowledge
    warnings: tuple[FileProblem, ...]


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
    that has an error, those of its shape among them.
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
                layer.without_card(name, changed)
        knowledge = Knowledge(
            layer.over(knowledge.diagnosis, ("diagnosis",), judge),
            layer.over(knowledge.ranking, ("ranking",), judge),
            layer.over(knowledge.conversions, ("conversions",), judge),
            layer.over(knowledge.benchmarks, ("benchmarks",), judge),
            layer.over(knowledge.calendar, ("calendar",), judge),
            layer.over(knowledge.snowball, ("snowball",), judge),
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
        self.found: list[Fault] = list(overlay.faults)

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

    def without_card(self, position: str, loaded: Collection[str]) -> None:
        """The overlay names a position that is not there, or that has no scorecard."""
        places: list[Path] = [("category", c, "positions", position) for c in self._categories]
        if position in loaded:
            fault = Fault((), _IN_PYTHON, of_key=True)
        else:
            fault = Fault((), _absent(position, loaded), "warning", of_key=True)
        for place in [("positions", position), *places]:
            if self._overlay.has(place):
                self.found.append(fault._replace(path=place))


def _named(path: Path, data: Changes) -> Path:
    """A path in merged data with the ids of entries instead of their indices."""
    named: list[str | int] = []
    inside: Any = data
    for step in path:
        inside = child(inside, step)
        has_id = isinstance(step, int) and isinstance(inside, dict) and "id" in inside
        named.append(inside["id"] if has_id else step)
    return tuple(named)


def _for_category(changes: Changes, category: str) -> Changes:
    """Changes of criteria for one category as changes of their variants."""
    if "criteria" in changes:
        criteria = changes["criteria"].items()
        return {"criteria": {name: {"by_category": {category: c}} for name, c in criteria}}
    return {key: _for_category(inner, category) for key, inner in changes.items()}


def _absent(position: str, loaded: Iterable[str]) -> Text:
    en = (
        "No position of this name is loaded, so this changes nothing. Install or enable its "
        "plugin, or correct the name."
    )
    zh = "没有加载这个名称的阵地，此处不起作用。请安装或启用对应插件，或更正名称。"
    near = nearest(position, sorted(loaded))
    return Text(f"{en} Did you mean {near}?", f"{zh}是否想写 {near}？") if near else Text(en, zh)


_IN_PYTHON = Text(
    "This position is plain Python and has no scorecard that could be changed.",
    "该阵地由 Python 代码实现，没有可供修改的评分卡。",
)
