"""Rules that name inputs as they are: nothing else about a rule can be judged, or evaluated.

These faults are errors when rules are loaded, not only when somebody asks for a check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from factmatrix.profile.choices import Category
from factmatrix.rules.clauses import (
    SHAPES,
    condition_misfits,
    input_misfits,
    missing_asked,
    value_misfits,
)
from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.entries import Entry, entries
from factmatrix.rules.explaining import unknown_key
from factmatrix.rules.problems import Fault
from factmatrix.rules.scorecard import ActionRule, Criterion, Kpi, Modifier, Target
from factmatrix.scoring.inputs import Domain, InputSpace, Shape
from factmatrix.text import Text
from factmatrix.toml.problem import Path

_UTILITY_FOR: Mapping[Shape, str] = {
    "number": "curve",
    "set": "curve",
    "flag": "flag",
    "choice": "map",
}


def rules_misfits(rules: RuleTable, space: InputSpace) -> Iterator[Fault]:
    """What in a scorecard or in the diagnosis cannot be evaluated."""
    for place, entry in entries(rules):
        yield from misfits(entry, space, place)


def misfits(entry: Entry, space: InputSpace, place: Path) -> Iterator[Fault]:
    """What in one entry of a rules file cannot be evaluated."""
    match entry:
        case Criterion():
            yield from _criterion(entry, space, place)
        case ActionRule():
            yield from _action(entry, space, place)
        case _:
            yield from condition_misfits(entry.when, space, (*place, "when"))
            if isinstance(entry, Modifier):
                yield from missing_asked(entry.when, (*place, "when"))


def _criterion(criterion: Criterion, space: InputSpace, place: Path) -> Iterator[Fault]:
    domain = space.domains.get(criterion.input)
    utility = next(key for key in ("curve", "map", "flag") if getattr(criterion, key) is not None)
    if domain is None:
        yield from input_misfits(criterion.input, space, (*place, "input"))
    elif _UTILITY_FOR.get(domain.shape) != utility:
        yield Fault((*place, utility), _wrong_utility(domain))
    elif criterion.map is not None:
        yield from _coverage(criterion.map, domain, (*place, "map"))
    if criterion.gate is not None:
        yield from _gate(criterion.gate.input, space, (*place, "gate", "input"))
    for category, variant in criterion.by_category.items():
        here: Path = (*place, "by_category", category)
        if category not in get_args(Category):
            yield Fault(here, unknown_key(category, get_args(Category)), of_key=True)
        if variant.curve and domain and _UTILITY_FOR.get(domain.shape) != "curve":
            yield Fault((*here, "curve"), _CURVE_FOR_NONE, of_key=True)


def _wrong_utility(domain: Domain) -> Text:
    shape = SHAPES[domain.shape]
    fitting = _UTILITY_FOR.get(domain.shape)
    if fitting is None:
        return Text(
            f"{domain.path} is {shape.en}, which cannot be scored; use a figure made from it.",
            f"{domain.path} 是{shape.zh}，无法直接评分；请改用由它得出的数值。",
        )
    return Text(
        f"{domain.path} is {shape.en}: give its utility as {fitting}.",
        f"{domain.path} 是{shape.zh}：请用 {fitting} 给出得分。",
    )


def _coverage(utilities: Mapping[str, float], domain: Domain, place: Path) -> Iterator[Fault]:
    for value in utilities:
        if value not in domain.choices:
            yield Fault((*place, value), unknown_key(value, domain.choices), of_key=True)
    absent = [choice for choice in domain.choices if choice not in utilities]
    if absent:
        yield Fault(
            place,
            Text(
                f"Every choice needs a utility; there is none for {', '.join(absent)}.",
                f"每个选项都要有得分；缺少：{'、'.join(absent)}。",
            ),
        )


def _gate(name: str, space: InputSpace, path: Path) -> Iterator[Fault]:
    domain = space.domains.get(name)
    if domain is None:
        yield from input_misfits(name, space, path)
    elif domain.shape not in ("number", "set", "flag"):
        shape = SHAPES[domain.shape]
        yield Fault(
            path,
            Text(
                f"{name} is {shape.en}; a gate takes a number, a set or a flag.",
                f"{name} 是{shape.zh}；门槛只能用数值、多选项或是非项。",
            ),
        )


def _action(action: ActionRule, space: InputSpace, place: Path) -> Iterator[Fault]:
    yield from condition_misfits(action.when, space, (*place, "when"))
    if action.kpi is not None:
        yield from _kpi(action.kpi, space, (*place, "kpi"))
    for i, target in enumerate(action.targets):
        yield from _target(target, space, (*place, "targets", i))


def _kpi(kpi: Kpi, space: InputSpace, place: Path) -> Iterator[Fault]:
    domain = space.domains.get(kpi.input)
    if domain is None:
        yield from input_misfits(kpi.input, space, (*place, "input"))
    elif domain.shape not in ("number", "set"):
        yield Fault((*place, "input"), _NO_FIGURE)
    else:
        yield from value_misfits(kpi.to, domain, (*place, "to"))


def _target(target: Target, space: InputSpace, place: Path) -> Iterator[Fault]:
    domain = space.domains.get(target.input)
    key = next(key for key in ("at_least", "at_most", "set") if getattr(target, key) is not None)
    value: float | bool | str = getattr(target, key)
    if domain is None:
        yield from input_misfits(target.input, space, (*place, "input"))
    elif domain.metric or domain.shape not in ("number", "flag", "choice"):
        yield Fault((*place, "input"), _NO_SINGLE_FIELD)
    elif key != "set" and domain.shape != "number":
        yield Fault((*place, key), _SET_IT, of_key=True)
    else:
        yield from value_misfits(value, domain, (*place, key))
        if domain.whole and isinstance(value, float) and not value.is_integer():
            yield Fault((*place, key), _WHOLE)


_CURVE_FOR_NONE = Text(
    "The criterion has no curve that this could replace; change the weight only.",
    "该评分项没有曲线可供替换；此处只能改权重。",
)
_NO_FIGURE = Text("The figure of a KPI is a number.", "KPI 的指标必须是数值。")
_NO_SINGLE_FIELD = Text(
    "A target moves one field: a number, a flag or a choice of the profile, not a figure "
    "that is derived from several.",
    "目标只能针对档案里的单个字段（数值、是非项或单选项），不能是由多个字段算出的指标。",
)
_SET_IT = Text("Use set here: this is no number.", "此处请用 set：该字段不是数值。")
_WHOLE = Text("This field counts: write a whole number.", "该字段是计数，请填整数。")
