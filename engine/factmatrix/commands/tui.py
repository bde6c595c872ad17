"""`fact tui`, and `fact` alone: the terminal app."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.app import on_terminal, open_app
from factmatrix.commands.failing import UsageProblem
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Plugin, PluginsDir, Rules
from factmatrix.text import Text

HELP = Text("Edit profiles and watch the advice change.", "在终端应用里编辑档案，建议随改随变。")


def tui(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH",
            readable=False,  # what cannot be opened is told by the app, in the language of now
            help=told(
                Text(
                    "A profile or a folder of profiles (default: where it was left).",
                    "档案文件或文件夹（默认回到上次的位置）。",
                )
            ),
        ),
    ] = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Open the app on a profile or a folder."""
    from factmatrix.commands.settings import settle

    if not on_terminal():
        raise UsageProblem(
            Text(
                "The app needs a terminal. `fact score PATH` prints the advice.",
                "终端应用需要在终端里运行；fact score 路径 可直接输出建议。",
            )
        )
    return open_app(path, settle(lang, rules, plugin, no_plugin, plugins_dir))
