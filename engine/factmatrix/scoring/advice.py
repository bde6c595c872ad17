"""Gains and the plan: what an action is worth, checked by scoring the brand again.

Gains of single actions are taken from the brand as it is. In the plan each step is scored after
all the steps before it, so the steps' gains add up to the plan's total to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from factmatrix.assessment import AdvisedAction, Plan, PlanStep
from factmatrix.fit import Action, ActionTarget
from factmatrix.profile.model import Value
from factmatrix.rules.ranking import Ranking
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.rescoring import Rescorer


class Candidate(NamedTuple):
    """An action that could be a step of the plan."""

    position: str
    advised: AdvisedAction


def advise(action: Action, facts: Facts, position: Rescorer | None) -> AdvisedAction:
    """The action with its gain for one position (None: the position cannot be re-scored)."""
    needs = _unknown(action, facts)
    if needs or not action.targets or position is None:
        return AdvisedAction(action, None, needs)
    now, then = _rescore(position, facts, {}), _rescore(position, facts, _moves(action, facts))
    gain = None if now is None or then is None else then - now
    return AdvisedAction(action, gain, ())


def _unknown(action: Action, facts: Facts) -> tuple[str, ...]:
    return tuple(target.input for target in action.targets if not facts.known(target.input))


def _moves(action: Action, facts: Facts) -> dict[str, Any]:
    """What the targets make of the inputs, given what earlier steps have reached."""
    return {target.input: _reached(target, facts) for target in action.targets}


def _reached(target: ActionTarget, facts: Facts) -> Value:
    now: Any = facts.seen(target.input)
    if isinstance(target.to, bool | str) or isinstance(now, bool | str) or target.seen is None:
        return target.to
    further = max if target.to >= target.seen else min
    value: float = further(now, target.to)
    whole = isinstance(now, int) and float(value).is_integer()
    return int(value) if whole else value


def _rescore(position: Rescorer, facts: Facts, changes: Mapping[str, Any]) -> float | None:
    return position.bounds(facts.with_values(changes), changes.keys()).score


def make_plan(
    candidates: Sequence[Candidate],
    positions: Mapping[str, Rescorer],
    facts: Facts,
    limits: Ranking,
) -> Plan:
    """Order the actions by phase, then by gain per effort, and score them one after another.

    An action that several positions suggest is done once, for the first of them.
    """
    cost = {"low": limits.effort.low, "medium": limits.effort.medium, "high": limits.effort.high}

    def key(candidate: Candidate) -> tuple[int, float]:
        action, gain = candidate.advised.action, candidate.advised.gain
        return action.phase, -(gain or 0.0) / cost[action.effort]

    done: set[str] = set()
    changes: dict[str, Any] = {}
    scores = {name: _rescore(p, facts, {}) for name, p in positions.items()}
    first = dict(scores)
    steps: list[PlanStep] = []
    for candidate in sorted(candidates, key=key):
        action = candidate.advised.action
        if action.id in done:
            continue
        done.add(action.id)
        gains: dict[str, float] = {}
        if action.targets and not candidate.advised.gain_needs:
            changes |= _moves(action, facts.with_values(changes))
            gains = _advance(positions, facts, changes, [t.input for t in action.targets], scores)
        computable = candidate.advised.gain is not None
        steps.append(
            PlanStep(
                len(steps) + 1, candidate.position, action.id, action.phase, action.effort,
                gains.get(candidate.position, 0.0) if computable else None,
                scores.get(candidate.position), gains,
            )
        )  # fmt: skip
    total = {
        name: score - before
        for name, score in scores.items()
        if score is not None and (before := first[name]) is not None
    }
    return Plan(tuple(steps), total)


def _advance(
    positions: Mapping[str, Rescorer],
    facts: Facts,
    changes: Mapping[str, Any],
    moved: Sequence[str],
    scores: dict[str, float | None],
) -> dict[str, float]:
    """Score every position that the moved inputs can reach; update `scores`, return the gains."""
    gains: dict[str, float] = {}
    for name, position in positions.items():
        before = scores[name]
        if before is None or not any(path in position.reads for path in moved):
            continue
        after = _rescore(position, facts, changes)
        if after is not None:
            scores[name] = after
            gains[name] = after - before
    return gains
