"""One run: tables of inputs in, tables of results out, and an account of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import polars as pl

from factmatrix.batch.failures import BrandKey, Failure, TooManyFailures
from factmatrix.batch.inputs import SOUND
from factmatrix.batch.pieces import as_one
from factmatrix.batch.results import ABOUT_TYPES
from factmatrix.columns.evaluator import Evaluation
from factmatrix.plugins.timing import Calls, add_calls

_SCORE = "score of the lead"
"""Beside the columns that are shown, for the order."""


@dataclass
class Account:
    """How far a run has come; `total` is None while nobody knows. `report` hears of every change.

    `tell` hears of everything that is wrong, as it comes; what is kept is `first`, the first thing
    wrong with a brand that failed. `most_failures` is how many brands may fail before the run is
    given up, None for any number. `unchanged` files were not read, as a cache knew them; of
    `verified` brands the results were found equal when they were scored once more; of `advised`
    brands the actions were found. `failing` is for how many brands each position failed, `calls`
    are those of positions in plain Python.
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
    failing: Counter[str] = field(default_factory=Counter)
    calls: dict[str, Calls] = field(default_factory=dict)
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


class Read(Protocol):
    """What came of some brands, and what is wrong with them."""

    @property
    def failures(self) -> Sequence[Failure]:
        """Why brands failed, each brand's one after another."""
        ...

    @property
    def half_failures(self) -> Sequence[Failure]:
        """What positions could not work out of brands that did not."""
        ...

    @property
    def calls(self) -> Mapping[str, Calls]:
        """The calls of positions in plain Python that it took."""
        ...


R = TypeVar("R", bound=Read)


def accounted(
    read: Iterable[R],
    account: Account,
    note: Callable[[Sequence[Failure]], object] | None = None,
) -> Iterator[R]:
    """The same, each told to the account as it comes; `note` hears of the half failures as well."""
    for some in read:
        account.add(some.failures)
        account.add_half(some.half_failures)
        account.failing.update(failure.key for failure in some.half_failures)
        add_calls(account.calls, some.calls)
        if note:
            note(some.half_failures)
        yield some


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
    tables: Iterable[pl.DataFrame],
    inputs: Mapping[str, pl.DataType],
    e: Evaluation,
    wanted: Wanted,
    account: Account,
) -> pl.LazyFrame:
    """What is wanted of the scores of these tables of `inputs`.

    One plan serves them all, since making one takes as long as scoring some ten thousand rows.
    Rows that are no profiles leave it last: copying all inputs of the others without them takes
    longer than scoring a few in vain.
    """
    schema = {**ABOUT_TYPES, **inputs, SOUND: pl.Boolean()}
    scored = e.steps.applied_to(as_one(_asked(tables, wanted.where, account), schema))
    shown = [*wanted.shown, *([] if wanted.top is None else [wanted.score.alias(_SCORE)])]
    # A filter on the column as it is would be taken for one on the tables, and come first.
    sound = pl.col(SOUND).fill_null(False).alias(SOUND)
    asked = scored.select(*shown, sound).filter(SOUND).drop(SOUND)
    return asked if wanted.top is None else best(asked, _SCORE, wanted.top)


def best(ranked: pl.LazyFrame, by: str, top: int) -> pl.LazyFrame:
    """The rows that are highest in a column, without it, the first of equals first."""
    schema = ranked.collect_schema()
    return as_one(_best(ranked.collect_batches(), schema, by, top), schema).drop(by)


def _best(
    tables: Iterable[pl.DataFrame], schema: pl.Schema, by: str, top: int
) -> Iterator[pl.DataFrame]:
    best = pl.DataFrame(schema=schema)
    for table in tables:
        together = pl.concat((best, table))
        best = together.sort(by, descending=True, nulls_last=True, maintain_order=True).head(top)
    yield best


def _asked(
    tables: Iterable[pl.DataFrame], where: pl.Expr | None, account: Account
) -> Iterator[pl.DataFrame]:
    """The rows that are wanted, each counted as it comes, and perhaps some that are no profiles.

    A condition never sees these: what they hold may be more than it can take.
    """
    for table in tables:
        asked = table if where is None else table.filter(SOUND).filter(where)
        brands, wanted = (int(some[SOUND].sum()) for some in (table, asked))
        account.count(wanted, brands - wanted)
        yield asked
