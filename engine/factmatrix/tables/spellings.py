"""Flags, choices, sets and dates as people write them in a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from factmatrix.profile.declaration import Choice, Declaration
from factmatrix.profile.meant import flag_meant
from factmatrix.tables.cells import BLANKS, data_of, data_text, items_of, json_data, json_text
from factmatrix.tables.columns import Column, Shape

Read = Callable[[str], object]
"""Reads a cell without blanks around it; None where it is not readable."""

_DATE = re.compile(
    r"(\d{4}) ?([-/.年]) ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?(日?)(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"
    r"|(\d{4})(\d\d)(\d\d)",
    re.ASCII,
)
_SERIAL = re.compile(r"[1-9]\d{4}(\.0+)?", re.ASCII)
"""Days since 1899-12-30, as Excel counts them: 1927 to 2173. Fewer digits may be a year."""
_DAY_ZERO = date(1899, 12, 30)


def reader(column: Column) -> Read:
    """How to read the cells of a column that holds neither figures nor texts."""
    declaration = column.declaration
    if column.shape == "choice" and declaration is not None:
        return partial(_choice, spellings(declaration.choices))
    if column.shape == "set" and declaration is not None:
        return partial(_set, spellings(declaration.choices) if declaration.choices else None)
    others: Mapping[Shape, Read] = {"flag": _flag, "date": read_date, "rows": _rows, "open": _open}
    return others[column.shape]


def spellings(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    """Every spelling of the choices, as `plain` spells, and the id it stands for."""
    return {
        plain(spelling): str(choice.value)
        for choice in choices
        for spelling in (*choice.aliases, choice.label.en, choice.label.zh, str(choice.value))
    }


def plain(text: str) -> str:
    """A text without what a person may spell either way: width, case, blanks around it."""
    return unicodedata.normalize("NFKC", text).strip(BLANKS).lower()


def read_date(cell: str) -> date | None:
    """A day as 2026-06-30, 2026/6/30, 2026年6月30日, 20260630 or Excel's number of it.

    A time of day is refused unless it is midnight.
    """
    cell = unicodedata.normalize("NFKC", cell)
    if _SERIAL.fullmatch(cell):
        return _DAY_ZERO + timedelta(days=int(cell[:5]))
    found = _DATE.fullmatch(cell)
    if found is None or (found[5] and found[2] != "年"):
        return None
    digits = found.group(6, 7, 8) if found[6] else found.group(1, 3, 4)
    try:
        return date(*map(int, digits))
    except ValueError:
        return None


def _flag(cell: str) -> bool | None:
    return flag_meant(plain(cell))


def _choice(known: Mapping[str, str], cell: str) -> str | None:
    return known.get(plain(cell))


def _set(known: Mapping[str, str] | None, cell: str) -> list[str] | None:
    items = items_of(cell)
    if items is None or known is None:
        return items
    ids = [known.get(plain(item)) for item in items]
    return None if None in ids else [item for item in ids if item is not None]


def _rows(cell: str) -> str | None:
    """A list of tables, as JSON; null is only understood as the value of a field: unknown."""
    data = json_data(cell)
    return json_text(data) if isinstance(data, list) and all(map(_is_row, data)) else None


def _is_row(data: object) -> bool:
    return isinstance(data, dict) and not any(
        _has_null(value) for value in data.values() if value is not None
    )


def _open(cell: str) -> str | None:
    """A table with free keys; JSON null has no place in a profile."""
    data = data_of(cell)
    return data_text(data) if isinstance(data, dict) and not _has_null(data) else None


def _has_null(data: object) -> bool:
    if isinstance(data, dict):
        return any(map(_has_null, data.values()))
    return data is None if not isinstance(data, list) else any(map(_has_null, data))


def scale_spellings(declaration: Declaration) -> Mapping[str, float]:
    """Every spelling of a choice among numbers."""
    return {spelling: float(value) for spelling, value in spellings(declaration.choices).items()}
