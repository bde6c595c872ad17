"""A mapping says which header is which field; its mistakes are told with their place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from factmatrix.rules.problems import RulesError
from factmatrix.tables.mapping import TableMapping, read_mapping
from factmatrix.tables.problems import TableError
from factmatrix.tables.scanning import UNREAD, scan

LUOPAN = """\
format = 1
header_row = 2

[columns]
"店铺名称" = "brand.name"
"成交金额（万元）" = { field = "sales.monthly_gmv", unit = "万" }
"退款率（%）" = { field = "economics.refund_rate", unit = "percent" }
"已开通千川" = "accounts.qianchuan"

[constants]
brand.category = "护肤"
"brand.as_of" = 2026-06-30
"accounts.tools" = ["compass"]
"""


def mapping(tmp_path: Path, text: str) -> TableMapping:
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path, {})


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_export_is_read_as_it_is(tmp_path: Path) -> None:
    export = table(
        tmp_path,
        "2026 年 6 月,,,,\n店铺名称,成交金额(万元),退款率（％）,已开通千川,客单价\n"
        '禾见,"1,234.5",12.5,是,128\n青木,1.2亿,35%,-,x\n',
    )
    read = scan(export, mapping=mapping(tmp_path, LUOPAN))
    one, two = read.frame.select(*read.headers, UNREAD).collect().to_dicts()
    everywhere = {
        "brand.category": "skincare", "brand.as_of": date(2026, 6, 30),
        "accounts.tools": ["compass"],
    }  # fmt: skip
    assert one == {
        "brand.name": "禾见", "sales.monthly_gmv": 12345000.0, "economics.refund_rate": 0.125,
        "accounts.qianchuan": True, "economics.aov": 128.0, UNREAD: None, **everywhere,
    }  # fmt: skip
    assert two["sales.monthly_gmv"] == 1.2e8  # a unit of its own wins
    assert two["economics.refund_rate"] == 0.35
    assert two[UNREAD] == [{"column": "客单价", "cell": "x", "reason": "number"}]
    assert read.unknown == ()
    assert read.warnings == ()


def test_typed_figures_in_percent_are_the_nearest_shares(tmp_path: Path) -> None:
    figures = [number / 10 for number in range(1001)]
    table = pl.DataFrame({"brand.name": ["A"] * len(figures), "退款率": figures})
    table.write_parquet(tmp_path / "a.parquet")
    unit = '"退款率" = { field = "economics.refund_rate", unit = "percent" }'
    read = scan(
        tmp_path / "a.parquet", mapping=mapping(tmp_path, f"format = 1\n[columns]\n{unit}\n")
    )
    shares = read.frame.collect()["economics.refund_rate"].to_list()
    assert shares == [figure / 100 for figure in figures]


def test_a_mapped_header_that_is_not_there_is_told(tmp_path: Path) -> None:
    columns = '[columns]\n"店铺名称" = "brand.name"\nGMV = "sales.monthly_gmv"\n'
    read = scan(
        table(tmp_path, "店铺名称\n禾见\n"), mapping=mapping(tmp_path, f"format = 1\n{columns}")
    )
    (warning,) = read.warnings
    assert "there is no column “GMV”" in warning.en


def test_a_constant_and_a_column_of_one_field_are_refused(tmp_path: Path) -> None:
    constant = mapping(tmp_path, 'format = 1\n[constants]\n"brand.category" = "food"\n')
    with pytest.raises(TableError, match=r"are both brand\.category"):
        scan(table(tmp_path, "brand.name,品类,brand.category\nA,B,food\n"), mapping=constant)


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        ('[columns]\n"退款" = "economics.refund"', "3:8", "Did you mean economics.refund_rate"),
        ('[columns]\n"退款" = { field = "退款率" }', "3:18", "Did you mean economics.refund_rate"),
        ('[columns]\n"退款" = { field = "live.gpm", unit = "%" }', "3:37", "percent"),
        ('[columns]\n"a" = { field = "live.hours_per_week", unit = "万" }', "3:47", "no “万”"),
        ('[columns]\n"a" = { field = "live.gpm", unit = "percent" }', "3:36", "no percentage"),
        ('[columns]\n"a" = { field = "live.gpm", units = "万" }', "3:29", "Did you mean unit"),
        ('[columns]\n"a" = 1', "3:7", ""),
        ('[constants]\n"brand.catgory" = "food"', "3:1", "Did you mean brand.category"),
        ('[constants]\nbrand.category = "cars"', "3:18", "“cars” cannot be read as brand.category"),
        ("header_row = 0", "2:14", ""),
        ("sheets = 1", "2:1", "sheet"),
        ("[columns", "2:9", ""),
    ],
)
def test_mistakes_are_told_with_their_place(
    tmp_path: Path, line: str, place: str, said: str
) -> None:
    with pytest.raises(RulesError) as refused:
        mapping(tmp_path, f"format = 1\n{line}\n")
    (problem,) = refused.value.problems
    assert problem.line("en").startswith(f"{tmp_path / 'map.toml'}:{place}:")
    assert said in problem.line("en")
