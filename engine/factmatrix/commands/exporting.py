"""`fact export`: profiles to a table of brands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Paths, Plugin, PluginsDir
from factmatrix.text import Text

HELP = Text("Write profiles as a table, one a row.", "把档案写成表格，一份一行。")


def export(
    paths: Paths,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="TABLE",
            help=told(
                Text(
                    "The table to write or replace: .csv, .xlsx, .parquet or .jsonl.",
                    "要写入或替换的表格：.csv、.xlsx、.parquet 或 .jsonl。",
                )
            ),
        ),
    ],
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Write the profiles that are sound; the rest is reported and fails the run."""
    from factmatrix.commands.profiles import failed, find_profiles, tell_plugins, tell_problems
    from factmatrix.commands.settings import settle
    from factmatrix.tables.exporting import Brands
    from factmatrix.tables.problems import TableError
    from factmatrix.tables.writing import check_writable, write_table
    from factmatrix.toml.save import why_not_saved

    settings = settle(lang, None, plugin, no_plugin, plugins_dir)
    found, lost = find_profiles(paths)
    try:
        check_writable(output, len(found))
        engine = settings.engine()
        brands = Brands(engine.sections)
        for path in found:
            reading = engine.read(path)
            if reading.profile is None:
                lost.append(reading)
                continue
            try:
                brands.add(reading.profile)
            except TableError as error:
                lost.append(failed(path, error.text))
        if brands.height:
            write_table(output, brands)
    except TableError as error:
        raise UsageProblem(error.text) from None
    except OSError as error:
        complain(why_not_saved(output, error), settings.language)
        return Exit.SOME_FAILED
    tell_problems(lost, (), engine.reports, settings.language)
    plugins_sound = tell_plugins(engine, settings.language)
    complain(_summary(brands.height, len(lost), output), settings.language)
    return Exit.SOME_FAILED if lost or not plugins_sound else Exit.DONE


def _summary(written: int, failed: int, output: Path) -> Text:
    if not written:
        return Text(
            f"{output} was not written: no profile could be read (failed: {failed})",
            f"未写入 {output}：没有可读的档案（失败 {failed} 份）",
        )
    return Text(
        f"profiles written to {output}: {written}, failed: {failed}",
        f"已写入 {output} 共 {written} 份，失败 {failed} 份",
    )
