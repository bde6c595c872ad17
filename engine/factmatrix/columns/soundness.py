"""Which rows of a table are certainly profiles: what the models and the checks ask, in columns.

Who is not certainly sound is validated by itself, which says what is wrong. So a condition here may
be too strict, but never too lenient.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl

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

    `columns` are those of the table, by the path of their field. Rows that state anything but the
    core's own fields are left to validation.
    """
    return pl.all_horizontal(*_conditions(columns))


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
    yield from _agreeing(columns)


def _allowed(path: str, declared: Declaration) -> Iterator[pl.Expr]:
    """Conditions on one field; null is always allowed here."""
    column, kind = pl.col(path), declared.kind
    texts = [choice.value for choice in declared.choices if isinstance(choice.value, str)]
    numbers = [float(choice.value) for choice in declared.choices if choice.value not in texts]
    if kind.numeric or numbers:
        yield column.is_finite().fill_null(True)
        if declared.low is not None:
            yield (column >= declared.low).fill_null(True)
        if declared.high is not None:
            yield (column <= declared.high).fill_null(True)
        if kind.unit in ("count", "rank"):
            yield (column == column.floor()).fill_null(True)
    if numbers:
        yield column.is_in(numbers).fill_null(True)
    if texts and kind.name == "set":
        among = column.list.eval(pl.element().is_in(texts)).list.all()
        yield (among & (column.list.n_unique() == column.list.len())).fill_null(True)
    elif texts:
        yield column.is_in(texts).fill_null(True)


def _agreeing(columns: Collection[str]) -> Iterator[pl.Expr]:
    """What the checks across fields call an error does not hold."""
    for pair in NONE_BUT_SOME[""]:
        if pair.severity == "error" and {pair.first, pair.second} <= {*columns}:
            none = pl.col(pair.first).cast(pl.Float64) == 0.0
            some = pl.col(pair.second).cast(pl.Float64) != 0.0
            yield ~(none & some).fill_null(False)
    for pair in AT_MOST[""]:
        if pair.severity == "error" and {pair.first, pair.second} <= {*columns}:
            yield (pl.col(pair.first) <= pl.col(pair.second)).fill_null(True)
    if {*_PARTS} <= {*columns}:
        yield (pl.col(_PARTS[0]) + pl.col(_PARTS[1]) <= _WHOLE).fill_null(True)
    scale = "quality.experience_scale"
    for name in _EXPERIENCE:
        score = f"quality.experience_{name}"
        if {scale, score} <= {*columns}:
            fits = (pl.col(score) <= 5) == (pl.col(scale) == 5)
            yield fits.fill_null(True)
