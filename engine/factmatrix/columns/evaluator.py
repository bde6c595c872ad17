"""All positions and their ranking as columns of a table of brands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from factmatrix.columns.conditions import truth
from factmatrix.columns.facts import ColumnArithmetic, ColumnFacts
from factmatrix.columns.ranking import PlacedColumns, ScoredColumns, VerdictColumns, place
from factmatrix.columns.scorecards import CardColumns, ColumnCard, scored_by_row
from factmatrix.columns.steps import Steps
from factmatrix.engine import Engine
from factmatrix.plugins.calling import LoadedPosition
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
    """The columns of all positions of an engine, to be taken from a table after `steps`.

    `inputs` are the columns that the table must have, with their types, and `by_row` those besides
    that somebody works out brand by brand (`row_columns`). `blockers` are for each thing that
    keeps one or all positions from leading its id, null where it does not hold.
    """

    steps: Steps
    inputs: Mapping[str, pl.DataType]
    by_row: Mapping[str, pl.DataType]
    cards: Mapping[str, ColumnCard]
    placed: Mapping[str, PlacedColumns]
    verdict: VerdictColumns
    alerts: Mapping[str, pl.Expr]
    blockers: Sequence[pl.Expr]


def row_columns(position: LoadedPosition) -> dict[str, pl.DataType]:
    """What of a position no column can tell: the fit, where its author wrote the scoring.

    Else whether the position could not read its own section, where it has one.
    """
    name = position.info.id
    if position.ready is not None:
        return {f"{name} unread": pl.Boolean()} if position.section else {}
    numbers = {f"{name} {part}": pl.Float64() for part in ("score", "low", "high", "coverage")}
    return {**numbers, f"{name} blockers": pl.String()}


def evaluation(engine: Engine, day: date) -> Evaluation:
    """Compile the positions of an engine; `day` is the date of a brand that states none."""
    steps, knowledge = Steps(), engine.knowledge
    arithmetic = ColumnArithmetic(knowledge.conversions.curves)
    facts = ColumnFacts(engine.space, arithmetic, day, steps)
    facts.stated(CATEGORY)
    positions = engine.plugins.positions
    cards = {position.info.id: _card(position, CardColumns(facts)) for position in positions}
    alerts = {
        alert.id: steps.put(f"{alert.id} holds", truth(alert.when, facts).fill_null(False))
        for alert in knowledge.diagnosis.alerts
    }
    for_all = {a.id: alerts[a.id] for a in knowledge.diagnosis.alerts if a.severity == "blocker"}
    scored = [
        ScoredColumns(position.info, card.score, card.coverage, card.blocked)
        for position, card in zip(positions, cards.values(), strict=True)
    ]
    placed, verdict = place(
        scored, pl.any_horizontal(pl.lit(False), *for_all.values()), knowledge.ranking, steps
    )
    return Evaluation(
        steps,
        {path: TYPES[domain.shape] for path, domain in facts.fields.items()},
        {name: of for position in positions for name, of in row_columns(position).items()},
        cards,
        placed,
        verdict,
        alerts,
        [
            *(blocker for card in cards.values() for blocker in card.blockers),
            *(pl.when(holds).then(pl.lit(name)).otherwise(None) for name, holds in for_all.items()),
        ],
    )


def _card(position: LoadedPosition, columns: CardColumns) -> ColumnCard:
    name, rules = position.info.id, position.scorecard
    if position.ready is None or rules is None:
        return scored_by_row(name)
    card = columns.card(name, rules.criteria, rules.modifiers)
    return card.where(~pl.col(f"{name} unread")) if position.section else card
