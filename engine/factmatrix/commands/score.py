"""`fact score`: ranked and explained advice for profiles."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import (
    Day,
    Format,
    Lang,
    NoPlugin,
    Paths,
    Plugin,
    PluginsDir,
    Rules,
    StrictPlugins,
    WrittenAs,
)
from factmatrix.commands.streams import ReaderLeft, write, write_json
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.commands.settings import Settings
    from factmatrix.engine import Engine
    from factmatrix.views.run import Run

HELP = Text("Rank the positions for brands and say why.", "为品牌给各个阵地排序，并说明理由。")


def score(
    paths: Paths,
    written_as: WrittenAs = Format.TABLE,
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
    date: Day = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
    strict_plugins: StrictPlugins = None,
) -> int:
    """Read, assess and show every profile; bad files are reported and the rest is scored."""
    from factmatrix.commands.profiles import day_of, find_profiles, tell_plugins, tell_problems
    from factmatrix.commands.settings import settle
    from factmatrix.profile.as_of import doubt_as_of
    from factmatrix.views.run import Run

    settings = settle(lang, rules, plugin, no_plugin, plugins_dir, strict_plugins=strict_plugins)
    day = day_of(date)
    found, lost = find_profiles(paths)
    engine = settings.engine()
    _insist_on_a_position(engine)
    readings = [doubt_as_of(engine.read(path), day) for path in found]
    failed = [*lost, *(reading for reading in readings if reading.profile is None)]
    results = [
        (reading, engine.assess(reading.profile, day, plugin_failures=reading.plugin_failures))
        for reading in readings
        if reading.profile is not None
    ]
    unanswered = [failure for _, assessment in results for failure in assessment.failures]
    settings.insist(failure.position for failure in unanswered)
    with suppress(ReaderLeft):  # what went wrong is told all the same
        _show(Run(engine, day, failed, results), settings, written_as, explain=explain)
    read = [reading for reading, _ in results]
    tell_problems(failed, read, engine.reports, settings.language)
    plugins_sound = all(report.status != "failed" for report in engine.reports)
    if not results or written_as is not Format.TABLE:  # else the table has named them
        tell_plugins(engine, settings.language)
    if failed:
        complain(_counted(len(results), len(failed)), settings.language)
    return Exit.SOME_FAILED if failed or unanswered or not plugins_sound else Exit.DONE


def _insist_on_a_position(engine: Engine) -> None:
    """Raises UsageProblem where somebody switched all positions off."""
    if engine.reports and all(report.status == "disabled" for report in engine.reports):
        raise UsageProblem(
            Text(
                "all positions are switched off (--no-plugin, FACT_NO_PLUGIN, or [plugins] disable "
                "in config.toml): leave one on, or switch it on with --plugin ID",
                "所有阵地都已停用（--no-plugin、FACT_NO_PLUGIN 或 config.toml 的 "
                "[plugins] disable）：请至少保留一个，或用 --plugin ID 启用",
            )
        )


def _counted(scored: int, failed: int) -> Text:
    return Text(
        f"profiles scored: {scored}, failed: {failed}", f"已评分 {scored} 份，失败 {failed} 份"
    )


def _show(run: Run, settings: Settings, written_as: Format, *, explain: bool) -> None:
    if written_as is Format.JSON:
        from factmatrix.views.result import envelope

        write_json(envelope(run, settings.language))
    elif written_as is Format.MARKDOWN:
        from factmatrix.views.markdown import report

        write("\n".join(report(run, settings.shown(), explain=explain)))
    elif run.results:
        from factmatrix.commands.screen import screen
        from factmatrix.views.terminal import answers

        write("\n".join(answers(run, screen(settings.shown()), explain=explain)))
