"""A scorecard at work: fits, actions and the bare numbers of one position that is data."""

from __future__ import annotations

from dataclasses import dataclass, field

from factmatrix.fit import Action, ActionKpi, ActionTarget, Fit
from factmatrix.profile.model import Value
from factmatrix.rules.scorecard import ActionRule, Scorecard, Target
from factmatrix.scoring.compiled import CompiledCard
from factmatrix.scoring.evaluation import evaluate, explain
from factmatrix.scoring.facts import CATEGORY, Facts
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
        category = str(facts.stated.get(CATEGORY, ""))
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
        """The actions whose condition is true."""
        return [_action(rule, facts) for rule, test in self.actions if test(facts) is True]


def _action(rule: ActionRule, facts: Facts) -> Action:
    kpi = None
    if rule.kpi:
        kpi = ActionKpi(rule.kpi.input, facts.seen(rule.kpi.input), rule.kpi.to)
    return Action(
        rule.id, rule.title, rule.why, rule.phase, rule.effort, rule.tool, rule.within_days,
        kpi, tuple(_target(target, facts) for target in rule.targets), rule.rules, rule.for_others,
    )  # fmt: skip


def _target(target: Target, facts: Facts) -> ActionTarget:
    seen = facts.seen(target.input)
    wanted = next(v for v in (target.at_least, target.at_most, target.set) if v is not None)
    if seen is not None and _is_past(seen, target):
        return ActionTarget(target.input, seen, seen)
    return ActionTarget(target.input, seen, facts.space.domains[target.input].stated(wanted))


def _is_past(seen: Value, target: Target) -> bool:
    if target.at_least is not None:
        return as_number(seen) >= target.at_least
    return target.at_most is not None and as_number(seen) <= target.at_most
