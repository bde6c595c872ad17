"""The file `OUT.errors.csv`: what could not be scored, and why."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import polars as pl

from factmatrix.batch.failures import Failure
from factmatrix.batch.output import Output
from factmatrix.batch.writing import write_csv
from factmatrix.text import Language, clean

_COLUMNS = {
    "path": pl.String, "row": pl.UInt32, "line": pl.UInt32, "column": pl.UInt32,
    "field": pl.String, "value": pl.String, "reason": pl.String,
}  # fmt: skip


def error_file(out: Path) -> Path:
    """Where the errors of the results in `out` stand."""
    return out.with_name(f"{out.name}.errors.csv")


def write_errors(failures: Sequence[Failure], out: Path, language: Language) -> None:
    """Write them beside the results; without any, a file of an earlier run goes."""
    path = error_file(out)
    if not failures:
        with suppress(FileNotFoundError):
            path.unlink()
        return
    with Output(path) as part:
        write_csv(iter([errors_table(failures, language)]), error_schema(), part, {})


def errors_table(failures: Sequence[Failure], language: Language) -> pl.DataFrame:
    """One row for each thing that is wrong."""
    rows = [
        (
            clean(f.path), f.row, f.line, f.column, f.key,
            None if f.value is None else clean(f.value), clean(f.message.in_(language)),
        )
        for f in failures
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=error_schema(), orient="row")


def error_schema() -> dict[str, pl.DataType]:
    """The columns of the file."""
    return {name: of() for name, of in _COLUMNS.items()}
