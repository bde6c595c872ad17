"""Which rows of a table are certainly profiles: what the models and the checks ask, in columns.

Who is not certainly sound is validated by itself, which says what is wrong. So a condition here may
be too strict, but never too lenient.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import inf

import polars as pl

from factmatrix.columns.choices import is_one_of
from factmatrix.profile.declaration import Declaration
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.pairs import AT_MOST, NONE_BUT_SOME
from factmatrix.profile.table import declarations

_NEEDED = ("brand.name", "brand.category")
_EXPERIENCE = ("score", "product", "logistics", "service")
_PARTS = ("live.feed_share", "live.paid_share")
_WHOLE = 1 + 4e-10
"""What the checks round to 1, and a little less."""


def sound(columns: Collection[str]) -> pl.Expr:
    """True for rows that are profiles as they are.

    `columns` are those of the table, by the path of their field, as `tables.values` reads them:
    where texts are to be chosen, they are choices. Rows that state anything but the core's own
    fields are left to validation.
    """
    # What is not known contradicts nothing: null here.
    return pl.all_horizontal(*_conditions(columns)).fill_null(True)


def _conditions(columns: Collection[str]) -> Iterator[pl.Expr]:
    declared = dict(declarations(BrandProfile))
    for path in _NEEDED:
        yield pl.col(path).is_not_null() if path in columns else pl.lit(False)
    if "brand.name" in columns:
        yield pl.col("brand.name").str.strip_chars() != ""
    for path in columns:
        if path in declared:
            yield from _allowed(path, declared[path])
        else:
            yield pl.col(path).is_null()
    yield from _agreeing(columns, declared)


def _allowed(path: str, declared: Declaration) -> Iterator[pl.Expr]:
    """Conditions on one field."""
    column, kind = pl.col(path), declared.kind
    numbers = [float(c.value) for c in declared.choices if not isinstance(c.value, str)]
    if kind.numeric or numbers:  # polars takes NaN for greater than anything else
        yield column > -inf if declared.low is None else column >= declared.low
        yield column < inf if declared.high is None else column <= declared.high
        if kind.unit in ("count", "rank"):
            yield column == column.floor()
    if numbers:
        yield is_one_of(column, numbers)


def _agreeing(columns: Collection[str], declared: Mapping[str, Declaration]) -> Iterator[pl.Expr]:
    """What the checks across fields call an error does not hold."""

    def some(path: str) -> pl.Expr:
        return pl.col(path) if declared[path].kind.name == "flag" else pl.col(path) != 0.0

    for pair in NONE_BUT_SOME[""]:
        if pair.severity == "error" and {pair.first, pair.second} <= {*columns}:
            yield some(pair.first) | ~some(pair.second)
    for pair in AT_MOST[""]:
        if pair.severity == "error" and {pair.first, pair.second} <= {*columns}:
            yield pl.col(pair.first) <= pl.col(pair.second)
    if {*_PARTS} <= {*columns}:
        yield pl.col(_PARTS[0]) + pl.col(_PARTS[1]) <= _WHOLE
    scale = "quality.experience_scale"
    for name in _EXPERIENCE:
        score = f"quality.experience_{name}"
        if {scale, score} <= {*columns}:
            yield (pl.col(score) <= 5) == (pl.col(scale) == 5)
