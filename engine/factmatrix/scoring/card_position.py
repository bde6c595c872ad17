"""A scorecard at work: fits, actions and the bare numbers of one position that is data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from factmatrix.fit import Action, ActionKpi, ActionTarget, Fit
from factmatrix.rules.scorecard import ActionRule, Scorecard, Target
from factmatrix.scoring.evaluation import CompiledCard, evaluate, explain
from factmatrix.scoring.facts import Facts
from factmatrix.scoring.inputs import InputSpace, as_number
from factmatrix.scoring.truth import Test, compile_condition


@dataclass(frozen=True, slots=True)
class CardPosition:
    """Scores and advises from one scorecard over one space of inputs.

    Compiled once per category, on first use.
    """

    scorecard: Scorecard
    space: InputSpace
    actions: tuple[tuple[ActionRule, Test], ...]
    _compiled: dict[str, CompiledCard] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, scorecard: Scorecard, space: InputSpace) -> CardPosition:
        """Make a scorecard ready; raises KeyError on an input that the space does not have."""
        actions = tuple((a, compile_condition(a.when, space)) for a in scorecard.actions)
        return cls(scorecard, space, actions)

    def card(self, facts: Facts) -> CompiledCard:
        """The scorecard compiled for the category of these facts."""
        category = str(facts.stated.get("brand.category", ""))
        compiled = self._compiled.get(category)
        if compiled is None:
            s = self.scorecard
            compiled = self._compiled[category] = CompiledCard.of(
                s.position.id, s.criteria, s.modifiers, s.warnings, self.space, category
            )
        return compiled

    def fit(self, facts: Facts) -> Fit:
        """The explained score."""
        card = self.card(facts)
        return explain(card, facts, evaluate(card, facts))

    def fired_actions(self, facts: Facts) -> list[Action]:
        """The actions whose condition is true and whose targets are not all met already."""
        fired = []
        for rule, test in self.actions:
            if test(facts) is not True:
                continue
            targets = tuple(_target(target, facts) for target in rule.targets)
            if targets and all(target.to == target.seen for target in targets):
                continue
            fired.append(_action(rule, targets, facts))
        return fired


def _target(target: Target, facts: Facts) -> ActionTarget:
    seen = facts.seen(target.input)
    to: Any = target.set
    if target.at_least is not None:
        to = target.at_least if seen is None or as_number(seen) < target.at_least else seen
    elif target.at_most is not None:
        to = target.at_most if seen is None or as_number(seen) > target.at_most else seen
    return ActionTarget(target.input, seen, to)


def _action(rule: ActionRule, targets: Iterable[ActionTarget], facts: Facts) -> Action:
    kpi = None
    if rule.kpi:
        kpi = ActionKpi(rule.kpi.input, facts.seen(rule.kpi.input), rule.kpi.to)
    return Action(
        rule.id, rule.title, rule.why, rule.phase, rule.effort, rule.tool, rule.within_days,
        kpi, tuple(targets), rule.rules, rule.for_others,
    )  # fmt: skip
