"""What a person types into a field, and the value it means: shares in percent, 1.2万, ¥."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from factmatrix import Text
from factmatrix.desk import Declaration

WHOLE = ("count", "rank")
_NUMBER = Text("Type a number.", "请输入数字。")
_INTEGER = Text("Type a whole number.", "请输入整数。")
_DATE = Text("Type a date like 2026-06-18.", "请输入日期，例如 2026-06-18。")


class NotAValue(Exception):
    """What was typed cannot be a value of the field; `message` says what can."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def typed(value: object, declaration: Declaration) -> str:
    """The value as it stands in the input line, ready to be changed; "" where it is unknown."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(repr(value))
        return f"{_plain(number * 100 if declaration.kind.name == 'share' else number)}"
    return str(value)


def value_of(text: str, declaration: Declaration) -> object:
    """The value that a text means, None for an empty one; raises NotAValue.

    Whether the value is in range is judged by the engine.
    """
    text = text.strip()
    if not text:
        return None
    kind = declaration.kind
    if kind.numeric:
        return _number(text, kind.name)
    if kind.name == "date":
        try:
            return date.fromisoformat(text.replace("/", "-"))
        except ValueError:
            raise NotAValue(_DATE) from None
    return text


def _number(text: str, kind: str) -> int | float:
    plain = text.translate(str.maketrans("．，－", ".,-"))
    plain = plain.strip("¥￥ ").replace(",", "").replace(" ", "")
    times = Decimal(10_000) if plain.endswith("万") else Decimal(1)
    plain = plain.removesuffix("万")
    if kind == "share":
        plain, times = plain.rstrip("%％"), times / 100
    try:
        number = Decimal(plain) * times
    except InvalidOperation:
        raise NotAValue(_NUMBER) from None
    if not number.is_finite():
        raise NotAValue(_NUMBER)
    if number == number.to_integral_value() and abs(number) < 2**53:
        return int(number)
    if kind in WHOLE:
        raise NotAValue(_INTEGER)
    return float(number)


def _plain(number: Decimal) -> str:
    """Digits without an exponent and without zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
