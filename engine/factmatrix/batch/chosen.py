"""What a person asks of a table of results."""

from __future__ import annotations

from typing import NamedTuple

TABLES = (".parquet", ".csv")
"""The endings of files that hold a table of results and nothing else."""


class Chosen(NamedTuple):
    """Which rows and columns of the results are wanted, in the person's words.

    `explain` adds everything that made the scores, `top` keeps so many rows, `where` and `columns`
    are as `batch.selecting` reads them.
    """

    explain: bool
    top: int | None
    where: str | None
    columns: str | None
