"""The date that a person meant who wrote it in another way than TOML does."""

from __future__ import annotations

import re
from datetime import date

from factmatrix.text import Text

_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?!\d)")
_DIGITS_ONLY = re.compile(r"(\d{4})(\d{2})(\d{2})(?![\w.-])")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")


def dates_meant(text: str) -> tuple[date, ...]:
    """The dates that a text can begin with: "2025/6/1", "2025年6月1日", "20250601", "30/06/2025".

    Of "05/06/2025" nobody knows which is the month: the day comes first, then the other reading.
    """
    text = text.strip()
    if match := _YEAR_FIRST.match(text) or _DIGITS_ONLY.match(text):
        year, month, day = map(int, match.groups())
        readings = [(year, month, day)]
    elif match := _YEAR_LAST.match(text):
        one, other, year = map(int, match.groups())
        readings = [(year, other, one), (year, one, other)]
    else:
        return ()
    return tuple(dict.fromkeys(found for reading in readings if (found := _existing(*reading))))


def as_toml(dates: tuple[date, ...]) -> Text:
    """The first of the dates as TOML writes it, with the other reading if there is one."""
    first, *others = map(str, dates)
    if not others:
        return Text(first, first)
    return Text(
        f"{first} (or {others[0]}, if the month came first)", f"{first}（月在前则为 {others[0]}）"
    )


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
