"""Who leads, who supports, who waits, for a whole table: `scoring.ranking` on columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add
from typing import NamedTuple

import polars as pl

from factmatrix.columns.curves import all_of
from factmatrix.columns.steps import Steps
from factmatrix.rules.ranking import Ranking
from factmatrix.rules.scorecard import PositionInfo
from factmatrix.scoring.ranking import precedence


class ScoredColumns(NamedTuple):
    """What the choice needs of one position.

    `score` is null where nothing is known, `coverage` as well where the position was not asked.
    """

    info: PositionInfo
    score: pl.Expr
    coverage: pl.Expr
    blocked: pl.Expr


class PlacedColumns(NamedTuple):
    """Role and rank of one position; `rank` is null for always-on and unscored ones."""

    role: pl.Expr
    rank: pl.Expr


class VerdictColumns(NamedTuple):
    """The columns of `assessment.Verdict` without `certain`, which is proven brand by brand.

    `score` is that of the lead.
    """

    lead: pl.Expr
    runner_up: pl.Expr
    margin: pl.Expr
    score: pl.Expr
    close_call: pl.Expr
    provisional: pl.Expr


def place(
    scored: Sequence[ScoredColumns], blocked_all: pl.Expr, limits: Ranking, steps: Steps
) -> tuple[dict[str, PlacedColumns], VerdictColumns]:
    """Roles and ranks by position, and the verdict; `blocked_all` holds where none may lead."""
    choice = [item for item in scored if item.info.stance != "always_on"]
    able = {
        item.info.id: steps.put(
            f"{item.info.id} able",
            all_of([~blocked_all, ~item.blocked, item.score >= limits.lead_floor.value])
            .fill_null(False),
        )
        for item in choice
    }  # fmt: skip
    ahead = _ahead(choice, steps)
    placed: dict[str, PlacedColumns] = {}
    leads: dict[str, pl.Expr] = {}
    for item in scored:
        name = item.info.id
        if item.info.stance == "always_on":
            placed[name] = PlacedColumns(_asked(item, "always_on"), pl.lit(None, pl.UInt32))
            continue
        before = ahead[name]
        outdone = pl.any_horizontal(pl.lit(False), *(able[o] & here for o, here in before.items()))
        leads[name] = steps.put(f"{name} leads", able[name] & ~outdone)
        rank = reduce(add, (here.cast(pl.UInt32) for here in before.values()), pl.lit(1, pl.UInt32))
        placed[name] = PlacedColumns(
            pl.when(leads[name]).then(pl.lit("lead"))
            .when(able[name]).then(pl.lit("support"))
            .otherwise(_asked(item, "baseline" if item.info.stance == "required" else "hold")),
            pl.when(item.score.is_not_null()).then(rank).otherwise(None),
        )  # fmt: skip
    return placed, _verdict(choice, leads, ahead, limits, steps)


def _asked(item: ScoredColumns, role: str) -> pl.Expr:
    """The role, null where the position was not asked: coverage is null then."""
    return pl.when(item.coverage.is_not_null()).then(pl.lit(role)).otherwise(None)


def _ahead(choice: Sequence[ScoredColumns], steps: Steps) -> dict[str, dict[str, pl.Expr]]:
    """For each position the others, and whether they stand before it."""
    ahead: dict[str, dict[str, pl.Expr]] = {item.info.id: {} for item in choice}
    for one, other in _pairs(sorted(choice, key=lambda item: precedence(item.info))):
        # Null scores come last; the first of a pair has precedence where all else is equal.
        mine, theirs = (item.score.fill_null(-1.0) for item in (one, other))
        shares = [item.coverage.fill_null(-1.0) for item in (one, other)]
        first = (mine > theirs) | ((mine == theirs) & (shares[0] >= shares[1]))
        first = steps.put(f"{one.info.id} before {other.info.id}", first)
        ahead[other.info.id][one.info.id] = first
        ahead[one.info.id][other.info.id] = ~first
    return ahead


def _pairs(choice: Sequence[ScoredColumns]) -> Iterator[tuple[ScoredColumns, ScoredColumns]]:
    for number, one in enumerate(choice):
        for other in choice[number + 1 :]:
            yield one, other


def _verdict(
    choice: Sequence[ScoredColumns],
    leads: dict[str, pl.Expr],
    ahead: dict[str, dict[str, pl.Expr]],
    limits: Ranking,
    steps: Steps,
) -> VerdictColumns:
    def of(chosen: dict[str, pl.Expr], figures: dict[str, pl.Expr]) -> pl.Expr:
        figure = pl.lit(None)
        for name, here in chosen.items():
            figure = pl.when(here).then(figures[name]).otherwise(figure)
        return figure

    names = {item.info.id: pl.lit(item.info.id) for item in choice}
    scores = {item.info.id: item.score for item in choice}
    any_leads = pl.any_horizontal(pl.lit(False), *leads.values())
    second = {
        item.info.id: item.score.is_not_null() & ~item.blocked & ~leads[item.info.id] & any_leads
        for item in choice
    }
    second = {name: steps.put(f"{name} second", here) for name, here in second.items()}
    first_of = {
        name: here
        & ~pl.any_horizontal(pl.lit(False), *(second[o] & b for o, b in ahead[name].items()))
        for name, here in second.items()
    }
    runner_up = {name: steps.put(f"{name} runs up", here) for name, here in first_of.items()}
    score = steps.put("score of the lead", of(leads, scores))
    margin = steps.put("margin", score - of(runner_up, scores))
    coverage = of(leads, {item.info.id: item.coverage for item in choice})
    return VerdictColumns(
        of(leads, names),
        of(runner_up, names),
        margin,
        score,
        (margin <= limits.close_call.value).fill_null(False),
        (coverage < limits.provisional_coverage.value).fill_null(False),
    )
