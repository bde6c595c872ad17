"""A value that its field does not take: what it is, and what to write in its place.

The value is shown as the file spells it. Where it is plain what was meant ("35%", "yes",
"2025/6/1"), the message says how to write exactly that.
"""

from __future__ import annotations

import datetime
import difflib
import json
import math
from decimal import Decimal

from factmatrix.profile.allowed import allowed, listed, written
from factmatrix.profile.declaration import Choice, Declaration
from factmatrix.profile.findings import shortened
from factmatrix.profile.meant import flag_meant, list_meant, number_meant, plainly
from factmatrix.text import Text
from factmatrix.toml.dates import as_toml, dates_meant

_MAX_COMPARED = 60
"""Longer texts are no misspelling of anything, and comparing them takes long."""


def wrong_value(
    declaration: Declaration, value: object, key: str, source: str, *, whole: bool
) -> Text:
    """Why a field does not take a value, and what would be right.

    `key` and `source` are the texts of key and value in the file; `whole` says that the field
    takes no fractions.
    """
    source = shortened(source)
    kind = declaration.kind
    if isinstance(value, dict):
        return _instead(source, Text("a table", "表"), allowed(declaration))
    if kind.name == "set":
        return _no_list(declaration, value, source)
    if isinstance(value, list):
        return _instead(source, Text("a list", "列表"), allowed(declaration))
    if kind.numeric:
        return _no_number(declaration, value, source, whole=whole)
    if kind.name == "choice":
        return _no_choice(declaration, value, source)
    if kind.name == "flag":
        return _no_flag(declaration, value, source)
    if kind.name == "date":
        return _no_date(declaration, value, key, source)
    return _no_text(value, source)


def wrong_item(declaration: Declaration, value: object, source: str) -> Text:
    """Why a set does not take one of its items, and what would be right."""
    source = shortened(source)
    if declaration.choices:
        return _no_choice(declaration, value, source)
    return _no_text(value, source)


def _not_finite(source: str) -> Text:
    return Text(
        f"{source} is no figure. If it is unknown, leave the line out.",
        f"{source} 不是有效数字。如果未知，请删去这一行。",
    )


def _no_number(declaration: Declaration, value: object, source: str, *, whole: bool) -> Text:
    if isinstance(value, str):
        meant = number_meant(value, share=declaration.kind.name == "share")
        number = None if meant is None else _fitting(declaration, meant, whole=whole)
        if number is not None:
            return _unquoted(source, plainly(number))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _instead(source, _kind_of(value), allowed(declaration))
    if isinstance(value, float) and not math.isfinite(value):
        return _not_finite(source)
    if whole and isinstance(value, float):
        if not value.is_integer():
            return _not_whole(declaration, source)
        if _takes(declaration, Decimal(value), whole=True):
            return _has_point(value, source)
    return _out_of_range(declaration, value, source)


def _fitting(declaration: Declaration, number: Decimal, *, whole: bool) -> Decimal | None:
    """The number, or the fraction that it stands for as a percentage, if the field takes it."""
    if _takes(declaration, number, whole=whole):
        return number
    return _fraction(declaration, number)


def _fraction(declaration: Declaration, percent: Decimal) -> Decimal | None:
    """What a percentage is as a share, if the field is one and takes it."""
    if declaration.kind.name != "share" or abs(percent) > 100:
        return None
    return percent / 100 if _takes(declaration, percent / 100, whole=False) else None


def _takes(declaration: Declaration, number: Decimal, *, whole: bool) -> bool:
    low, high = declaration.low, declaration.high
    size = float(number)
    in_range = (low is None or low <= size) and (high is None or size <= high)
    return in_range and (not whole or number == number.to_integral_value())


def _has_point(value: float, source: str) -> Text:
    right = shortened(f"{value:.0f}")
    return Text(
        f"{source} has a decimal point or an exponent. Write {right}.",
        f"{source} 带小数点或指数。应写成 {right}。",
    )


def _not_whole(declaration: Declaration, source: str) -> Text:
    right = allowed(declaration)
    return Text(
        f"{source} is not whole. Write {right.en}.", f"{source} 不是整数。应填写：{right.zh}。"
    )


def _out_of_range(declaration: Declaration, value: float, source: str) -> Text:
    low, high = declaration.low, declaration.high
    percent = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    fraction = _fraction(declaration, percent)
    if fraction is not None:
        return Text(
            f"{source} is out of range. Write a share as a fraction: "
            f"{plainly(percent)} % is {plainly(fraction)}.",
            f"{source} 超出范围。比例要写成小数：{plainly(percent)}% 写作 {plainly(fraction)}。",
        )
    if low is not None and value < low:
        beyond = Text(f"below {written(low)}", f"小于 {written(low)}")
    elif high is not None and value > high:
        beyond = Text(f"above {written(high)}", f"大于 {written(high)}")
    else:
        beyond = Text("too large", "过大")
    return Text(
        f"{source} is {beyond.en}. Write {allowed(declaration).en}.",
        f"{source} {beyond.zh}。应填写：{allowed(declaration).zh}。",
    )


def _no_flag(declaration: Declaration, value: object, source: str) -> Text:
    meant = flag_meant(value)
    if meant is None:
        return _instead(source, _kind_of(value), allowed(declaration))
    answer = "true" if meant else "false"
    if isinstance(value, str):
        return _unquoted(source, answer)
    return Text(f"{source} is a number. Write {answer}.", f"{source} 是数字。应写成 {answer}。")


def _no_choice(declaration: Declaration, value: object, source: str) -> Text:
    choices = listed(declaration.choices)
    if not isinstance(value, str):
        return Text(
            f"{source} is none of the choices: {choices.en}.",
            f"{source} 不是可选值。可选：{choices.zh}。",
        )
    if value in {str(choice.value) for choice in declaration.choices}:
        return _unquoted(source, value)  # a number's digits as text
    nearest = _nearest(value, declaration.choices)
    if nearest is None:
        return Text(
            f"{source} is none of the choices: {choices.en}.",
            f"没有 {source} 这个选项。可选：{choices.zh}。",
        )
    guess, label = written(nearest.value), nearest.label.zh
    return Text(
        f"{source} is none of the choices. Did you mean {guess}? Choices: {choices.en}.",
        f"没有 {source} 这个选项。是不是 {guess}（{label}）？可选：{choices.zh}。",
    )


def _nearest(value: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice with the spelling most like the value: its id, its label or an alias."""
    by_spelling = {
        spelling.lower(): choice
        for choice in choices
        for spelling in (str(choice.value), choice.label.en, choice.label.zh, *choice.aliases)
    }
    if len(value) > _MAX_COMPARED:
        return None
    close = difflib.get_close_matches(value.strip().lower(), by_spelling, n=1)
    return by_spelling[close[0]] if close else None


def _no_date(declaration: Declaration, value: object, key: str, source: str) -> Text:
    if isinstance(value, datetime.datetime):
        line = f"{key} = {value.date().isoformat()}"
        return Text(
            f"{source} carries a time of day. Write {line}.",
            f"{source} 带有时间。应写成 {line}。",
        )
    what, meant = _kind_of(value), dates_meant(value if isinstance(value, str) else source)
    if not meant:
        return _instead(source, what, allowed(declaration))
    right = as_toml(meant)
    return Text(
        f"{source} is {what.en}. Write {key} = {right.en} without quotes.",
        f"{source} 是{what.zh}。应写成 {key} = {right.zh}，不加引号。",
    )


def _no_text(value: object, source: str) -> Text:
    what = _kind_of(value)
    if isinstance(value, list | dict):
        return _instead(source, what, Text("text in quotes", "加引号的文字"))
    return Text(
        f'{source} is {what.en}, not text. Write "{source}" in quotes.',
        f'{source} 是{what.zh}，不是文字。应加引号写成 "{source}"。',
    )


def _no_list(declaration: Declaration, value: object, source: str) -> Text:
    if isinstance(value, str):
        items = shortened(json.dumps(list_meant(value), ensure_ascii=False))
        return Text(
            f"{source} is one text, not a list. Write {items}.",
            f"{source} 是单个文字，不是列表。应写成 {items}。",
        )
    return _instead(source, _kind_of(value), allowed(declaration))


def _unquoted(source: str, meant: str) -> Text:
    return Text(
        f"{source} is text. Write {meant} without quotes.",
        f"{source} 是文字。应写成 {meant}，不加引号。",
    )


def _instead(source: str, what: Text, right: Text) -> Text:
    return Text(
        f"{source} is {what.en}. Write {right.en}.", f"{source} 是{what.zh}。应填写：{right.zh}。"
    )


def _kind_of(value: object) -> Text:
    """What a TOML value is, in words."""
    if isinstance(value, bool):
        return Text("a flag", "开关值")
    if isinstance(value, int | float):
        return Text("a number", "数字")
    if isinstance(value, datetime.datetime | datetime.time):
        return Text("a time", "时间")
    if isinstance(value, datetime.date):
        return Text("a date", "日期")
    if isinstance(value, list):
        return Text("a list", "列表")
    return Text("a table", "表") if isinstance(value, dict) else Text("text", "文字")
