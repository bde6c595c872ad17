"""The snowball's stages and the alerts that concern every position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from factmatrix import assessment
from factmatrix.fit import Notice
from factmatrix.rules.diagnosis import Alert, Diagnosis
from factmatrix.scoring.answers import answers, open_fields
from factmatrix.scoring.compiled import CompiledCard, condition_inputs
from factmatrix.scoring.evaluation import evaluate
from factmatrix.scoring.facts import CATEGORY, Facts
from factmatrix.scoring.inputs import InputSpace
from factmatrix.scoring.truth import Test, compile_condition


@dataclass(frozen=True, slots=True)
class Diagnostician:
    """`diagnosis.toml` made ready for one space of inputs."""

    rules: Diagnosis
    space: InputSpace
    alerts: tuple[tuple[Alert, Test], ...]
    _stages: dict[str, Mapping[str, CompiledCard]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, rules: Diagnosis, space: InputSpace) -> Diagnostician:
        """Compile the alerts; stages are compiled per category on first use."""
        alerts = tuple((alert, compile_condition(alert.when, space)) for alert in rules.alerts)
        return cls(rules, space, alerts)

    def notices(self, facts: Facts) -> tuple[Notice, ...]:
        """Every alert whose condition is true."""
        return tuple(
            Notice(
                alert.id, alert.severity, alert.message, alert.rules, (),
                condition_inputs(alert.when),
            )
            for alert, test in self.alerts
            if test(facts) is True
        )  # fmt: skip

    def blockers(self, facts: Facts) -> int:
        """How many blockers of the whole brand hold."""
        return sum(a.severity == "blocker" and test(facts) is True for a, test in self.alerts)

    @property
    def read_by_blockers(self) -> set[str]:
        """The fields that can bring a blocker of the whole brand about, or end it."""
        blockers = (alert for alert, _ in self.alerts if alert.severity == "blocker")
        names = (name for alert in blockers for name in condition_inputs(alert.when))
        return {path for name in names for path in self.space.domains[name].reads}

    def may_block(self, facts: Facts) -> bool:
        """Whether a blocker could still come true by an answer to something missing."""
        return any(a.severity == "blocker" and test(facts) is None for a, test in self.alerts)

    def blocking(self, facts: Facts) -> set[str]:
        """The missing fields whose answers could settle a blocker that is still open.

        Where no field can do so alone, all of those it depends on.
        """
        found: set[str] = set()
        for alert, test in self.alerts:
            if alert.severity == "blocker" and test(facts) is None:
                names = condition_inputs(alert.when)
                paths = {path for name in names for path in self.space.domains[name].reads}
                missing = open_fields(facts, paths)
                found |= {path for path in missing if _settles(path, test, facts)} or missing
        return found

    def diagnose(self, facts: Facts, notices: tuple[Notice, ...]) -> assessment.Diagnosis:
        """The score of each stage, the weakest of those known, and what to do about it first."""
        cards = self._cards(str(facts.stated.get(CATEGORY, "")))
        found = {name: evaluate(card, facts) for name, card in cards.items()}
        stages = {name: stage.score for name, stage in found.items()}
        bounds = {
            name: assessment.StageBounds(stage.low, stage.high, stage.coverage)
            for name, stage in found.items()
        }
        known = {name: score for name, score in stages.items() if score is not None}
        weakest = min(known, key=lambda name: known[name], default=None)
        advice = next((s.advice for s in self.rules.stages if s.id == weakest), None)
        stopped = any(notice.severity == "stopper" for notice in notices)
        return assessment.Diagnosis(stages, bounds, weakest, stopped, advice)

    def _cards(self, category: str) -> Mapping[str, CompiledCard]:
        if category not in self._stages:
            self._stages[category] = {
                stage.id: CompiledCard.of(stage.id, stage.criteria, (), (), self.space, category)
                for stage in self.rules.stages
            }
        return self._stages[category]


def _settles(path: str, test: Test, facts: Facts) -> bool:
    return any(test(facts.with_values({path: a})) is not None for a in answers(facts, path))
