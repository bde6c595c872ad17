"""The columns of a table of results: what they are called and what they hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal, get_args

import polars as pl

from factmatrix.assessment import Role
from factmatrix.results.refusing import NotResults
from factmatrix.text import Text

By = Literal["path", "name"]
"""What tells brands apart: the file and the row in it, or the name."""

KEYS: dict[By, tuple[str, ...]] = {"path": ("path", "row"), "name": ("name",)}
ROLES = pl.Enum(get_args(Role))

_TEXTS = {"path", "name", "lead", "blockers"}
_OF_POSITION = re.compile(r"([^.]+)\.(score|role)")
_PART = re.compile(r"([^.]+)\.(limit|points\.[^.]+|modifier\.[^.]+)")
"""What makes up a score: contributions of criteria, the limit, modifiers."""


def type_of(name: str) -> pl.DataType:
    """What a column holds that a comparison reads."""
    if name == "row":
        return pl.UInt32()
    return pl.String() if name in _TEXTS or name.endswith(".role") else pl.Float64()


def positions_of(names: Collection[str]) -> tuple[str, ...]:
    """The positions that have score and role, in the order of the columns."""
    found = dict.fromkeys(m[1] for name in names if (m := _OF_POSITION.fullmatch(name)))
    return tuple(p for p in found if {score(p), role(p)} <= set(names))


def parts_of(position: str, names: Collection[str]) -> list[str]:
    """The columns with the points that make up a position's score."""
    matches = ((name, _PART.fullmatch(name)) for name in names)
    return [name for name, match in matches if match and match[1] == position]


def is_explained(names: Collection[str]) -> bool:
    """Whether the table was written with `--explain`."""
    return any(_PART.fullmatch(name) for name in names)


def score(position: str) -> str:
    """The column of a position's score."""
    return f"{position}.score"


def role(position: str) -> str:
    """The column of a position's role."""
    return f"{position}.role"


def insist_on_columns(file: str, names: Sequence[str], by: By) -> None:
    """Raises NotResults where a comparison lacks a column."""
    lacking = [name for name in (*KEYS[by], "name", "lead") if name not in names]
    half = dict.fromkeys(m[1] for name in names if (m := _OF_POSITION.fullmatch(name)))
    for position in half:
        lacking += [name for name in (score(position), role(position)) if name not in names]
    if not half:
        lacking += ["<position>.score", "<position>.role"]
    if not lacking:
        return
    missing = list(dict.fromkeys(lacking))
    en, zh = ", ".join(missing), "、".join(missing)
    raise NotResults(
        Text(
            f"{file} is no table of results: these columns are missing: {en}. Write it anew with "
            "`fact batch … -o FILE` (without --columns), or compare two answers of "
            "`fact score … --format json`.",
            f"{file} 不是结果表，缺少这些列：{zh}。请用 fact batch … -o 文件 重新生成"
            "（不要加 --columns），或对比两份 fact score … --format json 的输出。",
        )
    )
