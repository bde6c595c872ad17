"""Because of what a score moved: the parts of it whose points changed most."""

from __future__ import annotations

import polars as pl

from factmatrix.results.columns import parts_of
from factmatrix.results.comparing import LINE, NEW, OLD, ROUNDING, Comparison
from factmatrix.results.reading import Results

REASONS = 3
"""So many parts are told of each position."""

PART = pl.Struct({"part": pl.String, "points": pl.Float64})


def reasons(position: str) -> str:
    """The column with the reasons of a position."""
    return f"{position}.reasons"


def can_explain(comparison: Comparison) -> bool:
    """Whether both results have the points of their criteria and modifiers."""
    return comparison.old.is_explained and comparison.new.is_explained


def with_reasons(comparison: Comparison, changed: pl.DataFrame) -> pl.DataFrame:
    """The changed brands with a column of reasons for every position; null where none are there.

    A reason is a part of the score, named as its column after the position ("points.live",
    "modifier.goal", "limit"), and by how many points it moved. What is in one result only moved
    from or to 0.
    """
    if not can_explain(comparison):
        null = pl.lit(None, pl.List(PART))
        return changed.with_columns(null.alias(reasons(p)) for p in comparison.positions)
    return changed.with_columns(
        _reasons(comparison, changed, position).alias(reasons(position))
        for position in comparison.positions
    )


def _reasons(comparison: Comparison, changed: pl.DataFrame, position: str) -> pl.Series:
    old = _parts(comparison.old, position, changed[OLD + LINE])
    new = _parts(comparison.new, position, changed[NEW + LINE])
    zero = pl.zeros(changed.height, pl.Float64, eager=True)
    moved = pl.DataFrame(
        [(new.get(part, zero) - old.get(part, zero)).alias(part) for part in {**new, **old}]
    )
    told = (
        moved.lazy()
        .with_row_index("change")
        .unpivot(index="change", variable_name="part", value_name="points")
        .filter(pl.col("points").abs() >= ROUNDING)
        .sort("change", pl.col("points").abs(), "part", descending=[False, True, False])
        .group_by("change", maintain_order=True)
        .agg(pl.struct("part", "points").head(REASONS).alias("reasons"))
    )
    every = pl.LazyFrame({"change": pl.int_range(changed.height, dtype=pl.UInt32, eager=True)})
    joined = every.join(told, on="change", how="left", maintain_order="left").collect()
    return joined["reasons"].cast(pl.List(PART)).fill_null([])


def _parts(results: Results, position: str, lines: pl.Series) -> dict[str, pl.Series]:
    """The points of every part of a position, in the order of these lines of the file."""
    names = parts_of(position, results.names)
    parts = results.take(names)[lines].fill_null(0)
    return {name.removeprefix(f"{position}."): parts[name] for name in names}
