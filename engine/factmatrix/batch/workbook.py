"""Results as a workbook: the ranking, what made the scores, what to do, and what failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import polars as pl

from factmatrix.batch.actions import (
    ACTION_COLUMNS,
    ACTION_FIGURES,
    Advise,
    Scores,
    changed_meanwhile,
)
from factmatrix.batch.contributions import (
    CONTRIBUTION_COLUMNS,
    CONTRIBUTION_FIGURES,
    Part,
    contribution_rows,
)
from factmatrix.batch.failures import ERROR_COLUMNS, BrandKey, Failure
from factmatrix.batch.output import Output
from factmatrix.batch.running import Account
from factmatrix.batch.sheets import Book, Cell, Figure
from factmatrix.results.tables import ABOUT, CONTRIBUTIONS, RANKING
from factmatrix.scoring.inputs import InputSpace
from factmatrix.spreadsheets import MOST_ROWS
from factmatrix.text import Language, Text

_AT_A_TIME = 1_000
"""Brands that are held as Python's own objects."""
_FACTS: Mapping[str, Text] = {
    "engine": Text("version of factmatrix", "factmatrix 版本"),
    "rules": Text("hash of the rules", "规则哈希"),
    "date": Text("day of assessment", "评估日期"),
    "scored": Text("brands scored", "已评分品牌数"),
    "failed": Text("brands failed: see errors", "失败品牌数，见 errors"),
    "skipped": Text("brands skipped by --where", "被 --where 跳过的品牌数"),
}


def most_brands(parts: Sequence[Part]) -> int:
    """So many brands fit into the sheets."""
    return MOST_ROWS // max(len(parts), 1)


def shown_figures(schema: Mapping[str, pl.DataType], space: InputSpace) -> dict[str, Figure]:
    """What the figures are in columns of a table of results, where that decides how they look."""
    figures: dict[str, Figure] = {}
    for name, of in schema.items():
        if name.endswith(".coverage") or (
            name in space.domains and space.domains[name].unit == "share"
        ):
            figures[name] = "share"
        elif of == pl.Date:
            figures[name] = "date"
        elif of == pl.Float64 and name not in space.domains:
            figures[name] = "points"
    return figures


class WorkbookFile:
    """A workbook that appears whole or not at all.

    `ranking` names the columns of that sheet, `figures` says what their figures are. With `parts`
    there are sheets of contributions and actions. To be used as a context, which raises InUse and
    OSError.
    """

    def __init__(
        self,
        out: Path,
        ranking: Sequence[str],
        figures: Mapping[str, Figure],
        parts: Sequence[Part],
        language: Language,
    ) -> None:
        self._out = out
        self._columns, self._figures = ranking, figures
        self._parts, self._language = parts, language

    def __enter__(self) -> WorkbookFile:
        output = Output(self._out)
        part = output.__enter__()
        with ExitStack() as opening:
            opening.push(output)
            self._book = opening.enter_context(Book(part))
            self._ranking = self._book.sheet(RANKING, self._columns, self._figures)
            if self._parts:
                self._contributions = self._book.sheet(
                    CONTRIBUTIONS, CONTRIBUTION_COLUMNS, CONTRIBUTION_FIGURES
                )
                self._actions = self._book.sheet("actions", ACTION_COLUMNS, ACTION_FIGURES)
            self._errors = self._book.sheet("errors", ERROR_COLUMNS, {})
            self._closing = opening.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.__exit__(kind, error, trace)

    def tell(self, failure: Failure) -> None:
        """Write down what failed."""
        self._errors.write(failure.cells(self._language))

    def write(
        self,
        tables: Iterable[pl.DataFrame],
        about: Mapping[str, str],
        advise: Advise,
        account: Account,
    ) -> None:
        """Write all brands, then what they should do; raises TooManyRows."""
        scored: dict[BrandKey, Scores] = {}
        for table in tables:
            for some in table.iter_slices(_AT_A_TIME):
                for row in some.select(self._columns).iter_rows():
                    self._ranking.write(row)
                if self._parts:
                    scored |= self._explain(some)
        for advised in advise(list(scored)) if scored else ():
            for cells in advised.rows:
                self._actions.write(cells)
            account.add_half((*advised.failures, *changed_meanwhile(scored, advised)))
            account.count_advised(advised.brands)
        self._tell_about(about, account)

    def _explain(self, table: pl.DataFrame) -> dict[BrandKey, Scores]:
        """Write what makes up the scores; the scores."""
        columns = {f"{part.position}.score" for part in self._parts}
        scored: dict[BrandKey, Scores] = {}
        for brand in table.iter_rows(named=True):
            scored[brand["path"], brand["row"]] = {column: brand[column] for column in columns}
            for cells in contribution_rows(brand, self._parts, self._language):
                self._contributions.write(cells)
        return scored

    def _tell_about(self, about: Mapping[str, str], account: Account) -> None:
        counts = {"scored": account.scored, "failed": account.failed, "skipped": account.skipped}
        facts: dict[str, Cell] = {**about, **counts}
        sheet = self._book.sheet(ABOUT, ("fact", "value", "meaning"), {})
        for name, meaning in _FACTS.items():
            sheet.write((name, facts[name], meaning.in_(self._language)))
