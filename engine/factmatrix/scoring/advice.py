"""Gains and the plan: what an action is worth, checked by scoring the brand again.

Gains of single actions are taken from the brand as it is. In the plan each step is scored after
all the steps before it, so the steps' gains add up to the plan's total to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import NamedTuple, TypeGuard

from factmatrix.assessment import AdvisedAction, Plan, PlanStep
from factmatrix.fit import Action, ActionTarget
from factmatrix.profile.model import Value
from factmatrix.rules.ranking import Ranking
from factmatrix.rules.terms import Stance
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.rescoring import Rescorer

Changes = dict[str, Value | None]
Scores = dict[str, float | None]


class Candidate(NamedTuple):
    """An action that could be a step of the plan; `held` where its position is on hold."""

    position: str
    advised: AdvisedAction
    held: bool = False


class Priorities(NamedTuple):
    """What decides the order of steps besides their gains.

    `lead` is the position whose gain counts first, `stances` are those of all. `blocking` has the
    fields behind each blocker of the whole brand, `stopping` those behind stoppers, `named` those
    behind any message about the whole brand.
    """

    lead: str | None
    stances: Mapping[str, Stance]
    blocking: tuple[frozenset[str], ...]
    stopping: frozenset[str]
    named: frozenset[str]


def is_reached(action: Action, facts: Facts) -> bool:
    """Whether nothing is left to do: the action has targets, and all of them are met."""
    met = [facts.seen(target.input) == target.to for target in action.targets]
    return bool(met) and all(met)


def advise(action: Action, facts: Facts, position: Rescorer) -> AdvisedAction:
    """The action with its gain for one position."""
    needs = tuple(target.input for target in action.targets if not facts.known(target.input))
    if needs or not action.targets:
        return AdvisedAction(action, None, needs)
    now, then = _score(position, facts, {}), _score(position, facts, _moves(action, facts))
    return AdvisedAction(action, None if now is None or then is None else then - now)


def _moves(action: Action, facts: Facts) -> Changes:
    """What the targets make of the inputs, given what earlier steps have reached."""
    domains = facts.space.domains
    return {
        target.input: domains[target.input].stated(_reached(target, facts))
        for target in action.targets
    }


def _reached(target: ActionTarget, facts: Facts) -> Value:
    """The target, or what earlier steps have made of the input where that is as good or better."""
    now, to = facts.seen(target.input), target.to
    if now is not None and to == target.seen:  # met from the beginning
        return now
    if _is_number(now) and _is_number(to) and _is_number(target.seen):
        return max(now, to) if to > target.seen else min(now, to)
    value: Value = to
    return value


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _score(position: Rescorer, facts: Facts, changes: Changes) -> float | None:
    return position.bounds(facts.with_values(changes), changes.keys()).score


def make_plan(
    candidates: Sequence[Candidate],
    positions: Mapping[str, Rescorer],
    facts: Facts,
    limits: Ranking,
    priorities: Priorities,
) -> Plan:
    """Order the actions and score them one after another.

    What removes a blocker comes first, blocker by blocker (R8), then what removes a stopper and
    the prerequisites of a required position, then everything else. In each of these parts the
    order is by phase (R39), by the lead's gain per effort, by rank of the position, by its own
    phases, by its own gain per effort. A position on hold comes after the others and adds only what
    the whole brand is told to mend, by figures that no other step watches. An action that several
    positions suggest is done once, and one whose targets earlier steps have reached is left out.
    """
    now: Scores = {name: position.bounds(facts, ()).score for name, position in positions.items()}
    first = dict(now)
    changes: Changes = {}
    steps: list[PlanStep] = []
    for candidate in _in_order(candidates, positions, facts, limits, priorities):
        position, advised, _ = candidate
        action = advised.action
        gains: dict[str, float] = {}
        if action.targets and not advised.gain_needs:
            reached = facts.with_values(changes)
            moves = _moves(action, reached)
            if all(reached.seen(path) == value for path, value in moves.items()):
                continue
            changes |= moves
            gains = _advance(positions, facts, changes, now)
        steps.append(
            PlanStep(
                len(steps) + 1, position, action.id,
                _urgency(candidate, facts, priorities) is not None,
                _phase(candidate, priorities), action.effort,
                None if advised.gain is None else gains.get(position, 0.0),
                now[position], gains,
            )
        )  # fmt: skip
    total = {
        name: score - before
        for name, score in now.items()
        if score is not None and (before := first[name]) is not None
    }
    return Plan(tuple(steps), total)


def _in_order(
    candidates: Sequence[Candidate],
    positions: Mapping[str, Rescorer],
    facts: Facts,
    limits: Ranking,
    priorities: Priorities,
) -> list[Candidate]:
    cost = {"low": limits.effort.low, "medium": limits.effort.medium, "high": limits.effort.high}
    lead = positions.get(priorities.lead or "")
    rank = {name: place for place, name in enumerate(dict.fromkeys(c.position for c in candidates))}

    def key(candidate: Candidate) -> tuple[float, ...]:
        action, gain = candidate.advised.action, candidate.advised.gain
        helps_lead = gain if lead is None else advise(action, facts, lead).gain
        effort = cost[action.effort]
        urgency = _urgency(candidate, facts, priorities)
        return (
            inf if urgency is None else urgency,
            urgency is not None and candidate.held,
            _phase(candidate, priorities),
            candidate.held,
            -(helps_lead or 0.0) / effort,
            rank[candidate.position],
            action.phase,
            -(gain or 0.0) / effort,
        )

    once: dict[Action, Candidate] = {}
    watched: set[str] = set()
    for candidate in sorted(candidates, key=key):
        action = candidate.advised.action
        figure = action.kpi.input if action.kpi else ""
        if candidate.held:
            mends = _fields(action, facts) & priorities.named
            if not mends or figure in watched:
                continue
        once.setdefault(action, candidate)
        if figure:
            watched.add(figure)
    return list(once.values())


def _urgency(candidate: Candidate, facts: Facts, priorities: Priorities) -> int | None:
    """The place among what stands before all phases: number of the blocker, or after them all."""
    action = candidate.advised.action
    fields = _fields(action, facts)
    for number, blocking in enumerate(priorities.blocking):
        if fields & blocking:
            return number
    required = priorities.stances[candidate.position] == "required"
    if fields & priorities.stopping or (required and action.phase == 0):
        return len(priorities.blocking)
    return None


def _phase(candidate: Candidate, priorities: Priorities) -> int:
    """The phase of the plan: what only a position beside the lead needs first does not open it."""
    position, phase = candidate.position, candidate.advised.action.phase
    beside = priorities.stances[position] == "elective" and position != priorities.lead
    return max(phase, 1) if beside else phase


def _fields(action: Action, facts: Facts) -> set[str]:
    """The fields that an action works on: its targets, or where it has none its figure."""
    inputs = [target.input for target in action.targets]
    if not inputs and action.kpi:
        inputs = [action.kpi.input]
    return {path for name in inputs for path in facts.space.domains[name].reads}


def _advance(
    positions: Mapping[str, Rescorer], facts: Facts, changes: Changes, now: Scores
) -> dict[str, float]:
    """Score every position after the changes; update `now`, return what they gain."""
    gains: dict[str, float] = {}
    then = facts.with_values(changes)
    for name, position in positions.items():
        before, after = now[name], position.bounds(then, changes.keys()).score
        if after is None:  # what was known no longer suffices: the last score stands
            continue
        if before is not None and before != after:
            gains[name] = after - before
        now[name] = after
    return gains
