"""Pages made of sentences and tables, written for a terminal or as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from factmatrix.text import Language, Text
from factmatrix.views.columns import Align, columns
from factmatrix.views.screen import Screen


class Section(NamedTuple):
    """A heading, a table whose first row are its heads, and sentences above and below it.

    `flexible` are the columns that are cut where the screen is narrow.
    """

    heading: Text
    said: Sequence[Text] = ()
    rows: Sequence[Sequence[str]] = ()
    aligns: Sequence[Align] = ()
    flexible: Sequence[int] = (0,)
    notes: Sequence[Text] = ()


def on_screen(sections: Iterable[Section], screen: Screen) -> Iterator[str]:
    """A blank line, the heading and what is below it, for each."""
    for section in sections:
        yield ""
        yield screen.heading("  " + screen.say(section.heading))
        for text in section.said:
            yield from screen.lines(screen.say(text), "  ")
        if len(section.rows) > 1:
            yield from columns(
                section.rows, section.aligns, cells=screen.cells, flexible=section.flexible
            )
        for text in section.notes:
            yield from screen.lines(screen.say(text), "  ")


def in_markdown(sections: Iterable[Section], language: Language) -> Iterator[str]:
    """The same as Markdown."""
    from factmatrix.views import markdown  # which needs the engine, and an app has none

    for section in sections:
        yield f"## {markdown.say(section.heading, language)}"
        yield ""
        for text in section.said:
            yield from (markdown.say(text, language), "")
        if len(section.rows) > 1:
            yield from markdown.table(section.rows)
        for text in section.notes:
            yield from (markdown.say(text, language), "")
