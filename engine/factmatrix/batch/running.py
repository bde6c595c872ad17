"""One run: tables of inputs in, tables of results out, and an account of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from factmatrix.batch.failures import BrandKey, Failure, TooManyFailures
from factmatrix.columns.evaluator import Evaluation

_SCORE = "score of the lead"
"""Beside the columns that are shown, for the order."""


@dataclass
class Account:
    """How far a run has come; `total` is None while nobody knows. `report` hears of every change.

    `tell` hears of everything that is wrong, as it comes; what is kept is `first`, the first thing
    wrong with a brand that failed. `most_failures` is how many brands may fail before the run is
    given up, None for any number. `unchanged` files were not read, as a cache knew them; of
    `verified` brands the results were found equal when they were scored once more; of `advised`
    brands the actions were found.
    """

    total: int | None
    report: Callable[[Account], None]
    tell: Callable[[Failure], None]
    most_failures: int | None = None
    scored: int = 0
    failed: int = 0
    skipped: int = 0
    unchanged: int = 0
    verified: int = 0
    advised: int = 0
    first: Failure | None = None
    sound: bool = True
    _last: BrandKey | None = None

    def add(self, failures: Iterable[Failure]) -> None:
        """Tell what is wrong with brands, each brand's failures one after another.

        Raises TooManyFailures.
        """
        for failure in failures:
            self.first = self.first or failure
            self.failed += failure.brand != self._last
            self._last = failure.brand
            self.add_half([failure])
        if self.most_failures is not None and self.failed > self.most_failures:
            raise TooManyFailures(self.failed)

    def add_half(self, failures: Iterable[Failure]) -> None:
        """Tell what could not be worked out of brands that were scored."""
        for failure in failures:
            self.sound = False
            self.tell(failure)

    def count(self, scored: int, skipped: int = 0) -> None:
        """Take note of brands that are done."""
        self.scored += scored
        self.skipped += skipped
        self.report(self)

    def count_advised(self, brands: int) -> None:
        """Take note of brands whose actions were found."""
        self.advised += brands
        self.report(self)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows and columns of the results are wanted.

    `where` holds on the inputs of the rows to score. `top` keeps as many rows, those with the
    highest `score` first, which is that of the lead.
    """

    shown: Sequence[pl.Expr]
    where: pl.Expr | None
    top: int | None
    score: pl.Expr


def results(
    tables: Iterable[pl.DataFrame], e: Evaluation, wanted: Wanted, account: Account
) -> Iterator[pl.DataFrame]:
    """Score table after table."""
    columns = list(wanted.shown)
    if wanted.top is None:
        for table in tables:
            yield _scored(table, e, columns, wanted.where, account)
        return
    columns.append(wanted.score.alias(_SCORE))
    best: pl.DataFrame | None = None
    for table in tables:
        scored = _scored(table, e, columns, wanted.where, account)
        together = scored if best is None else pl.concat((best, scored))
        best = together.sort(_SCORE, descending=True, nulls_last=True, maintain_order=True)
        best = best.head(wanted.top)
    if best is not None:
        yield best.drop(_SCORE)


def _scored(
    table: pl.DataFrame,
    e: Evaluation,
    columns: Sequence[pl.Expr],
    where: pl.Expr | None,
    account: Account,
) -> pl.DataFrame:
    lazy = table.lazy() if where is None else table.lazy().filter(where)
    scored = e.steps.applied_to(lazy).select(columns).collect()
    account.count(scored.height, table.height - scored.height)
    return scored
