"""Brands to results: in columns where they can be, or in full one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from factmatrix.batch.chosen import Chosen
from factmatrix.batch.destination import ResultFile, StandardStreams
from factmatrix.batch.inputs import tables_of
from factmatrix.batch.pieces import CELLS, held_in_pieces
from factmatrix.batch.reading import Answers, Rows, reads_inputs
from factmatrix.batch.results import ABOUT_TYPES, result_columns
from factmatrix.batch.running import Account, Wanted, accounted, results
from factmatrix.batch.selecting import columns_named, condition, fields_of
from factmatrix.batch.writing import WRITERS
from factmatrix.columns.evaluator import Evaluation, evaluation
from factmatrix.engine import Engine
from factmatrix.version import version

if TYPE_CHECKING:  # what not every run needs, it does not wait for
    from factmatrix.batch.actions import Advise
    from factmatrix.batch.contributions import Part
    from factmatrix.batch.unchanged import Unchanged
    from factmatrix.batch.verifying import Verification
    from factmatrix.batch.workbook import WorkbookFile
    from factmatrix.batch.workers import Work

    Destination = ResultFile | StandardStreams | WorkbookFile


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: the kind of results that is written, and the columns they take.

    `ending` tells the kind, `day` is that of the assessment. `inputs` are the fields that are read
    of every brand, `schema` the columns of the table of results, `parts` those of the scores that
    a workbook tells besides, `about` what all rows have in common. Results that are `verified` or
    told in parts have all columns until then.
    """

    ending: str
    day: date
    evaluation: Evaluation
    wanted: Wanted
    inputs: Mapping[str, pl.DataType]
    schema: Mapping[str, pl.DataType]
    parts: Sequence[Part]
    about: Mapping[str, str]
    verified: bool

    @property
    def at_a_time(self) -> int:
        """Rows of a long table that are scored together; more inputs wait than results."""
        return CELLS // (4 * len(self.inputs) + len(self.wanted.shown))


def ordered(
    engine: Engine,
    day: date,
    ending: str,
    chosen: Chosen,
    *,
    verified: bool,
) -> Order:
    """The order that a person's wishes make; raises SelectionError."""
    e, fields = evaluation(engine, day), fields_of(engine)
    by_name = {c.meta.output_name(): c for c in result_columns(e, explain=chosen.explain)}
    parts = _parts(e) if chosen.explain and ending == ".xlsx" else ()
    apart = {column for part in parts for column in part.columns}
    usual = [name for name in by_name if name not in apart]
    names = columns_named(chosen.columns, by_name, fields) if chosen.columns else usual
    shown = [by_name.get(name, pl.col(name)) for name in names]
    holds = condition(chosen.where, fields) if chosen.where else None
    everything = result_columns(e, explain=True) if verified or parts else ()
    hidden = [column for column in everything if column.meta.output_name() not in names]
    more = [name for name in names if name not in by_name]
    more += holds.meta.root_names() if holds is not None else []
    asked = {name: fields[name] for name in more if name not in ABOUT_TYPES}
    inputs = {**e.inputs, **e.by_row, **asked}
    table = pl.LazyFrame(schema={**ABOUT_TYPES, **inputs})
    return Order(
        ending,
        day,
        e,
        Wanted([*shown, *hidden], holds, chosen.top, e.verdict.score),
        inputs,
        dict(e.steps.applied_to(table).select(shown).collect_schema()),
        parts,
        {"engine": version(), "rules": engine.rules_hash, "date": day.isoformat()},
        verified,
    )


def _parts(e: Evaluation) -> tuple[Part, ...]:
    from factmatrix.batch.contributions import parts_of

    return tuple(parts_of(e))


def reader(order: Order, unchanged: Unchanged | None = None) -> Work[Rows]:
    """What reads brands for `score_brands`."""
    inputs = tuple(unchanged.cache.inputs if unchanged else order.inputs)
    by_row, hashed = bool(order.evaluation.by_row), unchanged is not None
    return reads_inputs(inputs, order.day, by_row=by_row, hashed=hashed)


def score_brands(
    read: Iterable[Rows],
    order: Order,
    place: Destination,
    account: Account,
    advise: Advise,
    *,
    verification: Verification | None = None,
    unchanged: Unchanged | None = None,
) -> None:
    """Score and write brands as they are read.

    To these come those of files that are `unchanged`. Raises TooManyFailures, TooManyRows,
    Difference and OSError, and TableError for a table of brands that cannot be read to its end.
    """
    noted = accounted(read, account, verification.note if verification else None)
    tables_with = unchanged.tables if unchanged else tables_of
    score(tables_with(noted, order.inputs), order, place, account, advise, verification)


def score(
    tables: Iterable[pl.DataFrame],
    order: Order,
    place: Destination,
    account: Account,
    advise: Advise,
    verification: Verification | None,
) -> None:
    """Score and write tables of `path`, `row`, `name`, the inputs and SOUND.

    The same errors as `score_brands`.
    """
    if isinstance(place, ResultFile | StandardStreams):
        tables = place.target.while_it_takes_more(tables)
    scored = results(tables, order.inputs, order.evaluation, order.wanted, account)
    if verification:
        scored = verification.sample.of(scored)
    with held_in_pieces(order.at_a_time):
        if isinstance(place, ResultFile | StandardStreams):
            WRITERS[order.ending](scored.select(*order.schema), place.target, order.about)
        else:
            place.write(scored.collect_batches(), order.about, advise, account)
    if verification:
        account.verified = verification.check()


def write_answers(
    answered: Iterable[Answers], place: ResultFile | StandardStreams, account: Account
) -> None:
    """Write one line of JSON for each brand; the same errors as `score_brands`."""
    for answers in accounted(answered, account):
        account.count(len(answers.lines))
        lines = (f"{line}\n".encode(errors="backslashreplace") for line in answers.lines)
        place.target.writelines(lines)
