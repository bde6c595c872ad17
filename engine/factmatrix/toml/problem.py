"""What is wrong, and where: the message a person gets about a file."""

from __future__ import annotations

import unicodedata
from os import PathLike
from typing import Literal, NamedTuple

from factmatrix.text import Language, Text

Path = tuple[str | int, ...]
"""The way to a value: keys of tables, and positions in arrays counted from 0."""

Severity = Literal["error", "warning"]

_CONTEXT = 60  # characters of a long line shown on each side of the place


class Problem(NamedTuple):
    """One thing that is wrong with a file.

    `line` and `column` count from 1, in characters (a byte order mark is none), and are 0 where
    there are no lines, as in a row of a table. `key` is the dotted path of the value, "" for the
    file as a whole. `input` is the value as the file spells it, None where there is none.
    `source_line` is the whole line, without its end.
    """

    severity: Severity
    line: int
    column: int
    key: str
    message: Text
    input: str | None
    source_line: str

    def render(self, path: str | PathLike[str], language: Language) -> str:
        """`file:line:column: key: message`, then the line and a caret under the place.

        Safe to print: control characters from the file come out as visible signs.
        """
        parts = [f"{path}:{self.line}:{self.column}"]
        if self.severity == "warning":
            parts.append(Text("warning", "警告").in_(language))
        if self.key:
            parts.append(_cut(self.key))
        parts.append(self.message.in_(language))
        head = _visible(": ".join(parts))
        if not self.source_line.strip():
            return head
        line, column = _excerpt(self.source_line, self.column)
        line = _visible(line)
        return f"{head}\n  {line}\n  {_padding(line[: column - 1])}^"


class SourceError(Exception):
    """A file that cannot be read as TOML; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        place = f"line {problem.line}, column {problem.column}"
        super().__init__(f"{place}: {problem.message.en}")
        self.problem = problem


def problem_at(
    text: str,
    offset: int,
    message: Text,
    *,
    key: str = "",
    severity: Severity = "error",
    source: str | None = None,
) -> Problem:
    """The problem at a character offset of `text`; `source` is the value as the file spells it."""
    line, column, source_line = place_of(text, offset)
    return Problem(severity, line, column, key, message, source, source_line)


def place_of(text: str, offset: int) -> tuple[int, int, str]:
    """Line, column and the whole line of a character offset."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : len(text) if end < 0 else end].removesuffix("\r")
    return text.count("\n", 0, offset) + 1, offset - start + 1, line


def _visible(text: str) -> str:
    """The text with one visible character for each that a terminal would obey or hide."""
    return text if text.isprintable() else "".join(map(_visible_character, text))


def _visible_character(character: str) -> str:
    # Joiners hold emoji and some scripts together; wide blanks matter for what stands where.
    if character in "\t\u200c\u200d" or character.isprintable() or character.isspace():
        category = unicodedata.category(character)
        if character == "\t" or category not in {"Cc", "Zl", "Zp"}:
            return character
    if character < " ":
        return chr(0x2400 + ord(character))  # the control pictures, such as ␀ and ␛
    return "\N{REPLACEMENT CHARACTER}"


def _cut(key: str) -> str:
    """A key that may be as long as the file, as far as a message repeats it."""
    return key if len(key) <= 2 * _CONTEXT else key[: 2 * _CONTEXT] + "…"


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around the column, and the column in that part."""
    start = max(0, column - 1 - _CONTEXT)
    end = column - 1 + _CONTEXT
    before = "…" if start else ""
    after = "…" if end < len(line) else ""
    return before + line[start:end] + after, column - start + len(before)


def _padding(before: str) -> str:
    """Blank text as wide on a terminal as `before`: tabs stay, wide characters take two cells."""
    from wcwidth import wcswidth  # only who shows a problem pays for it

    return "\t".join(" " * max(wcswidth(part), 0) for part in before.split("\t"))


class EditError(Exception):
    """An edit that did not come out as wanted; the text is to be left alone."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message

    def __reduce__(self) -> tuple[type[EditError], tuple[Text]]:
        return type(self), (self.message,)  # as it is made, so that it can be sent on
