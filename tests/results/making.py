"""Tables of results for tests, made of the real engine's assessments."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from factmatrix.assessment import Assessment
from factmatrix.engine import DOCTRINE
from factmatrix.profile.reading import Reading
from factmatrix.text import Language
from factmatrix.views.result import envelope
from factmatrix.views.run import Run
from tests.brands import DAY, brand, engine

ENDINGS = ("csv", "xlsx", "parquet", "jsonl", "json")
POSITIONS = ("field", "alliance", "campaign", "topkol")


class Scored(NamedTuple):
    """A brand's answer and where it comes from."""

    path: str
    row: int | None
    assessment: Assessment


def scored(
    name: str,
    fields: Mapping[str, Any] | None = None,
    path: str | None = None,
    row: int | None = None,
) -> Scored:
    """The bundled positions' answer for a brand with these fields."""
    named = {**(fields or {}), "brand.name": name, "brand.category": "skincare"}
    assessment = engine().assess(brand(named), DAY, full=False)
    return Scored(path or f"{name}.toml", row, assessment)


def about(
    rules: str = "rules-1", version: str = "0.1.0", date: str = "2026-11-22"
) -> dict[str, Any]:
    """What a file says of how its results were made."""
    return {
        "engine": {"version": version, "doctrine": DOCTRINE},
        "date": date,
        "rules": {"hash": rules, "overlays": []},
    }


def flat(facts: Mapping[str, Any]) -> dict[str, str]:
    """The same as tables carry it."""
    return {
        "engine": facts["engine"]["version"],
        "rules": facts["rules"]["hash"],
        "date": facts["date"],
    }


def table(brands: Sequence[Scored], *, explain: bool = True) -> pl.DataFrame:
    """A table of results as it is documented."""
    columns: dict[str, pl.DataType] = {
        "path": pl.String(), "row": pl.UInt32(), "name": pl.String(), "category": pl.String(),
        "lead": pl.String(), "runner_up": pl.String(), "margin": pl.Float64(),
        "close_call": pl.Boolean(), "provisional": pl.Boolean(), "blockers": pl.String(),
    }  # fmt: skip
    for p in POSITIONS:
        columns |= {f"{p}.score": pl.Float64(), f"{p}.coverage": pl.Float64(),
                    f"{p}.role": pl.String(), f"{p}.rank": pl.UInt32()}  # fmt: skip
    rows = [_row(one, explain=explain) for one in brands]
    for row in rows:
        columns |= {
            name: pl.Boolean() if name.endswith(".applied") else pl.Float64()
            for name in row if name not in columns
        }  # fmt: skip
    return pl.DataFrame(rows, schema=columns)


def _row(one: Scored, *, explain: bool) -> dict[str, Any]:
    a = one.assessment
    row: dict[str, Any] = {
        "path": one.path, "row": one.row, "name": a.profile.brand.name,
        "category": a.profile.brand.category, "lead": a.verdict.lead,
        "runner_up": a.verdict.runner_up, "margin": a.verdict.margin,
        "close_call": a.verdict.close_call, "provisional": a.verdict.provisional,
        "blockers": ";".join(blocker.id for blocker in a.blockers),
    }  # fmt: skip
    for ranked in a.ranking:
        p, fit = ranked.info.id, ranked.fit
        row |= {f"{p}.score": fit.score, f"{p}.coverage": fit.coverage, f"{p}.role": ranked.role,
                f"{p}.rank": ranked.rank}  # fmt: skip
        if explain:
            row |= {f"{p}.low": fit.low, f"{p}.high": fit.high, f"{p}.base": fit.base,
                    f"{p}.limit": fit.limit}  # fmt: skip
            for c in fit.contributions:
                row |= {f"{p}.points.{c.criterion}": c.points,
                        f"{p}.utility.{c.criterion}": c.utility}  # fmt: skip
            for m in fit.modifiers:
                row |= {f"{p}.modifier.{m.id}": m.points, f"{p}.modifier.{m.id}.applied": m.applied}
    return row


def results(
    brands: Sequence[Scored], facts: Mapping[str, Any] | None = None, language: Language = "en"
) -> dict[str, Any]:
    """The JSON of `fact score` for these brands."""
    run = Run(engine(), DAY, (), [(_reading(one), one.assessment) for one in brands])
    answer: dict[str, Any] = {**envelope(run, language), **(facts or about())}
    for one, result in zip(brands, answer["results"], strict=True):
        result["profile"]["row"] = one.row
    return answer


def _reading(one: Scored) -> Reading:
    reading = engine().read('format = 1\nbrand = { name = "x", category = "other" }')
    return replace(reading, path=Path(one.path))


def write(
    path: Path,
    brands: Sequence[Scored],
    facts: Mapping[str, Any] | None = None,
    *,
    explain: bool = True,
) -> Path:
    """A file of results in the format of its ending."""
    ending = path.suffix[1:]
    if ending == "json":
        path.write_text(json.dumps(results(brands, facts)), encoding="utf-8")
    elif ending == "jsonl":
        lines = (json.dumps(item, ensure_ascii=False) for item in results(brands)["results"])
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    else:
        write_table(path, table(brands, explain=explain), facts)
    return path


def write_table(path: Path, frame: pl.DataFrame, facts: Mapping[str, Any] | None = None) -> Path:
    """A table as CSV, XLSX or Parquet."""
    facts = facts or about()
    if path.suffix == ".csv":
        text = pl.col("path", "name")
        safe = pl.when(text.str.contains("^[=+@-]")).then("'" + text).otherwise(text)
        frame.with_columns(safe.name.keep()).write_csv(path, include_bom=True)
    elif path.suffix == ".xlsx":
        _write_workbook(path, frame, facts)
    else:
        frame.write_parquet(path, metadata={"factmatrix": json.dumps(flat(facts))})
    return path


def _write_workbook(path: Path, frame: pl.DataFrame, facts: Mapping[str, Any]) -> None:
    from xlsxwriter import Workbook

    with Workbook(path, {"strings_to_formulas": False}) as book:
        book.add_worksheet("errors")
        frame.write_excel(book, worksheet="ranking")
        sheet = book.add_worksheet("about")
        for number, row in enumerate(flat(facts).items()):
            sheet.write_row(number, 0, row)
