"""What a person types into a field, and the value it means: shares in percent, 1.2万, ¥."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from factmatrix import Text

if TYPE_CHECKING:
    from factmatrix.desk import Declaration

WHOLE = ("count", "rank")
_LARGEST = 2**63 - 1
"""TOML's integers end here."""
_NUMBER = Text("Type a number.", "请输入数字。")
_INTEGER = Text("Type a whole number.", "请输入整数。")
_TOO_LARGE = Text("That number is too large.", "数字过大。")
_THREE_DIGITS = Text(
    "Commas and blanks stand only before groups of three digits: 1,200.",
    "逗号和空格只能用作千位分隔：1,200。",
)
_DATE = Text("Type a date like 2026-06-18.", "请输入日期，例如 2026-06-18。")
_FORM_OF_A_DATE = re.compile(r"(\d{4})[-/.年 ]?(\d{1,2})[-/.月 ]?(\d{1,2})日?")
_BETWEEN_TAGS = re.compile(r"[,，、;；\n]")
_GROUPS_OF_THREE = re.compile(r"[-+]?[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d*)?")
_DIVIDED = re.compile(r"[-+]?[\d., ]*\d[\d., ]*")
_IN_TWO = re.compile(r"([-+]?\d+)[, ](\d+)")
_BEFORE_A_NUMBER = ".¥￥"
_MULTIPLES = {"万": 10_000, "w": 10_000, "W": 10_000, "亿": 100_000_000}


class NotAValue(Exception):
    """What was typed cannot be a value of the field; `message` says what can."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def typed(value: object, declaration: Declaration) -> str:
    """The value as it stands in the input line, ready to be changed; "" where it is unknown."""
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        number = Decimal(repr(value))
        return _plain(number * 100 if declaration.kind.name == "share" else number)
    return "" if value is None or isinstance(value, dict) else str(value)


def value_of(text: str, declaration: Declaration) -> object:
    """The value that a text means, None for an empty one; raises NotAValue.

    Whether the value is in range is judged by the engine.
    """
    kind = declaration.kind
    if kind.name == "text":
        return text.strip() or None
    text = text.strip()
    if not text:
        return None
    if kind.numeric:
        return _number(text, kind.name)
    if kind.name == "date":
        return _date(text)
    if kind.name == "set":
        parts = (part.strip() for part in _BETWEEN_TAGS.split(text))
        return list(dict.fromkeys(part for part in parts if part))
    return text


def not_a_value(text: str, declaration: Declaration) -> Text | None:
    """Why a text is no value of the field, None where it is one."""
    try:
        value_of(text, declaration)
    except NotAValue as wrong:
        return wrong.message
    return None


def _date(text: str) -> date:
    parts = _FORM_OF_A_DATE.fullmatch(text)
    try:
        if parts is None:
            raise NotAValue(_DATE)
        return date(*map(int, parts.groups()))
    except ValueError:
        raise NotAValue(_DATE) from None


def _number(text: str, kind: str) -> int | float:
    plain = text.translate(str.maketrans("．，－％\u3000\u00a0\u202f", ".,-%   "))
    plain = plain.strip("¥￥ ").removesuffix("元").rstrip()
    times = Decimal(1)
    if plain[-1:] in _MULTIPLES:
        plain, times = plain[:-1].rstrip(), Decimal(_MULTIPLES[plain[-1]])
    if kind == "share":
        plain, times = plain.removesuffix("%").rstrip(), times / 100
    try:
        number = Decimal(_undivided(plain)) * times
    except InvalidOperation:
        raise NotAValue(_NUMBER) from None
    if not number.is_finite():
        raise NotAValue(_NUMBER)
    if number.adjusted() > 18:
        raise NotAValue(_TOO_LARGE)
    return _as_number(number, whole=kind in WHOLE)


def _undivided(number: str) -> str:
    """Without commas and blanks, which stand between groups of three: 12,5 is not 125."""
    if not ("," in number or " " in number):
        return number
    if _GROUPS_OF_THREE.fullmatch(number):
        return number.replace(",", "").replace(" ", "")
    if _DIVIDED.fullmatch(number):
        raise NotAValue(_badly_divided(number))
    return number


def _badly_divided(number: str) -> Text:
    rule = _THREE_DIGITS
    if parts := _IN_TWO.fullmatch(number):
        whole, rest = parts.groups()
        joined = f"{whole}{rest}".lstrip("0") or "0"
        return Text(
            f"{whole}.{rest} or {joined}? {rule.en}", f"是 {whole}.{rest} 还是 {joined}？{rule.zh}"
        )
    return rule


def _as_number(number: Decimal, *, whole: bool) -> int | float:
    if number == number.to_integral_value():
        if abs(number) > _LARGEST:
            raise NotAValue(_TOO_LARGE)
        return int(number)
    if whole:
        raise NotAValue(_INTEGER)
    return float(number)


def stepped(value: object, declaration: Declaration, direction: int, today: date) -> object:
    """The value one step up (1) or down (-1), within the range of the field.

    An unknown number begins at 0 or what else is lowest, and only upwards; an unknown date today.
    Where a field has no upper end, the step grows with the value: 3,000,000 goes up by 100,000.
    """
    if declaration.kind.name == "date":
        return _next_day(value, direction) if isinstance(value, date) else today
    low = Decimal(repr(declaration.low or 0))
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None if direction < 0 else _as_number(max(low, Decimal(0)), whole=False)
    number, step = Decimal(repr(value)), Decimal(repr(declaration.step or 1))
    if declaration.high is None and number:
        step = max(step, Decimal(1).scaleb(number.adjusted() - 1))
    rounding = ROUND_FLOOR if direction > 0 else ROUND_CEILING
    number = ((number / step).to_integral_value(rounding) + direction) * step
    if declaration.high is not None:
        number = min(number, Decimal(repr(declaration.high)))
    try:
        return _as_number(max(number, low), whole=False)
    except NotAValue:  # no step beyond the largest number
        return value


def turns(value: object, declaration: Declaration, *, required: bool) -> list[object]:
    """The values of a field that are gone through one by one; none where there are too many."""
    if declaration.kind.name == "flag":
        return [None, True, False]
    if declaration.kind.name == "choice":
        unknown: list[object] = [] if required else [None]
        return [*unknown, *(choice.value for choice in declaration.choices)]
    if declaration.kind.name == "set" and value in (None, []):
        return [None, []]
    return []


def begins(character: str, declaration: Declaration) -> bool:
    """Whether a key begins a value at once: digits do where a number or date is expected."""
    if declaration.kind.numeric:
        return character.isdigit() or (character != "" and character in _BEFORE_A_NUMBER)
    return declaration.kind.name == "date" and character.isdigit()


def _next_day(day: date, direction: int) -> date:
    try:
        return day + timedelta(direction)
    except OverflowError:  # the calendar ends in the year 9999
        return day


def _plain(number: Decimal) -> str:
    """Digits without an exponent and without zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
