"""`fact new`: a commented profile, ready to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Plugin
from factmatrix.commands.streams import write
from factmatrix.text import Text

HELP = Text(
    "Write NAME.toml, commented and ready to fill in.", "新建带注释、可直接填写的 NAME.toml。"
)


def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=told(Text("The brand's name.", "品牌名称。")))
    ],
    category: Annotated[
        str,
        typer.Option(
            "--category",
            metavar="CATEGORY",
            help=told(Text("Its category, e.g. skincare or “护肤”.", "所属品类，如 护肤。")),
        ),
    ] = "other",
    to: Annotated[
        Path,
        typer.Option(
            "--to", metavar="FOLDER", help=told(Text("Where to write it.", "写到哪个文件夹。"))
        ),
    ] = Path(),
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
) -> int:
    """Write the file and say where; one that exists is never overwritten."""
    from factmatrix.commands.settings import settle
    from factmatrix.profile.template import new_profile
    from factmatrix.toml.save import SaveError, save

    settings = settle(lang, None, plugin, no_plugin)
    engine = settings.engine()
    path = to / f"{_file_name(name)}.toml"
    try:
        text = new_profile(name, category, settings.language, sections=engine.sections)
        save(path, text, expected=None)
    except SaveError as error:
        raise UsageProblem(error.message) from None
    except ValueError as error:  # it comes in the language asked for
        raise UsageProblem(Text(str(error), str(error))) from None
    write(str(path))
    quoted = f'"{path}"' if " " in str(path) else path
    complain(
        Text(
            f"fill in what you know, then run: fact score {quoted}",
            f"填上已知的信息后运行：fact score {quoted}",
        ),
        settings.language,
    )
    return Exit.DONE


def _file_name(name: str) -> str:
    """The brand's name as a file name that every system takes."""
    kept = "".join("-" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name)
    kept = kept.strip(" .")
    if not kept:
        raise UsageProblem(Text("A brand needs a name.", "品牌名称不能为空。"))
    if kept.partition(".")[0].upper() in _DEVICES:
        return f"{kept}-"
    return kept


_DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10)),
}
"""Names that Windows keeps for itself, whatever stands after a dot."""
