"""Because of what a score moved: the parts of it whose points changed most."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from factmatrix.results.columns import parts_of
from factmatrix.results.comparing import LINE, NEW, OLD, ROUNDING, Comparison
from factmatrix.results.reading import Results

REASONS = 3
"""So many parts are told of each position."""


def reason_columns(position: str) -> list[tuple[str, str]]:
    """The columns with the name and the points of each reason, the weightiest first."""
    return [(f"{position}.reason.{i}", f"{position}.reason.{i}.points") for i in range(REASONS)]


def can_explain(comparison: Comparison) -> bool:
    """Whether both results have the points of their criteria and modifiers."""
    return comparison.old.is_explained and comparison.new.is_explained


def with_reasons(comparison: Comparison, changed: pl.DataFrame) -> pl.DataFrame:
    """The changed brands with the reasons of every position; null beyond the last of them.

    A reason is a part of the score, named as its column after the position ("points.live",
    "modifier.goal", "limit"), and by how many points it moved. What is in one result only moved
    from or to 0. Without explained results there are no columns of reasons.
    """
    if not can_explain(comparison):
        return changed
    for position in comparison.positions:
        moved = _moved(comparison, changed, position)
        changed = changed.with_columns(_weightiest(moved, position))
    return changed


def _moved(comparison: Comparison, changed: pl.DataFrame, position: str) -> pl.DataFrame:
    """By how many points each part of a position moved, a column a part."""
    old = _parts(comparison.old, position, changed[OLD + LINE])
    new = _parts(comparison.new, position, changed[NEW + LINE])
    zero = pl.zeros(changed.height, pl.Float64, eager=True)
    parts = dict.fromkeys(("limit", *new, *old))
    return pl.DataFrame(
        [(new.pop(part, zero) - old.pop(part, zero)).alias(part) for part in parts]
    )  # each is freed at once: of a million brands it takes 8 MB


def _parts(results: Results, position: str, lines: pl.Series) -> dict[str, pl.Series]:
    """The points of every part of a position, in the order of these lines of the file."""
    names = parts_of(position, results.names)
    if not names:
        return {}
    parts = results.take(names)[lines].fill_null(0)
    return {name.removeprefix(f"{position}."): parts[name] for name in names}


def _weightiest(moved: pl.DataFrame, position: str) -> Iterator[pl.Series]:
    """Column by column: to sort the parts of every brand would take several times as long."""
    parts = moved.columns
    kind = pl.Enum(parts)
    for name, points in reason_columns(position):
        most = pl.max_horizontal(pl.lit(0.0), *(pl.col(part).abs() for part in parts))
        moved = moved.with_columns(most.alias("most"))
        is_most = [
            (pl.col(part).abs() == pl.col("most")) & (pl.col("most") >= ROUNDING) for part in parts
        ]
        found = [pl.when(so).then(pl.lit(i, pl.UInt16)) for i, so in enumerate(is_most)]
        moved = moved.with_columns(pl.coalesce(pl.lit(None, pl.UInt16), *found).alias("found"))
        is_found = {part: pl.col("found") == i for i, part in enumerate(parts)}
        by = [pl.when(so).then(pl.col(part)) for part, so in is_found.items()]
        yield moved["found"].replace_strict(range(len(parts)), parts, return_dtype=kind).alias(name)
        yield moved.select(pl.coalesce(pl.lit(None, pl.Float64), *by).alias(points)).to_series()
        moved = moved.with_columns(
            pl.when(so).then(0.0).otherwise(pl.col(part)).alias(part)
            for part, so in is_found.items()
        )
