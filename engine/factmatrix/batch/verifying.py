"""Results scored once more brand by brand, as `fact score` does it: they must be the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from factmatrix.batch.brands import Piece
from factmatrix.batch.failures import BrandKey, Failure
from factmatrix.batch.pieces import as_one
from factmatrix.batch.reading import ScoreAlone
from factmatrix.text import Text

if TYPE_CHECKING:
    from factmatrix.batch.workers import Workers

SAMPLE = 1_000
"""So many results are verified, less than twice as many at most, spread evenly; or all."""

Result = Mapping[str, Any]
"""One row of results, by column."""


class Difference(Exception):
    """A result that is another when the brand is scored by itself; `text` says which."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class Sample:
    """Results to verify: one of every so many, and of twice as many when it gets too large."""

    def __init__(self) -> None:
        self._tables: list[pl.DataFrame] = []
        self._passed, self._every = 0, 1

    def of(self, results: pl.LazyFrame) -> pl.LazyFrame:
        """The same results, of which the sample takes its part as they pass."""
        return as_one(self._seen(results.collect_batches()), results.collect_schema())

    def _seen(self, tables: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        for table in tables:
            first = -self._passed % self._every
            self._passed += table.height
            if first < table.height:
                self._tables.append(table.gather_every(self._every, first))
            while sum(taken.height for taken in self._tables) >= 2 * SAMPLE:
                self._tables = [pl.concat(self._tables).gather_every(2)]
                self._every *= 2
            yield table

    def results(self) -> list[Result]:
        """What was taken, in order."""
        return [row for table in self._tables for row in table.iter_rows(named=True)]


class Verification:
    """A sample of the results, and how their brands are read again.

    `workers` gives processes for so many brands, `pieces` brands to be read. What a plugin did
    not answer the first time it is not asked again.
    """

    def __init__(
        self,
        workers: Callable[[int], Workers],
        pieces: Callable[[Sequence[BrandKey]], Iterable[Piece]],
        day: date,
    ) -> None:
        self._workers, self._pieces, self._day = workers, pieces, day
        self._failed: dict[BrandKey, dict[str, Text]] = {}
        self.sample = Sample()

    def note(self, half_failures: Iterable[Failure]) -> None:
        """Positions that could not be scored of brands that could."""
        for failure in half_failures:
            self._failed.setdefault((failure.path, failure.row), {})[failure.key] = failure.message

    def check(self) -> int:
        """How many results were compared, all equal; raises Difference."""
        results = {(r["path"], r["row"]): r for r in self.sample.results()}
        failed = {brand: self._failed[brand] for brand in results.keys() & self._failed.keys()}
        work = ScoreAlone(self._day, failed)
        checked = 0
        with self._workers(len(results)) as workers:
            for alone in workers.each(work, self._pieces(list(results))):
                for failure in alone.failures:
                    raise Difference(_no_profile(failure))
                for said in alone.said:
                    compare(results[said["path"], said["row"]], said)
                checked += len(alone.said)
        if checked < len(results):
            raise Difference(_GONE)
        return checked


def compare(result: Result, said: Result) -> None:
    """Raises Difference unless every column says what the brand by itself says."""
    for column, value in result.items():
        if value != said.get(column):
            raise Difference(_differs(result, column, said.get(column)))


_GONE = Text(
    "--verify: nothing was written. Rows that were scored are no longer in the table.",
    "--verify：未写结果。部分已评分的行已不在表中。",
)


def _differs(result: Result, column: str, alone: object) -> Text:
    place, value = _place(result["path"], result["row"]), result[column]
    return Text(
        f"--verify: nothing was written. {place}: {column} is {value!r} in the table of results "
        f"and {alone!r} where the brand is scored by itself. If it was not changed during the "
        "run, please report this.",
        f"--verify：未写结果。{place}：{column} 在结果表中是 {value!r}，单独评分是 {alone!r}。"
        "如果运行期间没有改动它，请报告此问题。",
    )


def _no_profile(failure: Failure) -> Text:
    place = _place(failure.path, failure.row)
    return Text(
        f"--verify: nothing was written. {place} was scored, but could not be read again: "
        f"{failure.message.en}",
        f"--verify：未写结果。{place} 已评分，但无法再次读取：{failure.message.zh}",
    )


def _place(path: str, row: int | None) -> str:
    return path if row is None else f"{path}:{row}"
