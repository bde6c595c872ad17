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
    return [*lines, line.rstrip()]


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
        if piece and (full or _may_break(before, grapheme, language)):
            kept = before if full and grapheme in _CLOSING and piece != before else ""
            yield piece.removesuffix(kept)
            piece = kept
        piece += grapheme
        before = grapheme
    if piece:
        yield piece


def _may_break(before: str, after: str, language: Language) -> bool:
    if after.isspace() or after in _CLOSING:
        return False
    if before.isspace():
        return True
    if language == "en" or before in _OPENING:
        return False
    return width(before) == 2 or width(after) == 2
