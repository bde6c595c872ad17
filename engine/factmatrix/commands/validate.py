"""`fact validate`: every error of profiles, with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.failing import Exit
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Plugin
from factmatrix.commands.streams import write
from factmatrix.text import Text

HELP = Text(
    "Check profiles: every error with its line and column.", "检查档案，逐条指出错误的行列位置。"
)


def validate(
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
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
) -> int:
    """Report every problem; exit 1 if any file has errors (warnings alone do not count)."""
    from factmatrix.commands.profiles import find_profiles
    from factmatrix.commands.settings import settle

    settings = settle(lang, None, plugin, no_plugin)
    found = find_profiles(paths)
    engine = settings.engine()
    errors = warnings = bad = 0
    for path in found:
        reading = engine.read(path)
        for problem in reading.problems:
            write(problem.render(path, settings.language))
        errors += len(reading.errors)
        warnings += len(reading.warnings)
        bad += bool(reading.errors)
    summary = Text(
        f"{len(found)} checked, {bad} with errors ({errors} errors, {warnings} warnings)",
        f"共检查 {len(found)} 份，{bad} 份有错（{errors} 个错误，{warnings} 个提醒）",
    )
    write(summary.in_(settings.language))
    return Exit.SOME_FAILED if bad else Exit.DONE
