"""Cells as people write them become values of their fields, or problems of their rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from factmatrix.profile.validating import NO_SECTIONS
from factmatrix.tables.making import profiles_of
from factmatrix.tables.mapping import TableMapping
from factmatrix.tables.problems import TableError
from factmatrix.tables.scanning import ROW, UNREAD, Table, scan

NAMED = "brand.name"


def csv_of(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def rows(table: Table) -> list[dict[str, Any]]:
    """The rows as polars reads them in pieces, without what the table has no column for."""
    shown = [ROW, *table.headers, UNREAD]
    return table.frame.select(shown).collect(engine="streaming").to_dicts()


def cell_of(tmp_path: Path, path: str, cell: str) -> tuple[object, object]:
    """What a cell of a CSV file is read as, and the reason where it is not."""
    quoted = '"' + cell.replace('"', '""') + '"'
    table = scan(csv_of(tmp_path / "one.csv", f"{NAMED},{path}\nAcme,{quoted}\n"))
    (row,) = rows(table)
    (unread,) = row[UNREAD] or [{}]
    if unread:
        assert (unread["column"], unread["cell"]) == (path, cell)
    return row[path], unread.get("reason")


@pytest.mark.parametrize(
    ("path", "cell", "value"),
    [
        ("economics.aov", "1,234.5", 1234.5),
        ("economics.aov", "¥1,234", 1234.0),
        ("economics.aov", "￥ １，２３４元", 1234.0),
        ("economics.monthly_budget", "1.2万", 12000.0),
        ("economics.monthly_budget", "３亿", 3e8),
        ("economics.monthly_budget", "2百万元", 2e6),
        ("economics.monthly_budget", "1.5E+05", 150000.0),
        ("economics.refund_rate", "12.5%", 0.125),
        ("economics.refund_rate", "35 ％", 0.35),
        ("economics.refund_rate", "0.1%", 0.001),
        ("economics.refund_rate", "3‰", 0.003),
        ("economics.refund_rate", " 0.35 ", 0.35),
        ("economics.gross_margin", "-12.5%", -0.125),
        ("economics.gross_margin", "－１２.５％", -0.125),
        ("economics.gross_margin", "−0.1", -0.1),
        ("powers.content.live", "80%", 80.0),
        ("powers.content.live", "80分", 80.0),
        ("live.hours_per_week", "12小时", 12.0),
        ("sales.monthly_orders", "1,200单", 1200.0),
        ("accounts.shop", "是", True),
        ("accounts.shop", "Yes", True),
        ("accounts.shop", "有", True),
        ("accounts.shop", "１", True),
        ("accounts.shop", "TRUE", True),
        ("accounts.shop", "否", False),
        ("accounts.shop", "0", False),
        ("accounts.shop", "无", False),
        ("accounts.shop", "no", False),
        ("brand.category", "skincare", "skincare"),
        ("brand.category", "护肤", "skincare"),
        ("brand.category", "护肤品", "skincare"),
        ("brand.category", " ３Ｃ ", "electronics"),
        ("brand.category", "Skin care", "skincare"),
        ("quality.experience_scale", "5", 5.0),
        ("quality.experience_scale", "100.0", 100.0),
        ("quality.experience_scale", "旧版五分制", 5.0),
        ("brand.as_of", "2026-06-18", date(2026, 6, 18)),
        ("brand.as_of", "2026/6/18", date(2026, 6, 18)),
        ("brand.as_of", "2026年6月18日", date(2026, 6, 18)),
        ("brand.as_of", "２０２６ 年 6 月 18 日", date(2026, 6, 18)),
        ("brand.as_of", "20260618", date(2026, 6, 18)),
        ("brand.as_of", "2026-06-18 00:00:00", date(2026, 6, 18)),
        ("brand.as_of", "46191", date(2026, 6, 18)),
        ("accounts.tools", "compass; ad", ["compass", "ad"]),
        ("accounts.tools", "罗盘、百应", ["compass", "buyin"]),
        ("accounts.tools", '["xingtu"]', ["xingtu"]),
        ("accounts.tools", "[]", []),
        ("brand.tags", "国货；送礼", ["国货", "送礼"]),
        ("brand.notes", "'=1+1", "=1+1"),
        ("brand.notes", "'tis so", "'tis so"),
        ("brand.notes", " =1+1 ", "=1+1"),
        ("brand.notes", "'-", "-"),
        ("sales.shares", '{"field": 0.5}', '{"field": 0.5}'),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_its_field(tmp_path: Path, path: str, cell: str, value: object) -> None:
    read, reason = cell_of(tmp_path, path, cell)
    assert reason is None
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("cell", ["", " ", "-", "—", "--", "N/A", "n/a", "#N/A", "未知", "　未知 "])
@pytest.mark.parametrize(
    "path",
    ["economics.aov", "accounts.shop", "brand.goal", "brand.as_of", "accounts.tools",
     "brand.notes", "quality.experience_scale", "creators", "evidence"],
)  # fmt: skip
def test_blank_cells_and_words_for_it_are_unknown(tmp_path: Path, path: str, cell: str) -> None:
    assert cell_of(tmp_path, path, cell) == (None, None)


@pytest.mark.parametrize(
    ("path", "cell"),
    [
        ("economics.aov", "about 12"),
        ("economics.aov", "1,23"),
        ("economics.aov", "12%"),
        ("economics.aov", "1e3万"),
        ("economics.aov", "inf"),
        ("economics.aov", "NaN"),
        ("economics.aov", "1e999"),
        ("economics.aov", "#DIV/0!"),
        ("economics.aov", "1.2小时"),
        ("economics.aov", "½"),
        ("live.average_watch_minutes", "3小时"),
        ("sales.monthly_orders", "50%"),
        ("accounts.shop", "maybe"),
        ("accounts.shop", "2"),
        ("brand.category", "cars"),
        ("quality.experience_scale", "7"),
        ("brand.as_of", "2026-02-30"),
        ("brand.as_of", "2026-06-18 12:30:00"),
        ("brand.as_of", "30/06/2026"),
        ("brand.as_of", "2026"),
        ("brand.as_of", "2026-6-18日"),
        ("accounts.tools", "compass; radio"),
        ("accounts.tools", "[1]"),
        ("brand.tags", '["a"'),
        ("creators", "阿桃"),
        ("creators", '["阿桃"]'),
        ("campaigns", '[{"categories": ["skincare", null]}]'),
        ("evidence", "[1]"),
        ("evidence", '{"a": null}'),
        ("evidence", '{"a": "1", "a": "2"}'),
        ("evidence", "[" * 100_000),
    ],
)
def test_what_cannot_be_read_is_a_problem_of_its_row(tmp_path: Path, path: str, cell: str) -> None:
    value, reason = cell_of(tmp_path, path, cell)
    assert value is None
    assert reason is not None


@given(share=st.floats(0, 1))
def test_a_figure_is_read_to_the_last_bit(
    share: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("figures")
    assert cell_of(folder, "economics.refund_rate", repr(share)) == (share, None)


@pytest.mark.parametrize("percent", range(101))
def test_a_percentage_is_the_nearest_share(tmp_path: Path, percent: int) -> None:
    share = float(f"0.{percent:02}") if percent < 100 else 1.0
    assert cell_of(tmp_path, "economics.refund_rate", f"{percent}%") == (share, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_excel_files_of_china_are_read_as_they_are(tmp_path: Path, encoding: str) -> None:
    text = "品牌名称,brand.category,客单价\r\n禾见,护肤,￥1200\r\n"
    path = csv_of(tmp_path / "brands.csv", text.replace("品牌名称", NAMED), encoding)
    table = scan(path)
    (row,) = rows(table)
    assert (row[NAMED], row["brand.category"]) == ("禾见", "skincare")
    assert row[UNREAD] is None


def test_headers_are_paths_or_titles_in_either_language(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "a.csv", "brand.name,月成交金额, monthly orders ,Nothing\nA,1,2,3\n")
    table = scan(path)
    assert table.headers == {
        NAMED: NAMED, "sales.monthly_gmv": "月成交金额", "sales.monthly_orders": " monthly orders ",
    }  # fmt: skip
    assert table.unknown == ("Nothing",)
    assert "Nothing" in table.warnings[0].en


def test_a_header_that_is_no_field_is_told_with_the_nearest(tmp_path: Path) -> None:
    table = scan(csv_of(tmp_path / "a.csv", "brand.name,live.gmp,退款\nA,1,2\n"))
    assert table.unknown == ("live.gmp", "退款")
    first, *_ = table.warnings
    assert "live.gpm" in first.en
    assert "live.gpm" in first.zh


def test_problems_name_the_header_the_cell_and_what_would_be_right(tmp_path: Path) -> None:
    table = scan(csv_of(tmp_path / "a.csv", "brand.name,退款率\nA,1/3\nB,0.2\nC,\n"))
    first, second, third = rows(table)
    assert first[UNREAD] == [{"column": "退款率", "cell": "1/3", "reason": "number"}]
    assert second[UNREAD] is None
    assert third[UNREAD] is None
    said = table.what_is_wrong("退款率", "1/3", "number")
    assert said.en.startswith("“1/3” cannot be read as economics.refund_rate. Write a share from 0")
    assert "应填写：0 到 1 的比例" in said.zh


def test_every_row_counts_and_blank_ones_are_left_out(tmp_path: Path) -> None:
    table = scan(csv_of(tmp_path / "a.csv", "brand.name,live.gpm\nA,1\n,\n\nB,2\nC,3,4\nD\n"))
    read = rows(table)
    assert [row[ROW] for row in read] == [1, 4, 5, 6]
    assert [row[NAMED] for row in read] == ["A", "B", "C", "D"]
    assert read[2][UNREAD] == [{"column": "", "cell": "4", "reason": "cells"}]
    assert "more cells than there are headers" in table.what_is_wrong("", "4", "cells").en


@pytest.mark.parametrize(
    ("lines", "bad"),
    [
        ('A,1\n"B"x,2\nC,3\n', {2: '"B"x,2'}),
        ('A,1\nB"x",2\nC,3\n', {}),  # read as it stands
        ('A,1\nB,2\n"C,3\nD,4\n', {3: '"C,3\nD,4'}),
        ('"A,1\nB,"2"\nC,3\nD,"4"x\n', {1: '"A,1\nB,"2"', 3: 'D,"4"x'}),
    ],
)
def test_a_misplaced_quote_is_a_problem_of_its_row(
    tmp_path: Path, lines: str, bad: dict[int, str]
) -> None:
    read = rows(scan(csv_of(tmp_path / "a.csv", "brand.name,live.gpm\n" + lines)))
    found = {row[ROW]: row[UNREAD][0]["cell"] for row in read if row[UNREAD]}
    assert found == bad
    assert all(row[UNREAD][0]["reason"] == "cells" for row in read if row[UNREAD])
    assert read[-1][NAMED] in ("C", None)


def test_a_cell_may_be_as_long_as_a_profile(tmp_path: Path) -> None:
    notes = 'a, "b"' * 150_000
    doubled = notes.replace('"', '""')
    (row,) = rows(scan(csv_of(tmp_path / "a.csv", f'brand.name,brand.notes\nA,"{doubled}"\n')))
    assert row["brand.notes"] == notes


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_seen_in_the_headers(tmp_path: Path, separator: str) -> None:
    text = separator.join([NAMED, "live.gpm"]) + "\n" + separator.join(["A, B", "1,200"]) + "\n"
    (row,) = rows(scan(csv_of(tmp_path / "a.csv", text)))
    assert (row[NAMED], row["live.gpm"]) == ("A, B", 1200.0)


def test_a_parquet_table_keeps_its_types_and_finds_what_is_no_figure(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            NAMED: ["A", "-", None],
            "economics.aov": [1.5, float("nan"), float("inf")],
            "sales.monthly_orders": [1, 2, None],
            "accounts.shop": [1, 0, 7],
            "brand.as_of": [datetime(2026, 6, 18), datetime(2026, 6, 18, 1), None],
            "accounts.tools": [["罗盘"], ["radio"], []],
            "brand.tags": [["a; b"], None, []],
            "economics.refund_rate": ["12.5%", "未知", "x"],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    one, two, three = rows(scan(tmp_path / "a.parquet"))
    assert one == {
        ROW: 1, NAMED: "A", "economics.aov": 1.5, "sales.monthly_orders": 1.0,
        "accounts.shop": True, "brand.as_of": date(2026, 6, 18), "accounts.tools": ["compass"],
        "brand.tags": ["a; b"], "economics.refund_rate": 0.125, UNREAD: None,
    }  # fmt: skip
    assert two[NAMED] == "-"  # in such a table a text is what it is
    assert {bad["column"] for bad in two[UNREAD]} == {"brand.as_of", "accounts.tools"}
    assert three[NAMED] is None
    assert {bad["column"]: bad["cell"] for bad in three[UNREAD]} == {
        "accounts.shop": "7", "economics.refund_rate": "x"
    }  # fmt: skip
    _, *wrong = profiles_of(scan(tmp_path / "a.parquet"), NO_SECTIONS)
    for row, figure in zip(wrong, ("nan", "inf"), strict=True):
        (message,) = (p.message.en for p in row.problems if p.header == "economics.aov")
        assert figure in message


def test_a_list_in_which_an_item_is_null_is_told(tmp_path: Path) -> None:
    unknown = {
        "accounts.tools": ["ad", None],
        "brand.tags": [None],
        "campaigns": [{"name": "6.18", "categories": ["skincare", None]}],
    }
    known = {
        "accounts.tools": ["ad"],
        "brand.tags": ["a"],
        "campaigns": [{"name": "6.18", "categories": None}],
    }
    brand = {NAMED: "A", "brand.category": "skincare"}
    pl.DataFrame([brand | unknown, brand | known]).write_parquet(tmp_path / "a.parquet")
    wrong, right = profiles_of(scan(tmp_path / "a.parquet"), NO_SECTIONS)
    assert wrong.profile is None
    assert {problem.header for problem in wrong.problems} == unknown.keys()
    assert "null" in str(wrong.problems)
    assert right.problems == ()


def test_json_lines_are_read_and_wrong_ones_told(tmp_path: Path) -> None:
    lines = [
        {NAMED: "A", "economics.aov": 128, "accounts.shop": True, "accounts.tools": ["ad"]},
        {NAMED: "B", "economics.aov": "1.2万", "brand.notes": "", "sales.shares": {"field": 1}},
        {NAMED: "-", "economics.aov": [1]},
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    text += '\n\nno json\n[1]\n{"brand.name": "C", "brand.name": "D"}\n{"brand.name": "\\ud800"}\n'
    read = rows(scan(csv_of(tmp_path / "a.jsonl", text)))
    assert [row[ROW] for row in read] == [1, 2, 3, 5, 6, 7, 8]
    assert read[0]["economics.aov"] == 128.0
    assert read[0]["accounts.tools"] == ["ad"]
    assert read[1]["economics.aov"] == 12000.0
    assert read[1]["brand.notes"] == ""
    assert read[2][UNREAD] == [{"column": "economics.aov", "cell": "[1]", "reason": "number"}]
    assert [row[UNREAD][0]["reason"] for row in read[3:]] == ["line"] * 4


def test_the_cells_of_a_workbook_are_read_as_they_are_meant(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("说明").write_string(0, 0, "brand.name")
        sheet = workbook.add_worksheet("数据")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        percent = workbook.add_format({"num_format": "0.0%"})
        headers = [NAMED, "退款率", "brand.as_of", "accounts.shop", "economics.aov", "live.gpm"]
        sheet.write_string(0, 1, "六月罗盘导出")
        for place, header in enumerate(headers, 1):
            sheet.write_string(2, place, header)
        sheet.write_number(3, 1, 361)
        sheet.write_number(3, 2, 0.125, percent)
        sheet.write_datetime(3, 3, datetime(2026, 6, 18), day)
        sheet.write_boolean(3, 4, True)
        sheet.write_formula(3, 5, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 6, "=NA()", None, "#N/A")
    table = scan(path, mapping=TableMapping(header_row=3), sheet="数据")
    (row,) = rows(table)
    assert row == {
        ROW: 1, NAMED: "361", "economics.refund_rate": 0.125, "brand.as_of": date(2026, 6, 18),
        "accounts.shop": True, "economics.aov": None, "live.gpm": None,
        UNREAD: [{"column": "economics.aov", "cell": "#DIV/0!", "reason": "number"}],
    }  # fmt: skip
    with pytest.raises(TableError, match="no sheet “六月”"):
        scan(path, sheet="六月")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "no headers in row 1"),
        ("a.csv", b"x,y\n1,2\n", "none of the headers is a field: x, y"),
        ("a.csv", b"brand.name,brand.name\n1,2\n", "are both brand.name"),
        ("a.csv", "名,brand.name\n".encode() + b"\xb0\xb0\n", "is UTF-8 up to byte 15"),
        ("a.csv", b"brand.name\n\xff\xff\n", "neither UTF-8 nor GB18030"),
        ("a.csv", "brand.name\nA".encode("utf-16"), "UTF-16"),
        ("a.xlsx", b"no workbook", "no workbook"),
        ("a.xlsx", b"", "no workbook"),
        ("a.jsonl", b"no JSON\n[1]\n", "No line of"),
        ("a.parquet", b"no parquet", "cannot be read as .parquet"),
        ("a.jsonl", b"", "no headers"),
        ("a.txt", b"brand.name\n", "known by its ending"),
        ("folder.csv", None, "is a folder"),
        ("nothing.csv", None, "There is no file"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    elif name.startswith("folder"):
        path.mkdir()
    with pytest.raises(TableError) as refused:
        scan(path)
    assert said in refused.value.text.en
    assert str(path) in refused.value.text.zh


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "a.csv", "2026 年 6 月\nbrand.name;;live.gpm;\nA;1;2;\n")
    table = scan(path, mapping=TableMapping(header_row=2))
    assert [warning.en for warning in table.warnings] == [
        f"{path}: columns without a header were left out: 2"
    ]
    with pytest.raises(TableError, match="has no sheets"):
        scan(path, sheet="六月")


def test_a_column_of_a_type_that_states_nothing_of_the_kind_is_refused(tmp_path: Path) -> None:
    frame = pl.DataFrame({NAMED: ["A"], "economics.aov": [b"128"]})
    frame.write_parquet(tmp_path / "a.parquet")
    with pytest.raises(TableError, match=r"column of economics\.aov is of the type Binary"):
        scan(tmp_path / "a.parquet")


def test_a_table_is_read_in_pieces(tmp_path: Path) -> None:
    """Problems keep their rows however the file is cut."""
    lines = [f"B{n},{'x' if n % 1000 == 7 else n}" for n in range(60_000)]
    table = scan(csv_of(tmp_path / "a.csv", "brand.name,live.gpm\n" + "\n".join(lines) + "\n"))
    wrong: Mapping[int, str] = {
        row[ROW]: row[NAMED]
        for batch in table.frame.select(ROW, NAMED, UNREAD).collect_batches(chunk_size=1000)
        for row in batch.filter(pl.col(UNREAD).is_not_null()).iter_rows(named=True)
    }
    assert wrong == {n + 1: f"B{n}" for n in range(7, 60_000, 1000)}
