"""TOML text to plain data, with a message that a person can act on where it is not TOML."""

from __future__ import annotations

import re
from typing import Any

import toml_rs

from factmatrix.text import Text
from factmatrix.toml import limits
from factmatrix.toml.problem import Problem, SourceError, problem_at


def parse(text: str) -> dict[str, Any]:
    """The data of a TOML 1.0 text: dicts, lists, str, int, float, bool, dates and times.

    Raises SourceError for text that is not TOML or asks too much of the parser (`limits`). nan,
    inf and integers beyond 64 bits are read: whoever knows what a number means judges it.
    """
    data = parse_unmeasured(text)
    insist_on_measure(data, text)
    return data


def insist_on_measure(data: dict[str, Any], text: str) -> None:
    """Raises SourceError if the data of a text nests too deep or holds too many values."""
    depth, values = limits.measure(data)
    if values > limits.MAX_VALUES:
        raise SourceError(problem_at("", 0, limits.many_values_message(values)))
    if depth > limits.MAX_DEPTH:
        raise SourceError(_too_deep(text))


def parse_unmeasured(text: str) -> dict[str, Any]:
    """What `parse` gives, for those who insist on its measure later, or need not."""
    limits.check(text)
    try:
        data = toml_rs.loads(text, toml_version="1.0.0")
    except toml_rs.TOMLDecodeError as error:
        # Loaded only where something is wrong, like all words about errors: reading starts faster.
        from factmatrix.toml.syntax import explain

        # The parser counts bytes.
        offset = len(text.encode()[: error.pos].decode(errors="ignore"))
        raise SourceError(explain(text, offset, error.msg.splitlines()[-1])) from error
    except ValueError as error:
        raise SourceError(_impossible_value(text)) from error
    return data


def _impossible_value(text: str) -> Problem:
    """The first date or time that is well-formed but does not exist.

    The rest of the text need not be valid, so it is searched, not laid out.
    """
    from factmatrix.toml.syntax_messages import other
    from factmatrix.toml.tokens import TOKEN

    for match in TOKEN.finditer(text):
        source = match[0]
        if re.match(r"\d\d+[-:]", source) and not _exists(source):
            message = Text(
                f"There is no date or time {source}. Years run from 0001 to 9999, "
                "seconds from 00 to 59.",
                f"不存在 {source} 这样的日期或时间。年份为 0001–9999，秒数为 00–59。",
            )
            return problem_at(text, match.start(), message, source=source)
    return problem_at(text, 0, other("a value is out of range"))


def _exists(source: str) -> bool:
    try:
        toml_rs.loads(f"value = {source}", toml_version="1.0.0")
    except toml_rs.TOMLDecodeError:
        return True  # not even well-formed: another message's business
    except ValueError:
        return False
    return True


def _too_deep(text: str) -> Problem:
    from factmatrix.toml.layout import Layout

    place = next(node for node, depth in Layout(text).walk() if depth > limits.MAX_DEPTH)
    return problem_at(text, place.key, limits.nesting_message())
