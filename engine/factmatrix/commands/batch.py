"""`fact batch`: one table of results for a folder of brands, or a table of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.commands.batch_messages import (
    NO_CACHE,
    NO_TABLE,
    ONE_TABLE,
    WHOLE,
    counted,
    in_use,
    not_kept,
    too_many,
    unknown_suffix,
)
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
    from factmatrix.batch.running import Account
    from factmatrix.batch.scoring import Order
    from factmatrix.batch.verifying import Result, Verification
    from factmatrix.batch.workers import Workers
    from factmatrix.commands.settings import Settings
    from factmatrix.engine import Engine

    Work = Callable[[Account], None]

LINES = ".jsonl"
TABLES = (".csv", ".xlsx", ".parquet", ".jsonl", ".ndjson")
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
            raise UsageProblem(NO_CACHE)
        total, work = None, _table_work(paths, order, engine, settings, jobs, mapping, sheet)
    else:
        if mapping or sheet:
            raise UsageProblem(NO_TABLE)
        total, work = _files_work(_named(paths), order, engine, settings, jobs, cached=cached)
    most = 0 if fail_fast else max_errors
    return _carried_out(work, total, most, out, engine, settings, as_json=json_progress)


def _check_ending(out: Path, *, table: bool) -> None:
    """Raises UsageProblem where nothing can be written that ends so."""
    from factmatrix.batch.writing import WRITERS

    ending = out.suffix.lower()
    if ending not in (*WRITERS, LINES):
        raise UsageProblem(unknown_suffix(out, [*WRITERS, LINES]))
    if ending == LINES and table:
        raise UsageProblem(WHOLE)


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
    from factmatrix.batch.cache_key import cache_for
    from factmatrix.batch.failures import Failure
    from factmatrix.batch.scoring import answer_brands, score_brands
    from factmatrix.batch.unchanged import Unchanged
    from factmatrix.commands.profiles import some_profile

    found, language = some_profile(names), settings.language
    cache = cache_for(engine, order.evaluation, order.day) if cached else None

    def again(results: Sequence[Result]) -> Iterable[Piece]:
        return pieces_of_files([result["path"] for result in results])

    def work(account: Account) -> None:
        account.add([Failure(p, None, None, None, "", None, why) for p, why in found.lost])
        unchanged = Unchanged(cache, found.paths) if cache else None
        paths = unchanged.missing if unchanged else found.paths
        pieces, workers = pieces_of_files(paths), _workers(settings, engine, jobs, len(paths))
        if order.out.suffix.lower() == LINES:
            answer_brands(pieces, workers, order, account, language)
            return
        account.unchanged = len(found.paths) - len(paths)
        verification = _verification(order, engine, settings, jobs, again)
        score_brands(
            pieces, workers, order, account, language,
            verification=verification, unchanged=unchanged,
        )  # fmt: skip
        if cache and cache.problem:
            complain(not_kept(cache.folder, cache.problem), language)

    return len(found.paths), work


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
    return Verification(lambda brands: _workers(settings, engine, jobs, brands), again, order.day)


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
        raise UsageProblem(ONE_TABLE)
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
        workers = _workers(settings, engine, jobs, None)
        if in_full:
            answer_brands(pieces, workers, order, account, language)
        else:
            score_brands(pieces, workers, order, account, language, verification=verification)

    return work


def _workers(settings: Settings, engine: Engine, jobs: int | None, files: int | None) -> Workers:
    """The processes that read brands."""
    from factmatrix.batch.reading import Loading
    from factmatrix.batch.workers import Workers, processes

    own_code = any(position.ready is None for position in engine.plugins.positions)
    number = processes(jobs, files, own_code=own_code)
    loading = Loading(settings.enable, settings.disable, settings.rules, settings.plugin_limit)
    return Workers(loading, number)


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
            complain(too_many(account), language)
            return Exit.SOME_FAILED
        except InUse as error:
            raise UsageProblem(in_use(out, error.process)) from None
        except (TableError, Difference) as error:
            complain(error.text, language)
            return Exit.SOME_FAILED
        except OSError as error:
            complain(why_not_saved(out, error), language)
            return Exit.SOME_FAILED
    complain(counted(account, out), language)
    sound = tell_plugins(engine, language)
    return Exit.DONE if sound and not account.failures else Exit.SOME_FAILED


def _named(paths: Sequence[str]) -> list[str]:
    """The paths, those from stdin in the place of `-`."""
    names: list[str] = []
    for path in paths:
        names += (line.rstrip("\r\n") for line in sys.stdin) if path == "-" else [path]
    return [name for name in names if name]
