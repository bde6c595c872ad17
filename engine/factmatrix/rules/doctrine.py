"""The register of the source's rules, R1–R93: `doctrine.toml`.

Every number and every advice in the rules files names the rules it rests on. The register says in
our own words what each rule means, and for a rule that nothing scores, why.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from factmatrix.rules.conditions import RuleTable
from factmatrix.rules.refusing import refuse_repeated_ids
from factmatrix.text import Text

RuleKind = Literal[
    "action", "blocker", "check", "condition", "context", "data_quality", "definition", "factor",
    "gate", "heuristic", "kpi", "matrix", "metric", "model", "oracle", "prerequisite", "rule",
    "sequence",
]  # fmt: skip


class DoctrineRule(RuleTable):
    """One rule of the source: its id, what kind of rule it is, and what it says.

    `context` is the reason why nothing scores the rule; every other rule has a home in a rules
    file.
    """

    id: Annotated[str, Field(pattern=r"^R[1-9]\d*$")]
    kind: RuleKind
    statement: Text
    context: Text | None = None


class Doctrine(RuleTable):
    """The contents of `doctrine.toml`: the rules of one source in its own order."""

    format: Literal[1]
    version: str
    source: Text
    rules: Annotated[tuple[DoctrineRule, ...], Strict(False)]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Doctrine:
        refuse_repeated_ids(rules=self.rules)
        return self
