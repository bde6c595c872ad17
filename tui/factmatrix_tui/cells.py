"""Text measured in cells of the screen, where a Chinese character takes two."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from wcwidth import clip, ljust, wcswidth

from factmatrix.desk import Language
from factmatrix.text import clean
from factmatrix.views.paragraphs import paragraph


def cells(text: str) -> int:
    """How many cells a text takes."""
    return max(0, wcswidth(text))


def cut(text: str, width: int) -> str:
    """The text in at most so many cells; a cut shows."""
    if cells(text) <= width:
        return text
    return clip(text, 0, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def filled(text: str, width: int) -> str:
    """The text cut or filled up to exactly so many cells."""
    return ljust(cut(text, width), width)


def side_by_side(parts: Iterable[str], between: str, width: int) -> list[str]:
    """As many parts to a line as fit into so many cells; none is broken."""
    lines: list[str] = []
    for part in parts:
        if lines and cells(lines[-1] + between + part) <= width:
            lines[-1] += between + part
        else:
            lines.append(part)
    return lines


def hung(mark: str, text: str, width: int, language: Language, style: str = "") -> Content:
    """A paragraph of untrusted text; its further lines stand under its first, not its mark."""
    lines = paragraph(clean(text), max(cells(mark) + 8, width), language, first=mark)
    return Content.styled("\n".join(lines), style) if style else Content("\n".join(lines))
