"""What concerns every position: the snowball's stages, what stops it, and general gates.

`diagnosis.toml` holds the knowledge; it is a scorecard without a position. Each *stage* of the
snowball (R14: 汇聚, 沉淀, 促进转化) is scored by criteria like a position's. An *alert* is a
message under a condition: a `blocker` takes positions out of the choice, a `stopper` says why the
snowball does not roll (R27–R29), a `warning` only warns. None of them changes a score.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from factmatrix.rules.conditions import Condition, RuleTable
from factmatrix.rules.refusing import refuse_repeated_ids
from factmatrix.rules.scorecard import Criterion, Id, Knowledge, RuleIds
from factmatrix.rules.terms import Trust
from factmatrix.text import Text

Severity = Literal["blocker", "stopper", "warning"]


class Stage(RuleTable):
    """One stage of the snowball, scored 0–100 by its own criteria."""

    id: Id
    title: Text
    advice: Text
    rules: RuleIds = ()
    trust: Trust
    criteria: Annotated[tuple[Criterion, ...], Strict(False), Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Stage:
        refuse_repeated_ids(criteria=self.criteria)
        return self


class Alert(Knowledge):
    """A message about the whole brand under a condition."""

    severity: Severity
    when: Condition
    message: Text


class Diagnosis(RuleTable):
    """The contents of `diagnosis.toml`."""

    format: Literal[1]
    stages: Annotated[tuple[Stage, ...], Strict(False)]
    alerts: Annotated[tuple[Alert, ...], Strict(False)]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Diagnosis:
        refuse_repeated_ids(stages=self.stages, alerts=self.alerts)
        return self
