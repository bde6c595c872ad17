"""Answers of plugins, held against the types that they are declared with.

The annotations of `Fit` and `Action` are the only place where their shape stands. A check returns
the value as declared (whole numbers as floats, lists as tuples, tables made anew), so that what the
engine keeps is the plugin's no longer.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from factmatrix.plugins.reports import PluginRefusedError, one_line
from factmatrix.text import Text

Annotation = Any
Declared = Any
Check = Callable[[object, str], Declared]
"""Takes a value and its place ("score_fit().low"), returns the value as declared."""


def refused(place: str, found: object, expected: Text) -> PluginRefusedError:
    """The error for a value at a place of an answer."""
    if found is None or type(found) in (bool, int, float, str):
        what = Text(*(one_line(repr(found))[:60],) * 2)
    else:
        kind = type(found).__name__
        what = Text(f"of type {kind}", f"{kind} 类型")
    return PluginRefusedError(
        f"{place} is {what.en}; it must be {expected.en}",
        f"{place} 是 {what.zh}；应为{expected.zh}",
        missing=found is None,
    )


@cache
def check_of(declared: Annotation) -> Check:
    """The check for one annotation; it raises `PluginRefusedError` naming the place."""
    if declared in _SIMPLE:
        return _SIMPLE[declared]
    origin: Annotation = get_origin(declared)
    arguments = get_args(declared)
    if origin is Literal:
        return _one_of(arguments)
    if origin is tuple:
        return _list_of(check_of(arguments[0]))
    if NoneType in arguments:
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return _optional(check_of(inner))
    return _table(declared)


def _number(value: object, place: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
    raise refused(place, value, Text("a finite number", "有限的数"))


def _whole_number(value: object, place: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise refused(place, value, Text("a whole number", "整数"))


def _flag(value: object, place: str) -> bool:
    if isinstance(value, bool):
        return value
    raise refused(place, value, Text("True or False", " True 或 False"))


def _string(value: object, place: str) -> str:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:  # half of a surrogate pair: no file or terminal takes it
            pass
        else:
            return str(value)
    raise refused(place, value, Text("a text that UTF-8 can hold", "可用 UTF-8 编码的文字"))


def _text(value: object, place: str) -> Text:
    if isinstance(value, Text):
        return Text(_string(value.en, f"{place}.en"), _string(value.zh, f"{place}.zh"))
    raise refused(place, value, Text("a factmatrix.Text", " factmatrix.Text（中英文齐全）"))


def _input_value(value: object, place: str) -> Declared:
    """A value of a profile: a scalar, a set as a tuple of texts, or None where unknown."""
    if isinstance(value, str):
        return _string(value, place)
    if isinstance(value, tuple):
        return tuple(_string(item, place) for item in value)
    if value is None or isinstance(value, bool | int | date):
        return value
    if isinstance(value, float) and not math.isnan(value):
        return value
    raise refused(place, value, Text("a value that an input can have", "输入字段可取的值"))


_SIMPLE: dict[Any, Check] = {
    Any: _input_value,
    float: _number,
    int: _whole_number,
    bool: _flag,
    str: _string,
    Text: _text,
}


def _one_of(choices: tuple[Any, ...]) -> Check:
    listed = ", ".join(map(str, choices))

    def check(value: object, place: str) -> Declared:
        if isinstance(value, str) and value in choices:
            return value
        raise refused(place, value, Text(f"one of {listed}", f"以下之一：{listed}"))

    return check


def _list_of(item: Check) -> Check:
    def check(value: object, place: str) -> tuple[Any, ...]:
        if isinstance(value, list | tuple):
            return tuple(item(entry, f"{place}[{i}]") for i, entry in enumerate(value))
        raise refused(place, value, Text("a list or a tuple", "列表或元组"))

    return check


def _optional(inner: Check) -> Check:
    return lambda value, place: None if value is None else inner(value, place)


def _table(declared: Annotation) -> Check:
    """A check for a dataclass or a named tuple: every field, and the whole made anew."""
    is_dataclass = dataclasses.is_dataclass(declared)
    names = [f.name for f in dataclasses.fields(declared)] if is_dataclass else declared._fields
    hints = get_type_hints(declared)
    checks = [(name, check_of(hints[name])) for name in names]
    kind = f"factmatrix.{declared.__name__}"

    def check(value: object, place: str) -> Declared:
        if not isinstance(value, declared):
            raise refused(place, value, Text(f"a {kind}", f" {kind}"))
        return declared(*(inner(getattr(value, name), f"{place}.{name}") for name, inner in checks))

    return check
