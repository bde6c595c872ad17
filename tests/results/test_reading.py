"""What is no result is refused with its place and what to do, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factmatrix.results.about import About, differing
from factmatrix.results.changes import brand_changes
from factmatrix.results.comparing import Comparison, compare
from factmatrix.results.reading import read_results
from factmatrix.results.reasons import with_reasons
from factmatrix.results.refusing import NotResults
from factmatrix.text import Text
from tests.brands import powers
from tests.results.making import ENDINGS, results, scored, table, write, write_table

LING = [scored("Ling", powers(content=90)), scored("Mo", powers(brand=80))]


def compare_files(old: Path, new: Path) -> Comparison:
    """The comparison, with every column read that it can need."""
    comparison = compare(read_results(old, "path"), read_results(new, "path"), "path")
    with_reasons(comparison, comparison.changed)
    return comparison


def refusal(path: Path, other: Path | None = None) -> Text:
    """What is said of a file that cannot be compared with another, or itself."""
    with pytest.raises(NotResults) as refused:
        compare_files(path, other or path)
    text = refused.value.text
    assert str(path) in text.en
    assert str(path) in text.zh
    assert re.search("[\u4e00-\u9fff]", text.zh)
    return text


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_says_how_it_was_made_where_it_can(ending: str, tmp_path: Path) -> None:
    about = read_results(write(tmp_path / f"r.{ending}", LING), "path").about
    told = About("0.1.0", "rules-1", "2026-11-22")
    assert about == (told if ending in ("parquet", "xlsx", "json") else About())


def test_only_what_both_state_can_differ() -> None:
    old, new = About("1", "a", None), About("2", "a", "2026-01-01")
    assert differing(old, new) == ["engine"]
    assert differing(About(), new) == []


@pytest.mark.parametrize("metadata", ["no JSON", "[1]", '{"engine": 3}', "[" * 5000, "{}"])
def test_metadata_of_another_shape_is_nothing_said(metadata: str, tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    table(LING).write_parquet(path, metadata={"factmatrix": metadata})
    assert read_results(path, "path").about == About()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe junk", b"a,b\n1,2\n", b"{}", b"[1,2]"])
def test_a_file_of_something_else_is_refused(ending: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"r.{ending}"
    path.write_bytes(content)
    if content or ending != "jsonl":  # no line, no brand
        refusal(path)


@pytest.mark.parametrize("ending", [".txt", "", ".toml", ".xls"])
def test_other_endings_are_refused_with_those_that_are_read(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"r{ending}"
    path.write_text("x", encoding="utf-8")
    assert ".parquet" in refusal(path).en


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "r.parquet"
    folder.mkdir()
    assert "folder" in refusal(folder).en
    assert "no such file" in refusal(tmp_path / "gone.csv").en


@pytest.mark.parametrize("lacking", ["path", "row", "name", "lead", "field.score", "topkol.role"])
def test_a_missing_column_is_named(lacking: str, tmp_path: Path) -> None:
    path = write_table(tmp_path / "r.parquet", table(LING).drop(lacking))
    assert f"missing: {lacking}." in refusal(path).en


def test_a_table_of_brands_is_told_from_a_table_of_results(tmp_path: Path) -> None:
    path = tmp_path / "brands.csv"
    path.write_text("brand.name,powers.content.live\nLing,80\n", encoding="utf-8")
    said = refusal(path)
    assert "fact batch" in said.en
    assert "fact batch" in said.zh


def test_by_name_needs_neither_path_nor_row(tmp_path: Path) -> None:
    path = write_table(tmp_path / "r.parquet", table(LING).drop("path", "row"))
    comparison = compare(read_results(path, "name"), read_results(path, "name"), "name")
    assert comparison.compared == 2


BAD_CELLS: list[tuple[str, str | float]] = [
    ("field.score", "high"), ("field.score", 101), ("field.score", -1), ("field.role", "leader"),
    ("row", "one"), ("field.points.live", "much"),
]  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize(("column", "value"), BAD_CELLS)
def test_a_wrong_cell_is_named_by_row_and_column(
    column: str, value: str | float, ending: str, tmp_path: Path
) -> None:
    good = table([LING[0], scored("Mo", powers(content=50))])
    second = pl.int_range(pl.len()) == 1
    kind = pl.String if isinstance(value, str) else pl.Float64
    bad = good.with_columns(
        pl.when(second).then(pl.lit(value)).otherwise(pl.col(column).cast(kind)).alias(column)
    )
    path = write_table(tmp_path / f"bad.{ending}", bad)
    other = write_table(
        tmp_path / "good.parquet", good.with_columns(pl.lit(50.0).alias("field.score"))
    )
    said = refusal(path, other)
    assert f"row 2 has '{value}" in said.en
    assert column in said.en
    assert "第 2 行" in said.zh


def test_figures_that_are_none_are_refused(tmp_path: Path) -> None:
    frame = table(LING).with_columns(pl.lit(float("nan")).alias("field.score"))
    assert "row 1" in refusal(write_table(tmp_path / "r.parquet", frame)).en


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_brand_without_a_name_is_refused(ending: str, tmp_path: Path) -> None:
    frame = table(LING).with_columns(
        pl.when(pl.col("name") == "Ling").then(pl.col("name")).alias("name")
    )
    said = refusal(write_table(tmp_path / f"r.{ending}", frame)).en
    assert "row 2 has '' in the column name" in said


def test_a_position_without_parts_has_no_reasons(tmp_path: Path) -> None:
    frame = table(LING).select(pl.exclude(r"^topkol\.(points|modifier|limit).*$"))
    moved = frame.with_columns(pl.lit(60.0).alias("topkol.score"))
    paths = [write_table(tmp_path / f"{i}.parquet", f) for i, f in enumerate((frame, moved))]
    comparison = compare_files(paths[0], paths[1])
    changes = list(brand_changes(comparison, with_reasons(comparison, comparison.changed)))
    assert {p.reasons for change in changes for p in change.positions} == {()}


def test_a_column_of_lists_is_refused(tmp_path: Path) -> None:
    frame = table(LING).with_columns(pl.lit([["x"], ["y"]]).alias("name"))
    refusal(write_table(tmp_path / "r.parquet", frame))


Spoil = Callable[[dict[str, object]], object]
SPOILT: list[tuple[Spoil, str]] = [
    (lambda r: r.pop("profile"), "'profile' is missing"),
    (lambda r: r.update(ranking=3), "'ranking'"),
    (lambda r: r.update(verdict={"lead": 3}), "'verdict.lead'"),
    (lambda r: r.update(blockers=None), "'blockers'"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "said"), SPOILT)
def test_a_line_that_is_no_result_is_told_by_its_number(
    spoil: Spoil, said: str, tmp_path: Path
) -> None:
    good, bad = results(LING)["results"]
    spoil(bad)
    path = tmp_path / "r.jsonl"
    path.write_text(f"{json.dumps(good)}\n\n{json.dumps(bad)}\n", encoding="utf-8")
    text = refusal(path)
    assert f"{path}:3" in text.en
    assert said in text.en


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_a_path_that_is_no_text_can_be_compared(ending: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"r.{ending}", LING)
    text = path.read_text(encoding="utf-8").replace("Ling.toml", r"\udcff Ling \ud83d\ude00")
    path.write_text(text, encoding="utf-8")
    names = ("path", "row", "name")
    gone = compare_files(path, write(tmp_path / "other.parquet", LING[1:])).gone
    assert gone.select(names).rows() == [("\\udcff Ling 😀", None, "Ling")]


def test_another_format_of_the_envelope_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps({**results(LING), "format": 2}), encoding="utf-8")
    assert "'format'" in refusal(path).en


@pytest.mark.parametrize("ending", ENDINGS)
def test_results_of_no_brand_are_results(ending: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"r.{ending}", [])
    other = write(tmp_path / "other.parquet", LING)
    assert compare_files(path, other).added.height == 2
    assert compare_files(other, path).gone.height == 2


@given(data=st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_damaged_file_is_read_or_refused(
    ending: str, data: st.DataObject, tmp_path: Path
) -> None:
    whole = tmp_path / f"whole.{ending}"
    if not whole.exists():
        write(whole, LING[:1])
    content = bytearray(whole.read_bytes())
    cut = data.draw(st.integers(0, len(content)), "cut at")
    at = data.draw(st.integers(0, len(content) - 1), "changed at")
    content[at] = data.draw(st.integers(0, 255), "byte")
    damaged = tmp_path / f"damaged.{ending}"
    damaged.write_bytes(content[:cut] if data.draw(st.booleans(), "cut") else content)
    with suppress(NotResults):
        compare_files(damaged, whole)
