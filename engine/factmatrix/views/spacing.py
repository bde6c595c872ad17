"""Sentences put together from parts: one rule for the blank between Chinese and Latin."""

from __future__ import annotations

import re

_CHINESE_END = re.compile("(?:[\u3400-\u9fff]|[蓝大]V)$")
"""蓝V and 大V are Chinese words, though they end in a Latin letter."""
_CHINESE_START = re.compile("[\u3400-\u9fff]")
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z0-9%∞]$"), re.compile(r"[A-Za-z0-9¥∞×+-]")


def spaced(*parts: str) -> str:
    """The parts in a row, a blank wherever Chinese meets Latin letters or figures.

    Inside the parts nothing changes: what users write stays as it is.
    """
    text = ""
    for part in parts:
        text += " " + part if _blank_between(text, part) else part
    return text


def filled(template: str, *values: str) -> str:
    """A template such as "{}高于{}" with its places filled in, spaced in the same way."""
    fixed = template.split("{}")
    parts = [part for pair in zip(fixed, (*values, ""), strict=True) for part in pair]
    return spaced(*filter(None, parts))


def _blank_between(before: str, after: str) -> bool:
    if _CHINESE_END.search(before):
        return bool(_LATIN_START.match(after))
    return bool(_CHINESE_START.match(after) and _LATIN_END.search(before))
