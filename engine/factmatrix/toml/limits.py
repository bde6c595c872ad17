"""What a text may ask of the parser, checked before it is parsed.

The parser calls itself once for each open bracket, each `=` in a row and each sign in front of a
number. A few hundred of them end the whole process on a small thread stack, and no `except` sees
that. Long keys and very long numbers cost memory and time beyond all proportion.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from factmatrix.text import Text
from factmatrix.toml.problem import Problem, SourceError, problem_at
from factmatrix.toml.tokens import TOKEN

MAX_DEPTH = 32
"""How deep tables and arrays may lie in each other, and how many parts a key may have."""

MAX_DIGITS = 250
"""Digits of a number: as many as a float can still stand for, hexadecimal ones included."""

MAX_VALUES = 50_000
"""Values in one text, tables and arrays included. Bytes say little of what a text costs: half a
million values fit into a megabyte, and each may be wrong."""

_SIGNS = re.compile(rf"[-+]{{{MAX_DEPTH + 1}}}")
_DIGITS = re.compile(rf"(?=[-+0-9])[-+]?(?:0[box])?[0-9a-fA-F_]{{{MAX_DIGITS + 1}}}")
_HEADER_START = re.compile(r"^[ \t]*(\[\[?)[\w. \t-]*\]", re.ASCII | re.MULTILINE)
_CLOSED_BY = {"[": "]", "{": "}"}


def check(text: str) -> None:
    """Raises SourceError if parsing the text could exhaust the stack, memory or patience."""
    if _suspicious(text) and (problem := _excess(text)):
        raise SourceError(problem)


def measure(data: dict[str, Any]) -> tuple[int, int]:
    """How deep tables and arrays lie in each other, and how many values there are, these included.

    Counting ends one level below MAX_DEPTH. (Dotted keys and headers nest without brackets, so
    this cannot be known before.)
    """
    depth, values = 0, len(data)
    level = _containers([data])
    while level and depth <= MAX_DEPTH:
        depth += 1
        values += sum(map(len, level))
        level = _containers(level)
    return depth, values


def _containers(level: list[Any]) -> list[Any]:
    """The tables and arrays in some others."""
    return [
        item
        for container in level
        for item in (container.values() if type(container) is dict else container)
        if type(item) is dict or type(item) is list
    ]


def many_values_message(values: int) -> Text:
    """The message for a text that holds too many values."""
    return Text(
        f"The file holds {values:,} values, more than the {MAX_VALUES:,} that are read. Check "
        "that it is the right file; split it if it is.",
        f"文件有 {values:,} 个值，超过可读取的 {MAX_VALUES:,} 个。"
        "请确认是否选错了文件；如果没错，请拆分。",
    )


def nesting_message() -> Text:
    """The message for a text that nests too deep."""
    return Text(
        f"Nested deeper than {MAX_DEPTH} levels. Close the brackets that were left open before "
        "this place, or use flatter tables.",
        f"嵌套超过 {MAX_DEPTH} 层。请补上此处之前漏掉的右括号，或减少表的层级。",
    )


def _suspicious(text: str) -> bool:
    """Whether the text has enough of anything harmful at all; cheap, and true for few files."""
    return (
        _openings(text) > MAX_DEPTH
        or "=" * (MAX_DEPTH + 1) in text
        or "-" * (MAX_DEPTH + 1) in text.replace("+", "-")
        or _has_long_line(text)  # long keys stand on long lines, too
    )


def _openings(text: str) -> int:
    """How many brackets could lie in each other; those of plain headers close at once."""
    count = text.count("[") + text.count("{")
    if count > MAX_DEPTH:
        count -= sum(map(len, _HEADER_START.findall(text)))
    return count


def _has_long_line(text: str) -> bool:
    """Whether a line has more than MAX_DIGITS characters; looks at one line in several."""
    start = 0
    while len(text) - start > MAX_DIGITS:
        start = text.rfind("\n", start, start + MAX_DIGITS + 1) + 1
        if not start:
            return True
    return False


def _excess(text: str) -> Problem | None:
    """The first place that asks too much, outside strings and comments."""
    opened: list[str] = []
    equals = dots = 0
    for index, token in enumerate(TOKEN.findall(text)):
        first = token[0]
        message = None
        if first == "=":
            equals += 1
            dots = 0
            if equals > MAX_DEPTH:
                message = _run_message("=")
        elif first == ".":
            dots += 1
            if dots > MAX_DEPTH:
                message = nesting_message()
        elif first in "[{":
            opened.append(_CLOSED_BY[first])
            dots = 0
            if len(opened) > MAX_DEPTH:
                message = nesting_message()
        elif first in ",]}\r\n":
            equals = dots = 0
            if opened and first == opened[-1]:  # the parser, too, waits for the matching one
                opened.pop()
        elif _SIGNS.match(token):
            message = _run_message("+/-")
        elif _DIGITS.match(token):
            message = _digits_message()
        if message:
            place = next(islice(TOKEN.finditer(text), index, None))
            return problem_at(text, place.start(), message)
    return None


def _run_message(signs: str) -> Text:
    return Text(
        f"A long run of {signs} is not TOML. If it is meant as a dividing line, start it with #.",
        f"连续多个 {signs} 不是 TOML 语法。如果是分隔线，请在行首加 #。",
    )


def _digits_message() -> Text:
    return Text(
        f"A number of more than {MAX_DIGITS} digits: shorten it, or quote it if it is text.",
        f"数字超过 {MAX_DIGITS} 位。请缩短；如果是文本，请加引号。",
    )
