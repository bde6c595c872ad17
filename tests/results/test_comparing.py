"""Two results compared: what counts as a change, in which order, and because of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix.results.changes import BrandChange, brand_changes
from factmatrix.results.comparing import Comparison, compare
from factmatrix.results.reading import read_results
from factmatrix.results.reasons import with_reasons
from tests.brands import GOOD_QUALITY, powers
from tests.results.making import ENDINGS, POSITIONS, Scored, scored, table, write, write_table

KINDS: tuple[dict[str, Any], ...] = (
    {},
    powers(content=90),
    powers(content=10),
    powers(price=80) | GOOD_QUALITY,
    powers(brand=80),
    powers(brand=80.2),
    powers(brand=85) | {"brand.goal": "burst", "top_creators.match": 0.2},
)  # fmt: skip


@cache
def rows() -> pl.DataFrame:
    """One explained row for each of the kinds."""
    return table([scored(f"kind {i}", kind) for i, kind in enumerate(KINDS)])


def result(brands: Sequence[tuple[str, int | None, str, int]]) -> pl.DataFrame:
    """A table with these brands: path, row, name, kind."""
    if not brands:
        return rows().clear()
    paths, numbers, names, kinds = zip(*brands, strict=True)
    return rows()[list(kinds)].with_columns(
        path=pl.Series(paths, dtype=pl.String),
        row=pl.Series(numbers, dtype=pl.UInt32),
        name=pl.Series(names, dtype=pl.String),
    )


def compared(
    old: pl.DataFrame, new: pl.DataFrame, by: Literal["path", "name"] = "path"
) -> tuple[Comparison, list[BrandChange]]:
    """The comparison of two tables, through files."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, "old.parquet"), Path(folder, "new.parquet")]
        for path, frame in zip(paths, (old, new), strict=True):
            write_table(path, frame)
        return of_files(paths[0], paths[1], by)


def of_files(
    old: Path, new: Path, by: Literal["path", "name"] = "path"
) -> tuple[Comparison, list[BrandChange]]:
    """The comparison of two files."""
    comparison = compare(read_results(old, by), read_results(new, by), by)
    changed = with_reasons(comparison, comparison.changed)
    return comparison, list(brand_changes(comparison, changed))


NAMES = st.text("ab霜\n'=\x1b", min_size=1, max_size=3)
BRANDS = st.lists(
    st.tuples(
        st.sampled_from(["a.toml", "b.toml", "表.csv", "'=x", ""]),
        st.none() | st.integers(1, 3),
        NAMES,
        st.integers(0, len(KINDS) - 1),
    ),
    max_size=12,
)
BY: st.SearchStrategy[Literal["path", "name"]] = st.sampled_from(["path", "name"])


def keys(frame: pl.DataFrame, by: str) -> list[tuple[object, ...]]:
    return frame.select(["path", "row"] if by == "path" else ["name"]).rows()


@given(BRANDS, BY)
@settings(max_examples=20)
def test_a_result_does_not_differ_from_itself(
    brands: list[tuple[str, int | None, str, int]], by: Literal["path", "name"]
) -> None:
    frame = result(brands)
    comparison, changes = compared(frame, frame, by)
    assert changes == []
    assert comparison.added.height == comparison.gone.height == comparison.renamed == 0
    once = [key for key in keys(frame, by) if keys(frame, by).count(key) == 1]
    assert comparison.compared == len(once)
    assert set(keys(comparison.doubled, by)) == set(keys(frame, by)) - set(once)


@given(BRANDS, BRANDS, BY)
@settings(max_examples=30)
def test_every_brand_is_told_exactly_once_and_changed_ones_are_those_that_differ(
    old: list[tuple[str, int | None, str, int]],
    new: list[tuple[str, int | None, str, int]],
    by: Literal["path", "name"],
) -> None:
    before, after = result(old), result(new)
    comparison, changes = compared(before, after, by)
    places = [(c.path, c.row) if by == "path" else (c.new_name,) for c in changes]
    told = [
        *places, *keys(comparison.added, by), *keys(comparison.gone, by),
        *keys(comparison.doubled, by),
    ]  # fmt: skip
    assert len(told) == len(set(told))
    in_old, in_new = keys(before, by), keys(after, by)
    doubled = {k for k in (*in_old, *in_new) if in_old.count(k) > 1 or in_new.count(k) > 1}
    assert set(keys(comparison.doubled, by)) == doubled
    assert set(keys(comparison.added, by)) == set(in_new) - set(in_old) - doubled
    assert set(keys(comparison.gone, by)) == set(in_old) - set(in_new) - doubled
    both = (set(in_old) & set(in_new)) - doubled
    assert comparison.compared == len(both)
    kind_of_old = {key: brand[3] for key, brand in zip(in_old, old, strict=True)}
    kind_of_new = {key: brand[3] for key, brand in zip(in_new, new, strict=True)}
    assert set(places) == {key for key in both if differ(kind_of_old[key], kind_of_new[key])}


def differ(old: int, new: int) -> bool:
    """Whether two kinds of brands differ as a person would see it."""
    before, after = rows().row(old, named=True), rows().row(new, named=True)
    if any(before[name] != after[name] for name in ("lead", *(f"{p}.role" for p in POSITIONS))):
        return True
    scores = [(before[f"{p}.score"], after[f"{p}.score"]) for p in POSITIONS]
    return any(
        (a is None) != (b is None) or (a is not None and abs(b - a) >= 0.05) for a, b in scores
    )


@given(BRANDS, BRANDS, BY)
@settings(max_examples=20)
def test_swapping_the_results_turns_every_change_round(
    old: list[tuple[str, int | None, str, int]],
    new: list[tuple[str, int | None, str, int]],
    by: Literal["path", "name"],
) -> None:
    there, there_changes = compared(result(old), result(new), by)
    back, back_changes = compared(result(new), result(old), by)
    assert keys(there.added, by) == keys(back.gone, by)
    assert keys(there.gone, by) == keys(back.added, by)
    assert (there.lead_changes, there.role_changes) == (back.lead_changes, back.role_changes)
    assert sides(there_changes, by) == turned(sides(back_changes, by))


Sides = Mapping[tuple[object, ...], Mapping[str, tuple[object, object, float | None, object]]]


def sides(changes: Sequence[BrandChange], by: str) -> Sides:
    """What changed by brand and position; a workbook keeps fifteen digits."""
    return {
        (c.path, c.row) if by == "path" else (c.new_name,): {
            p.position: (
                p.old_role, p.new_role, None if p.points is None else round(p.points, 9),
                {reason.part: round(reason.points, 9) for reason in p.reasons or ()},
            )
            for p in c.positions
        }
        for c in changes
    }  # fmt: skip


def turned(changes: Sides) -> Sides:
    return {
        key: {
            p: (
                new, old, None if points is None else -points,
                {part: -by for part, by in reasons.items()},  # type: ignore[attr-defined]
            )
            for p, (old, new, points, reasons) in positions.items()
        }
        for key, positions in changes.items()
    }  # fmt: skip


@given(BRANDS, BRANDS)
@settings(max_examples=20)
def test_reasons_and_the_rest_add_up_to_the_change(
    old: list[tuple[str, int | None, str, int]], new: list[tuple[str, int | None, str, int]]
) -> None:
    for change in compared(result(old), result(new))[1]:
        for p in change.positions:
            assert p.reasons is not None
            assert p.rest is not None
            by = [reason.points for reason in p.reasons]
            assert sum(by) + p.rest == (p.new_score or 0) - (p.old_score or 0)
            assert [abs(points) for points in by] == sorted(map(abs, by), reverse=True)


def test_the_reasons_are_those_whose_points_moved_most(tmp_path: Path) -> None:
    before = scored("Ling", powers(content=90, product=50))
    after = scored("Ling", powers(content=30, product=60))
    (change,) = compared(table([before]), table([after]))[1]
    field = next(p for p in change.positions if p.position == "field")
    was, now = (one.assessment.position("field").fit for one in (before, after))
    moved = {
        b.criterion: b.points - a.points
        for a, b in zip(was.contributions, now.contributions, strict=True)
    }
    most = sorted(moved.values(), key=abs, reverse=True)[:3]
    assert [abs(r.points) for r in field.reasons or ()] == list(map(abs, most))
    assert {r.part for r in field.reasons or ()} >= {"points.live", "points.short_video"}
    assert change.change == "lead"
    assert (change.old_lead, change.new_lead) == ("field", now_lead(after))


def now_lead(one: Scored) -> str | None:
    return one.assessment.verdict.lead


def test_a_blocker_is_a_reason() -> None:
    before, after = scored("Ling", powers(content=40)), scored("Ling", powers(content=20))
    (there,) = compared(table([before]), table([after]))[1]
    assert (there.blocked_by, there.freed_from) == (("content_gate",), ())
    (back,) = compared(table([after]), table([before]))[1]
    assert (back.blocked_by, back.freed_from) == ((), ("content_gate",))


@pytest.mark.parametrize(("by", "is_change"), [(0.0499, False), (0.0501, True), (-0.051, True)])
def test_less_than_rounding_is_no_change(by: float, is_change: bool) -> None:
    frame = result([("a.toml", None, "Ling", 1)])
    moved = frame.with_columns(pl.lit(50.0).alias("field.score"))
    comparison, changes = compared(moved, moved.with_columns(pl.col("field.score") + by))
    assert [c.change for c in changes] == ["points"] * is_change
    assert comparison.compared == 1


def test_leads_come_first_then_roles_then_points() -> None:
    old = result([(f"{i}.toml", None, f"{i}", 1) for i in range(4)])
    index = pl.int_range(pl.len())
    new = old.with_columns(
        pl.when(index == 0).then(pl.lit(30.0)).when(index == 3).then(pl.lit(69.0))
        .otherwise(pl.col("field.score")).alias("field.score"),
        pl.when(index == 1).then(pl.lit("support")).otherwise(pl.col("topkol.role"))
        .alias("topkol.role"),
        pl.when(index == 2).then(pl.lit("topkol")).otherwise(pl.col("lead")).alias("lead"),
    )  # fmt: skip
    changes = compared(old, new)[1]
    assert [(c.path, c.change) for c in changes] == [
        ("2.toml", "lead"), ("1.toml", "role"), ("0.toml", "points"), ("3.toml", "points"),
    ]  # fmt: skip


def test_rules_that_only_one_result_has_count_from_nothing() -> None:
    old = result([("a.toml", None, "Ling", 1)])
    new = old.with_columns(pl.col("field.score") + 4, pl.lit(4.0).alias("field.modifier.own_rule"))
    (change,) = compared(old, new)[1]
    (field,) = change.positions
    assert [(r.part, r.points) for r in field.reasons or ()] == [("modifier.own_rule", 4.0)]


def test_a_position_of_one_result_only_is_not_compared() -> None:
    old = result([("a.toml", None, "Ling", 1)])
    comparison, changes = compared(old, old.select(pl.exclude("^campaign\\..*$")))
    assert changes == []
    assert comparison.positions == ("field", "alliance", "topkol")


@pytest.mark.parametrize("new", ENDINGS)
@pytest.mark.parametrize("old", ENDINGS)
def test_every_kind_of_file_says_the_same(old: str, new: str, tmp_path: Path) -> None:
    before = [
        scored("=霜林 'x", KINDS[1], "t.csv", 1), scored("Ling", KINDS[3], "t.csv", 2),
        scored("Sea", KINDS[3], "t.csv", 3), scored("Gone"),
    ]  # fmt: skip
    after = [
        scored("=霜林 'x", KINDS[2], "t.csv", 1), scored("Ling", KINDS[4], "t.csv", 2),
        scored("Sea", KINDS[3], "t.csv", 3), scored("New"),
    ]  # fmt: skip
    paths = write(tmp_path / f"old.{old}", before), write(tmp_path / f"new.{new}", after)
    comparison, changes = of_files(*paths)
    _, expected = compared(table(before), table(after))
    assert sorted(comparison.positions) == sorted(POSITIONS)
    assert {c.path: c._replace(positions=()) for c in changes} == {
        c.path: c._replace(positions=()) for c in expected
    }
    assert sides(changes, "path") == sides(expected, "path")
    assert comparison.added.rows() == [("New.toml", None, "New")]
    assert comparison.gone.rows() == [("Gone.toml", None, "Gone")]
