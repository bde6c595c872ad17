"""`fact batch`: the results of a folder of brands, or of a table of them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.batch.chosen import TABLES, Chosen
from factmatrix.commands.batch_messages import (
    NO_BOOK,
    NO_CACHE,
    NO_CHECK,
    WHOLE,
    counted,
    in_use,
    sheet_full,
    too_many,
    too_many_brands,
    unknown_suffix,
)
from factmatrix.commands.batch_options import (
    BOOK,
    LINES,
    STDOUT,
    Cached,
    Columns,
    Explain,
    FailFast,
    Jobs,
    JsonProgress,
    MaxErrors,
    OnCluster,
    Out,
    Sources,
    Top,
    Verify,
    Where,
    is_stdout,
)
from factmatrix.commands.batch_sources import Readers, files_named, files_work, table_work
from factmatrix.commands.failing import Exit, UsageProblem, complain
from factmatrix.commands.options import (
    Day,
    Lang,
    Mapping,
    NoPlugin,
    Plugin,
    PluginsDir,
    Rules,
    Sheet,
    StrictPlugins,
)
from factmatrix.commands.streams import ReaderLeft, abandon, binary_out, readable, trouble
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.batch.destination import ResultFolder
    from factmatrix.batch.running import Account
    from factmatrix.batch.scoring import Destination, Order
    from factmatrix.commands.settings import Settings
    from factmatrix.engine import Engine


HELP = Text("Score many profiles into one table.", "批量评分，结果写成一张表。")


def batch(
    paths: Sources,
    out: Out,
    explain: Explain = None,
    top: Top = None,
    columns: Columns = None,
    where: Where = None,
    jobs: Jobs = None,
    cluster: OnCluster = None,
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
    plugins_dir: PluginsDir = None,
    strict_plugins: StrictPlugins = None,
) -> int:
    """Score everything that can be scored; the rest is told beside the results."""
    from factmatrix.commands.settings import settle

    gc.set_threshold(1_000_000)  # more is imported here than elsewhere, and brands make no garbage
    settings = settle(lang, rules, plugin, no_plugin, plugins_dir, strict_plugins=strict_plugins)
    ending = _ending(out)
    in_part = explain is not None or top or columns or where
    if ending == LINES and (in_part or cached or verified):
        raise UsageProblem(WHOLE)
    if verified and is_stdout(out):
        raise UsageProblem(NO_CHECK)
    if cluster is not None:
        from factmatrix.commands.batch_cluster import insist_on_what_a_cluster_does

        insist_on_what_a_cluster_does(out, jobs=jobs, cached=cached, verified=verified, sheet=sheet)
    explained = ending == BOOK if explain is None else explain
    chosen = Chosen(explained, top, where, columns)
    readers = Readers(settings, jobs)
    found = None
    if cluster is None:
        found = files_named(paths, mapping, sheet)
        if cached and found is None:
            raise UsageProblem(NO_CACHE)
        if found and not cached:
            readers.prepare(len(found.paths))
    engine = settings.engine()
    order = _order(chosen, ending, date, engine, verified=verified)
    carried_out = partial(
        _carried_out,
        most_failures=0 if fail_fast else max_errors,
        out=out, ending=ending, engine=engine, settings=settings, as_json=json_progress,
    )  # fmt: skip
    if cluster is not None:
        from factmatrix.batch.destination import ResultFolder
        from factmatrix.commands.batch_cluster import cluster_work

        total, scored = cluster_work(cluster, paths, chosen, order, engine, settings, mapping)
        folder = ResultFolder(Path(out), settings.language)
        return carried_out(partial(scored, folder), folder, total)
    brands: int | None
    if found:
        brands, work = files_work(found, order, engine, settings, readers, cached=cached)
    else:
        brands, work = table_work(paths, order, engine, settings, readers, mapping, sheet)
    if ending == BOOK:
        _insist_on_room(order, brands)
    place = _place(out, order, engine, settings)
    return carried_out(partial(work, place), place, brands)


def _order(
    chosen: Chosen, ending: str, date: str | None, engine: Engine, *, verified: bool
) -> Order:
    """What is to be scored and written; raises UsageProblem."""
    from factmatrix.batch.scoring import ordered
    from factmatrix.batch.selecting import SelectionError
    from factmatrix.commands.profiles import day_of

    try:
        return ordered(engine, day_of(date), ending, chosen, verified=verified)
    except SelectionError as error:
        raise UsageProblem(error.text) from None


def _ending(out: str) -> str:
    """What kind of results is written; raises UsageProblem for what none is written as."""
    if out == STDOUT:
        return ".csv"
    ending = Path(out).suffix.lower()
    if ending not in (*TABLES, BOOK, LINES):
        raise UsageProblem(unknown_suffix(out, [*TABLES, BOOK, LINES]))
    if is_stdout(out) and ending == BOOK:
        raise UsageProblem(NO_BOOK)
    return ending


def _insist_on_room(order: Order, brands: int | None) -> None:
    """Raises UsageProblem where it is known that the sheets do not take all brands."""
    from factmatrix.batch.workbook import most_brands

    most = most_brands(order.parts)
    shown = min(brands or 0, order.wanted.top or sys.maxsize)
    if order.wanted.where is None and shown > most:
        raise UsageProblem(too_many_brands(shown, most, explained=bool(order.parts)))


def _carried_out(
    work: Callable[[Account], None],
    place: Destination | ResultFolder,
    total: int | None,
    *,
    most_failures: int | None,
    out: str,
    ending: str,
    engine: Engine,
    settings: Settings,
    as_json: bool,
) -> Exit:
    from factmatrix.batch.failures import TooManyFailures, TooManyRows
    from factmatrix.batch.output import InUse
    from factmatrix.batch.progress import progress
    from factmatrix.batch.running import Account
    from factmatrix.batch.verifying import Difference
    from factmatrix.commands.profiles import tell_plugins
    from factmatrix.tables.problems import TableError
    from factmatrix.toml.save import why_not_saved

    language = settings.language
    with progress(language, as_json=as_json, results_to_stdout=is_stdout(out)) as report:
        account = Account(total, report, place.tell, most_failures)
        try:
            with place:
                work(account)
        except TooManyFailures:
            complain(too_many(account, out), language)
            return Exit.SOME_FAILED
        except TooManyRows as error:
            complain(sheet_full(out, error.sheet), language)
            return Exit.SOME_FAILED
        except InUse as error:
            raise UsageProblem(in_use(out, error.process)) from None
        except (TableError, Difference) as error:
            complain(error.text, language)
            return Exit.SOME_FAILED
        except OSError as error:
            if is_stdout(out):
                return _left(error, account)
            complain(why_not_saved(Path(out), error), language)
            return Exit.SOME_FAILED
    complain(counted(account, out, ending), language)
    sound = tell_plugins(engine, language)
    return Exit.DONE if sound and account.sound else Exit.SOME_FAILED


def _place(out: str, order: Order, engine: Engine, settings: Settings) -> Destination:
    """Where the results go."""
    from factmatrix.batch.destination import ResultFile, StandardStreams

    if is_stdout(out):
        return StandardStreams(binary_out(), readable(settings.language, sys.stderr))
    if order.ending != BOOK:
        return ResultFile(Path(out), settings.language)
    from factmatrix.batch.workbook import WorkbookFile, shown_figures

    figures = shown_figures(order.schema, engine.space)
    return WorkbookFile(Path(out), list(order.schema), figures, order.parts, settings.language)


def _left(error: OSError, account: Account) -> Exit:
    """The exit code where whoever read stdout has seen enough; raises Unwritable otherwise."""
    told = trouble(error)
    if not isinstance(told, ReaderLeft):
        raise told from error
    abandon()
    return Exit.DONE if account.sound else Exit.SOME_FAILED
