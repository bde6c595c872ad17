"""A long table that comes piece by piece, as polars takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import polars as pl
from polars.io.plugins import register_io_source

CELLS = 8_700_000
"""Values of a long table that are held together at each stage of a plan.

Some thirty such pieces wait between two stages, so polars' own choice of 100,000 rows would take
two gigabytes. Smaller pieces take more time.
"""


def held_in_pieces(rows: int) -> pl.Config:
    """A context in which plans hold no more than so many rows together."""
    return pl.Config(streaming_chunk_size=rows)


def as_one(pieces: Iterable[pl.DataFrame], schema: Mapping[str, pl.DataType]) -> pl.LazyFrame:
    """All pieces as one frame, of which a plan takes one after the other; for one plan only.

    Of their columns it has those of the schema. What goes wrong while a piece is made is raised by
    the plan.
    """

    def source(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        for piece in pieces:
            asked = piece.head(rows) if rows is not None else piece
            rows = rows - asked.height if rows is not None else None
            told = asked if predicate is None else asked.filter(predicate)
            yield told[columns or list(schema)]
            if rows == 0:
                return

    return register_io_source(source, schema=dict(schema))
