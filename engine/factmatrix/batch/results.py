"""The columns of a table of results; docs/batch.md describes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from factmatrix.columns.evaluator import Evaluation
from factmatrix.columns.scorecards import ColumnCard

ABOUT_TYPES: Mapping[str, pl.DataType] = {
    "path": pl.String(),
    "row": pl.UInt32(),
    "name": pl.String(),
}
"""What a row is about; the table of inputs has these columns too."""


def result_columns(e: Evaluation, *, explain: bool) -> Iterator[pl.Expr]:
    """Who it is about and the verdict, each position, and with `explain` what made the scores."""
    verdict = e.verdict
    yield from map(pl.col, ABOUT_TYPES)
    yield pl.col("brand.category").alias("category")
    yield verdict.lead.alias("lead")
    yield verdict.runner_up.alias("runner_up")
    yield verdict.margin.alias("margin")
    yield verdict.close_call.alias("close_call")
    yield verdict.provisional.alias("provisional")
    yield pl.concat_str(e.blockers, separator=";", ignore_nulls=True).alias("blockers")
    for name, card in e.cards.items():
        yield card.score.alias(f"{name}.score")
        yield card.coverage.alias(f"{name}.coverage")
        yield e.placed[name].role.alias(f"{name}.role")
        yield e.placed[name].rank.alias(f"{name}.rank")
    if explain:
        for name, card in e.cards.items():
            yield from _explained(name, card)


def _explained(name: str, card: ColumnCard) -> Iterator[pl.Expr]:
    yield card.low.alias(f"{name}.low")
    yield card.high.alias(f"{name}.high")
    yield card.base.alias(f"{name}.base")
    yield (card.limited - card.base).alias(f"{name}.limit")
    for rule, points, rating in zip(card.criteria, card.contributions, card.ratings, strict=True):
        yield points.alias(f"{name}.points.{rule.id}")
        yield rating.utility.alias(f"{name}.utility.{rule.id}")
    for modifier, points, holds in zip(card.modifiers, card.points, card.truths, strict=True):
        yield points.alias(f"{name}.modifier.{modifier.id}")
        yield holds.alias(f"{name}.modifier.{modifier.id}.applied")
