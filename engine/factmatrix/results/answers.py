"""Results in JSON: the envelope of `fact score --format json`, and one result a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

import polars as pl
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict  # pydantic reads typing's own from Python 3.12 on

from factmatrix.assessment import Role
from factmatrix.results.about import About, described
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


def read_envelope(path: Path) -> tuple[pl.DataFrame, About]:
    """The results of one run and how they were made; raises NotResults, OSError."""
    try:
        envelope = TypeAdapter(_Envelope).validate_json(path.read_bytes(), strict=True)
    except ValidationError as error:
        raise _refused(str(path), error) from None
    return _table(envelope["results"]), described(envelope)


def read_lines(path: Path) -> pl.DataFrame:
    """The results of a file with one a line; raises NotResults, OSError."""
    return _table(_lines(path))


def _lines(path: Path) -> Iterator[_Result]:
    result = TypeAdapter(_Result)
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield result.validate_json(line.removeprefix(b"\xef\xbb\xbf"), strict=True)
            except ValidationError as error:
                raise _refused(f"{path}:{number}", error) from None


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
