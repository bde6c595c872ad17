"""What `fact batch` goes through: files of brands, or a table of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from factmatrix.commands.batch_messages import NO_TABLE, ONE_TABLE, not_kept
from factmatrix.commands.batch_options import BOOK, LINES
from factmatrix.commands.failing import UsageProblem, complain
from factmatrix.commands.paths import some_profile
from factmatrix.commands.streams import reserve
from factmatrix.tables import ENDINGS

if TYPE_CHECKING:
    from factmatrix.batch.actions import Advise, Advised
    from factmatrix.batch.brands import Piece
    from factmatrix.batch.destination import ResultFile, StandardStreams
    from factmatrix.batch.failures import BrandKey
    from factmatrix.batch.loading import Loading
    from factmatrix.batch.running import Account
    from factmatrix.batch.scoring import Destination, Order
    from factmatrix.batch.verifying import Verification
    from factmatrix.batch.workers import Workers
    from factmatrix.commands.settings import Settings
    from factmatrix.engine import Engine
    from factmatrix.profile.finding import Found
    from factmatrix.tables.scanning import Table
    from factmatrix.text import Language

    Work = Callable[[Destination, Account], None]
    Again = Callable[[Sequence[BrandKey]], Iterable[Piece]]


def files_work(
    found: Found,
    order: Order,
    engine: Engine,
    settings: Settings,
    readers: Readers,
    *,
    cached: bool,
) -> tuple[int, Work]:
    """How many files there are, and what to do with them."""
    from factmatrix.batch.brands import pieces_of_files
    from factmatrix.batch.failures import Failure
    from factmatrix.batch.reading import AnswerInFull
    from factmatrix.batch.scoring import reader, score_brands, write_answers

    language = settings.language
    cache = None
    if cached:
        from factmatrix.batch.cache_key import cache_for
        from factmatrix.batch.unchanged import Unchanged

        cache = cache_for(engine, order.evaluation, order.day)

    def again(brands: Sequence[BrandKey]) -> Iterable[Piece]:
        return pieces_of_files([path for path, _ in brands])

    def work(place: Destination, account: Account) -> None:
        account.add(Failure(p, None, None, None, "", None, why) for p, why in found.lost)
        unchanged = Unchanged(cache, found.paths) if cache else None
        paths = unchanged.missing if unchanged else found.paths
        account.unchanged = len(found.paths) - len(paths)
        pieces = pieces_of_files(paths)
        with readers.start(engine, len(paths)) as workers:
            if order.ending == LINES:
                answers = workers.each(AnswerInFull(order.day, language), pieces)
                write_answers(answers, _no_book(place), account)
                return
            score_brands(
                workers.each(reader(order, unchanged), pieces),
                order, place, account, readers.advice(engine, order, again),
                verification=readers.verification(engine, order, again), unchanged=unchanged,
            )  # fmt: skip
        if cache and cache.problem:
            complain(not_kept(cache.folder, cache.problem), language)

    return len(found.paths), work


def table_work(
    paths: Sequence[str],
    order: Order,
    engine: Engine,
    settings: Settings,
    readers: Readers,
    mapping: Path | None,
    sheet: str | None,
) -> tuple[int | None, Work]:
    """How many rows a table of brands has, where that matters, and what to do with it."""
    from factmatrix.batch.reading import AnswerInFull
    from factmatrix.batch.scoring import reader, score_brands, write_answers
    from factmatrix.batch.table import count_rows, score_table
    from factmatrix.batch.table_rows import pieces_of_rows, pieces_of_table
    from factmatrix.tables.problems import TableError

    table = the_table(paths, engine, mapping, sheet, settings.language)
    sections = engine.sections
    try:
        rows = count_rows(table) if order.ending == BOOK else None
    except TableError as error:
        raise UsageProblem(error.text) from error

    def again(brands: Sequence[BrandKey]) -> Iterable[Piece]:
        return pieces_of_rows(table, sections, [row for _, row in brands if row is not None])

    def work(place: Destination, account: Account) -> None:
        advise = readers.advice(engine, order, again)
        verification = readers.verification(engine, order, again)
        if order.ending != LINES and not order.evaluation.by_row:
            score_table(table, sections, order, place, account, advise, verification)
            return
        pieces = pieces_of_table(table, sections)
        with readers.start(engine, rows) as workers:
            if order.ending == LINES:
                answers = workers.each(AnswerInFull(order.day, settings.language), pieces)
                write_answers(answers, _no_book(place), account)
            else:
                read = workers.each(reader(order), pieces)
                score_brands(read, order, place, account, advise, verification=verification)

    return rows, work


def _no_book(place: Destination) -> ResultFile | StandardStreams:
    """The place, which its ending has made no workbook."""
    from factmatrix.batch.destination import ResultFile, StandardStreams

    assert isinstance(place, ResultFile | StandardStreams)
    return place


class Readers:
    """Starts the processes that read brands, the first time and again."""

    def __init__(self, settings: Settings, jobs: int | None) -> None:
        self._settings, self._jobs = settings, jobs

    def prepare(self, files: int) -> None:
        """While the engine is loaded here, begin to start processes, if they pay for the files."""
        from factmatrix.batch.starting import prepare, processes

        if processes(self._jobs, files, own_code=False):
            reserve()  # as loading the engine does: stdout is no place for what plugins print
            prepare()

    def start(self, engine: Engine, brands: int | None) -> Workers:
        """As many as pay for so many brands."""
        from factmatrix.batch.starting import processes
        from factmatrix.batch.workers import Workers

        own_code = any(position.ready is None for position in engine.plugins.positions)
        return Workers(self._loading, processes(self._jobs, brands, own_code=own_code))

    @property
    def _loading(self) -> Loading:
        from factmatrix.batch.loading import Loading

        s = self._settings
        return Loading(s.enable, s.disable, s.rules, s.plugin_limit, s.plugin_folders)

    def verification(self, engine: Engine, order: Order, again: Again) -> Verification | None:
        """How to score brands once more, if that is wanted."""
        from factmatrix.batch.verifying import Verification

        if not order.verified:
            return None
        return Verification(partial(self.start, engine), again, order.day)

    def advice(self, engine: Engine, order: Order, again: Again) -> Advise:
        """How to find what brands should do."""
        from factmatrix.batch.actions import AdviseBrands

        work = AdviseBrands(order.day, self._settings.language)

        def advise(brands: Sequence[BrandKey]) -> Iterator[Advised]:
            with self.start(engine, len(brands)) as workers:
                yield from workers.each(work, again(brands))

        return advise


def files_named(paths: Sequence[str], mapping: Path | None, sheet: str | None) -> Found | None:
    """The files of brands, None where a table of brands is named; raises UsageProblem."""
    if any(Path(path).suffix.lower() in ENDINGS for path in paths):
        return None
    if mapping or sheet:
        raise UsageProblem(NO_TABLE)
    return some_profile(named(paths))


def the_table(
    paths: Sequence[str],
    engine: Engine,
    mapping: Path | None,
    sheet: str | None,
    language: Language,
) -> Table:
    """The one table of brands that is named, opened; raises UsageProblem."""
    from factmatrix.commands.tables import open_brands

    if len(paths) > 1:
        raise UsageProblem(ONE_TABLE)
    table = open_brands(Path(paths[0]), engine, mapping, sheet)
    for warning in table.warnings:
        complain(warning, language)
    return table


def named(paths: Sequence[str]) -> list[str]:
    """The paths, those from stdin in the place of `-`."""
    names: list[str] = []
    for path in paths:
        names += (line.rstrip("\r\n") for line in sys.stdin) if path == "-" else [path]
    return [name for name in names if name]
