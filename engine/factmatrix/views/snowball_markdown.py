"""The snowball of one brand as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factmatrix.engine import Engine
from factmatrix.snowball.answer import Outlook, Rolled
from factmatrix.text import Language
from factmatrix.views import snowball_words as words
from factmatrix.views.markdown import bullets, escape, made_with, say, table
from factmatrix.views.screen import Screen
from factmatrix.views.snowball import chart, figure_rows, heading, round_rows
from factmatrix.views.wording import cited_rules

_CELLS, _ROWS = 76, 10


def report(outlook: Outlook, engine: Engine, day: date, language: Language) -> Iterator[str]:
    """Conclusions, stages, chart, rounds, what the model begins with, and what made it."""
    yield f"# {escape(outlook.name)}"
    yield ""
    yield heading(outlook, engine.space, day, language)
    yield ""
    conclusions = (say(text, language) for text in words.conclusions(outlook))
    yield from bullets(words.TITLE, conclusions, language)
    questions = (f"{say(need.question, language)} (`{need.input}`)" for need in outlook.needs)
    yield from bullets(words.ASKED, questions, language)
    stoppers = (
        say(notice.message, language) + cited_rules(notice.rules, language)
        for notice in outlook.stoppers
    )
    diagnosis = [escape(words.stages(outlook, language)), *stoppers]
    yield from bullets(words.DIAGNOSIS, diagnosis, language)
    if outlook.rolled:
        yield from _rolled(outlook.rolled, language)
    yield made_with(engine, language)


def _rolled(rolled: Rolled, language: Language) -> Iterator[str]:
    if any(course.pushes for course in rolled.courses):
        yield from (f"## {say(words.CHART, language)}", "", "```text")
        yield from chart(rolled, Screen(language, _CELLS), _ROWS)
        yield from ("```", "")
    for course in rolled.courses:
        if course.pushes:
            yield from (f"## {say(words.ROUNDS[course.view], language)}", "")
            yield from table(round_rows(course, language))
    yield from (f"## {say(words.BEGINS_WITH, language)}", "")
    yield from table(figure_rows(rolled, language))
    for text in (*words.slope_sentences(rolled.slope, rolled.push), words.STORY):
        yield f"- {say(text, language)}"
    yield ""
