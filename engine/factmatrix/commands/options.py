"""The arguments and options that several commands share, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.language import told
from factmatrix.text import Text


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


WrittenAs = Annotated[
    Format,
    typer.Option(
        "--format",
        help=told(Text("How to write the answer (default: table).", "输出格式（默认 table）。")),
    ),
]
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
PluginsDir = Annotated[
    list[Path] | None,
    typer.Option(
        "--plugins-dir",
        envvar="FACT_PLUGINS_DIR",
        metavar="FOLDER",
        help=told(
            Text(
                "Take the positions in a folder, each a single TOML file; may be repeated.",
                "加载文件夹里的单文件阵地（*.toml），可多次使用。",
            )
        ),
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
Day = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="YYYY-MM-DD",
        help=told(
            Text(
                "The day to assess for (default: today); a profile's own as_of comes first.",
                "评估日期（默认今天）；档案里写了 as_of 的以档案为准。",
            )
        ),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=told(Text("Write it to a file; one there is replaced.", "写入文件，覆盖原有。")),
    ),
]
Mapping = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help=told(
            Text(
                "A mapping: which header is which field (docs/tables.md).",
                "映射文件：哪个表头是哪个字段（见 docs/tables.md）。",
            )
        ),
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help=told(
            Text("The sheet of an XLSX (default: the first).", "XLSX 的工作表（默认第一张）。")
        ),
    ),
]
