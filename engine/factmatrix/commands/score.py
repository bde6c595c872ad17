"""`fact score`: ranked and explained advice for profiles."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factmatrix.commands.failing import Exit, write
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Plugin, Rules, StrictPlugins
from factmatrix.text import Text

if TYPE_CHECKING:
    from datetime import date

    from factmatrix.assessment import Assessment
    from factmatrix.engine import Engine
    from factmatrix.profile.reading import Reading
    from factmatrix.text import Language

HELP = Text("Rank the four positions for brands and say why.", "为品牌给四大阵地排序，并说明理由。")


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def score(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help=told(
                Text(
                    "Profiles, or folders of profiles (*.toml).",
                    "档案文件，或存放档案（*.toml）的文件夹。",
                )
            ),
        ),
    ],
    written_as: Annotated[
        Format,
        typer.Option("--format", help=told(Text("How to write the answer.", "输出格式。"))),
    ] = Format.TABLE,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help=told(
                Text(
                    "Show what raised and lowered each score, every action, the whole plan.",
                    "展示每个得分的拉高和拉低因素、全部动作与完整计划。",
                )
            ),
        ),
    ] = False,
    date: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            help=told(
                Text(
                    "The day to assess for (default: today); a profile's own as_of comes first.",
                    "评估日期（默认今天）；档案里写了 as_of 的以档案为准。",
                )
            ),
        ),
    ] = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    strict_plugins: StrictPlugins = False,
) -> int:
    """Read, assess and show every profile; bad files are reported and the rest is scored."""
    from factmatrix.commands.profiles import day_of, find_profiles
    from factmatrix.commands.settings import settle

    settings = settle(lang, rules, plugin, no_plugin, strict_plugins=strict_plugins)
    day = day_of(date)
    found = find_profiles(paths)
    engine = settings.engine()
    readings = [engine.read(path) for path in found]
    failed = [reading for reading in readings if reading.profile is None]
    results = [
        (reading, engine.assess(reading.profile, day))
        for reading in readings
        if reading.profile is not None
    ]
    _show(engine, day, failed, results, settings.language, written_as, explain=explain)
    plugins_failed = any(report.status == "failed" for report in engine.reports)
    calls_failed = any(assessment.failures for _, assessment in results)
    return Exit.SOME_FAILED if failed or plugins_failed or calls_failed else Exit.DONE


def _show(
    engine: Engine,
    day: date,
    failed: list[Reading],
    results: list[tuple[Reading, Assessment]],
    language: Language,
    written_as: Format,
    *,
    explain: bool,
) -> None:
    if written_as is Format.JSON:
        import json

        from factmatrix.views.result import envelope

        result = envelope(engine, day, failed, results, language)
        write(json.dumps(result, ensure_ascii=False, indent=2, allow_nan=False))
    elif written_as is Format.MARKDOWN:
        from factmatrix.views.markdown import report

        write("\n".join(report(engine, results, language, explain=explain)))
    else:
        from factmatrix.commands.screen import screen
        from factmatrix.views.terminal import advice

        here = screen(language)
        for i, (_, assessment) in enumerate(results):
            lines = advice(assessment, engine.space, here, explain=explain)
            write("\n".join([*([""] if i else []), *lines]))
    from factmatrix.commands.profiles import tell_problems

    tell_problems(engine, failed, [reading for reading, _ in results], language)
