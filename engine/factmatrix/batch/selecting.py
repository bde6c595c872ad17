"""Which rows and columns a person asked for, and what is wrong with the wish."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import polars as pl
from polars.exceptions import PolarsError

from factmatrix.batch.results import ABOUT_TYPES
from factmatrix.columns.evaluator import TYPES
from factmatrix.engine import Engine
from factmatrix.plugins.reports import nearest
from factmatrix.text import Text

_WORDS = re.compile(r"""'[^']*'|"[^"]*"|[\w.]+""")
"""Texts, quoted names, and what else may be a name, in SQL."""


class SelectionError(Exception):
    """A wish that cannot be met; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def fields_of(engine: Engine) -> dict[str, pl.DataType]:
    """What can be asked of a brand: `path`, `row`, `name`, and every field that rules may read."""
    domains = engine.space.domains.values()
    fields = {d.path: TYPES[d.shape] for d in domains if d.metric is None and d.shape in TYPES}
    return {**ABOUT_TYPES, **fields}


def condition(sql: str, fields: Mapping[str, pl.DataType]) -> pl.Expr:
    """A condition on fields, which need no quotation marks; raises SelectionError."""

    def quoted(match: re.Match[str]) -> str:
        word = match.group()
        if "." in word and word[0].isalpha():
            _insist([word], fields, "--where")
        return f'"{word}"' if word in fields else word

    try:
        holds = pl.sql_expr(_WORDS.sub(quoted, sql))
        _insist(holds.meta.root_names(), fields, "--where")
        kind = pl.LazyFrame(schema=dict(fields)).select(holds).collect_schema()
    except PolarsError as error:
        raise SelectionError(_no_condition(sql, str(error).splitlines()[0])) from None
    if list(kind.values()) != [pl.Boolean()]:
        raise SelectionError(_no_condition(sql, "it is neither true nor false"))
    return holds


_AS_IN_A_PROFILE = Text(
    "a field is named by its path, such as economics.aov.",
    "字段要写完整路径，例如 economics.aov。",
)


def columns_named(
    names: str, results: Collection[str], fields: Mapping[str, pl.DataType]
) -> list[str]:
    """The columns of a list with commas; raises SelectionError."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if not wanted:
        raise SelectionError(Text("--columns: no column is named.", "--columns：没有写列名。"))
    for name in wanted:
        if wanted.count(name) > 1:
            raise SelectionError(
                Text(f"--columns: {name} is named twice.", f"--columns：{name} 写了两次。")
            )
    _insist(wanted, {*results, *fields}, "--columns")
    return wanted


def _insist(names: Collection[str], known: Collection[str], option: str) -> None:
    for name in names:
        if name not in known:
            cure = nearest(name, known) or _AS_IN_A_PROFILE
            raise SelectionError(
                Text(
                    f"{option}: there is no column {name}; {cure.en}",
                    f"{option}：没有 {name} 这一列，{cure.zh}",
                )
            )


def _no_condition(sql: str, why: str) -> Text:
    return Text(
        f"--where: '{sql}' is no condition on fields ({why}). "
        "Write it as in SQL: economics.aov > 100 AND brand.category = 'beauty'",
        f"--where：“{sql}”不是对字段的条件（{why}）。"
        "请按 SQL 的写法，例如 economics.aov > 100 AND brand.category = 'beauty'",
    )
