"""Whether what is declared of a field is what forms, schemas and readers can work with."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import get_args

from factmatrix.profile.declaration import KINDS, Better, Choice, Declaration
from factmatrix.text import Text


class DeclaredWronglyError(TypeError):
    """Something that a field or a table declares and that nothing can work with; with the cure."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.reason = Text(en, zh)


def check_kind(kind: object) -> None:
    """Refuses a kind that there is not."""
    if not (isinstance(kind, str) and kind in KINDS):
        raise _no_choice("kind", kind, KINDS)


def check_declaration(declared: Declaration) -> None:
    """Refuses what is not of the type, or outside of the range, that `Declaration` says."""
    if declared.better not in get_args(Better):
        raise _no_choice("better", declared.better, get_args(Better))
    for name in ("title", "help"):
        check_text(name, getattr(declared, name))
    for name in ("rubric", "where", "question"):
        if getattr(declared, name) is not None:
            check_text(name, getattr(declared, name))
    if not isinstance(declared.actionable, bool):
        raise _wrong("actionable", declared.actionable, Text("True or False", " True 或 False"))
    _check_range(declared)
    if not _all(declared.rules, str):
        raise _wrong("rules", declared.rules, Text('ids such as ("R1",)', '编号，如 ("R1",)'))
    _check_choices(declared)


def check_text(name: str, value: object, written: str = "") -> None:
    """Refuses what is no text in two languages that a file can hold; `written` is the cure."""
    if not isinstance(value, Text):
        right = written or f'{name}=Text("…", "…")'
        raise DeclaredWronglyError(
            f"{name} is {value!r}; write {right}, English and Chinese",
            f"{name} 是 {value!r}；应写成 {right}（英文、中文）",
        )
    try:
        f"{value.en}{value.zh}".encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        expected = Text("a text that UTF-8 can hold", "可用 UTF-8 编码的文字")
        raise _wrong(name, value, expected) from None


def _check_range(declared: Declaration) -> None:
    low, high = declared.low, declared.high
    for name in ("low", "high", "step"):
        value = getattr(declared, name)
        if value is not None and not _is_number(value):
            raise _wrong(name, value, Text("a number", "数值"))
    if low is not None and high is not None and low >= high:
        raise _wrong("high", high, Text(f"above low, {low:g}", f"大于 low（{low:g}）的数"))
    band = declared.plausible
    if band is not None and not (
        isinstance(band, tuple) and len(band) == 2 and all(map(_is_number, band))
        and band[0] < band[1]
    ):  # fmt: skip
        expected = Text("two numbers, the lower first", "两个数，较小的在前")
        raise _wrong("plausible", band, expected)


def _check_choices(declared: Declaration) -> None:
    expected = Text('Choice("id", Text("…", "…")) each', '由 Choice("id", Text("…", "…")) 组成')
    choices = declared.choices
    if not _all(choices, Choice):
        raise _wrong("choices", choices, expected)
    for choice in choices:
        check_text("choices: label", choice.label, 'Text("…", "…")')
        plain = isinstance(choice.value, str | int) and not isinstance(choice.value, bool)
        if not plain or not _all(choice.aliases, str):
            raise _wrong("choices", choice, expected)
    if declared.kind.name == "choice" and not choices:
        raise _wrong("choices", choices, expected)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _all(values: object, kind: type) -> bool:
    return isinstance(values, tuple) and all(isinstance(value, kind) for value in values)


def _no_choice(name: str, value: object, choices: Iterable[str]) -> DeclaredWronglyError:
    listed = ", ".join(choices)
    return DeclaredWronglyError(
        f"{name} is {value!r}; there are: {listed}", f"{name} 是 {value!r}；可用的有：{listed}"
    )


def _wrong(name: str, value: object, expected: Text) -> DeclaredWronglyError:
    return DeclaredWronglyError(
        f"{name} is {value!r}; it must be {expected.en}", f"{name} 是 {value!r}；应为{expected.zh}"
    )
