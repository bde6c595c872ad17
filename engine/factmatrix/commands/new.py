"""`fact new`: a commented profile, ready to fill in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, NoPlugin, Plugin, PluginsDir
from factmatrix.commands.streams import write
from factmatrix.system_errors import reason
from factmatrix.text import Text

HELP = Text(
    "Write NAME.toml, commented and ready to fill in.", "新建带注释、可直接填写的 NAME.toml。"
)


def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=told(Text("The brand's name.", "品牌名称。")))
    ],
    category: Annotated[
        str | None,
        typer.Option(
            "--category",
            metavar="CATEGORY",
            help=told(
                Text(
                    "Its category, e.g. skincare or “护肤” (default: left open in the file).",
                    "所属品类，如 护肤（默认留空，到文件里填）。",
                )
            ),
        ),
    ] = None,
    to: Annotated[
        Path,
        typer.Option(
            "--to", metavar="FOLDER", help=told(Text("Where to write it.", "写到哪个文件夹。"))
        ),
    ] = Path(),
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Write the file, say where, and put the schema beside it; no profile is ever overwritten."""
    from factmatrix.commands.settings import settle
    from factmatrix.profile import schema_file
    from factmatrix.profile.template import new_profile
    from factmatrix.toml.save import SaveError, save

    settings = settle(lang, None, plugin, no_plugin, plugins_dir)
    engine = settings.engine()
    path = to / f"{_file_name(name)}.toml"
    schema = f"./{schema_file.NAME}"
    try:
        text = new_profile(
            name, category, settings.language, sections=engine.sections, schema=schema
        )
        to.mkdir(parents=True, exist_ok=True)
        save(path, text, expected=None)
        put = schema_file.put_schema(to, engine.sections)
    except SaveError as error:
        raise UsageProblem(error.message) from None
    except OSError as error:
        raise UsageProblem(
            Text(
                f"the folder {to} cannot be made: {reason(error).en}.",
                f"无法新建文件夹 {to}：{reason(error).zh}。",
            )
        ) from None
    except ValueError as error:  # it comes in the language asked for
        raise UsageProblem(Text(str(error), str(error))) from None
    write(str(path))
    quoted = f'"{path}"' if " " in str(path) else str(path)
    complain(_next_step(quoted, category), settings.language)
    schema_path = to / schema_file.NAME
    if put == "written":
        complain(_schema_written(schema_path), settings.language)
    elif put == "foreign":
        complain(_schema_foreign(schema_path), settings.language)
    return Exit.DONE


def _next_step(path: str, category: str | None) -> Text:
    if category is None:
        return Text(
            f"choose the category in the file (it is required), fill in what else you know, then "
            f"run: fact score {path}",
            f"在文件里选定类目（必填），再填上其他已知信息，然后运行：fact score {path}",
        )
    return Text(
        f"fill in what you know, then run: fact score {path}",
        f"填上已知的信息后运行：fact score {path}",
    )


def _schema_written(path: Path) -> Text:
    return Text(
        f"wrote {path} as well: editors that know TOML schemas complete and check by it",
        f"同时写入 {path}：支持 TOML schema 的编辑器会据此补全和检查",
    )


def _schema_foreign(path: Path) -> Text:
    return Text(
        f"{path} is not factmatrix's and was left alone. Move it away, then run: "
        f'fact schema -o "{path}"',
        f'{path} 不是 factmatrix 写的，未作改动。请先移走，再运行：fact schema -o "{path}"',
    )


def _file_name(name: str) -> str:
    """The name of the file, which no shell takes for an option and no listing hides."""
    from factmatrix.desk.folder import file_name

    *folders, brand = re.split(r"[/\\]", name)
    if folders and brand and (folders[0] in ("", ".", "..", "~") or Path(*folders).is_dir()):
        folder = name.removesuffix(brand)
        raise UsageProblem(
            Text(
                f"NAME is the brand's name, not a path. To write into {folder}, run: "
                f'fact new "{brand}" --to "{folder}"',
                f"这里要写品牌名称，不是路径。要写到 {folder}，请运行："
                f'fact new "{brand}" --to "{folder}"',
            )
        )
    kept = file_name(name).lstrip("-. ")
    if not kept:
        raise UsageProblem(Text("A brand needs a name.", "品牌名称不能为空。"))
    return kept
