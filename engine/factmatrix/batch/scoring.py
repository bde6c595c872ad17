"""Brands to results: in columns where they can be, or in full one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from factmatrix.batch.brands import Piece
from factmatrix.batch.error_file import write_errors
from factmatrix.batch.inputs import tables_of
from factmatrix.batch.output import Output
from factmatrix.batch.reading import AnswerInFull, ReadInputs, Rows
from factmatrix.batch.results import ABOUT_TYPES, result_columns
from factmatrix.batch.running import Account, Wanted, results
from factmatrix.batch.selecting import columns_named, condition, fields_of
from factmatrix.batch.table import inputs_of
from factmatrix.batch.unchanged import Unchanged
from factmatrix.batch.verifying import Verification
from factmatrix.batch.workers import Workers
from factmatrix.batch.writing import WRITERS
from factmatrix.columns.evaluator import Evaluation, evaluation
from factmatrix.engine import Engine
from factmatrix.profile.validating import Sections
from factmatrix.tables.scanning import Table
from factmatrix.text import Language
from factmatrix.version import version


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: which table to write where, and the columns it takes.

    `day` is that of the assessment. `inputs` are the fields that are read of every brand, `schema`
    the columns of the results, `about` what all rows have in common. Results that are `verified`
    have all columns until then.
    """

    out: Path
    day: date
    evaluation: Evaluation
    wanted: Wanted
    inputs: Mapping[str, pl.DataType]
    schema: Mapping[str, pl.DataType]
    about: Mapping[str, str]
    verified: bool


def ordered(
    engine: Engine,
    day: date,
    out: Path,
    *,
    explain: bool,
    top: int | None,
    where: str | None,
    columns: str | None,
    verified: bool,
) -> Order:
    """The order that a person's wishes make; raises SelectionError."""
    e, fields = evaluation(engine, day), fields_of(engine)
    by_name = {c.meta.output_name(): c for c in result_columns(e, explain=explain)}
    names = columns_named(columns, by_name, fields) if columns else list(by_name)
    shown = [by_name.get(name, pl.col(name)) for name in names]
    holds = condition(where, fields) if where else None
    everything = result_columns(e, explain=True) if verified else ()
    hidden = [column for column in everything if column.meta.output_name() not in names]
    more = [name for name in names if name not in by_name]
    more += holds.meta.root_names() if holds is not None else []
    asked = {name: fields[name] for name in more if name not in ABOUT_TYPES}
    inputs = {**e.inputs, **e.by_row, **asked}
    table = pl.LazyFrame(schema={**ABOUT_TYPES, **inputs})
    return Order(
        out,
        day,
        e,
        Wanted([*shown, *hidden], holds, top, e.verdict.score),
        inputs,
        dict(e.steps.applied_to(table).select(shown).collect_schema()),
        {"engine": version(), "rules": engine.rules_hash, "date": day.isoformat()},
        verified,
    )


def score_brands(
    pieces: Iterable[Piece],
    workers: Workers,
    order: Order,
    account: Account,
    language: Language,
    *,
    verification: Verification | None = None,
    unchanged: Unchanged | None = None,
) -> None:
    """Read, score and write a table of results, and what failed beside it.

    To the brands that are read come those of files that are `unchanged`. Raises TooManyFailures,
    InUse, Difference and OSError, and TableError for a table of brands that cannot be read to its
    end; the results that were there are untouched then.
    """
    work = ReadInputs(
        tuple(unchanged.cache.inputs if unchanged else order.inputs),
        order.day,
        by_row=bool(order.evaluation.by_row),
        hashed=unchanged is not None,
    )
    with Output(order.out) as part, workers:

        def read() -> Iterator[Rows]:
            for rows in workers.each(work, pieces):
                account.add(rows.failures)
                account.add_half(rows.half_failures)
                if verification:
                    verification.note(rows.half_failures)
                yield rows

        tables_with = unchanged.tables if unchanged else tables_of
        _score(tables_with(read(), order.inputs), order, part, account, verification)
        write_errors(account.failures, order.out, language)


def score_table(
    table: Table,
    sections: Sections,
    order: Order,
    account: Account,
    language: Language,
    verification: Verification | None = None,
) -> None:
    """Score the rows of a table of brands where no author's code is asked.

    The same errors as `score_brands`.
    """
    with Output(order.out) as part:
        tables = inputs_of(table, sections, order.inputs, account)
        _score(tables, order, part, account, verification)
        write_errors(account.failures, order.out, language)


def _score(
    tables: Iterable[pl.DataFrame],
    order: Order,
    part: Path,
    account: Account,
    verification: Verification | None,
) -> None:
    scored = results(tables, order.evaluation, order.wanted, account)
    if verification:
        sampled = verification.sample.of(scored)
        scored = (table.select(list(order.schema)) for table in sampled)
    WRITERS[order.out.suffix.lower()](scored, order.schema, part, order.about)
    if verification:
        account.verified = verification.check()


def answer_brands(
    pieces: Iterable[Piece],
    workers: Workers,
    order: Order,
    account: Account,
    language: Language,
) -> None:
    """Read, assess and write one line of JSON for each brand; the same errors as `score_brands`."""
    work = AnswerInFull(order.day, language)
    with (
        Output(order.out) as part,
        workers,
        part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
    ):
        for answers in workers.each(work, pieces):
            account.add(answers.failures)
            account.add_half(answers.half_failures)
            account.count(len(answers.lines))
            file.writelines(f"{line}\n" for line in answers.lines)
        file.flush()
        write_errors(account.failures, order.out, language)
