"""Sentences put together from parts: one rule for the blank between Chinese and Latin."""

from __future__ import annotations

from string import ascii_letters, digits

_CHINESE_WORDS = ("蓝V", "大V")
"""They are Chinese, though they end in a Latin letter."""
_LATIN_ENDS = frozenset(ascii_letters + digits + "%∞")
_LATIN_STARTS = frozenset(ascii_letters + digits + "¥∞×+-")


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
    if not (before and after):
        return False
    if _is_chinese(before[-1]) or before.endswith(_CHINESE_WORDS):
        return after[0] in _LATIN_STARTS
    return _is_chinese(after[0]) and before[-1] in _LATIN_ENDS


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
