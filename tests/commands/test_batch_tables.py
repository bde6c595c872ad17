"""`fact batch` on a table of brands: the numbers that the files get, row by row."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.commands.conftest import SAMPLES, Run, write
from tests.commands.test_batch import assert_rows_are_files, parts, rows

HEAD = "brand.name,brand.category,economics.aov,powers.content.live,live.paid_share"


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_rows_get_what_the_files_get(run: Run, ending: str) -> None:
    assert run("batch", SAMPLES, "-o", "files.csv", "--explain").code == 0
    assert run("export", SAMPLES, "-o", f"brands{ending}").code == 0
    answer = run("batch", f"brands{ending}", "-o", "rows.csv", "--explain")
    assert (answer.code, answer.out) == (0, "")
    assert_rows_are_files(f"brands{ending}")


def test_bad_rows_are_told_and_the_rest_is_scored(run: Run) -> None:
    write(
        "brands.csv",
        f"{HEAD}\n"
        'Ling,beauty,"1,280",60,35%\n'
        "Meo,beauty,cheap,60,0.3\n"
        "Nan,beauty,100,130,0.3\n"
        ",beauty,100,30,0.3\n"
        "Orla,护肤,90,,\n",
    )
    answer = run("batch", "brands.csv", "-o", "out.csv", "--columns", "row,name,category,live.gpm")
    assert answer.code == 1
    assert "2 scored, 3 failed, 0 skipped" in answer.err
    assert [(r["row"], r["name"], r["category"]) for r in rows("out.csv")] == [
        (1, "Ling", "beauty"),
        (5, "Orla", "skincare"),
    ]
    told = {row["row"]: row for row in rows("out.csv.errors.csv")}
    assert [(number, row["field"]) for number, row in told.items()] == [
        (2, "economics.aov"),
        (3, "powers.content.live"),
        (4, "brand.name"),
    ]
    assert "“cheap” cannot be read" in told[2]["reason"]
    assert "100" in told[3]["reason"]


@pytest.mark.parametrize("where", [None, 'CAST("economics.aov" AS INT) >= 0'])
def test_what_no_profile_may_hold_disturbs_no_other_row(run: Run, where: str | None) -> None:
    wild = [float("nan"), float("inf"), -float("inf"), -1e308, 1e308, 128.0]
    table = pl.DataFrame(
        {
            "brand.name": [f"Brand {number}" for number, _ in enumerate(wild)],
            "brand.category": ["no such"] * 2 + ["beauty"] * 4,
            "economics.aov": wild,
            "powers.content.live": [*wild[::-1][1:], 60.0],
        }
    )
    table.write_parquet("brands.parquet")
    asked = [] if where is None else ["--where", where]
    answer = run("batch", "brands.parquet", "-o", "out.parquet", "--explain", *asked)
    assert answer.code == 1
    assert "1 scored, 5 failed, 0 skipped" in answer.err
    assert [row["name"] for row in rows("out.parquet")] == ["Brand 5"]


def test_a_mapping_reads_the_table_of_a_house(run: Run) -> None:
    write("house.csv", "品牌,客单价（万元）,直播能力\n禾见,0.02,80\n")
    write(
        "house.toml",
        'format = 1\n[columns]\n"品牌" = "brand.name"\n'
        '"客单价（万元）" = { field = "economics.aov", unit = "万" }\n'
        '"直播能力" = "powers.content.live"\n[constants]\n"brand.category" = "beauty"\n',
    )
    wanted = ["--columns", "name,economics.aov,powers.content.live,category"]
    assert run("batch", "house.csv", "-o", "out.csv", "--map", "house.toml", *wanted).code == 0
    assert rows("out.csv") == [
        {"name": "禾见", "economics.aov": 200.0, "powers.content.live": 80.0, "category": "beauty"}
    ]


def test_many_rows_keep_their_order_and_their_creators(run: Run) -> None:
    count = 120_000
    table = pl.DataFrame(
        {
            "brand.name": [f"b{n}" for n in range(count)],
            "brand.category": ["beauty"] * count,
            "top_creators.match": [0.3 if n % 2 else None for n in range(count)],
            "creators": [
                '[{"name": "Mo", "audience_match": 0.9}]' if n % 40_000 == 7 else None
                for n in range(count)
            ],
        }
    )
    table.write_parquet("brands.parquet")
    wanted = ["--columns", "row,name,top_creators.match"]
    assert run("batch", "brands.parquet", "-o", "out.parquet", *wanted).code == 0
    found = pl.read_parquet("out.parquet")
    assert found["row"].to_list() == list(range(1, count + 1))
    assert found["name"].to_list() == table["brand.name"].to_list()
    assert found["top_creators.match"].null_count() == count // 2
    assert run(
        "batch", "brands.parquet", "-o", "even.parquet", *wanted, "--where", "row = 8 OR row = 9"
    ).code == 0  # fmt: skip
    assert rows("even.parquet")[0]["top_creators.match"] == 0.3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["brands.csv", "more.csv", "-o", "out.csv"], "A table of brands is scored by itself"),
        (["brands.csv", "-o", "out.csv", "--cache"], "--cache is for profiles and folders"),
        (["folder", "-o", "out.csv", "--sheet", "June"], "--map and --sheet are for a table"),
        (["brands.csv", "-o", "out.csv", "--sheet", "June"], "has no sheets"),
        (["odd.csv", "-o", "out.csv"], "none of the headers is a field"),
        (["missing.csv", "-o", "out.csv"], "missing.csv"),
    ],
)
def test_what_cannot_be_done_with_a_table_is_told(
    run: Run, arguments: list[str], said: str
) -> None:
    write("brands.csv", f"{HEAD}\nLing,beauty,1,2,0.1\n")
    write("odd.csv", "a,b\n1,2\n")
    write("folder/a.toml")
    answer = run("batch", *arguments)
    assert answer.code == 2
    assert said in answer.err
    assert not parts()
    assert not Path("out.csv").exists()
