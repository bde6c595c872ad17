"""Two results compared, as a table for spreadsheets: one row a brand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from factmatrix.results.columns import role, score, type_of
from factmatrix.results.comparing import LEAD_CHANGED, NEW, OLD, ROLE_CHANGED
from factmatrix.results.reasons import can_explain, reason_columns
from factmatrix.spreadsheets import BOM, guarded
from factmatrix.views.change_words import Names

if TYPE_CHECKING:
    from factmatrix.results.comparing import Comparison
    from factmatrix.text import Language

_AT_ONCE = 50_000


def csv_pieces(
    comparison: Comparison,
    shown: pl.DataFrame,
    top: int | None,
    names: Names,
    language: Language,
    *,
    bom: bool,
) -> Iterator[str]:
    """A head, then every changed, new, gone and doubled brand; of each kind at most `top`.

    `change` says which it is: lead, role, points, new, gone or doubled (`times` in each result). No
    text is a formula.
    """
    kinds = {"new": comparison.added, "gone": comparison.gone, "doubled": comparison.doubled}
    alone = [
        (brands if top is None else brands.head(top))
        .rename({"old": "times.old", "new": "times.new"}, strict=False)
        .with_columns(change=pl.lit(kind))
        for kind, brands in kinds.items()
    ]
    table = pl.concat([_changes(comparison, shown, names, language), *alone], how="diagonal")
    for start in range(0, max(table.height, 1), _AT_ONCE):
        piece = guarded(table.slice(start, _AT_ONCE))
        text = piece.write_csv(include_header=start == 0)
        yield BOM + text if bom and start == 0 else text


def _changes(
    comparison: Comparison, shown: pl.DataFrame, names: Names, language: Language
) -> pl.DataFrame:
    change = pl.when(LEAD_CHANGED).then(pl.lit("lead")).when(ROLE_CHANGED).then(pl.lit("role"))
    columns: list[pl.Expr] = [
        change.otherwise(pl.lit("points")).alias("change"),
        *(pl.col(NEW + name).alias(name) for name in ("path", "row", "name")),
        pl.col(OLD + "name").alias("name.old"), *_both("lead"), *_both("blockers"),
    ]  # fmt: skip
    for position in comparison.positions:
        columns += [*_both(role(position)), *_both(score(position)), _points(position)]
        if can_explain(comparison):
            columns.append(_because(position, names, language))
    return shown.select(columns)


def _both(name: str) -> list[pl.Expr]:
    """A column as it was and as it is."""
    kind = type_of(name)
    return [
        pl.col(side + name).cast(kind).alias(f"{name}.{when}")
        for side, when in ((OLD, "old"), (NEW, "new"))
    ]


def _points(position: str) -> pl.Expr:
    """The change of a score; nothing where it was or is unknown."""
    moved = pl.col(NEW + score(position)) - pl.col(OLD + score(position))
    return moved.alias(f"{position}.points")


def _because(position: str, names: Names, language: Language) -> pl.Expr:
    """The parts that moved most, as in "Live content +12.0; Price strength -3.1".

    The names stand first: what begins with a sign is a formula to a spreadsheet.
    """
    told = []
    for reason, by in reason_columns(position):
        name, points = pl.col(reason).cast(pl.String), pl.col(by)
        title = name.replace_strict(
            names.parts_of(position, language),
            default=name.str.replace(r"^(points|modifier)\.", ""),
            return_dtype=pl.String,
        )
        sign = pl.when(points > 0).then(pl.lit("+")).otherwise(pl.lit(""))
        told.append(pl.format("{} {}{}", title, sign, points.round(1)))
    because = pl.concat_str(told, separator="; ", ignore_nulls=True)
    return because.replace("", None).alias(f"{position}.because")
