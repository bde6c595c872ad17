"""Reading results, whatever kind of file they were written to."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from factmatrix.results import answers, tables
from factmatrix.results.about import About
from factmatrix.results.columns import (
    ROLES,
    By,
    insist_on_columns,
    is_explained,
    positions_of,
    type_of,
)
from factmatrix.results.refusing import NotResults, unreadable
from factmatrix.system_errors import reason
from factmatrix.text import Text
from factmatrix.unreadable import UNREADABLE


class Results(NamedTuple):
    """A table of results that is opened: one row a brand, read as far as it is asked for."""

    path: Path
    frame: pl.LazyFrame
    names: tuple[str, ...]
    about: About

    @property
    def positions(self) -> tuple[str, ...]:
        """The positions that were ranked."""
        return positions_of(self.names)

    @property
    def is_explained(self) -> bool:
        """Whether the points of criteria and modifiers are there."""
        return is_explained(self.names)

    def take(self, names: Iterable[str]) -> pl.DataFrame:
        """Columns of the table with the right types, all rows; one that is not there is null.

        Raises NotResults where a cell holds something else.
        """
        names = list(names)
        there = [name for name in names if name in self.names]
        columns = [
            pl.col(name).cast(type_of(name)) if name in there else pl.lit(None, type_of(name))
            for name in names
        ]
        wanted = [column.alias(name) for column, name in zip(columns, names, strict=True)]
        try:
            table = self.frame.select(wanted).collect(engine="streaming")
        except OSError as error:
            raise _unreadable_by_system(self.path, error) from None
        except UNREADABLE as error:
            raise self._wrong_type(there, error) from None
        for name in there:
            self._insist_on_range(table, name)
        return table.with_columns(pl.col(n).cast(ROLES) for n in there if n.endswith(".role"))

    def _insist_on_range(self, table: pl.DataFrame, name: str) -> None:
        values = table[name]
        if name == "name":
            right = values.is_not_null()
        elif name.endswith(".role"):
            right = values.is_in(ROLES.categories.to_list())
        elif name.endswith(".score"):
            right = values.is_between(0, 100)
        elif values.dtype == pl.Float64:
            right = values.is_finite()
        else:
            return
        if (wrong := (~right).arg_true()).len():
            raise self._wrong_cell(wrong[0], name, values[wrong[0]])

    def _wrong_type(self, names: Iterable[str], error: Exception) -> NotResults:
        """The first cell that could not be read, looked for only now."""
        for name in names:
            stated = self.frame.select(
                stated=name, read=pl.col(name).cast(type_of(name), strict=False)
            )
            try:
                wrong = (
                    stated.with_row_index()
                    .filter(pl.col("stated").is_not_null() & pl.col("read").is_null())
                    .head(1)
                    .collect()
                )
            except UNREADABLE:
                continue
            if wrong.height:
                return self._wrong_cell(wrong["index"][0], name, wrong["stated"][0])
        return unreadable(self.path, error)

    def _wrong_cell(self, index: int, name: str, value: object) -> NotResults:
        shown = "" if value is None else str(value)[:40]
        return NotResults(
            Text(
                f"{self.path} is no table of results: row {index + 1} has '{shown}' in the column "
                f"{name}. Write it anew with `fact batch`.",
                f"{self.path} 不是结果表：第 {index + 1} 行的 {name} 列是“{shown}”。"
                "请用 fact batch 重新生成。",
            )
        )


_Opener = Callable[[Path], tuple[pl.LazyFrame, About]]
_TABLES: Mapping[str, _Opener] = {
    ".csv": tables.scan_csv,
    ".xlsx": tables.read_xlsx,
    ".parquet": tables.scan_parquet,
}
_OPEN: Mapping[str, _Opener] = {
    **_TABLES,
    ".jsonl": answers.read_lines,
    ".json": answers.read_envelope,
}


def read_results(path: Path, by: By) -> Results:
    """The results in a file, known by its ending, to be compared by path or name.

    Tables are opened, JSON is read. Raises NotResults, which also tells what the system says.
    """
    opened = _OPEN.get(path.suffix.lower())
    if opened is None:
        endings = ", ".join(_OPEN)
        raise NotResults(
            Text(
                f"{path}: results are read from files that end in {endings}.",
                f"{path}：结果文件的扩展名须为 {'、'.join(_OPEN)}。",
            )
        )
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotResults(
                Text(
                    f"{path} is a folder, a pipe or a device. Name a file of results.",
                    f"{path} 是文件夹、管道或设备，请指定结果文件。",
                )
            )
        frame, about = opened(path)
        names = tuple(frame.collect_schema().names())
    except (OSError, ValueError) as error:
        raise _unreadable_by_system(path, error) from None
    except UNREADABLE as error:
        raise unreadable(path, error) from None
    if path.suffix.lower() in _TABLES:
        insist_on_columns(str(path), names, by)
    return Results(path, frame, names, about)


def _unreadable_by_system(path: Path, error: OSError | ValueError) -> NotResults:
    why = reason(error)
    return NotResults(Text(f"{path} cannot be read: {why.en}.", f"无法读取 {path}：{why.zh}。"))
