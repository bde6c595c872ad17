"""Figures that depend on a choice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TypeVar

import polars as pl

from factmatrix.columns.curves import End, as_column

T = TypeVar("T", bound=Hashable)


def grouped(variants: Mapping[str, T]) -> list[tuple[T, list[str]]]:
    """Each variant once, with the choices that have it."""
    groups: dict[T, list[str]] = {}
    for choice, variant in variants.items():
        groups.setdefault(variant, []).append(choice)
    return list(groups.items())


def is_one_of(choice: pl.Expr, wanted: Iterable[object]) -> pl.Expr:
    """Whether a choice is one of a few, of which there is one at least; null where it is null.

    Comparing with one after the other takes a fraction of the time of polars' `is_in`.
    """
    return reduce(or_, [choice.eq(one) for one in wanted])


def by_choice(
    choice: pl.Expr, variants: Iterable[tuple[End, Sequence[str]]], usual: End | None
) -> End:
    """The figure of a row's choice, the `usual` one (None: null) for choices without any."""
    chosen = pl.lit(None, pl.Float64) if usual is None else usual
    for figure, choices in variants:
        if isinstance(figure, pl.Expr) or isinstance(chosen, pl.Expr) or figure != chosen:
            here = is_one_of(choice, choices)
            chosen = pl.when(here).then(as_column(figure)).otherwise(as_column(chosen))
    return chosen
