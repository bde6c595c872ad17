"""`fact why`: what puts one position above another."""

from __future__ import annotations

from typing import Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem
from factmatrix.commands.language import told
from factmatrix.commands.one_brand import Brand, Profile
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
    "Why one position scores above another: only what differs.",
    "一个阵地为何高于另一个：只看差异。",
)


def why(
    path: Profile,
    one: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]",
            help=told(
                Text(
                    "A position by id or letter (default: the two that score highest).",
                    "阵地（id 或字母）；不写则取得分最高的两个。",
                )
            ),
        ),
    ] = None,
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="[B]",
            help=told(
                Text(
                    "The position to hold it against (default: the best other one).",
                    "与之对比的阵地；不写则取其余得分最高的。",
                )
            ),
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help=told(Text("Show every difference.", "列出全部差异。"))),
    ] = False,
    written_as: WrittenAs = Format.TABLE,
    date: Day = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Say in a paragraph and a table what makes the difference of two scores."""
    from factmatrix.commands.one_brand import answer, read_brand
    from factmatrix.commands.profiles import day_of
    from factmatrix.commands.settings import settle
    from factmatrix.robustness.why import why as why_above
    from factmatrix.views.brand_answer import why_answer
    from factmatrix.views.why import paragraph, table

    settings = settle(lang, rules, plugin, no_plugin, plugins_dir)
    brand = read_brand(settings, path, day_of(date))
    if brand is None:
        return Exit.SOME_FAILED
    first, second = (brand.assessment.position(p).fit for p in _pair(brand, one, other))
    found = why_above(first, second)
    if found is None:
        raise UsageProblem(
            Text(
                "One of the two has no score yet: too little is known. `fact score` says what to "
                "ask.",
                "两个阵地中有一个还没有得分，已知信息太少。该问什么见 fact score。",
            )
        )
    names = brand.names
    return answer(
        brand,
        written_as,
        paragraph(found, names),
        lambda: [table(found, names, whole=explain)],
        lambda: why_answer(
            brand.engine, brand.reading, brand.assessment, found, brand.day, settings.language
        ),
    )


def _pair(brand: Brand, one: str | None, other: str | None) -> tuple[str, str]:
    """The two positions asked about; those not named are the best to choose among."""
    named = [brand.position(name) for name in (one, other) if name is not None]
    ranked = [r.info.id for r in brand.assessment.ranking if r.rank is not None]
    best = [position for position in ranked if position not in named]
    pair = [*named, *best][:2]
    if len(set(pair)) < 2:
        raise UsageProblem(
            Text(
                "Two positions with a score are needed for a comparison.",
                "对比需要两个有得分的不同阵地。",
            )
        )
    return pair[0], pair[1]
