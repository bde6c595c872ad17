"""How values stand in the cells of a spreadsheet, written so that reading gives them back.

A cell is text. Blank cells and words such as "-" say that a value is unknown, blanks around a text
are no part of it, and spreadsheet programs run what begins like a formula. A text that would be
taken for any of these gets an apostrophe in front, as such programs themselves do it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from factmatrix.profile.meant import list_meant
from factmatrix.toml.parse import parse
from factmatrix.toml.problem import SourceError
from factmatrix.toml.writing import value_text

BLANKS = (
    "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
"""The characters that are no part of a text where they stand at its ends."""
UNKNOWN = ("", "-", "--", "—", "——", "n/a", "#n/a", "未知")
"""What says that a value is unknown, in small letters."""

_FORMULAS = r"=+@＝＋－＠\-"
_GUARDED = (
    f"[{_FORMULAS}{BLANKS}].*|.*[{BLANKS}]|(?i:{'|'.join(map(re.escape, filter(None, UNKNOWN)))})|"
)
"""A text that a spreadsheet would not keep, or would run: it begins like a formula."""
GUARDED = f"(?s)^'+(?:{_GUARDED})$"
"""A cell whose first apostrophe guards its text, as a regular expression of polars."""
SPELT = "'\""
"""The beginning of a cell that spells its text as a JSON string."""
_NEEDS_GUARD = re.compile(_GUARDED, re.DOTALL)
UNPRINTED = re.compile("[\ufffe\uffff]")
"""Characters that no XML file may hold."""


def text_cell(text: str) -> str:
    """A text as a cell holds it."""
    bare = text.lstrip("'")
    if bare.startswith('"') or UNPRINTED.search(text):
        return f"'{_printed(json.dumps(text, ensure_ascii=False))}"
    return f"'{text}" if _NEEDS_GUARD.fullmatch(bare) else text


def spelt_text(cell: str) -> str:
    """The text of a cell that begins with SPELT; any other text stands for itself."""
    try:
        text = json.loads(cell[1:])
    except ValueError:
        return cell
    return text if isinstance(text, str) else cell


def set_cell(items: Sequence[str]) -> str:
    """A set as a cell holds it: "a; b" where that reads back, else a JSON list."""
    plain = "; ".join(items)
    if (
        items
        and plain == text_cell(plain)
        and not plain.startswith("[")
        and items_of(plain) == [*items]
    ):
        return plain
    return json_text(list(items))


def items_of(cell: str) -> list[str] | None:
    """The items of a set in a cell: "a; b", "a、b" or a JSON list of texts; None for other JSON."""
    if not cell.startswith("["):
        return [item.strip(BLANKS) for item in list_meant(cell)]
    data = json_data(cell)
    return data if isinstance(data, list) and all(isinstance(item, str) for item in data) else None


def number_text(number: float) -> str:
    """A number that reads back exactly; 80 for 80.0."""
    whole = isinstance(number, float) and number.is_integer() and abs(number) < 1e15
    return str(int(number)) if whole else repr(number)


def json_text(data: object) -> str:
    """Plain data as JSON on one line; dates as 2026-06-30."""
    return _printed(json.dumps(data, ensure_ascii=False, default=date.isoformat))


def data_text(data: object) -> str:
    """A table with free keys as JSON, or as inline TOML where it holds dates, which JSON lacks."""
    return _printed(value_text(data)) if _has_dates(data) else json_text(data)


def json_data(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The data of a JSON text; None where it is none, or holds what TOML cannot."""
    try:
        data = json.loads(text, parse_constant=_refuse, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError):
        return None
    return data


def data_of(text: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    """The data that `data_text` wrote; None where the text is neither JSON nor TOML."""
    data = json_data(text)
    if data is not None:
        return data
    try:
        inline = parse(f"x = {text}")
    except SourceError:
        return None
    return inline["x"] if len(inline) == 1 else None


def _printed(text: str) -> str:
    return UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _has_dates(data: object) -> bool:
    if isinstance(data, dict):
        return any(map(_has_dates, data.values()))
    if isinstance(data, list):
        return any(map(_has_dates, data))
    return isinstance(data, date | time | datetime)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no figure")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError("a key stands twice")
    return data
