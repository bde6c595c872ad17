"""What a person did wrong where the parser stopped, and what would be right.

The parser says what it expected next. People make a few mistakes again and again (a quote left
open, text without quotes, full-width punctuation from a Chinese input method), and the parser's
wording is about none of them. So the text around the place decides first, the wording second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factmatrix.text import Text
from factmatrix.toml.dates import dates_meant
from factmatrix.toml.duplicates import first_definition
from factmatrix.toml.problem import Problem, place_of, problem_at
from factmatrix.toml.syntax_messages import (
    BLANK,
    BRACKET,
    COLON,
    CONTROL,
    DATE,
    MESSAGES,
    MISSING_VALUE,
    NO_NULL,
    NUMBER,
    PERCENT,
    THOUSANDS,
    UNCLOSED_TEXT,
    UNCLOSED_TRIPLE,
    date_as,
    full_width,
    other,
    quote_it,
    table_twice,
    taken,
    truth,
    twice,
)
from factmatrix.toml.tokens import TOKEN

_BLANKS = "\u3000\u00a0\u200b\ufeff"
_HALF_WIDTH = str.maketrans(
    "“”„＂‘’＇，、：＝。．【［】］｛｝＃－＋０１２３４５６７８９" + _BLANKS,
    '""""\'\'\',,==..[[]]{}#-+0123456789' + " " * len(_BLANKS),
)
_TRUTHS = dict.fromkeys(("true", "yes", "on", "是", "有"), "true") | dict.fromkeys(
    ("false", "no", "off", "否", "没有"), "false"
)
_NOTHINGS = ("none", "null", "nil", "n/a", "?", "-", "未知", "无")
# Of a table, with a name that is short enough to be repeated.
_HEADER = re.compile(r"[ \t]*\[{1,2}[ \t]*([^\[\]\r\n]{1,40}?)[ \t]*\]")
_MAX_KEY = 80
"""Characters before a value that are searched for its key."""
_VALUE_EXPECTED = (
    "string values must be quoted",
    "invalid boolean",
    "invalid float",
    "invalid mantissa",
    "invalid fraction",
    "invalid exponent",
    "invalid integer",
    "invalid hexadecimal",
    "invalid octal",
    "invalid binary",
    "integers with a radix",
    "radix must be",
    "unexpected leading zero",
    "unexpected sign",
    "redundant numeric sign",
    "redundant integer",
    "`_` may only",
    "invalid date",
    "invalid time",
    "invalid offset",
)


def explain(text: str, offset: int, wording: str) -> Problem:
    """The problem in a text that the parser refused at `offset` (in characters) with `wording`."""
    return (
        _unclosed_string(text, offset)
        or _strange_character(text, offset)
        or _thousands(text, offset)
        or (_value(text, offset) if wording.startswith(_VALUE_EXPECTED) else None)
        or _colon(text, offset, wording)
        or _open_bracket(text, offset, wording)
        or _defined_before(text, offset, wording)
        or problem_at(text, offset, _by_wording(wording))
    )


def _unclosed_string(text: str, offset: int) -> Problem | None:
    """The first quote without its partner; what comes after it is misread up to the place."""
    for start, token in _tokens(text, 0, offset):
        if token[0] in "\"'" and not _is_closed(token):
            triple = token.startswith(('"""', "'''"))
            return problem_at(text, start, UNCLOSED_TRIPLE if triple else UNCLOSED_TEXT)
    return None


def _is_closed(string: str) -> bool:
    quotes = string[:3] if string.startswith(('"""', "'''")) else string[0]
    inside = string[len(quotes) :]
    if not inside.endswith(quotes):
        return False
    text = inside.removesuffix(quotes)
    backslashes = len(text) - len(text.rstrip("\\"))
    return quotes[0] == "'" or backslashes % 2 == 0


def _strange_character(text: str, offset: int) -> Problem | None:
    """A character on the line that cannot stand outside of text, unless it is Chinese text."""
    for start, token in _tokens(text, text.rfind("\n", 0, offset) + 1, _line_end(text, offset)):
        if token[0] in "\"'# \t\r\n" or (token[0].isalpha() and not token[0].isascii()):
            continue
        for index, character in enumerate(token):
            if character < " " or character == "\x7f":
                return problem_at(text, start + index, CONTROL)
            half = character.translate(_HALF_WIDTH)
            if half != character:
                message = BLANK if character in _BLANKS else full_width(character, half)
                return problem_at(text, start + index, message)
    return None


def _thousands(text: str, offset: int) -> Problem | None:
    """A comma between the digits of a number."""
    start = _value_start(text, offset)
    match = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?![\d,])").match(text, start)
    if not match or "[" in text[text.rfind("\n", 0, start) + 1 : start]:
        return None
    return problem_at(text, start, THOUSANDS, source=match[0])


def _value(text: str, offset: int) -> Problem:
    """Something that stands where a value should."""
    start = _value_start(text, offset)
    match = re.compile(r"[^\n\r#,\]}]*").match(text, start)
    source = match[0].strip(" \t") if match else ""
    if not source:
        return problem_at(text, offset, MISSING_VALUE)
    return problem_at(text, start, _value_message(source, _key_before(text, start)), source=source)


def _key_before(text: str, start: int) -> str:
    """The plain key and the = right in front of a value; "" where there are none."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    match = re.search(r"(?:^|[\s{,])([\w.-]+)[ \t]*=[ \t]*\Z", line[-_MAX_KEY:])
    return f"{match[1]} = " if match else ""


def _value_message(source: str, key: str) -> Text:
    if right := _TRUTHS.get(source.lower()):
        return truth(right)
    if source.lower() in _NOTHINGS:
        return NO_NULL
    if meant := dates_meant(source):
        return date_as(key, meant)
    if re.match(r"\d{4}(?:[-/年]|\.\d+\.)|\d\d?(?:[:月]|/\d+/)", source):
        return DATE
    if re.fullmatch(r"[-+]?[\d.]+ *[%％]", source):
        return PERCENT
    if re.match(r"[-+¥￥$]*[.\d]", source) or source[0] in "-+":
        return NUMBER
    return quote_it(source)


def _colon(text: str, offset: int, wording: str) -> Problem | None:
    """`key: value`, as in YAML and JSON."""
    start = len(text[:offset].rstrip(" \t")) - 1
    if wording.startswith("key with no value") and text[start : start + 1] == ":":
        return problem_at(text, start, COLON)
    return None


def _open_bracket(text: str, offset: int, wording: str) -> Problem | None:
    """The bracket that was never closed, when the parser ran on to something that cannot follow."""
    if not wording.startswith(("unclosed array,", "unclosed inline", "missing comma between arr")):
        return None
    opened: list[int] = []
    for start, token in _tokens(text, 0, offset):
        if token in "[{":
            opened.append(start)
        elif token in "]}" and opened:
            opened.pop()
    at_end = not text[offset:].strip()
    return problem_at(text, opened[-1], BRACKET) if opened and at_end else None


def _defined_before(text: str, offset: int, wording: str) -> Problem | None:
    """A name that the text has defined already."""
    if wording.startswith("duplicate key"):
        message = twice
    elif wording.startswith("cannot extend value"):
        message = taken
    else:
        return None
    first = first_definition(text, offset)
    line, column, _ = place_of(text, first)
    if line == place_of(text, offset)[0]:
        where = Text(f"in column {column} of this line", f"本行第 {column} 列")
    else:
        where = Text(f"in line {line}", f"第 {line} 行")
    header = _header(text, offset)
    if message is twice and header and _header(text, first):
        return problem_at(text, offset, table_twice(where, header))
    return problem_at(text, offset, message(where))


def _header(text: str, offset: int) -> str | None:
    """What stands between the brackets, where a key is part of a table's header."""
    start = max(text.rfind(sign, 0, offset) for sign in "\r\n") + 1
    found = _HEADER.match(text, start)
    return found[1] if found and found.start(1) <= offset < found.end(1) else None


def _by_wording(wording: str) -> Text:
    for start, message in MESSAGES.items():
        if wording.startswith(start):
            return message
    return other(wording)


def _tokens(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Offset and text of each token that begins between `start` and `end`."""
    for match in TOKEN.finditer(text, start):
        if match.start() > end:
            return
        yield match.start(), match[0]


def _value_start(text: str, offset: int) -> int:
    """Where the value around `offset` begins: after the last =, comma or bracket on its line."""
    start = max(text.rfind(mark, 0, offset) for mark in "=,[{\n") + 1
    while text.startswith((" ", "\t"), start):
        start += 1
    return min(start, offset)


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
