"""`fact target`: what it would take for a position to lead."""

from __future__ import annotations

from typing import Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem
from factmatrix.commands.language import told
from factmatrix.commands.one_brand import Profile
from factmatrix.commands.options import (
    Day,
    Format,
    Lang,
    NoPlugin,
    Plugin,
    PluginsDir,
    Rules,
    WrittenAs,
)
from factmatrix.text import Text

HELP = Text(
    "What would it take for a position to lead: the cheapest changes, scored again.",
    "要让某个阵地成为主推，最省的改动是什么（重新评分验证）。",
)


def target(
    path: Profile,
    position: Annotated[
        str,
        typer.Argument(
            metavar="POSITION",
            help=told(Text("A position by id or letter.", "阵地（id 或字母）。")),
        ),
    ],
    written_as: WrittenAs = Format.TABLE,
    date: Day = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Look for the cheapest changes that make a position lead."""
    from factmatrix.commands.one_brand import answer, read_brand
    from factmatrix.commands.profiles import day_of
    from factmatrix.commands.settings import settle
    from factmatrix.robustness.target import target as what_it_takes
    from factmatrix.views.brand_answer import target_answer
    from factmatrix.views.target import MOST_ASKED, paragraph, questions, table

    settings = settle(lang, rules, plugin, no_plugin, plugins_dir)
    brand = read_brand(settings, path, day_of(date))
    if brand is None:
        return Exit.SOME_FAILED
    wanted = brand.position(position)
    if wanted not in brand.choice.positions:
        raise UsageProblem(
            Text(
                f"{wanted} is always on: it stands beside the choice and cannot lead.",
                f"{wanted} 是常开阵地，不参与主推的选择。",
            )
        )
    found = what_it_takes(brand.choice, wanted)
    asked = [m for m in brand.assessment.missing if m.narrows.get(wanted)][:MOST_ASKED]
    names = brand.names
    return answer(
        brand,
        written_as,
        paragraph(found, names, asked),
        lambda: [
            *([table(found, names)] if found.changes else []),
            *([questions(asked)] if asked and not found.reached else []),
        ],
        lambda: target_answer(
            brand.engine, brand.reading, brand.assessment, found, brand.day, settings.language
        ),
    )
