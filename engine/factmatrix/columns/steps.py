"""Columns made from columns, in as few passes as they allow."""

from __future__ import annotations

import polars as pl


class Steps:
    """Named expressions; what several others need is worked out once, in an earlier pass.

    An expression is a tree: without a name, what stands in it twice is worked out twice.
    """

    def __init__(self) -> None:
        self._passes: list[dict[str, pl.Expr]] = []
        self._ready_after: dict[str, int] = {}

    def put(self, name: str, expression: pl.Expr) -> pl.Expr:
        """Name an expression over columns of the table and names put before; the named column."""
        needed = [self._ready_after.get(root, 0) for root in expression.meta.root_names()]
        number = max(needed, default=0)
        if number == len(self._passes):
            self._passes.append({})
        self._passes[number][name] = expression
        self._ready_after[name] = number + 1
        return pl.col(name)

    def applied_to(self, table: pl.LazyFrame) -> pl.LazyFrame:
        """The table with all named columns."""
        for step in self._passes:
            table = table.with_columns(**step)
        return table
