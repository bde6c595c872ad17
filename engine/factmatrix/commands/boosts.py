"""`fact boosts`: what tests with DOU+ and Qianchuan showed, and where the next money goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.language import told
from factmatrix.commands.one_brand import profile_at
from factmatrix.commands.options import (
    Day,
    Format,
    Lang,
    NoPlugin,
    Plugin,
    PluginsDir,
    Rules,
    WrittenAs,
)
from factmatrix.commands.streams import ReaderLeft, write, write_json
from factmatrix.text import Text, clean

if TYPE_CHECKING:
    from factmatrix.boosts.judging import BoostAnswer
    from factmatrix.boosts.tables import RowProblem
    from factmatrix.commands.settings import Settings
    from factmatrix.engine import Engine
    from factmatrix.profile.model import BrandProfile
    from factmatrix.profile.tables.boost_tests import BoostTest

HELP = Text(
    "Read DOU+ and Qianchuan tests, and say where the next money goes.",
    "解读 DOU+、千川投放测试，并说明下一笔钱投到哪里。",
)


class Tests(NamedTuple):
    """The tests of a file and the brand they belong to, as far as it is known.

    `failed` says that something in the file was left out.
    """

    rows: Sequence[BoostTest]
    brand: BrandProfile | None
    failed: bool


def boosts(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=told(
                Text(
                    "A profile (.toml), or a table of tests (.csv, .xlsx, .parquet, .jsonl).",
                    "档案（.toml），或测试表格（.csv、.xlsx、.parquet、.jsonl）。",
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
                    "The brand of a table: its margin says what pays.",
                    "表格所属品牌的档案：用它的毛利判断是否划算。",
                )
            ),
        ),
    ] = None,
    spend: Annotated[
        float | None,
        typer.Option(
            "--spend",
            metavar="CNY",
            help=told(
                Text(
                    "The next money to place (default: 1000, from the rules).",
                    "下一笔要投的钱（默认按规则，1000 元）。",
                )
            ),
        ),
    ] = None,
    written_as: WrittenAs = Format.TABLE,
    date: Day = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    plugins_dir: PluginsDir = None,
) -> int:
    """Read the tests, judge them and show the answer; what cannot be read is told."""
    from factmatrix.boosts.judging import judge_boosts
    from factmatrix.commands.profiles import day_of
    from factmatrix.commands.settings import settle
    from factmatrix.profile.tables.economics import Economics

    settings = settle(lang, rules, plugin, no_plugin, plugins_dir)
    day = day_of(date)
    _insist_on_money(spend)
    engine = settings.engine()
    tests = _tests(file, profile, engine, day, settings)
    if tests is None:
        return Exit.SOME_FAILED
    economics = tests.brand.economics if tests.brand else Economics()
    answer = judge_boosts(tests.rows, economics, engine.knowledge.benchmarks, spend)
    brand = tests.brand.brand.name if tests.brand else None
    with suppress(ReaderLeft):
        _show(file, brand, answer, engine, day, settings, written_as)
    return Exit.SOME_FAILED if tests.failed else Exit.DONE


def _insist_on_money(spend: float | None) -> None:
    if spend is not None and not 0 < spend <= 1e12:
        raise UsageProblem(
            Text(
                f"--spend: {spend:g} is no sum to place. Write CNY above 0, such as 1000.",
                f"--spend：{spend:g} 不是可投的金额，请写大于 0 的元数，如 1000。",
            )
        )


def _tests(
    file: Path, profile: Path | None, engine: Engine, day: date, settings: Settings
) -> Tests | None:
    """The tests of a profile or a table; None where a profile cannot be read, which is told."""
    from factmatrix.boosts.tables import read_tests
    from factmatrix.tables.problems import TableError

    if file.suffix.lower() == ".toml":
        if profile is not None:
            raise UsageProblem(
                Text(
                    f"--profile: {file} is a profile itself. Leave the option out.",
                    f"--profile：{file} 本身就是档案，请去掉该选项。",
                )
            )
        brand = profile_at(file, engine, day, settings.language)
        return None if brand is None else Tests(brand.boost_tests, brand, failed=False)
    brand = None if profile is None else profile_at(profile, engine, day, settings.language)
    try:
        table = read_tests(file)
    except TableError as error:
        raise UsageProblem(error.text) from error
    _tell_rows(file, table.problems, settings)
    wrong = any(problem.severity == "error" for problem in table.problems)
    lost = profile is not None and brand is None
    return Tests(table.tests, brand, failed=wrong or lost)


def _tell_rows(file: Path, problems: Iterable[RowProblem], settings: Settings) -> None:
    for problem in problems:
        where, said = _place(file, problem), problem.message
        if problem.severity == "error":
            said = Text(f"{said.en} The row was left out.", f"{said.zh}该行已略过。")
        complain(
            Text(f"{where.en}: {said.en}", f"{where.zh}：{said.zh}"),
            settings.language,
        )


def _place(file: Path, problem: RowProblem) -> Text:
    """Where in a table: the file, the row if it is one, and the header above if there is one."""
    row, header = problem.row, clean(problem.header)
    if not row:
        return Text(f"{file}, “{header}”", f"{file}，“{header}”列")
    if not header:
        return Text(f"{file}, row {row}", f"{file}，第 {row} 行")
    return Text(f"{file}, row {row}, “{header}”", f"{file}，第 {row} 行“{header}”列")


def _show(
    file: Path,
    brand: str | None,
    answer: BoostAnswer,
    engine: Engine,
    day: date,
    settings: Settings,
    written_as: Format,
) -> None:
    if written_as is Format.JSON:
        from factmatrix.views.boost_result import boosts_result

        write_json(boosts_result(file, brand, answer, engine, day, settings.language))
        return
    from factmatrix.views.boosts import markdown, sections
    from factmatrix.views.markdown import made_with

    title = brand or file.name
    if written_as is Format.MARKDOWN:
        lines = markdown(title, answer, settings.shown())
        write("\n".join((*lines, made_with(engine, settings.shown()))))
        return
    from factmatrix.commands.screen import screen

    at_hand = screen(settings.shown())
    parts = sections(title, answer, at_hand)
    write("\n\n".join("\n".join([at_hand.heading(p.title), *p.lines]) for p in parts))
