"""The brands that `fact rules diff` compares rules on: files, or a table of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factmatrix.commands.batch_sources import Readers, files_named, the_table
from factmatrix.commands.failing import UsageProblem, complain

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

    from factmatrix.batch.brands import Piece
    from factmatrix.batch.failures import Failure
    from factmatrix.batch.running import Account
    from factmatrix.causes.scoring import Way
    from factmatrix.commands.settings import Settings
    from factmatrix.engine import Engine
    from factmatrix.profile.finding import Found


@dataclass(frozen=True, slots=True)
class Sources:
    """What was named: files, or else one table."""

    names: Sequence[str]
    files: Found | None
    mapping: Path | None
    sheet: str | None

    @property
    def paths(self) -> Sequence[str]:
        """The files that are read."""
        return self.files.paths if self.files else self.names


class Brands(NamedTuple):
    """The brands that could be read, as a table of inputs; `sound` says that nothing was wrong."""

    table: pl.DataFrame
    failed: int
    sound: bool


def find_brands(names: Sequence[str], mapping: Path | None, sheet: str | None) -> Sources:
    """What the names lead to; raises UsageProblem where that is nothing at all."""
    return Sources(names, files_named(names, mapping, sheet), mapping, sheet)


def read_brands(found: Sources, engine: Engine, way: Way, day: date, settings: Settings) -> Brands:
    """Read all brands, telling on stderr what is wrong with others; raises UsageProblem."""
    import polars as pl

    from factmatrix.batch.progress import progress
    from factmatrix.batch.results import ABOUT_TYPES
    from factmatrix.batch.running import Account
    from factmatrix.tables.problems import TableError

    def tell(failure: Failure) -> None:
        complain(failure.said(), settings.language)

    types = {**way.inputs, **way.by_row}
    total = len(found.files.paths) if found.files else None
    with progress(settings.language, as_json=False, results_to_stdout=False) as report:
        account = Account(total, report, tell)
        read = _Reading(engine, way, day, account, Readers(settings, None))
        tables = [pl.DataFrame(schema={**ABOUT_TYPES, **types})]
        try:
            for table in read.files(found.files) if found.files else read.table(found, settings):
                account.count(table.height)
                tables.append(table.select(tables[0].columns))
        except TableError as error:
            raise UsageProblem(error.text) from None
    return Brands(pl.concat(tables), account.failed, account.sound)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads brands as tables of the inputs of a way."""

    engine: Engine
    way: Way
    day: date
    account: Account
    readers: Readers

    def files(self, found: Found) -> Iterator[pl.DataFrame]:
        from factmatrix.batch.brands import pieces_of_files
        from factmatrix.batch.failures import Failure

        self.account.add(Failure(p, None, None, None, "", None, why) for p, why in found.lost)
        return self._one_by_one(pieces_of_files(found.paths), len(found.paths))

    def table(self, found: Sources, settings: Settings) -> Iterator[pl.DataFrame]:
        from factmatrix.batch.inputs import SOUND
        from factmatrix.batch.pieces import CELLS
        from factmatrix.batch.table import inputs_of
        from factmatrix.batch.table_rows import pieces_of_table

        sections, inputs = self.engine.sections, self.way.inputs
        table = the_table(found.names, self.engine, found.mapping, found.sheet, settings.language)
        if self.way.by_row:
            return self._one_by_one(pieces_of_table(table, sections), None)
        at_a_time = CELLS // (4 * len(inputs))
        tables = inputs_of(table, sections, inputs, self.account, at_a_time)
        return (rows.filter(SOUND) for rows in tables)

    def _one_by_one(self, pieces: Iterable[Piece], count: int | None) -> Iterator[pl.DataFrame]:
        """Where positions have code or fields of their own, they are asked about each brand."""
        from factmatrix.batch.inputs import tables_of
        from factmatrix.batch.reading import reads_inputs
        from factmatrix.batch.running import accounted

        types = {**self.way.inputs, **self.way.by_row}
        work = reads_inputs(tuple(types), self.day, by_row=bool(self.way.by_row))
        with self.readers.start(self.engine, count) as workers:
            yield from tables_of(accounted(workers.each(work, pieces), self.account), types)
