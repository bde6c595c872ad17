"""Numbers and values as people write them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from factmatrix.text import Language, Text, clean

if TYPE_CHECKING:
    from factmatrix.profile.model import Value
    from factmatrix.scoring.inputs import Domain

NONE = Text("none", "无")
YES, NO = Text("yes", "是"), Text("no", "否")
UNKNOWN = Text("unknown", "未知")
EXACT = Text("exact", "确定")
NOTHING = "–"
"""Where a table has nothing to show."""

_UNITS: Mapping[str, Text] = {
    "hours": Text("{} h", "{} 小时"),
    "minutes": Text("{} min", "{} 分钟"),
    "days": Text("{} d", "{} 天"),
}
_HUGE = 1e15
_IN_FULL = 100_000
_SHORT: Mapping[Language, tuple[tuple[float, str], ...]] = {
    "en": ((1e12, " tn"), (1e9, " bn"), (1e6, " M"), (1e3, " k")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
}
"""The units of large numbers, the largest first."""


def points(value: float | None, *, signed: bool = False) -> str:
    """A number of points with one decimal; a dash where there is none."""
    if value is None:
        return NOTHING
    rounded = round(value, 1) + 0.0  # which turns -0.0 into 0.0
    return f"{rounded:+.1f}" if signed else f"{rounded:.1f}"


def bounds(low: float, high: float, language: Language) -> str:
    """A range of points: "35.0–79.0", or "exact"."""
    if low == high:
        return EXACT.in_(language)
    return f"{points(low)}–{points(high)}"


def percent(share: float, language: Language) -> str:
    """A share as whole percent."""
    return _percent(f"{round(share * 100)}", language)


def figure(value: Value | None, domain: Domain | None, language: Language) -> str:
    """A value of an input as a person writes it: 35 %, ¥128, yes, 女装, none."""
    if value is None:
        return UNKNOWN.in_(language)
    if isinstance(value, tuple):
        names = [figure(item, domain, language) for item in value]
        return ("; " if language == "en" else "、").join(names) or NONE.in_(language)
    if isinstance(value, str):
        return _label(value, domain, language)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or (domain and domain.shape == "flag"):
        return (YES if value else NO).in_(language)
    return number(float(value), domain.unit if domain else "", language)


def short(value: float, language: Language) -> str:
    """A large number in few cells: 40,000, 1.24 M, 123.5万; smaller ones in full."""
    size = abs(value)
    for unit, name in _SHORT[language]:
        if size >= unit and size >= _IN_FULL:
            return f"{_digits(value / unit)}{name}" if size < _HUGE else _digits(value)
    return f"{round(value):,}"


def _label(value: str, domain: Domain | None, language: Language) -> str:
    choices = domain.declaration.choices if domain and domain.declaration else ()
    for choice in choices:
        if choice.value == value:
            return clean(choice.label.in_(language))
    return clean(value)


def number(value: float, unit: str, language: Language) -> str:
    """A number with its unit, as fields and figures declare it: 35 %, ¥128, 4 h."""
    if unit == "share":
        return _percent(_digits(value * 100), language)
    if unit in _UNITS:
        return _UNITS[unit].in_(language).format(_digits(value))
    if unit.startswith("CNY"):
        return f"-¥{_digits(-value)}" if value < 0 else f"¥{_digits(value)}"
    return _digits(value)


def _percent(digits: str, language: Language) -> str:
    return f"{digits} %" if language == "en" else f"{digits}%"


def _digits(value: float) -> str:
    """Four significant digits, thousands in full, never in powers of ten unless huge."""
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if abs(value) >= _HUGE:
        return f"{value:.3g}"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{Decimal(f'{value:.4g}'):f}"
