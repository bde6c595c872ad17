"""The snowball of one brand, part by part, as a terminal or the app shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from wcwidth import width

from factmatrix.scoring.inputs import InputSpace
from factmatrix.snowball.answer import Outlook, Rolled
from factmatrix.snowball.model import Course
from factmatrix.text import Language, Text, clean
from factmatrix.views import snowball_words as words
from factmatrix.views.columns import Align, columns, cut
from factmatrix.views.figures import NOTHING, figure, number, short
from factmatrix.views.round_chart import round_chart
from factmatrix.views.screen import Screen
from factmatrix.views.wording import WHERE, cited_rules

_ROUND: tuple[Align, ...] = ("right", "right", "right", "right", "right", "right", "right")
_FIGURE: tuple[Align, ...] = ("left", "right", "left")
CHART_ROWS = 8


class Part(NamedTuple):
    """Lines that belong together below a heading, which the first part has none of."""

    heading: Text | None
    lines: list[str]


def parts(outlook: Outlook, screen: Screen, chart_rows: int = CHART_ROWS) -> Iterator[Part]:
    """What comes of it first, then the stages, the chart, the rounds and what they rest on."""
    said = [line for text in words.conclusions(outlook) for line in _item(text, screen)]
    if said:
        yield Part(None, said)
    if outlook.needs:
        yield Part(words.ASKED, list(_questions(outlook, screen)))
    yield Part(words.DIAGNOSIS, list(_stages(outlook, screen)))
    if outlook.rolled is not None:
        yield from _rolled(outlook.rolled, screen, chart_rows)


def _item(text: Text, screen: Screen) -> list[str]:
    return screen.lines(screen.say(text), "  - ")


def _questions(outlook: Outlook, screen: Screen) -> Iterator[str]:
    for need in outlook.needs:
        where = f" · {screen.say(WHERE)}{screen.say(need.where)}" if need.where else ""
        yield from screen.entry("  ? ", screen.say(need.question), f"{need.input}{where}")


def _stages(outlook: Outlook, screen: Screen) -> Iterator[str]:
    yield from screen.lines(words.stages(outlook, screen.language), "  ")
    for notice in outlook.stoppers:
        said = screen.say(notice.message) + cited_rules(notice.rules, screen.language)
        yield from screen.lines(said, "  ! ")


def _rolled(rolled: Rolled, screen: Screen, chart_rows: int) -> Iterator[Part]:
    if any(course.pushes for course in rolled.courses):
        yield Part(words.CHART, [*chart(rolled, screen, chart_rows)])
    for course in rolled.courses:
        if course.pushes:
            rows = list(round_rows(course, screen.language))
            yield Part(words.ROUNDS[course.view], columns(rows, _ROUND))
    slope = words.slope_sentences(rolled.slope, rolled.push)
    sentences = [line for text in slope for line in _item(text, screen)]
    table = columns(
        list(figure_rows(rolled, screen.language)), _FIGURE, cells=screen.cells, flexible=(0, 2)
    )
    yield Part(words.BEGINS_WITH, [*table, *sentences, *_item(words.STORY, screen)])


def chart(rolled: Rolled, screen: Screen, rows: int) -> Iterator[str]:
    """The views of each round under both views, with a legend."""
    roi, gpm = rolled.courses
    pushed = [a.pushed or b.pushed for a, b in zip(roi.rounds, gpm.rounds, strict=True)]
    yield "  " + screen.say(words.LEGEND)
    yield from round_chart(
        [r.views for r in roi.rounds], [r.views for r in gpm.rounds], pushed,
        screen.cells, rows, screen.language,
    )  # fmt: skip


def round_rows(course: Course, language: Language) -> Iterator[list[str]]:
    """The rounds of one view with their heads."""
    yield [clean(head.in_(language)) for head in words.ROUND_HEADS]
    for r in course.rounds:
        yield [
            str(r.number),
            short(r.paid_views, language),
            short(r.natural_views, language),
            words.money(r.gmv, language),
            NOTHING if r.roi is None else f"{r.roi:.2f}",
            words.money(r.cumulative, language),
            short(r.fans, language),
        ]


def figure_rows(rolled: Rolled, language: Language) -> Iterator[list[str]]:
    """What the model begins with, with heads."""
    yield [head.in_(language) for head in words.FIGURE_HEADS]
    for f in rolled.figures:
        yield [
            clean(f.title.in_(language)), number(f.value, f.unit, language),
            words.origin(f, language),
        ]  # fmt: skip


def page(outlook: Outlook, space: InputSpace, day: date, screen: Screen) -> Iterator[str]:
    """The whole answer for a terminal."""
    said = f" · {heading(outlook, space, day, screen.language)}"
    yield screen.heading(cut(clean(outlook.name), screen.cells - width(said)) + said)
    for i, part in enumerate(parts(outlook, screen)):
        if i or part.heading:
            yield ""
        if part.heading:
            yield screen.heading("  " + screen.say(part.heading))
        yield from part.lines


def heading(outlook: Outlook, space: InputSpace, day: date, language: Language) -> str:
    """What stands beside the name: category and day."""
    category = figure(outlook.category, space.domains["brand.category"], language)
    return f"{category} · {day.isoformat()}"
