"""What a worker of a cluster does: score one part of a run and write its results.

Nothing here knows of dask. A worker may serve several runs at once, in several threads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import polars as pl

from factmatrix.batch.brands import Files
from factmatrix.batch.chosen import Chosen
from factmatrix.batch.destination import Target
from factmatrix.batch.failures import Failure
from factmatrix.batch.inputs import table_of
from factmatrix.batch.pieces import held_in_pieces
from factmatrix.batch.reading import ReadFields
from factmatrix.batch.running import Account, results
from factmatrix.batch.scoring import Order, ordered
from factmatrix.batch.table import inputs_of
from factmatrix.batch.writing import write_parquet
from factmatrix.engine import Engine
from factmatrix.tables.mapping import TableMapping
from factmatrix.tables.problems import TableError
from factmatrix.tables.scanning import scan
from factmatrix.text import Text
from factmatrix.version import version
from factmatrix.whole_file import whole

ENDING = ".parquet"
"""How results end that a cluster writes, and tables that it reads."""
SCORE = "score of a part"
"""The column by which parts are merged where only the best are wanted."""
FILES = 5_000
"""Profiles in a part: seconds of reading, so that little is done twice where a worker is lost."""
ROWS = 500_000
"""Rows in a part, for the same reason; a result of a handy size."""


FilesSent = tuple[tuple[str, bytes], ...]
"""The files of a folder, each its name and its bytes."""


class Identity(NamedTuple):
    """What two machines must have in common to give the same results."""

    factmatrix: str
    polars: str
    rules: str
    plugins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What all parts of a run have in common, as far as it can be sent to another machine.

    `overlays` are the bytes of the files, `positions` the files of each folder of positions.
    `folder` is what relative paths start from, `work` where the results of the parts are written;
    both are the same place on every machine.
    """

    identity: Identity
    enable: tuple[str, ...]
    disable: tuple[str, ...]
    overlays: tuple[bytes, ...]
    day: date
    chosen: Chosen
    folder: str
    work: str
    positions: tuple[FilesSent, ...] = ()

    def file(self, number: int) -> Path:
        """Where the results of this part stand."""
        return Path(self.work, part_name(number))


@dataclass(frozen=True, slots=True)
class TablePart:
    """Rows of a table of brands: `count` of them from `start`, which is 0 for the first."""

    path: str
    start: int
    count: int
    mapping: TableMapping | None


Part = Files | TablePart
"""Brands that are scored together, under the paths that were given."""


class Done(NamedTuple):
    """What became of a part; `written` says that there is a file with its results."""

    written: bool
    scored: int
    skipped: int
    failures: list[Failure]


class WrongWorkerError(Exception):
    """This machine would give other results."""


class _Ready(NamedTuple):
    identity: Identity
    engine: Engine
    order: Order


def part_name(number: int) -> str:
    """What the file with the results of a part is called."""
    return f"part-{number:05}{ENDING}"


def parts_of_files(paths: list[str]) -> list[Part]:
    """The paths in their order, FILES at a time."""
    return [Files(paths[start : start + FILES]) for start in range(0, len(paths), FILES)]


def parts_of_table(path: str, rows: int, mapping: TableMapping | None) -> list[Part]:
    """The rows of a table in their order, ROWS at a time."""
    starts = range(0, rows, ROWS)
    return [TablePart(path, start, min(ROWS, rows - start), mapping) for start in starts]


def identity(engine: Engine) -> Identity:
    """That of this machine, with the positions that an engine has loaded."""
    plugins = sorted(f"{r.id or r.name} {r.version} {r.status}" for r in engine.reports)
    return Identity(version(), pl.__version__, engine.rules_hash, tuple(plugins))


def identity_here(run: Run) -> Identity:
    """The identity of this machine under the settings of a run."""
    return _ready(run).identity


def score_part(run: Run, part: Part, number: int) -> Done:
    """Score a part into a file of its own, which appears whole; doing it twice changes nothing.

    Raises WrongWorkerError, and OSError where the results cannot be written. A table that cannot
    be read to its end has no results but a failure.
    """
    ready = _ready(run)
    if ready.identity != run.identity:  # of a worker that came while others were at work
        raise WrongWorkerError(f"{ready.identity} != {run.identity}")
    failures: list[Failure] = []
    account = Account(None, lambda _: None, failures.append)
    try:
        if isinstance(part, Files):
            tables = _inputs_of_files(part, run.folder, ready.order, account)
        else:
            tables = _inputs_of_rows(part, run.folder, ready, account)
        wanted = _wanted(tables, ready.order, account)
        write_whole(wanted, run.file(number), ready.order)
    except TableError as error:
        assert isinstance(part, TablePart)
        return Done(False, 0, 0, [_lost(part, error.text)])
    return Done(True, account.scored, account.skipped, failures)


def write_whole(wanted: pl.LazyFrame, path: Path, order: Order) -> None:
    """Results as a file of Parquet, which appears whole; raises OSError."""
    with whole(path) as file, file.open("wb") as stream, held_in_pieces(order.at_a_time):
        target = Target(stream)
        try:
            write_parquet(wanted, target, order.about)
        finally:
            if target.error is not None:
                raise target.error


def _ready(run: Run) -> _Ready:
    return _loaded(run.enable, run.disable, run.overlays, run.positions, run.day, run.chosen)


@lru_cache(4)
def _loaded(
    enable: tuple[str, ...],
    disable: tuple[str, ...],
    overlays: tuple[bytes, ...],
    positions: tuple[FilesSent, ...],
    day: date,
    chosen: Chosen,
) -> _Ready:
    with TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.toml") for number in range(len(overlays))]
        for file, content in zip(files, overlays, strict=True):
            file.write_bytes(content)
        folders = [Path(folder, str(number)) for number in range(len(positions))]
        for place, sent in zip(folders, positions, strict=True):
            place.mkdir()
            for name, content in sent:
                (place / name).write_bytes(content)
        engine = Engine.load(enable=enable, disable=disable, overlays=files, plugin_folders=folders)
    order = ordered(engine, day, ENDING, chosen, verified=False)
    return _Ready(identity(engine), engine, order)


def _inputs_of_files(
    part: Files, folder: str, order: Order, account: Account
) -> Iterator[pl.DataFrame]:
    given = {os.path.join(folder, path): path for path in part.paths}
    rows = ReadFields(tuple(order.inputs))(Files(list(given)), {})
    account.add(failure._replace(path=given[failure.path]) for failure in rows.failures)
    yield table_of(rows._replace(paths=[given[path] for path in rows.paths]), order.inputs)


def _inputs_of_rows(
    part: TablePart, folder: str, ready: _Ready, account: Account
) -> Iterator[pl.DataFrame]:
    sections = ready.engine.sections
    table = scan(Path(folder, part.path), sections, part.mapping)
    rows = table.frame.slice(part.start, part.count)
    told = replace(table, path=Path(part.path), frame=rows)
    return inputs_of(told, sections, ready.order.inputs, account, ready.order.at_a_time)


def _wanted(tables: Iterator[pl.DataFrame], order: Order, account: Account) -> pl.LazyFrame:
    """The results of a part; where only the best are wanted, those of the part with their SCORE."""
    wanted, columns = order.wanted, list(order.schema)
    if wanted.top is not None:
        wanted = replace(wanted, shown=(*wanted.shown, wanted.score.alias(SCORE)))
        columns.append(SCORE)
    return results(tables, order.inputs, order.evaluation, wanted, account).select(columns)


def _lost(part: TablePart, why: Text) -> Failure:
    first, last = part.start + 1, part.start + part.count
    told = Text(
        f"{why.en} Rows {first} to {last} are not among the results.",
        f"{why.zh} 结果中没有第 {first} 至 {last} 行。",
    )
    return Failure(part.path, None, None, None, "", None, told)
