"""`fact rules diff`: which brands change with the rules, by how much, because of which change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factmatrix.causes import NO_OVERLAY
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
from factmatrix.commands.options import (
    Day,
    Lang,
    Mapping,
    NoPlugin,
    Output,
    Plugin,
    PluginsDir,
    Rules,
    Sheet,
)
from factmatrix.text import Text

if TYPE_CHECKING:
    from datetime import date

    from factmatrix.causes.scoring import Causes
    from factmatrix.commands.settings import Settings
    from factmatrix.engine import Engine
    from factmatrix.views.causes_words import Sides

HELP = Text(
    "Compare two overlays on your brands: who changes lead, role, rank or score, because of which "
    "rule.",
    "在自己的品牌上对比两份覆盖规则：谁的主推、角色、名次或得分会变，因为哪条改动。",
)

Old = Annotated[
    str,
    typer.Argument(
        metavar="A",
        help=told(
            Text(
                "The overlay in use so far; - for the rules without one.",
                "原来的覆盖文件；- 表示不用覆盖文件。",
            )
        ),
    ),
]
New = Annotated[
    str,
    typer.Argument(
        metavar="B",
        help=told(
            Text("The overlay that is to take its place; or -.", "要换上的覆盖文件，也可写 -。")
        ),
    ),
]
On = Annotated[
    list[str],
    typer.Option(
        "--on",
        metavar="PATH",
        help=told(
            Text(
                "The brands (required): profiles, folders, patterns, or one table of brands; may "
                "be repeated.",
                "品牌（必填）：档案文件、文件夹、通配符，或一张品牌表；可多次使用。",
            )
        ),
    ),
]


def diff(
    old: Old,
    new: New,
    on: On,
    top: Top = None,
    written_as: WrittenAs = None,
    output: Output = None,
    date: Day = None,
    mapping: Mapping = None,
    sheet: Sheet = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Exit 0 whether or not brands change, 1 if some could not be read or scored."""
    from factmatrix.causes.scoring import causes, way
    from factmatrix.commands.profiles import day_of, tell_plugins
    from factmatrix.commands.rules_diff_brands import find_brands, read_brands
    from factmatrix.commands.settings import settle
    from factmatrix.views.causes_words import Side, Sides

    settings = settle(lang, rules, plugin, no_plugin, plugins_dir)
    chosen, day = written_as or by_ending(output), day_of(date)
    found = find_brands(on, mapping, sheet)
    if output is not None:
        insist_on_another_file(output, (*_overlays(old, new), *found.paths))
    base = settings.engine()
    before, after = (_under(base, path, settings) for path in (old, new))
    through = way(base, before, after, day)
    brands = read_brands(found, base, through, day, settings)
    answer = causes(through, brands.table)
    sides = Sides(base, Side(_path(old), before), Side(_path(new), after))
    pieces = _pieces(answer, sides, day, brands.failed, chosen, top, settings, output is not None)
    deliver(pieces, output)
    if output is not None or chosen is not Format.TABLE:
        _tell(answer, sides, settings)
    plugins_sound = tell_plugins(base, settings.language)
    return Exit.DONE if brands.sound and plugins_sound else Exit.SOME_FAILED


def _path(overlay: str) -> str | None:
    return None if overlay == NO_OVERLAY else overlay


def _overlays(*named: str) -> list[Path]:
    return [Path(name) for name in named if name != NO_OVERLAY]


def _under(base: Engine, overlay: str, settings: Settings) -> Engine:
    """The engine under an overlay, of which is told what is doubtful; raises UsageProblem."""
    from factmatrix.rules.problems import RulesError

    if overlay == NO_OVERLAY:
        return base
    try:
        engine = base.overlaid([Path(overlay)])
    except RulesError as error:
        raise UsageProblem(error.text) from error
    for warning in engine.rules_warnings[len(base.rules_warnings) :]:
        complain(Text(warning.line("en"), warning.line("zh")), settings.language)
    return engine


def _pieces(
    answer: Causes,
    sides: Sides,
    day: date,
    failed: int,
    chosen: Format,
    top: int | None,
    settings: Settings,
    to_file: bool,
) -> Iterator[str]:
    """The comparison as text, made while it is written."""
    from factmatrix.causes.brands import brand_causes
    from factmatrix.causes.effects import effects
    from factmatrix.views.change_words import names_of

    names, language = names_of(sides.base), settings.language
    if chosen is Format.TABLE:
        from factmatrix.commands.screen import PIPED_CELLS, screen
        from factmatrix.views.causes import comparison_lines
        from factmatrix.views.screen import Screen

        at_hand = Screen(language, PIPED_CELLS) if to_file else screen(settings.shown())
        shown = list(brand_causes(answer, top or SHOWN))
        lines = comparison_lines(answer, sides, list(effects(answer)), shown, names, at_hand)
        return (line + "\n" for line in lines)
    unicode, brands = is_unicode(to_file=to_file), brand_causes(answer, top)
    if chosen is Format.CSV:
        from factmatrix.views.causes_table import csv_pieces

        return csv_pieces(brands, answer.positions, bom=unicode)
    from factmatrix.views.causes_result import json_pieces

    return json_pieces(
        answer, effects(answer), brands, sides, day, failed, names, language,
        ascii_only=not unicode,
    )  # fmt: skip


def _tell(answer: Causes, sides: Sides, settings: Settings) -> None:
    """Beside data for programs, people are told on stderr what to know and how much changed."""
    from factmatrix.views.causes_words import cautions, result

    for text in (*cautions(answer, sides.base), result(answer, sides)):
        complain(text, settings.language)
