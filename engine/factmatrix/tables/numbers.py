"""Figures as people write them: "12.5%", "1,200", "３０", "1.2万", "¥99"."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from factmatrix.profile.declaration import Declaration
from factmatrix.tables.cells import BLANKS

POWERS: Mapping[str, int] = {"": 0, "%": -2, "‰": -3, "千": 3, "万": 4, "百万": 6, "亿": 8}
"""What may stand behind a figure, and the power of ten that it stands for."""

_OF_PERCENT = ("score", "percentile")
"""Kinds of which 80 % is 80; a share is 0.8, and anything else has no percentage."""
_UNITS = {
    "money": "元|块|CNY|RMB",
    "count": "人次|人|次|场|条|单|个|件|名",
    "days": "天|日",
    "hours": "小时",
    "minutes": "分钟",
    "score": "分",
}
"""The words behind a figure that say no more than its kind does."""
_DIGITS = r"(?P<sign>[+−-]?)¥?\s*(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)"
_EXPONENT = r"(?:[eE](?P<exponent>[+-]?\d{1,3}))?"


def read_numbers(cells: pl.Series, declaration: Declaration, power: int) -> pl.Series:
    """Cells as numbers, null where they are none; `power` of ten is the unit of bare figures.

    The power goes into the text before that becomes a number, so 35 percent is 0.35 exactly.
    """
    scaled = f"e{power}" if power else ""
    numbers = (cells + scaled).cast(pl.Float64, strict=False)
    numbers = pl.select(pl.when(numbers.is_finite()).then(numbers)).to_series()
    rest = numbers.is_null() & cells.is_not_null()
    if not rest.any():
        return numbers
    spelt = cells.filter(rest).to_frame("cell").select(_meant(declaration, power)).to_series()
    return numbers.scatter(rest.arg_true(), spelt)


def _meant(declaration: Declaration, power: int) -> pl.Expr:
    kind = declaration.kind.name
    powers = {
        sign: str(0 if sign == "%" and kind in _OF_PERCENT else tens)
        for sign, tens in POWERS.items()
        if kind == "share" or sign not in "%‰" or (sign == "%" and kind in _OF_PERCENT)
    }
    powers[""] = str(power)
    units = _UNITS.get(kind, "")
    pattern = rf"^¥?\s*{_DIGITS}{_EXPONENT}\s*(?P<scale>%|‰|千|百?万|亿)?\s*(?:{units})?$"
    plain = pl.col("cell").str.strip_chars(BLANKS).str.normalize("NFKC")
    found = plain.str.extract_groups(pattern).struct
    digits = found["digits"].str.replace_all(",", "", literal=True)
    scale = (
        found["scale"].fill_null("").replace_strict(powers, default=None, return_dtype=pl.String)
    )
    # A figure has an exponent or a scale: 1e3万 is nobody's spelling.
    tens = (
        pl.when(found["exponent"].is_null())
        .then(scale)
        .when(found["scale"].is_null())
        .then(found["exponent"].cast(pl.Int32) + power)
    )
    sign = found["sign"].str.replace("−", "-")
    number = pl.concat_str(sign, digits, pl.lit("e"), tens).cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number)
