"""The same brands under rules that change step by step: who changes, and at which step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from factmatrix.batch.pieces import CELLS, held_in_pieces
from factmatrix.columns.evaluator import Evaluation, evaluation
from factmatrix.engine import Engine
from factmatrix.results.columns import role, score
from factmatrix.results.comparing import (
    LEAD_CHANGED,
    MOVED,
    NEW,
    OLD,
    ROLE_CHANGED,
    differ,
    has_moved,
    points,
)
from factmatrix.rules.differences import Files, Step, files_of, steps
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.scorecard import Scorecard

RANK_CHANGED, SCORE_MOVED = "rank_changed", "score_moved"
_BRAND = "brand"


class Way(NamedTuple):
    """From some rules to others: the steps, and the evaluations before, between and after them."""

    steps: tuple[Step, ...]
    evaluations: tuple[Evaluation, ...]

    @property
    def inputs(self) -> Mapping[str, pl.DataType]:
        """The fields that the table of brands must have, with their types."""
        # What is between the ends has its entries from one of them.
        return {**self.evaluations[0].inputs, **self.evaluations[-1].inputs}

    @property
    def by_row(self) -> Mapping[str, pl.DataType]:
        """The columns besides that somebody works out brand by brand."""
        return {**self.evaluations[0].by_row, **self.evaluations[-1].by_row}


class Causes(NamedTuple):
    """What became of brands on the way.

    `changed` has path, row, name and what changed, the biggest change first. `states` are the lead
    and the score, role and rank of each position, of the same brands in the same order: under the
    old rules, after each step, which is under the new ones after the last. `compared` counts all
    brands.
    """

    steps: tuple[Step, ...]
    positions: tuple[str, ...]
    compared: int
    changed: pl.DataFrame
    states: tuple[pl.DataFrame, ...]

    def count(self, what: str) -> int:
        """In how many brands something changed, which is a column of `changed`."""
        return int(self.changed[what].sum())


def way(base: Engine, old: Engine, new: Engine, day: date) -> Way:
    """The way between two engines, both of which are `base` under overlays."""
    taken = tuple(steps(_files(old), _files(new)))
    between = (_under(base, step.files) for step in taken[:-1])
    engines = (old, *between, new)
    return Way(taken, tuple(evaluation(engine, day) for engine in engines))


def _files(engine: Engine) -> Files:
    cards = (position.scorecard for position in engine.plugins.positions)
    return files_of((card for card in cards if card), engine.knowledge)


def _under(base: Engine, files: Files) -> Engine:
    cards = {path[-1]: card for path, card in files.items() if isinstance(card, Scorecard)}
    knowledge = {name: files[(name,)] for name in Knowledge._fields}
    return base.with_rules(cards, Knowledge(**knowledge))  # type: ignore[arg-type]


def causes(way: Way, brands: pl.DataFrame) -> Causes:
    """Score brands, which have path, row, name and all inputs, under all rules of a way.

    Those whose result is the same at both ends are not scored in between.
    """
    before, *between, after = way.evaluations
    ends = _scored(before, brands), _scored(after, brands)
    changed = _changed(brands, *ends, tuple(before.cards))
    at = changed[_BRAND]
    inputs = brands[at]
    states = (ends[0][at], *(_scored(e, inputs) for e in between), ends[1][at])
    return Causes(way.steps, tuple(before.cards), brands.height, changed.drop(_BRAND), states)


def rank(position: str) -> str:
    """The column of a position's rank."""
    return f"{position}.rank"


def _scored(e: Evaluation, brands: pl.DataFrame) -> pl.DataFrame:
    columns = [e.verdict.lead.alias("lead")]
    for name, card in e.cards.items():
        placed = e.placed[name]
        columns += [
            card.score.alias(score(name)),
            placed.role.alias(role(name)),
            placed.rank.alias(rank(name)),
        ]
    with held_in_pieces(CELLS // brands.width):
        return e.steps.applied_to(brands.lazy()).select(columns).collect(engine="streaming")


def _changed(
    brands: pl.DataFrame, old: pl.DataFrame, new: pl.DataFrame, positions: tuple[str, ...]
) -> pl.DataFrame:
    """The brands with another result, and which row of all of them each is."""
    both = pl.concat(
        (
            brands.select("path", "row", "name").with_row_index(_BRAND),
            old.rename(lambda name: OLD + name),
            new.rename(lambda name: NEW + name),
        ),
        how="horizontal",
    )
    what = {
        LEAD_CHANGED: differ("lead"),
        ROLE_CHANGED: pl.any_horizontal(differ(role(p)) for p in positions),
        RANK_CHANGED: pl.any_horizontal(differ(rank(p)) for p in positions),
        SCORE_MOVED: pl.any_horizontal(has_moved(p) for p in positions),
    }
    most = pl.max_horizontal(points(p).abs() for p in positions).alias(MOVED)
    order = [LEAD_CHANGED, ROLE_CHANGED, RANK_CHANGED, MOVED, "name", "path", "row"]
    return (
        both.select(_BRAND, "path", "row", "name", most, **what)
        .filter(pl.any_horizontal(*what))
        .sort(order, descending=[True] * 4 + [False] * 3)
    )
