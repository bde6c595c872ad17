"""A field's value at a glance, whatever a file may hold there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeGuard

from textual.content import Content

from factmatrix import Text
from factmatrix.text import clean
from factmatrix.views.figures import NO, NONE, UNKNOWN, YES, figure
from factmatrix.views.paragraphs import paragraph
from factmatrix_tui.cells import cells, cut

if TYPE_CHECKING:
    from factmatrix.desk import Declaration, EnteredProblem, FormField, Language

BAR = 10
"""Cells of the bar of a score."""
_VALUE_ROOM = 16
"""Cells that titles leave for values, so that a bar and its number always fit."""
_TITLE_ROOM: Mapping[Language, int] = {"en": 29, "zh": 24}
"""Cells that the longest title of our fields takes with its mark; more would part them from their
values."""
_MOST = 1e15
_MOST_LINES = 3
"""Lines of a long value that are shown; all of it is seen where it is changed."""

UNITS: Mapping[str, Text] = {
    "share": Text("%", "%"),
    "CNY": Text("CNY", "元"),
    "hours": Text("h", "小时"),
    "minutes": Text("min", "分钟"),
    "days": Text("d", "天"),
}
"""What is written behind the line in which a number is typed."""


@dataclass(frozen=True, slots=True)
class FieldState:
    """What a row shows; `text` was typed and is no value, `changed` differs from the file."""

    value: object = None
    text: str | None = None
    problems: tuple[EnteredProblem, ...] = ()
    changed: bool = False
    evidence: str = ""


def title_width(width: int, language: Language) -> int:
    """Cells for mark and title."""
    return max(14, min(_TITLE_ROOM[language], width - _VALUE_ROOM))


def shown(
    state: FieldState, field: FormField, width: int, indent: int, language: Language
) -> Content:
    """What stands behind the title: the value or what was typed, and a sign of its evidence."""
    noted = " †" if state.evidence else ""
    room = max(2, width - indent - len(noted))
    if state.text is not None:
        return Content.styled(cut(f"“{clean(state.text)}”", room), "$text-error")
    value = glance(state.value, field, language)
    if cells(value.plain) > room:
        lines = paragraph(value.plain, room, language)
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], cut(" ".join(lines[_MOST_LINES - 1 :]), room)]
        value = Content(("\n" + " " * indent).join(lines))
    return Content.assemble(value, (noted, "$text-muted"))


def glance(value: object, field: FormField, language: Language) -> Content:
    """The value in a few words; unknown, no and none look different from one another."""
    if value is None:
        return Content.styled(f"· {UNKNOWN.in_(language)}", "$text-muted italic")
    if isinstance(value, bool):
        return Content(f"● {YES.in_(language)}" if value else f"○ {NO.in_(language)}")
    if value in ([], ()):
        return Content(f"○ {NONE.in_(language)}")
    said = written(value, field, language)
    if _is_number(value) and has_bar(field.declaration):
        return Content(f"{_bar(value)} {said}")
    return Content(said)


def written(value: object, field: FormField, language: Language) -> str:
    """A known value as people write it; what is no value of the field as the file has it."""
    if isinstance(value, list | tuple):
        names = [written(item, field, language) for item in value]
        return ("; " if language == "en" else "、").join(names) or NONE.in_(language)
    if isinstance(value, bool):
        return (YES if value else NO).in_(language)
    if isinstance(value, str | date):
        return clean(figure(value, field.domain, language))
    if _is_number(value):
        return _choice(value, field.declaration, language) or clean(
            figure(value, field.domain, language)
        )
    return clean(str(value))


def has_bar(declaration: Declaration) -> bool:
    """Whether a bar shows where a score stands.

    Experience scores go by tenths and may be on a scale of 5, which a bar of 100 would belie.
    """
    return (declaration.low, declaration.high, declaration.step) == (0, 100, 1)


def _choice(value: float, declaration: Declaration, language: Language) -> str:
    labels = (c.label.in_(language) for c in declaration.choices if c.value == value)
    return clean(next(labels, ""))


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and math.isfinite(value) and abs(value) < _MOST


def _bar(value: float) -> str:
    filled = max(0, min(round(value / 100 * BAR), BAR))
    return "█" * filled + "░" * (BAR - filled)
