"""`fact creators`: deals with creators ranked, judged and warned of."""

from __future__ import annotations

import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.options import Day, Format, Lang, Mapping, Rules, Sheet, WrittenAs
from factmatrix.commands.streams import ReaderLeft, readable, write, write_json
from factmatrix.text import Text, clean

if TYPE_CHECKING:
    from datetime import date as CalendarDay  # `date` is an option here

    from factmatrix.deals.review import CreatorReview
    from factmatrix.engine import Engine
    from factmatrix.profile.model import BrandProfile
    from factmatrix.tables.creators import CreatorTable, TableRow
    from factmatrix.text import Language

HELP = Text("Rank deals with creators, and say which pay.", "给达人合作排名，看哪些回本。")

FIRST_DEALS = 20


class By(StrEnum):
    """What deals are ordered by."""

    GPM = "gpm"
    ROI = "roi"


class _Found(NamedTuple):
    """The review of a file, and what was wrong in its rows."""

    review: CreatorReview
    problems: tuple[TableRow, ...] = ()
    sound: bool = True


def creators(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=told(
                Text(
                    "A profile (.toml), or a table of creators: .csv, .xlsx, .parquet or .jsonl.",
                    "档案（.toml），或达人表格：.csv、.xlsx、.parquet、.jsonl。",
                )
            ),
        ),
    ],
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            metavar="BRAND.toml",
            help=told(
                Text(
                    "With a table: the brand's profile, for margin, fees and sales.",
                    "配合表格使用：品牌档案，从中取毛利、费率和销售额。",
                )
            ),
        ),
    ] = None,
    by: Annotated[
        By,
        typer.Option(
            "--by", help=told(Text("Order by (default: gpm).", "按哪个指标排序（默认 gpm）。"))
        ),
    ] = By.GPM,
    top: Annotated[
        int,
        typer.Option(
            "--top",
            min=1,
            metavar="N",
            help=told(
                Text(
                    f"How many deals of each table to show (default: {FIRST_DEALS}); JSON has all.",
                    f"每张表显示几笔（默认 {FIRST_DEALS}），JSON 总是全部。",
                )
            ),
        ),
    ] = FIRST_DEALS,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help=told(
                Text(
                    "Show costs, sales and match of each deal, and every warning.",
                    "另列每笔合作的费用、成交、匹配度和全部提醒。",
                )
            ),
        ),
    ] = False,
    written_as: WrittenAs = Format.TABLE,
    mapping: Mapping = None,
    sheet: Sheet = None,
    date: Day = None,
    rules: Rules = None,
    lang: Lang = None,
) -> int:
    """Review the creators of a profile or of a table; bad cells are told and the rest is done."""
    from factmatrix.commands.one_brand import profile_at
    from factmatrix.commands.profiles import day_of
    from factmatrix.commands.settings import settle
    from factmatrix.views.creators import Shown, creators
    from factmatrix.views.creators_markdown import report
    from factmatrix.views.creators_result import creators_result

    settings = settle(lang, rules)
    day = day_of(date)
    engine = settings.engine()
    if file.suffix.lower() == ".toml":
        _without_table(profile, mapping, sheet)
        found = _of_profile(file, engine, day, settings.language)
    else:
        brand = None
        if profile is not None:
            brand = profile_at(profile, engine, day, settings.language)
            if brand is None:
                return Exit.SOME_FAILED
        found = _of_table(file, brand, engine, mapping, sheet, settings.language)
    if found is None:
        return Exit.SOME_FAILED
    shown = Shown(by.value, top, explain)
    with suppress(ReaderLeft):  # what went wrong is told all the same
        if written_as is Format.JSON:
            write_json(
                creators_result(
                    found.review, engine, file, day, by.value, found.problems, settings.language
                )
            )
        elif written_as is Format.MARKDOWN:
            write("\n".join(report(found.review, shown, settings.shown())))
        else:
            from factmatrix.commands.screen import screen

            write("\n".join(creators(found.review, shown, screen(settings.shown()))))
    return Exit.DONE if found.sound else Exit.SOME_FAILED


def _without_table(profile: Path | None, mapping: Path | None, sheet: str | None) -> None:
    """Raises UsageProblem for options that only a table can use."""
    options = {"--profile": profile, "--map": mapping, "--sheet": sheet}
    named = [option for option, value in options.items() if value is not None]
    if named:
        raise UsageProblem(
            Text(
                f"{', '.join(named)}: only for a table of creators; a profile has all that it "
                "needs. Leave it out.",
                f"{'、'.join(named)} 只用于达人表格；档案里已有所需内容，请去掉。",
            )
        )


def _of_profile(file: Path, engine: Engine, day: CalendarDay, language: Language) -> _Found | None:
    from factmatrix.commands.one_brand import profile_at
    from factmatrix.deals.review import review_creators

    brand = profile_at(file, engine, day, language)
    if brand is None:
        return None
    return _Found(review_creators(brand, engine.knowledge.benchmarks.creators))


def _of_table(
    file: Path,
    brand: BrandProfile | None,
    engine: Engine,
    mapping: Path | None,
    sheet: str | None,
    language: Language,
) -> _Found:
    from factmatrix.deals.review import review_creators
    from factmatrix.rules.problems import RulesError
    from factmatrix.tables.creators import creator_columns, read_creators
    from factmatrix.tables.mapping import mapping_of
    from factmatrix.tables.problems import TableError

    try:
        mapped = None if mapping is None else mapping_of(mapping, creator_columns())
        table = read_creators(file, brand, engine.sections, mapped, sheet)
    except (RulesError, TableError) as error:
        raise UsageProblem(error.text) from error
    _tell(table, file, language)
    review = review_creators(table.profile, engine.knowledge.benchmarks.creators, table.people)
    wrong = any(row.problem.severity == "error" for row in table.problems)
    return _Found(review, table.problems, sound=not wrong)


def _tell(table: CreatorTable, file: Path, language: Language) -> None:
    """What is wrong with a table and its rows, on stderr."""
    for warning in table.warnings:
        complain(warning, language)
    said_in = readable(language, sys.stderr)
    colon = Text(": ", "：").in_(said_in)
    for row, (severity, header, message) in table.problems:
        place = Text(f"{file}: row {row}", f"{file}：第 {row} 行").in_(said_in)
        doubt = Text("warning", "警告").in_(said_in) if severity == "warning" else ""
        print(
            clean(colon.join(filter(None, (place, doubt, header, message.in_(said_in))))),
            file=sys.stderr,
        )
    wrong = {row for row, problem in table.problems if problem.severity == "error"}
    if wrong:
        complain(
            Text(
                f"rows read: {table.rows}, with wrong cells, which count as unknown: "
                f"{len(wrong) - table.left_out}, left out: {table.left_out}",
                f"共 {table.rows} 行，{len(wrong) - table.left_out} 行有错误单元格（按未知处理），"
                f"{table.left_out} 行略过",
            ),
            language,
        )
