"""`fact robust`: how sure it is who leads, and what would change that."""

from __future__ import annotations

from typing import Annotated

import typer

from factmatrix.commands.failing import Exit
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
    "How sure is the lead: which weight or figure would have to differ for another.",
    "主推有多稳：哪个权重、哪项指标变到多少会换主推。",
)


def robust(
    path: Profile,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help=told(Text("Show every weight and every figure.", "列出全部权重和全部指标。")),
        ),
    ] = False,
    written_as: WrittenAs = Format.TABLE,
    date: Day = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Score a brand again with weights and figures changed, one by one and all weights at once."""
    from factmatrix.commands.one_brand import answer, read_brand
    from factmatrix.commands.profiles import day_of
    from factmatrix.commands.settings import settle
    from factmatrix.robustness.robustness import robustness
    from factmatrix.views.brand_answer import robust_answer
    from factmatrix.views.robustness import in_short, sections

    settings = settle(lang, rules, plugin, no_plugin, plugins_dir)
    brand = read_brand(settings, path, day_of(date))
    if brand is None:
        return Exit.SOME_FAILED
    found = robustness(brand.choice, brand.profile)
    names = brand.names
    return answer(
        brand,
        written_as,
        in_short(found, names),
        lambda: sections(found, names, whole=explain),
        lambda: robust_answer(
            brand.engine, brand.reading, brand.assessment, found, brand.day, settings.language
        ),
    )
