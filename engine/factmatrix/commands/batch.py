"""`fact batch`: one table of results for a folder of brands, or a table of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.commands.batch_options import (
    Cached,
    Columns,
    Explain,
    FailFast,
    Jobs,
    JsonProgress,
    MaxErrors,
    Out,
    Sources,
    Top,
    Verify,
    Where,
)
from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.options import (
    Day,
    Lang,
    Mapping,
    NoPlugin,
    Plugin,
    Rules,
    Sheet,
    StrictPlugins,
)
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.batch.brands import Piece
    from factmatrix.batch.cache import Cache
    from factmatrix.batch.running import Account
    from factmatrix.batch.scoring import Order
    from factmatrix.batch.verifying import Result, Verification
    from factmatrix.batch.workers import Workers
    from factmatrix.commands.settings import Settings
    from factmatrix.engine import Engine

    Work = Callable[[Account], None]

LINES = ".jsonl"
TABLES = (".csv", ".xlsx", ".parquet", ".jsonl", ".ndjson")
_ONE_TABLE = Text(
    "A table of brands is scored by itself: name one table, or files and folders.",
    "一次只能给一张品牌表评分：请只写一张表，或改写文件和文件夹。",
)
_NO_TABLE = Text(
    "--map and --sheet are for a table of brands (.csv, .xlsx, .parquet, .jsonl).",
    "--map 和 --sheet 只用于品牌表（.csv、.xlsx、.parquet、.jsonl）。",
)
_WHOLE = Text(
    "JSON Lines hold the whole answer to every brand, scored by itself: --explain, --top, "
    "--columns, --where, --cache and --verify are for tables (.parquet, .csv).",
    "JSON Lines 写出每个品牌单独评分的完整结果；--explain、--top、--columns、--where、--cache、"
    "--verify 只用于表格（.parquet、.csv）。",
)
_NO_CACHE = Text(
    "--cache is for profiles and folders: a table of brands is read anew faster than it could be "
    "compared with what was read before.",
    "--cache 只用于档案和文件夹：品牌表重新读取，比与上次的内容逐行比较更快。",
)
HELP = Text("Score many profiles into one table.", "批量评分，结果写成一张表。")


def batch(
    paths: Sources,
    out: Out,
    explain: Explain = False,
    top: Top = None,
    columns: Columns = None,
    where: Where = None,
    jobs: Jobs = None,
    fail_fast: FailFast = False,
    max_errors: MaxErrors = None,
    cached: Cached = False,
    verified: Verify = False,
    json_progress: JsonProgress = False,
    date: Day = None,
    mapping: Mapping = None,
    sheet: Sheet = None,
    rules: Rules = None,
    lang: Lang = None,
    plugin: Plugin = None,
    no_plugin: NoPlugin = None,
    strict_plugins: StrictPlugins = None,
) -> int:
    """Score everything that can be scored; the rest is told in a file beside the results."""
    from factmatrix.batch.scoring import ordered
    from factmatrix.batch.selecting import SelectionError
    from factmatrix.commands.profiles import day_of
    from factmatrix.commands.settings import settle

    settings = settle(lang, rules, plugin, no_plugin, strict_plugins=strict_plugins)
    day = day_of(date)
    _check_ending(out, table=bool(explain or top or columns or where or cached or verified))
    engine = settings.engine()
    try:
        order = ordered(
            engine, day, out,
            explain=explain, top=top, where=where, columns=columns, verified=verified,
        )  # fmt: skip
    except SelectionError as error:
        raise UsageProblem(error.text) from None
    tables = [path for path in paths if Path(path).suffix.lower() in TABLES]
    if tables:
        if cached:
            raise UsageProblem(_NO_CACHE)
        total, work = None, _table_work(paths, order, engine, settings, jobs, mapping, sheet)
    else:
        if mapping or sheet:
            raise UsageProblem(_NO_TABLE)
        total, work = _files_work(_named(paths), order, engine, settings, jobs, cached=cached)
    most = 0 if fail_fast else max_errors
    return _carried_out(work, total, most, out, engine, settings, as_json=json_progress)


def _check_ending(out: Path, *, table: bool) -> None:
    """Raises UsageProblem where nothing can be written that ends so."""
    from factmatrix.batch.writing import WRITERS

    ending = out.suffix.lower()
    if ending not in (*WRITERS, LINES):
        raise UsageProblem(_unknown_suffix(out, [*WRITERS, LINES]))
    if ending == LINES and table:
        raise UsageProblem(_WHOLE)


def _files_work(
    names: Sequence[str],
    order: Order,
    engine: Engine,
    settings: Settings,
    jobs: int | None,
    *,
    cached: bool,
) -> tuple[int, Work]:
    """How many files there are, and what to do with them."""
    from factmatrix.batch.brands import pieces_of_files
    from factmatrix.batch.failures import Failure
    from factmatrix.batch.scoring import answer_brands, score_brands
    from factmatrix.batch.unchanged import Unchanged
    from factmatrix.commands.profiles import some_profile

    found, language = some_profile(names), settings.language

    def again(results: Sequence[Result]) -> Iterable[Piece]:
        return pieces_of_files([result["path"] for result in results])

    def work(account: Account) -> None:
        account.add([Failure(p, None, None, None, "", None, why) for p, why in found.lost])
        unchanged = Unchanged(_cache(engine, order), found.paths) if cached else None
        paths = unchanged.missing if unchanged else found.paths
        pieces, workers = pieces_of_files(paths), _workers(settings, engine, jobs, len(paths))
        if order.out.suffix.lower() == LINES:
            answer_brands(pieces, workers(), order, account, language)
            return
        account.unchanged = len(found.paths) - len(paths)
        verification = _verification(order, engine, settings, jobs, again)
        score_brands(
            pieces, workers(), order, account, language,
            verification=verification, unchanged=unchanged,
        )  # fmt: skip
        if unchanged and (problem := unchanged.cache.problem):
            complain(_not_kept(unchanged.cache.folder, problem), language)

    return len(found.paths), work


def _cache(engine: Engine, order: Order) -> Cache:
    """The cache of all that is read of files, so that other columns need no other one."""
    from factmatrix.batch.cache import Cache
    from factmatrix.batch.cache_key import cache_key
    from factmatrix.batch.results import ABOUT_TYPES
    from factmatrix.batch.selecting import fields_of

    fields = {name: of for name, of in fields_of(engine).items() if name not in ABOUT_TYPES}
    inputs = {**fields, **order.evaluation.by_row}
    return Cache(cache_key(engine, order.day, inputs), inputs)


def _verification(
    order: Order,
    engine: Engine,
    settings: Settings,
    jobs: int | None,
    again: Callable[[Sequence[Result]], Iterable[Piece]],
) -> Verification | None:
    """How to score brands once more, if that is wanted."""
    from factmatrix.batch.verifying import Verification

    if not order.verified:
        return None
    return Verification(lambda brands: _workers(settings, engine, jobs, brands)(), again, order.day)


def _table_work(
    paths: Sequence[str],
    order: Order,
    engine: Engine,
    settings: Settings,
    jobs: int | None,
    mapping: Path | None,
    sheet: str | None,
) -> Work:
    """What to do with a table of brands."""
    from dataclasses import replace

    import polars as pl

    from factmatrix.batch.brands import pieces_of_table
    from factmatrix.batch.scoring import answer_brands, score_brands, score_table
    from factmatrix.commands.tables import open_brands
    from factmatrix.tables.scanning import ROW

    if len(paths) > 1:
        raise UsageProblem(_ONE_TABLE)
    table = open_brands(Path(paths[0]), engine, mapping, sheet)
    for warning in table.warnings:
        complain(warning, settings.language)

    def again(results: Sequence[Result]) -> Iterable[Piece]:
        rows = table.frame.filter(pl.col(ROW).is_in([result["row"] for result in results]))
        return pieces_of_table(replace(table, frame=rows), engine.sections)

    def work(account: Account) -> None:
        language = settings.language
        verification = _verification(order, engine, settings, jobs, again)
        in_full = order.out.suffix.lower() == LINES
        if not in_full and not order.evaluation.by_row:
            score_table(table, engine.sections, order, account, language, verification)
            return
        pieces = pieces_of_table(table, engine.sections)
        workers = _workers(settings, engine, jobs, None)()
        if in_full:
            answer_brands(pieces, workers, order, account, language)
        else:
            score_brands(pieces, workers, order, account, language, verification=verification)

    return work


def _workers(
    settings: Settings, engine: Engine, jobs: int | None, files: int | None
) -> Callable[[], Workers]:
    """The processes that read brands, started when they are called for."""
    from factmatrix.batch.reading import Loading
    from factmatrix.batch.workers import Workers, processes

    own_code = any(position.ready is None for position in engine.plugins.positions)
    number = processes(jobs, files, own_code=own_code)
    loading = Loading(settings.enable, settings.disable, settings.rules, settings.plugin_limit)
    return lambda: Workers(loading, number)


def _carried_out(
    work: Work,
    total: int | None,
    most_failures: int | None,
    out: Path,
    engine: Engine,
    settings: Settings,
    *,
    as_json: bool,
) -> Exit:
    from factmatrix.batch.failures import TooManyFailures
    from factmatrix.batch.output import InUse
    from factmatrix.batch.progress import progress
    from factmatrix.batch.running import Account
    from factmatrix.batch.verifying import Difference
    from factmatrix.commands.profiles import tell_plugins
    from factmatrix.tables.problems import TableError
    from factmatrix.toml.save import why_not_saved

    language = settings.language
    with progress(language, as_json=as_json) as report:
        account = Account(total, report, most_failures)
        try:
            work(account)
        except TooManyFailures:
            complain(_too_many(account), language)
            return Exit.SOME_FAILED
        except InUse as error:
            raise UsageProblem(_in_use(out, error.process)) from None
        except (TableError, Difference) as error:
            complain(error.text, language)
            return Exit.SOME_FAILED
        except OSError as error:
            complain(why_not_saved(out, error), language)
            return Exit.SOME_FAILED
    complain(_counted(account, out), language)
    sound = tell_plugins(engine, language)
    return Exit.DONE if sound and not account.failures else Exit.SOME_FAILED


def _named(paths: Sequence[str]) -> list[str]:
    """The paths, those from stdin in the place of `-`."""
    names: list[str] = []
    for path in paths:
        names += (line.rstrip("\r\n") for line in sys.stdin) if path == "-" else [path]
    return [name for name in names if name]


def _unknown_suffix(out: Path, known: Sequence[str]) -> Text:
    return Text(
        f"-o {out}: the ending says what to write; use {' or '.join(known)}.",
        f"-o {out}：格式由扩展名决定，请用 {' 或 '.join(known)}。",
    )


def _too_many(account: Account) -> Text:
    first = account.failures[0]
    place = f"{first.path}:{first.line}" if first.line else first.path
    return Text(
        f"Stopped, nothing was written: {account.failed} failed. The first: {place}: "
        f"{first.message.en}",
        f"已停止，未写结果：失败 {account.failed} 个。第一个：{place}：{first.message.zh}",
    )


def _in_use(out: Path, process: int | None) -> Text:
    number = "?" if process is None else process
    return Text(
        f"{out} is being written by another run (process {number}). Wait for it, or choose "
        "another name.",
        f"另一个运行（进程 {number}）正在写 {out}。请等它结束，或换一个文件名。",
    )


def _counted(account: Account, out: Path) -> Text:
    from factmatrix.batch.error_file import error_file

    a, beside = account, error_file(out)
    en = f"{out}: {a.scored} scored, {a.failed} failed, {a.skipped} skipped."
    zh = f"{out}：已评分 {a.scored}，失败 {a.failed}，跳过 {a.skipped}。"
    if a.unchanged:
        en += f" {a.unchanged} files had not changed and were not read again."
        zh += f"{a.unchanged} 个文件没有改动，未重新读取。"
    if a.verified:
        en += f" {a.verified} were scored once more by themselves: everything is equal."
        zh += f"抽样 {a.verified} 个单独重新评分，全部相等。"
    if a.failures:
        en += f" What failed and why: {beside}"
        zh += f"失败原因见 {beside}"
    return Text(en, zh)


def _not_kept(folder: Path, error: OSError) -> Text:
    from factmatrix.system_errors import reason

    why = reason(error)
    return Text(
        f"--cache: what was read could not be kept in {folder}: {why.en}. "
        "The results are complete.",
        f"--cache：读取的内容无法存入 {folder}：{why.zh}。结果是完整的。",
    )
