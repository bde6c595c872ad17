"""`fact diff`: what changed from one result to another."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factmatrix.commands.comparing import (
    SHOWN,
    Format,
    Top,
    WrittenAs,
    by_ending,
    deliver,
    insist_on_another_file,
    is_unicode,
)
from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, Output, PluginsDir
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.commands.settings import Settings
    from factmatrix.results.comparing import Comparison

HELP = Text(
    "Compare two results: whose lead, role or score changed, and why.",
    "对比两份结果：哪些品牌的主推、角色或得分变了，为什么。",
)


class By(StrEnum):
    """What tells brands apart."""

    PATH = "path"
    NAME = "name"


Result = Annotated[
    Path,
    typer.Argument(
        metavar="OLD",
        help=told(
            Text(
                "The earlier result: a table of `fact batch` (.csv, .xlsx, .parquet, .jsonl) or "
                "the JSON of `fact score --format json`.",
                "较早的结果：fact batch 的结果表（.csv、.xlsx、.parquet、.jsonl），或 "
                "fact score --format json 的输出。",
            )
        ),
    ),
]


def diff(
    old: Result,
    new: Annotated[
        Path,
        typer.Argument(metavar="NEW", help=told(Text("The later result.", "较晚的结果。"))),
    ],
    by: Annotated[
        By,
        typer.Option(
            help=told(
                Text(
                    "What tells brands apart: path and row (default), or name.",
                    "按什么识别品牌：path（路径和行号，默认）或 name（名称）。",
                )
            ),
        ),
    ] = By.PATH,
    top: Top = None,
    written_as: WrittenAs = None,
    output: Output = None,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Exit 0 whether or not there are changes."""
    from factmatrix.commands.settings import settle

    settings = settle(lang, plugins_dir=plugins_dir)
    chosen = written_as or by_ending(output)
    if output is not None:
        insist_on_another_file(output, (old, new))
    from factmatrix.results.comparing import compare
    from factmatrix.results.reading import read_results
    from factmatrix.results.refusing import NotResults

    try:
        comparison = compare(read_results(old, by.value), read_results(new, by.value), by.value)
        pieces = _pieces(comparison, chosen, top, settings, to_file=output is not None)
    except NotResults as error:
        raise UsageProblem(error.text) from None
    deliver(pieces, output)
    if output is not None or chosen is not Format.TABLE:
        _tell(comparison, settings)
    return Exit.DONE


def _pieces(
    comparison: Comparison, chosen: Format, top: int | None, settings: Settings, *, to_file: bool
) -> Iterator[str]:
    """The comparison as text, made while it is written; all cells have been read before."""
    from factmatrix.results.changes import brand_changes
    from factmatrix.results.reasons import with_reasons
    from factmatrix.views.change_words import names_of

    names = names_of(settings.engine())
    language = settings.language
    if chosen is Format.TABLE:
        from factmatrix.commands.screen import PIPED_CELLS, screen
        from factmatrix.views.changes import comparison_lines
        from factmatrix.views.screen import Screen

        top = top or SHOWN
        changed = with_reasons(comparison, comparison.changed.head(top))
        shown = list(brand_changes(comparison, changed))
        at_hand = Screen(language, PIPED_CELLS) if to_file else screen(settings.shown())
        return (line + "\n" for line in comparison_lines(comparison, shown, top, names, at_hand))
    listed = comparison.changed if top is None else comparison.changed.head(top)
    changed = with_reasons(comparison, listed)
    unicode = is_unicode(to_file=to_file)
    if chosen is Format.CSV:
        from factmatrix.views.change_table import csv_pieces

        return csv_pieces(comparison, changed, top, names, language, bom=unicode)
    from factmatrix.views.change_result import json_pieces

    shown_all = brand_changes(comparison, changed)
    return json_pieces(comparison, shown_all, top, names, language, ascii_only=not unicode)


def _tell(comparison: Comparison, settings: Settings) -> None:
    """Beside data for programs, people are told on stderr what to know and how much changed."""
    from factmatrix.views.change_words import cautions, summary

    for text in (*cautions(comparison), summary(comparison)):
        complain(text, settings.language)
