"""`fact batch --verify`: columns that differ from the single profile by one bit are caught."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import polars as pl
import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from factmatrix.batch import inputs, scoring
from factmatrix.batch.alone import said_of
from factmatrix.batch.pieces import as_one
from factmatrix.batch.results import ABOUT_TYPES, result_columns
from factmatrix.batch.running import Account, Wanted, results
from factmatrix.batch.verifying import SAMPLE, Difference, Sample, Verification, compare
from factmatrix.columns import evaluator
from factmatrix.columns.evaluator import Evaluation
from tests.brands import DAY
from tests.columns.test_evaluator import crowds, table
from tests.commands.conftest import BROKEN, SAMPLES, SOUND, Run, write
from tests.commands.test_batch import FICKLE, parts, rows
from tests.plugins.third_parties import Install, card
from tests.scoring.strategies import World

COUNT = len(list(SAMPLES.glob("*.toml")))
EQUAL = "Scored once more by themselves, all equal:"


@pytest.mark.parametrize(
    "options",
    [[], ["--explain"], ["--columns", "lead,accounts.tools"], ["--top", "3"], ["--cache"]],
)
def test_the_samples_are_equal(run: Run, options: list[str]) -> None:
    run("batch", SAMPLES, "-o", "plain.parquet", *options)
    answer = run("batch", SAMPLES, "-o", "out.parquet", "--verify", *options)
    assert answer.code == 0
    assert f"{EQUAL} {3 if '--top' in options else COUNT}." in answer.err
    assert rows("out.parquet") == rows("plain.parquet")


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_the_rows_of_a_table_are_equal(run: Run, ending: str) -> None:
    assert run("export", SAMPLES, "-o", f"brands{ending}").code == 0
    for options in ([], ["--top", "5"]):
        answer = run("batch", f"brands{ending}", "-o", "out.csv", "--verify", *options)
        assert answer.code == 0
        assert f"{EQUAL} {5 if options else COUNT}." in answer.err


@given(crowds())
@settings(max_examples=15)  # an evaluation is compiled for each
def test_any_scorecards_give_any_brands_equal_results(crowd: tuple[World, list[Any]]) -> None:
    world, profiles = crowd
    engine = world.engine
    e = evaluator.evaluation(engine, DAY)
    about = {
        "path": pl.Series(["brands.csv"] * len(profiles)),
        "row": pl.Series(range(len(profiles)), dtype=ABOUT_TYPES["row"]),
        "name": pl.Series([profile.brand.name for profile in profiles]),
    }
    brands = table(e, profiles).with_columns(**about, **{inputs.SOUND: True}).collect()
    no_brands = brands.with_columns(**{inputs.SOUND: False})
    wanted = Wanted(list(result_columns(e, explain=True)), None, None, e.verdict.score)
    account = Account(None, print, print)
    tables = [no_brands, brands, no_brands]
    scored = results(tables, brands.schema, e, wanted, account).collect()
    assert account.scored == len(profiles)
    for row, (profile, result) in enumerate(zip(profiles, scored.to_dicts(), strict=True)):
        compare(result, said_of("brands.csv", row, engine.assess(profile, DAY, full=False)))


LAST_BIT = 2.0**-30
BREAKS = {
    "field.score": lambda e: e._replace(
        cards=e.cards
        | {"field": e.cards["field"]._replace(score=e.cards["field"].score + LAST_BIT)}
    ),
    "topkol.rank": lambda e: e._replace(
        placed=e.placed | {"topkol": e.placed["topkol"]._replace(rank=pl.lit(1, pl.UInt32))}
    ),
    "alliance.low": lambda e: e._replace(
        cards=e.cards | {"alliance": e.cards["alliance"]._replace(low=pl.lit(None, pl.Float64))}
    ),
    "lead": lambda e: e._replace(verdict=e.verdict._replace(lead=pl.lit("shelf"))),
}


@pytest.mark.parametrize("column", BREAKS)
def test_a_wrong_column_is_caught(run: Run, monkeypatch: pytest.MonkeyPatch, column: str) -> None:
    def broken(*arguments: Any) -> Evaluation:  # noqa: ANN401 - those of the real one
        e: Evaluation = BREAKS[column](evaluator.evaluation(*arguments))
        return e

    monkeypatch.setattr(scoring, "evaluation", broken)
    write("out.csv", "before")
    answer = run("batch", SAMPLES, "-o", "out.csv", "--verify", "--columns", "name")
    assert answer.code == 1
    assert answer.err.startswith("fact: --verify: nothing was written. ")
    assert f": {column} is " in answer.err
    assert Path("out.csv").read_text(encoding="utf-8") == "before"
    assert not parts()
    assert run("batch", SAMPLES, "-o", "out.csv").code == 0


def test_a_difference_names_brand_column_and_both_values() -> None:
    result = {"path": "brands.csv", "row": 7, "lead": "field", "margin": 0.1}
    with pytest.raises(Difference) as caught:
        compare(result, {**result, "margin": 0.1 + 2**-56})
    for said in (caught.value.text.en, caught.value.text.zh):
        for part in ("brands.csv:7", "margin", "0.1", "0.10000000000000002"):
            assert part in said


def test_a_file_that_changed_during_the_run_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_then_broken(*arguments: Any, **named: Any) -> int:  # noqa: ANN401 - the real one's
        write("brands/a.toml", BROKEN)
        return check(*arguments, **named)

    check = Verification.check
    monkeypatch.setattr(Verification, "check", and_then_broken)
    write("brands/a.toml")
    answer = run("batch", "brands", "-o", "out.csv", "--verify")
    assert answer.code == 1
    assert "brands/a.toml was scored, but could not be read again: " in answer.err
    assert os.listdir() == ["brands"]


SECTIONED = """
from factmatrix import Section, declare, Text
from factmatrix.plugins.scorecard_position import ScorecardPosition
from pydantic import field_validator

class Own(Section):
    fans: int | None = declare("count", Text("Fans", "粉丝数"), Text("Fans.", "粉丝。"))

    @field_validator("fans")
    @classmethod
    def check(cls, fans):
        return {5: 5}[fans]

position = ScorecardPosition.from_package(__name__, Own)
"""


def test_positions_that_fail_for_a_brand_are_equal_too(run: Run, install: Install) -> None:
    shown = card("odd").model_dump(mode="json", by_alias=True, exclude_none=True)
    files = {"odd_card/__init__.py": SECTIONED, "odd_card/scorecard.toml": tomli_w.dumps(shown)}
    install("odd-card", files, {"odd": "odd_card:position"})
    install("fickle-one", {"fickle_one.py": FICKLE}, {"fickle": "fickle_one"})
    own = SOUND + "[ext.fickle]\nzeal = 50\n[powers.content]\nlive = 60\nshort_video = 3\n"
    write("brands/keen.toml", own)
    write("brands/shy.toml", own)
    write("brands/odd.toml", own + "[ext.odd]\nfans = 4\n")
    write("brands/even.toml", own + "[ext.odd]\nfans = 5\n")
    answer = run("batch", "brands", "-o", "out.csv", "--verify", "--explain")
    assert answer.code == 1
    assert f"{EQUAL} 4." in answer.err
    failed = {(row["path"], row["field"]) for row in rows("out.csv.errors.csv")}
    assert failed == {("brands/odd.toml", "odd"), ("brands/shy.toml", "fickle")}
    (row,) = (row for row in rows("out.csv") if row["name"] == "odd")
    assert {value for name, value in row.items() if name.startswith("odd.")} == {None}


TYPES = {"n": pl.Int64()}


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_a_plan_may_ask_for_some_rows_of_the_pieces(
    engine: Literal["in-memory", "streaming"],
) -> None:
    def pieces() -> pl.LazyFrame:
        return as_one([pl.DataFrame({"n": [1, 2, 3]}), pl.DataFrame({"n": [4, 5]})], TYPES)

    above = pl.col("n") > 1
    for asked, expected in (
        (pieces().filter(above), [2, 3, 4, 5]),
        (pieces().head(4), [1, 2, 3, 4]),
        (pieces().head(4).filter(above), [2, 3, 4]),
        (pieces().filter(above).head(3), [2, 3, 4]),
    ):
        assert asked.collect(engine=engine)["n"].to_list() == expected


@given(st.lists(st.integers(0, 3 * SAMPLE), max_size=8))
def test_the_sample_is_spread_evenly(heights: list[int]) -> None:
    total = sum(heights)
    numbers = iter(range(total))
    tables = [
        pl.DataFrame({"n": [next(numbers) for _ in range(height)]}, schema=TYPES)
        for height in heights
    ]
    sample = Sample()
    passed = sample.of(as_one(tables, TYPES)).collect(engine="streaming")
    assert passed["n"].to_list() == list(range(total))
    taken = [result["n"] for result in sample.results()]
    assert len(taken) == total if total < 2 * SAMPLE else SAMPLE <= len(taken) < 2 * SAMPLE
    assert len({b - a for a, b in pairwise(taken)}) <= 1
    assert taken[:1] == [0][:total]
