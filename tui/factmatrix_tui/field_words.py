"""What is wrong with a value of the form, in the units and labels in which the form shows it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeGuard

from factmatrix import Text
from factmatrix.desk import EnteredProblem, FormField, Language
from factmatrix.views.figures import figure
from factmatrix.views.paragraphs import HELD
from factmatrix_tui.entry import WHOLE
from factmatrix_tui.values import Path

_OR_MORE = Text("{} or more", "不小于 {}")
_REQUIRED = Text("This must be filled in.", "此项必填。")
_NO_NUMBER = Text("This is no number. Type one: {}.", "这不是数字，请填写：{}。")
_NOT_WHOLE = Text("Only whole numbers belong here.", "这里只能填整数。")
_OUTSIDE = Text("{} is out of range: {}.", "{} 超出范围，应为 {}。")
_NO_CHOICE = Text("This is none of the choices: choose one.", "不在选项之内，请重新选择。")
_NO_FLAG = Text("This is neither yes nor no.", "这里只能是“是”或“否”。")
_NO_DATE = Text("This is no date. Type one like 2026-06-18.", "这不是日期，请按 2026-06-18 填写。")
_TOO_HIGH = Text(
    "{} is hardly ever seen: usually it is at most {}. Check the figure.",
    "{} 很少见，通常不超过 {}，请核对。",
)
_TOO_LOW = Text(
    "{} is hardly ever seen: usually it is above {}. Check the figure.",
    "{} 很少见，通常大于 {}，请核对。",
)
KEYS = re.compile(
    r"(?P<before>(?<=[\u2e80-\uffef]) )?(?P<key>"
    r"(?<![\w.])[a-z_]+(?:(?:\.[a-z_]+)+|(?= (?:=|is given|is missing|row \d|第 \d|填了)))"
    r"|(?<=[填或] )[a-z_]+)(?P<after> (?=[\u2e80-\uffef]))?",
    re.ASCII,
)
"""Keys of a file in a message: those with dots, and those without where it names a field or a row;
with the blanks between them and Chinese."""
_FLAG = re.compile(r"(?<= = )(?:true|false)\b")
_FLAGS = {"true": Text("yes", "是"), "false": Text("no", "否")}


def in_titles(
    problem: EnteredProblem, called: Callable[[str, Path], Text | None]
) -> EnteredProblem:
    """The problem with the titles of fields for their keys in the file, yes and no for flags.

    `called` gives the title of a key near a path, None for what is no key.
    """

    def said(language: Language) -> str:
        def titled(found: re.Match[str]) -> str:
            title = called(found["key"], problem.path)
            if title is None:
                return found[0]
            told = title.in_(language)
            before = (found["before"] or "") if told[0].isascii() else ""
            after = (found["after"] or "") if told[-1].isascii() else ""
            return f"{before}{told}{after}"

        told = KEYS.sub(titled, problem.message.in_(language))
        return _FLAG.sub(lambda found: _FLAGS[found[0]].in_(language), told)

    return replace(problem, message=Text(*map(said, _BOTH)))


def in_form(problem: EnteredProblem, field: FormField, value: object) -> EnteredProblem:
    """The problem of a field's value as the form says it; what it has no words for as it is."""
    told = _doubt(field, value) if problem.implausible else None
    if problem.severity == "error":
        told = _error(field, value)
    return replace(problem, message=told) if told else problem


def range_of(field: FormField, language: Language) -> str:
    """From where to where the numbers of a field go, as they are typed."""
    low, high = (
        None if end is None else figure(end, field.domain, language)
        for end in (field.declaration.low, field.declaration.high)
    )
    if high is None:
        return _OR_MORE.in_(language).format(low)
    return f"{low}{HELD}–{HELD}{high}"


def _error(field: FormField, value: object) -> Text | None:
    declared = field.declaration
    if value is None:
        return _REQUIRED if field.required else None
    if declared.kind.name == "choice" or (declared.kind.numeric and declared.choices):
        known = any(choice.value == value for choice in declared.choices)
        return None if known else _NO_CHOICE
    if declared.kind.numeric:
        return _wrong_number(field, value)
    if declared.kind.name == "flag":
        return None if isinstance(value, bool) else _NO_FLAG
    if declared.kind.name == "date":
        plain = isinstance(value, date) and not isinstance(value, datetime)
        return None if plain else _NO_DATE
    return None


def _wrong_number(field: FormField, value: object) -> Text | None:
    low, high = field.declaration.low, field.declaration.high
    if not _is_number(value):
        return Text(*(_NO_NUMBER.in_(each).format(range_of(field, each)) for each in _BOTH))
    if (low is None or value >= low) and (high is None or value <= high):
        fraction = field.declaration.kind.name in WHOLE and value != int(value)
        return _NOT_WHOLE if fraction else None
    return Text(
        *(
            _OUTSIDE.in_(each).format(figure(value, field.domain, each), range_of(field, each))
            for each in _BOTH
        )
    )


def _doubt(field: FormField, value: object) -> Text | None:
    if field.declaration.plausible is None or not _is_number(value):
        return None
    low, high = field.declaration.plausible
    said, end = (_TOO_HIGH, high) if value > high else (_TOO_LOW, low)
    return Text(
        *(
            said.in_(each).format(*(figure(number, field.domain, each) for number in (value, end)))
            for each in _BOTH
        )
    )


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


_BOTH: tuple[Language, ...] = ("en", "zh")
