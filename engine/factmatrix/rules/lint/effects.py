"""Entries that never come to anything: modifiers that change nothing, actions that never fire."""

from __future__ import annotations

from collections.abc import Iterator

from factmatrix.rules.conditions import All, AnyOf, Clause, Condition, Not
from factmatrix.rules.lint.satisfying import can_fail, can_hold
from factmatrix.rules.problems import Fault
from factmatrix.rules.scorecard import ActionRule, Effect, Modifier, Target
from factmatrix.scoring.inputs import InputSpace
from factmatrix.text import Text
from factmatrix.toml.problem import Path


def modifier_faults(modifier: Modifier, space: InputSpace, place: Path) -> Iterator[Fault]:
    """A condition that never holds or never fails, and an effect that changes no score."""
    yield from condition_faults(modifier.when, space, (*place, "when"))
    message = _no_effect(modifier.effect)
    if message is not None:
        yield Fault((*place, "effect", "value"), message)


def effect_faults(effect: Effect, place: Path) -> Iterator[Fault]:
    """A value below 0 where an effect takes none: the better brand would end below the worse."""
    if effect.value is not None and effect.value < 0:
        if effect.kind == "multiply":
            yield Fault(place, Text("A factor is 0 or more.", "系数不能小于 0。"))
        elif effect.kind == "cap":
            yield Fault(place, Text("A cap lies between 0 and 100.", "封顶值须在 0 到 100 之间。"))


def condition_faults(condition: Condition, space: InputSpace, place: Path) -> Iterator[Fault]:
    """A condition that can never be true, or never false."""
    if not can_hold(condition, space):
        yield Fault(place, _NEVER)
    elif not can_fail(condition, space):
        yield Fault(place, _ALWAYS, "warning")


def action_faults(action: ActionRule, space: InputSpace, place: Path) -> Iterator[Fault]:
    """An action whose condition never holds, or only where its targets are met already."""
    if not can_hold(action.when, space):
        yield Fault((*place, "when"), _NEVER)
    elif action.targets:
        unmet = AnyOf(any=tuple(_unmet(target) for target in action.targets))
        if not can_hold(All(all=(action.when, unmet)), space):
            yield Fault((*place, "targets"), _MET_ALREADY)


def _unmet(target: Target) -> Condition:
    """The condition under which a target is not reached: unknown counts as not reached."""
    if target.at_least is not None:
        short: Condition = Clause(input=target.input, below=target.at_least)
    elif target.at_most is not None:
        short = Clause(input=target.input, above=target.at_most)
    else:
        short = Not(not_=Clause(input=target.input, is_=target.set))
    return AnyOf(any=(Clause(input=target.input, missing=True), short))


def _no_effect(effect: Effect) -> Text | None:
    value = effect.value
    match effect.kind:
        case "shift" if value == 0:
            return Text("A shift by 0 changes nothing.", "加减 0 分不起作用。")
        case "multiply" if value == 1:
            return Text("A factor of 1 changes nothing.", "乘以 1 不起作用。")
        case "cap" if value is not None and value >= 100:
            return Text(
                f"No score is above 100, so a cap at {value:g} can never bind.",
                f"得分不会超过 100，封顶在 {value:g} 不起作用。",
            )
    return None


_NEVER = Text(
    "This can never be true: its parts contradict each other, or the inputs' ranges.",
    "此条件永远不成立：各部分互相矛盾，或与取值范围矛盾。",
)
_ALWAYS = Text(
    "This is true whatever the inputs are; is a limit missing?",
    "无论输入是多少此条件都成立；是否漏写了界限？",
)
_MET_ALREADY = Text(
    "The action can never fire: wherever its condition holds, its targets are met already.",
    "该动作永远不会触发：条件成立时，目标都已达到。",
)
