"""`fact import`: a table of brands to a folder of profiles."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import Lang, Mapping, NoPlugin, Plugin, PluginsDir, Sheet
from factmatrix.commands.streams import ReaderLeft, readable, write
from factmatrix.system_errors import reason
from factmatrix.text import Text, clean

if TYPE_CHECKING:
    from factmatrix.engine import Engine
    from factmatrix.tables.importing import ImportedRow
    from factmatrix.tables.scanning import Table
    from factmatrix.text import Language

HELP = Text("Make profiles of a table, one a row.", "把表格变成档案，一行一份。")


def import_(
    table: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE",
            help=told(
                Text(
                    "The table: .csv, .xlsx, .parquet or .jsonl.",
                    "表格文件：.csv、.xlsx、.parquet 或 .jsonl。",
                )
            ),
        ),
    ],
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            metavar="FOLDER",
            help=told(Text("Where to write the profiles.", "档案写到哪个文件夹。")),
        ),
    ],
    mapping: Mapping = None,
    sheet: Sheet = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Write one profile a row, say which, and what is wrong with the rows that make none."""
    from factmatrix.commands.profiles import tell_plugins
    from factmatrix.commands.settings import settle
    from factmatrix.commands.tables import open_brands

    settings = settle(lang, None, plugin, no_plugin, plugins_dir)
    engine = settings.engine()
    brands = open_brands(table, engine, mapping, sheet)
    _make_folder(to)
    for warning in brands.warnings:
        complain(warning, settings.language)
    done = _import(brands, to, engine, settings.language)
    plugins_sound = tell_plugins(engine, settings.language)
    complain(_summary(done), settings.language)
    return Exit.SOME_FAILED if done["failed"] or not plugins_sound else Exit.DONE


def _import(brands: Table, to: Path, engine: Engine, language: Language) -> Counter[str]:
    """How many rows were written, were there already, failed."""
    from factmatrix.tables.importing import import_profiles
    from factmatrix.tables.problems import TableError

    done: Counter[str] = Counter()
    reader_left = False
    try:
        for row in import_profiles(brands, to, engine.sections):
            done[row.state] += 1
            _tell(row, brands.path, language)
            if row.state != "failed" and not reader_left:
                try:
                    write(str(row.path))
                except ReaderLeft:  # the files are wanted all the same
                    reader_left = True
    except TableError as error:  # the rows before are written
        complain(error.text, language)
        done["failed"] += 1
    return done


def _tell(row: ImportedRow, table: Path, language: Language) -> None:
    """What is wrong or doubtful in a row, on stderr."""
    language = readable(language, sys.stderr)
    for severity, header, message in row.problems:
        place = Text(f"{table}: row {row.row}", f"{table}：第 {row.row} 行").in_(language)
        doubt = Text("warning", "警告").in_(language) if severity == "warning" else ""
        colon = Text(": ", "：").in_(language)
        said = colon.join(filter(None, (place, doubt, header, message.in_(language))))
        print(clean(said), file=sys.stderr)


def _make_folder(to: Path) -> None:
    try:
        to.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        why = reason(error)
        raise UsageProblem(
            Text(f"the folder {to} cannot be made: {why.en}.", f"无法新建文件夹 {to}：{why.zh}。")
        ) from None


def _summary(done: Counter[str]) -> Text:
    return Text(
        f"profiles written: {done['written']}, there already: {done['there']}, "
        f"rows failed: {done['failed']}",
        f"已写入 {done['written']} 份，原已存在 {done['there']} 份，失败 {done['failed']} 行",
    )
