"""Files of brands to a table of results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from factmatrix.batch.error_file import write_errors
from factmatrix.batch.folder import Readers, tables_of
from factmatrix.batch.output import Output
from factmatrix.batch.reading import Reader, Rows, answer
from factmatrix.batch.reading import read as read_chunk
from factmatrix.batch.results import ABOUT_TYPES, result_columns
from factmatrix.batch.running import Account, Wanted, results
from factmatrix.batch.selecting import columns_named, condition, fields_of
from factmatrix.batch.table import inputs_of
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

    `inputs` are the fields that are read of every brand, `schema` the columns of the results,
    `about` what all rows have in common.
    """

    out: Path
    evaluation: Evaluation
    wanted: Wanted
    inputs: Mapping[str, pl.DataType]
    schema: Mapping[str, pl.DataType]
    about: Mapping[str, str]


def ordered(
    engine: Engine,
    day: date,
    out: Path,
    *,
    explain: bool,
    top: int | None,
    where: str | None,
    columns: str | None,
) -> Order:
    """The order that a person's wishes make; raises SelectionError."""
    e, fields = evaluation(engine, day), fields_of(engine)
    by_name = {c.meta.output_name(): c for c in result_columns(e, explain=explain)}
    names = columns_named(columns, by_name, fields) if columns else list(by_name)
    shown = [by_name.get(name, pl.col(name)) for name in names]
    holds = condition(where, fields) if where else None
    more = [name for name in names if name not in by_name]
    more += holds.meta.root_names() if holds is not None else []
    asked = {name: fields[name] for name in more if name not in ABOUT_TYPES}
    inputs = {**e.inputs, **e.by_row, **asked}
    table = pl.LazyFrame(schema={**ABOUT_TYPES, **inputs})
    return Order(
        out,
        e,
        Wanted(shown, holds, top, e.verdict.score),
        inputs,
        dict(e.steps.applied_to(table).select(shown).collect_schema()),
        {"engine": version(), "rules": engine.rules_hash, "date": day.isoformat()},
    )


def score_files(
    paths: Sequence[str],
    reader: Reader,
    jobs: int,
    order: Order,
    account: Account,
    language: Language,
) -> None:
    """Read, score and write a table of results, and what failed beside it.

    Raises TooManyFailures, InUse and OSError; the results that were there are untouched then.
    """
    with Output(order.out) as part, Readers(reader, jobs) as readers:

        def read() -> Iterator[Rows]:
            for rows in readers.each(read_chunk, paths):
                account.add(rows.failures)
                account.add_half(rows.half_failures)
                yield rows

        tables = tables_of(read(), order.inputs)
        scored = results(tables, order.evaluation, order.wanted, account)
        WRITERS[order.out.suffix.lower()](scored, order.schema, part, order.about)
        write_errors(account.failures, order.out, language)


def score_table(
    table: Table, sections: Sections, order: Order, account: Account, language: Language
) -> None:
    """Score the rows of a table of brands; the same errors as `score_files`, and TableError."""
    with Output(order.out) as part:
        tables = inputs_of(table, sections, order.inputs, account)
        scored = results(tables, order.evaluation, order.wanted, account)
        WRITERS[order.out.suffix.lower()](scored, order.schema, part, order.about)
        write_errors(account.failures, order.out, language)


def answer_files(
    paths: Sequence[str],
    reader: Reader,
    jobs: int,
    day: date,
    out: Path,
    account: Account,
    language: Language,
) -> None:
    """Read, assess and write one line of JSON for each brand; the same errors as `score_files`."""
    with (
        Output(out) as part,
        Readers(reader, jobs) as readers,
        part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
    ):
        for answers in readers.each(partial(answer, day=day, language=language), paths):
            account.add(answers.failures)
            account.add_half(answers.half_failures)
            account.count(len(answers.lines))
            file.writelines(f"{line}\n" for line in answers.lines)
        file.flush()
        write_errors(account.failures, out, language)
