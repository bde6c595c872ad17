"""All positions and their ranking as columns of a table of brands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from factmatrix.columns.conditions import truth
from factmatrix.columns.facts import ColumnArithmetic, ColumnFacts
from factmatrix.columns.ranking import PlacedColumns, ScoredColumns, VerdictColumns, place
from factmatrix.columns.scorecards import CardColumns, ColumnCard
from factmatrix.columns.steps import Steps
from factmatrix.engine import Engine
from factmatrix.scoring.facts import CATEGORY
from factmatrix.scoring.inputs import Shape

TYPES: Mapping[Shape, pl.DataType] = {
    "number": pl.Float64(),
    "flag": pl.Boolean(),
    "choice": pl.String(),
    "set": pl.List(pl.String()),
    "date": pl.Date(),
}
"""How the table states an input."""


class Evaluation(NamedTuple):
    """The columns of all scorecards of an engine, to be taken from a table after `steps`.

    `inputs` are the columns that the table must have, with their types. `blockers` are the alerts
    that keep all positions from leading, and the modifiers that block their own.
    """

    steps: Steps
    inputs: Mapping[str, pl.DataType]
    cards: Mapping[str, ColumnCard]
    placed: Mapping[str, PlacedColumns]
    verdict: VerdictColumns
    alerts: Mapping[str, pl.Expr]
    blockers: Mapping[str, pl.Expr]


def evaluation(engine: Engine, day: date) -> Evaluation:
    """Compile the scorecards of an engine; `day` is the date of a brand that states none."""
    steps, knowledge = Steps(), engine.knowledge
    conversions = {
        "experience_5": knowledge.conversions.experience_5.curve,
        "price_index": knowledge.conversions.price_index.curve,
    }
    facts = ColumnFacts(engine.space, ColumnArithmetic(conversions), day, steps)
    facts.stated(CATEGORY)
    columns = CardColumns(facts)
    cards = {
        position.info.id: columns.card(
            position.info.id, position.scorecard.criteria, position.scorecard.modifiers
        )
        for position in engine.plugins.positions
        if position.scorecard is not None
    }
    alerts = {
        alert.id: steps.put(f"{alert.id} holds", truth(alert.when, facts).fill_null(False))
        for alert in knowledge.diagnosis.alerts
    }
    for_all = {a.id: alerts[a.id] for a in knowledge.diagnosis.alerts if a.severity == "blocker"}
    scored = [
        ScoredColumns(position.info, card.score, card.coverage, card.blocked)
        for position in engine.plugins.positions
        if (card := cards.get(position.info.id)) is not None
    ]
    placed, verdict = place(
        scored, pl.any_horizontal(pl.lit(False), *for_all.values()), knowledge.ranking, steps
    )
    own = {name: holds for card in cards.values() for name, holds in card.blocks.items()}
    inputs = {path: TYPES[domain.shape] for path, domain in facts.fields.items()}
    return Evaluation(steps, inputs, cards, placed, verdict, alerts, own | for_all)
