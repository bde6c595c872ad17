"""What each step did to all brands together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from factmatrix.causes.scoring import Causes, rank
from factmatrix.results.columns import role, score
from factmatrix.results.comparing import ROUNDING
from factmatrix.rules.differences import RuleChange


class Effect(NamedTuple):
    """What a step did.

    `leads`, `roles` and `ranks` are in how many brands it turned the lead, a role, a rank. It moved
    so many `scores`, by `mean` and by `largest` points (with their signs; None where it moved
    none). `number` counts from 1.
    """

    number: int
    changes: tuple[RuleChange, ...]
    leads: int
    roles: int
    ranks: int
    scores: int
    mean: float | None
    largest: float | None


def effects(causes: Causes) -> Iterator[Effect]:
    """What each step did, in their order."""
    states = pairwise(causes.states)
    for number, (step, (old, new)) in enumerate(zip(causes.steps, states, strict=False), 1):
        moves = pl.concat([_moves(old, new, position) for position in causes.positions])
        seen = moves.filter(moves.abs() >= ROUNDING)
        largest = seen.abs().arg_max()
        yield Effect(
            number,
            step.changes,
            _turned(old, new, ["lead"]),
            _turned(old, new, [role(position) for position in causes.positions]),
            _turned(old, new, [rank(position) for position in causes.positions]),
            seen.len(),
            None if largest is None else float(seen.mean()),  # type: ignore[arg-type]
            None if largest is None else float(seen[largest]),
        )


def _moves(old: pl.DataFrame, new: pl.DataFrame, position: str) -> pl.Series:
    """The points by which scores moved; an unknown score counts as 0."""
    name = score(position)
    return (new[name].fill_null(0.0) - old[name].fill_null(0.0)).rename("points")


def _turned(old: pl.DataFrame, new: pl.DataFrame, names: list[str]) -> int:
    """In how many brands one of these columns is another."""
    turned = pl.DataFrame([old[name].ne_missing(new[name]) for name in names])
    return int(turned.select(pl.any_horizontal(pl.all()).sum()).item())
