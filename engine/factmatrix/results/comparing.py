"""Two results, brand by brand: whose lead, role or score changed, who is new, who is gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from factmatrix.results.columns import KEYS, By, role, score
from factmatrix.results.reading import Results

ROUNDING = 0.05
"""In points. Scores are shown with one decimal; what moves less, is not seen to move."""

OLD, NEW = "old.", "new."
"""What columns of a joined table begin with, by where they come from."""
LINE = "line"
LEAD_CHANGED, ROLE_CHANGED, MOVED = "lead_changed", "role_changed", "moved"

_ABOUT_BRAND = ("path", "row", "name", "lead", "blockers")


class Comparison(NamedTuple):
    """What became of every brand of two results; each is counted in exactly one of the tables.

    `changed` has the columns of both results, those of the old one beginning with "old.", those of
    the new one with "new.", and the biggest change first; `added` and `gone` path, row and name;
    `doubled` the key, the name, and how often it stands in each (`old`, `new`): what stands in one
    result more than once cannot be compared. `unchanged`, `lead_changes`, `role_changes` and
    `renamed` (one key, two names) count brands that stand in both.
    """

    old: Results
    new: Results
    by: By
    positions: tuple[str, ...]
    changed: pl.DataFrame
    added: pl.DataFrame
    gone: pl.DataFrame
    doubled: pl.DataFrame
    unchanged: int
    lead_changes: int
    role_changes: int
    renamed: int

    @property
    def compared(self) -> int:
        """How many brands stand in both results."""
        return self.unchanged + self.changed.height


def compare(old: Results, new: Results, by: By) -> Comparison:
    """Match the brands of two results and see what changed; raises NotResults for bad cells."""
    positions = tuple(position for position in new.positions if position in old.positions)
    before, after = _brands(old, positions, OLD), _brands(new, positions, NEW)
    doubled = _doubled(before, after, by)
    if doubled.height:
        before, after = _without(before, doubled, by, OLD), _without(after, doubled, by, NEW)
    joined = before.join(
        after, left_on=_key(OLD, by), right_on=_key(NEW, by), how="full", nulls_equal=True
    )
    old_alone, new_alone = pl.col(NEW + LINE).is_null(), pl.col(OLD + LINE).is_null()
    both = _judged(joined.lazy().filter(~old_alone, ~new_alone), positions)
    is_changed = pl.col(LEAD_CHANGED) | pl.col(ROLE_CHANGED) | pl.col("points_changed")
    changed = both.filter(is_changed).collect()
    counts = both.select(
        all=pl.len(), renamed=(pl.col(OLD + "name").ne_missing(pl.col(NEW + "name"))).sum()
    ).collect()
    return Comparison(
        old, new, by, positions,
        changed=_biggest_first(changed),
        added=_identities(joined.filter(new_alone), NEW),
        gone=_identities(joined.filter(old_alone), OLD),
        doubled=doubled,
        unchanged=counts["all"][0] - changed.height,
        lead_changes=changed.filter(LEAD_CHANGED).height,
        role_changes=changed.filter(ROLE_CHANGED).height,
        renamed=counts["renamed"][0],
    )  # fmt: skip


def _brands(results: Results, positions: Sequence[str], side: str) -> pl.DataFrame:
    """Every brand with what is compared, and the line where the rest of it stands."""
    names = [*_ABOUT_BRAND, *(of(position) for position in positions for of in (score, role))]
    return results.take(names).with_row_index(LINE).rename(lambda name: side + name)


def _key(side: str, by: By) -> list[str]:
    return [side + name for name in KEYS[by]]


def _doubled(before: pl.DataFrame, after: pl.DataFrame, by: By) -> pl.DataFrame:
    """What stands in one of the results more than once, and how often in each."""
    key = KEYS[by]
    sides = [
        brands.lazy().select(pl.col(side + name).alias(name) for name in ("path", "row", "name"))
        for brands, side in ((before, OLD), (after, NEW))
    ]  # fmt: skip
    repeated = [
        brands.group_by(key).len().filter(pl.col("len") > 1).select(key) for brands in sides
    ]
    doubled = pl.concat(repeated).unique().collect(engine="streaming")
    counts = [
        brands.join(doubled.lazy(), on=key, how="semi", nulls_equal=True)
        .group_by(key)
        .agg(pl.len().alias(count), pl.first("name").alias(f"{count} name"))
        for brands, count in zip(sides, ("old", "new"), strict=True)
    ]
    both = counts[0].join(counts[1], on=key, how="full", coalesce=True, nulls_equal=True)
    nowhere = {"path": pl.lit(None, pl.String), "row": pl.lit(None, pl.UInt32)}
    return (
        both.with_columns(name=pl.coalesce("new name", "old name"))
        .with_columns(**({} if by == "path" else nowhere))
        .select("path", "row", "name", pl.col("old", "new").fill_null(0))
        .sort("path", "row", "name")
        .collect()
    )


def _without(brands: pl.DataFrame, doubled: pl.DataFrame, by: By, side: str) -> pl.DataFrame:
    return brands.join(
        doubled, left_on=_key(side, by), right_on=KEYS[by], how="anti", nulls_equal=True
    )


def _judged(both: pl.LazyFrame, positions: Sequence[str]) -> pl.LazyFrame:
    """The brands of both results with what changed, and by how many points at most."""
    roles = [differ(role(position)) for position in positions]
    moves = [points(position) for position in positions]
    return both.with_columns(
        differ("lead").alias(LEAD_CHANGED),
        pl.any_horizontal(pl.lit(False), *roles).alias(ROLE_CHANGED),
        pl.any_horizontal(pl.lit(False), *map(has_moved, positions)).alias("points_changed"),
        pl.max_horizontal(pl.lit(0.0), *(move.abs() for move in moves)).alias(MOVED),
    )


def points(position: str) -> pl.Expr:
    """By how many points a position's score moved; one that was or is unknown counts as 0."""
    before, after = (pl.col(side + score(position)).fill_null(0) for side in (OLD, NEW))
    return after - before


def has_moved(position: str) -> pl.Expr:
    """Whether a position's score moved by what is seen, became known, or became unknown."""
    before, after = (pl.col(side + score(position)) for side in (OLD, NEW))
    return (before.is_null() != after.is_null()) | (points(position).abs() >= ROUNDING)


def differ(name: str) -> pl.Expr:
    """Whether a column is another one in the new result."""
    return pl.col(OLD + name).ne_missing(pl.col(NEW + name))


def _biggest_first(changed: pl.DataFrame) -> pl.DataFrame:
    """Changed leads, then changed roles, then scores; within these by points."""
    order = [LEAD_CHANGED, ROLE_CHANGED, MOVED, *(NEW + name for name in ("name", "path", "row"))]
    return changed.sort(order, descending=[True, True, True, False, False, False])


def _identities(brands: pl.DataFrame, side: str) -> pl.DataFrame:
    names = ("path", "row", "name")
    return brands.select(pl.col(side + name).alias(name) for name in names).sort(names)
