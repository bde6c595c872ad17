"""Paragraphs broken to a width in cells, in Chinese as in English."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from wcwidth import iter_graphemes, width

from factmatrix.text import Language

_OPENING = frozenset("（《「『【〈“‘([{<")
_CLOSING = frozenset("，。、；：？！…—）》」』】〉”’)]}>,.;:?!%·")
"""What begins and what ends a phrase or parts two: no line ends with the one or begins with the
other."""
HELD = "\u00a0"
"""A blank at which no line breaks; it is written as any other."""


def paragraph(
    text: str, cells: int, language: Language, first: str = "", rest: str | None = None
) -> list[str]:
    """The text in lines of at most that many cells.

    `first` leads the first line and `rest`, by default blank and as wide, all others. Lines break
    at blanks, in Chinese also beside wide characters; in English those are names and stay whole.
    """
    rest = " " * width(first) if rest is None else rest
    lines: list[str] = []
    line, room = first, cells - width(first)
    for piece in _pieces(text, cells - max(width(first), width(rest)), language):
        if width(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line, room = rest, cells - width(rest)
        line += piece
        room -= width(piece)
    return [each.replace(HELD, " ") for each in (*lines, line.rstrip())]


@lru_cache(maxsize=512)
def _pieces(text: str, longest: int, language: Language) -> tuple[str, ...]:
    """The parts of a text between which a line may break, none wider than `longest`.

    An app shows most of its texts again and again.
    """
    return tuple(_found_pieces(text, longest, language))


def _found_pieces(text: str, longest: int, language: Language) -> Iterator[str]:
    piece, before = "", ""
    for grapheme in iter_graphemes(text):
        # A blank may hang over the end; one that carries an accent is not blank.
        full = not grapheme.isspace() and width(piece + grapheme) > longest
        may_break = _may_break(before, grapheme, language)
        if piece and (full or may_break):
            kept = "" if may_break else _carried_over(piece, before, grapheme)
            yield piece.removesuffix(kept)
            piece = kept
        piece += grapheme
        before = grapheme
    if piece:
        yield piece


def _carried_over(piece: str, before: str, after: str) -> str:
    """The end of a piece too long for a line that goes to the next one.

    A path is cut behind a separator, and nothing so that the next line begins with what closes.
    """
    folder = max(piece.rfind("/"), piece.rfind("\\")) + 1
    if 1 < folder < len(piece):
        return piece[folder:]
    return before if after in _CLOSING and piece != before else ""


def _may_break(before: str, after: str, language: Language) -> bool:
    if after.isspace() or after in _CLOSING or before == HELD:
        return False
    if before.isspace():
        return True
    if language == "en" or before in _OPENING:
        return False
    return width(before) == 2 or width(after) == 2
