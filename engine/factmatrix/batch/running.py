"""One run: tables of inputs in, tables of results out, and an account of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from factmatrix.batch.failures import Failure, TooManyFailures
from factmatrix.columns.evaluator import Evaluation

_SCORE = "score of the lead"
"""Beside the columns that are shown, for the order."""


@dataclass
class Account:
    """How far a run has come; `total` is None while nobody knows. `report` hears of every change.

    `most_failures` is how many brands may fail before the run is given up, None for any number.
    `unchanged` files were not read, as a cache knew them; of `verified` brands the results were
    found equal when they were scored once more.
    """

    total: int | None
    report: Callable[[Account], None]
    most_failures: int | None = None
    scored: int = 0
    skipped: int = 0
    unchanged: int = 0
    verified: int = 0
    failures: list[Failure] = field(default_factory=list)
    _failed: set[tuple[str, int | None]] = field(default_factory=set)

    @property
    def failed(self) -> int:
        """How many brands could not be scored."""
        return len(self._failed)

    def add(self, failures: Sequence[Failure]) -> None:
        """Take note of what is wrong; raises TooManyFailures."""
        self.failures += failures
        self._failed |= {(failure.path, failure.row) for failure in failures}
        if self.most_failures is not None and self.failed > self.most_failures:
            raise TooManyFailures(self.failed)

    def add_half(self, failures: Sequence[Failure]) -> None:
        """Take note of positions that could not be scored of brands that could."""
        self.failures += failures

    def count(self, scored: int, skipped: int = 0) -> None:
        """Take note of brands that are done."""
        self.scored += scored
        self.skipped += skipped
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
