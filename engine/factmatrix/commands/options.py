"""The arguments and options that several commands share, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.language import told
from factmatrix.text import Text

Paths = Annotated[
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
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        envvar="FACT_LANG",
        metavar="en|zh",
        help=told(Text("Language of the output.", "输出语言。")),
    ),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        envvar="FACT_RULES",
        metavar="FILE",
        help=told(
            Text(
                "Your own weights and thresholds, laid over the bundled ones; may be repeated.",
                "用自己的权重和阈值覆盖内置规则，可多次使用。",
            )
        ),
    ),
]
Plugin = Annotated[
    list[str] | None,
    typer.Option(
        "--plugin",
        envvar="FACT_PLUGIN",
        metavar="ID",
        help=told(Text("Switch a position on; may be repeated.", "启用某个阵地，可多次使用。")),
    ),
]
NoPlugin = Annotated[
    list[str] | None,
    typer.Option(
        "--no-plugin",
        envvar="FACT_NO_PLUGIN",
        metavar="ID",
        help=told(Text("Leave a position out; may be repeated.", "停用某个阵地，可多次使用。")),
    ),
]
StrictPlugins = Annotated[
    bool | None,
    typer.Option(
        "--strict-plugins",
        envvar="FACT_STRICT_PLUGINS",
        help=told(
            Text(
                "Score nothing (exit code 2) if any position fails to load.",
                "只要有阵地加载失败，就不评分（退出码 2）。",
            )
        ),
    ),
]
