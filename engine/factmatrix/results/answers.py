"""Results in JSON: the envelope of `fact score --format json`, and one result a line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal, TypeVar

import polars as pl
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict  # pydantic reads typing's own from Python 3.12 on

from factmatrix.assessment import Role
from factmatrix.results.about import About, of_envelope
from factmatrix.results.columns import role, score, type_of
from factmatrix.results.refusing import NotResults
from factmatrix.text import Text

AT_ONCE = 2_000
"""So many results are held as Python's own objects, which take ten times the room of columns."""


class _Profile(TypedDict):
    path: str | None
    row: int | None
    name: str


class _Verdict(TypedDict):
    lead: str | None


class _Contribution(TypedDict):
    criterion: str
    points: float


class _Modifier(TypedDict):
    id: str
    points: float


class _Position(TypedDict):
    position: str
    role: Role
    score: float | None
    limit: float
    contributions: list[_Contribution]
    modifiers: list[_Modifier]


class _Blocker(TypedDict):
    id: str


class _Result(TypedDict):
    profile: _Profile
    verdict: _Verdict
    ranking: list[_Position]
    blockers: list[_Blocker]


class _Envelope(TypedDict):
    format: Literal[1]
    engine: dict[str, Any]
    rules: dict[str, Any]
    date: str
    results: list[_Result]


_Shape = TypeVar("_Shape")
_NO_TEXT = re.compile(rb"(?<!\\ud[89ab][0-9a-f]{2})\\u(dc[89a-f][0-9a-f])")
"""A byte of a file name that is no text; it is kept as these six characters."""


def read_envelope(path: Path) -> tuple[pl.LazyFrame, About]:
    """The results of one run and how they were made; raises NotResults, OSError."""
    try:
        envelope = _read(TypeAdapter(_Envelope), path.read_bytes())
    except ValidationError as error:
        raise _refused(str(path), error) from None
    return _table(envelope["results"]).lazy(), of_envelope(envelope)


def read_lines(path: Path) -> tuple[pl.LazyFrame, About]:
    """The results of a file with one a line, which says no more; raises NotResults, OSError."""
    return _table(_lines(path)).lazy(), About()


def _lines(path: Path) -> Iterator[_Result]:
    result = TypeAdapter(_Result)
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield _read(result, line)
            except ValidationError as error:
                raise _refused(f"{path}:{number}", error) from None


def _read(adapter: TypeAdapter[_Shape], data: bytes) -> _Shape:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return adapter.validate_json(data, strict=True)
    except ValidationError:
        shown = _NO_TEXT.sub(rb"\\\\u\1", data)
        if shown == data:
            raise
        return adapter.validate_json(shown, strict=True)


def _table(results: Iterable[_Result]) -> pl.DataFrame:
    rows = map(_row, results)
    tables: list[pl.DataFrame] = []
    while batch := list(islice(rows, AT_ONCE)):
        names = dict.fromkeys(chain.from_iterable(batch))
        tables.append(pl.DataFrame(batch, schema={name: type_of(name) for name in names}))
    return pl.concat(tables, how="diagonal") if tables else _table_of_none()


def _table_of_none() -> pl.DataFrame:
    names = ("path", "row", "name", "lead", "blockers")
    return pl.DataFrame(schema={name: type_of(name) for name in names})


def _row(result: _Result) -> dict[str, Any]:
    """A result as a row of a table of results."""
    row: dict[str, Any] = {
        **result["profile"],
        **result["verdict"],
        "blockers": ";".join(blocker["id"] for blocker in result["blockers"]) or None,
    }
    for placed in result["ranking"]:
        position = placed["position"]
        row[score(position)] = placed["score"]
        row[role(position)] = placed["role"]
        row[f"{position}.limit"] = placed["limit"]
        for contribution in placed["contributions"]:
            row[f"{position}.points.{contribution['criterion']}"] = contribution["points"]
        for modifier in placed["modifiers"]:
            row[f"{position}.modifier.{modifier['id']}"] = modifier["points"]
    return row


def _refused(place: str, error: ValidationError) -> NotResults:
    """The first thing wrong, told where it stands."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(map(str, first["loc"]))
    if first["type"] == "json_invalid":
        what = Text("this is no JSON", "不是 JSON")
    elif first["type"] == "missing":
        what = Text(f"'{field}' is missing", f"缺少 {field}")
    else:
        what = Text(
            f"'{field or 'it'}' is not what `fact score` writes",
            f"{field or '内容'} 不是 fact score 的写法",
        )
    return NotResults(
        Text(
            f"{place} is no result: {what.en}. Compare files that `fact score … --format json` "
            "(.json) or `fact batch … -o FILE.jsonl` (.jsonl) wrote.",
            f"{place} 不是结果：{what.zh}。请对比由 fact score … --format json（.json）或 "
            "fact batch … -o 文件.jsonl（.jsonl）写出的文件。",
        )
    )
