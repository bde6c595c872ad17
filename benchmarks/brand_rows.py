"""A table of made-up brands of any length: every field that the bundled scorecards read."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl

from factmatrix.columns.evaluator import evaluation
from factmatrix.engine import Engine
from factmatrix.profile.declaration import Declaration
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.pairs import NONE_BUT_SOME
from factmatrix.profile.table import declarations

DAY = date(2026, 6, 30)
_NAME = "brand.name"
_NUMBER = pl.col("number")
_YES = {"accounts.agency_owned": 0.1}
"""How many brands say yes to a flag; to all others nine in ten."""
_WRONG = {
    _NAME: pl.lit(" "),
    "brand.category": pl.lit("pets"),
    "powers.content.live": pl.lit(140.0),
    "economics.refund_rate": pl.lit(17.5),
    "economics.aov": pl.lit(-59.0),
}
"""Values that no profile may hold."""


def fields() -> list[str]:
    """The columns that `fact batch` reads of a table: the name and the inputs of the rules."""
    return [_NAME, *evaluation(Engine.load(), DAY).inputs]


def write_brands(path: Path, rows: int) -> None:
    """A Parquet table, the same at every call, written piece by piece.

    A tenth of the brands lacks two sections, and one brand in a thousand has a wrong value.
    """
    numbers = pl.int_range(rows, eager=True).to_frame("number").lazy()
    numbers.select(**dict(_columns(fields()))).sink_parquet(path)


def _columns(paths: list[str]) -> Iterator[tuple[str, pl.Expr]]:
    values = _agreeing(dict(_drawn(paths)))
    sections = sorted({path.split(".")[0] for path in paths} - {"brand"})
    lacking, brief = [_below(len(sections), seed) for seed in (1, 2)], _uniform(3) < 0.1
    wrong, wrong_field = _uniform(4) < 0.001, _below(len(_WRONG), 5)
    for path, value in values.items():
        section = path.split(".")[0]
        if section in sections:
            lacks = pl.any_horizontal(number == sections.index(section) for number in lacking)
            value = pl.when(~(brief & lacks)).then(value)
        if path in _WRONG:
            here = wrong & (wrong_field == list(_WRONG).index(path))
            value = pl.when(here).then(_WRONG[path]).otherwise(value)
        yield path, value


def _drawn(paths: list[str]) -> Iterator[tuple[str, pl.Expr]]:
    """Values as brands state them: scores in whole points, shares in hundredths of a percent."""
    declared = dict(declarations(BrandProfile))
    for seed, path in enumerate(paths, 10):
        kind, choices = declared[path].kind.name, [c.value for c in declared[path].choices]
        if path == _NAME:
            yield path, pl.format("商家 {}", _NUMBER)
        elif kind == "flag":
            yield path, _uniform(seed) < _YES.get(path, 0.9)
        elif kind == "date":
            yield path, pl.lit(DAY) - pl.duration(days=_below(90, seed))
        elif kind == "set":
            some = [
                pl.when(_uniform(seed + 1000 * n) < 0.5).then(pl.lit(choice))
                for n, choice in enumerate(choices)
            ]
            yield path, pl.concat_list(*some).list.drop_nulls()
        elif choices:
            kept_as = pl.String if isinstance(choices[0], str) else pl.Float64
            number = _below(len(choices), seed)
            numbers = list(range(len(choices)))
            yield path, number.replace_strict(numbers, choices, return_dtype=kept_as)
        else:
            yield path, _figure(declared[path], seed)


def _figure(declared: Declaration, seed: int) -> pl.Expr:
    """In the plausible band of its field, more often towards the middle."""
    low, high = declared.plausible or (declared.low or 0.0, declared.high or 100.0)
    place = (_uniform(seed) + _uniform(seed + 1000)) / 2
    if high <= 200:
        decimals = {"share": 4, "minutes": 2}.get(declared.kind.name, 0)
        return (low + (high - low) * place).round(decimals)
    least = max(low, 1.0)
    return (least * (math.log(high / least) * place).exp()).round(0)


def _agreeing(values: dict[str, pl.Expr]) -> dict[str, pl.Expr]:
    """The same brands, none of which says of one thing that it is there and is not."""
    scale, score = "quality.experience_scale", "quality.experience_score"
    values[score] = (70 + 0.3 * values[score]) * values[scale] / 100  # who is below may not sell
    for pair in NONE_BUT_SOME[""]:
        if pair.severity == "error" and {pair.first, pair.second} <= values.keys():
            some = values[pair.first].cast(pl.Float64) > 0
            values[pair.second] = pl.when(some).then(values[pair.second])
    return values


def _uniform(seed: int) -> pl.Expr:
    """A number of the row's own in [0, 1)."""
    return _NUMBER.hash(seed).cast(pl.Float64) / 2.0**64


def _below(count: int, seed: int) -> pl.Expr:
    return _NUMBER.hash(seed) % count
