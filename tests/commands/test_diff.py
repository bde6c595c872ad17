"""`fact diff`: what a person and a program are told of two results."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from jsonschema import Draft202012Validator
from wcwidth import width

from factmatrix.views.change_shapes import comparison_schema
from tests.brands import GOOD_QUALITY, powers
from tests.commands.conftest import SAMPLES, Process, Run
from tests.commands.conftest import write as write_text
from tests.results.making import ENDINGS, Scored, about, scored, table, write, write_table

HOSTILE = "=cmd|x\x1b[31m[bold]\u202e,\"'\n霜"
FORMULAS = ["=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\tx", "\rx"]


@cache
def brands() -> tuple[list[Scored], list[Scored]]:
    """Two results: Ling falls, the hostile one rises, Mo moves by one point, Same stays."""
    shop = powers(price=80) | GOOD_QUALITY
    old = [
        scored("Ling", powers(content=90)), scored(HOSTILE, shop, "h.toml"),
        scored("Mo", powers(brand=80)), scored("Same"), scored("Gone"),
        scored("Dup"), scored("Dup"),
    ]  # fmt: skip
    new = [
        scored("Ling", powers(content=20)), scored(HOSTILE, shop | powers(content=90), "h.toml"),
        scored("Mo", powers(brand=81)), scored("Same"), scored("New"), scored("Dup"),
    ]  # fmt: skip
    return old, new


def files(
    ending: str = "parquet", *, explain: bool = True, rules: str = "rules-1"
) -> tuple[Path, Path]:
    """The two results as files in the working folder."""
    old, new = brands()
    return (
        write(Path(f"old.{ending}"), old, explain=explain),
        write(Path(f"new.{ending}"), new, about(rules=rules), explain=explain),
    )


def test_an_ending_that_says_nothing_is_wrong_usage(run: Run) -> None:
    old, new = files()
    answer = run("diff", old, new, "-o", "c.parquet")
    assert answer.code == 2
    assert "use .csv, .json or .txt" in answer.err
    assert run("diff", old, new, "-o", "c.md", "--format", "table").code == 0
    assert not Path("c.parquet").exists()


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_two_batches_are_compared(run: Run, ending: str) -> None:
    for sample in SAMPLES.glob("*.toml"):
        write_text(f"brands/{sample.name}", sample.read_text(encoding="utf-8"))
    explain = [] if ending == "jsonl" else ["--explain"]
    assert run("batch", "brands", "-o", f"old.{ending}", *explain).code == 0
    strong = Path("brands/content-strong.toml")
    text = strong.read_text(encoding="utf-8")
    assert "\nlive = 90" in text
    strong.write_text(text.replace("\nlive = 90", "\nlive = 3"), encoding="utf-8")
    assert run("batch", "brands", "-o", f"new.{ending}", *explain).code == 0
    answer = run("diff", f"old.{ending}", f"new.{ending}", "--format", "json")
    assert answer.code == 0
    (changed,) = json.loads(answer.out)["changes"]
    assert Path(changed["path"]).name == "content-strong.toml"
    field = next(p for p in changed["positions"] if p["position"] == "field")
    assert field["points"] < -10
    assert field["reasons"][0]["points"] < 0


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_table_fits_and_lines_up(
    run: Run, monkeypatch: pytest.MonkeyPatch, ending: str, columns: int, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    answer = run("diff", *files(ending), "--lang", language)
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert max(map(width, lines)) <= columns
    rows = [line for line in lines if re.search(r" (-46\.7|\+40\.0|\+1\.0)$", line)]
    assert len(rows) == 3
    assert len({width(row) for row in rows}) == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", answer.out)


def test_changes_are_told_biggest_first_with_reasons_and_counts(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = run("diff", *files()).out
    ling, hostile, mo = (out.index(name) for name in ("Ling", "=cmd", "Mo "))
    assert ling < hostile < mo
    assert re.search(r"Ling +F Brand self-broadcast +lead → baseline +23\.3 +-46\.7\n", out)
    assert "    -23.4 Live-room ability; -23.3 Short-video ability\n" in out
    assert "    now blocked: Content comes first" in out
    assert "Same" not in out
    assert "New (1)\n  New · New.toml\n" in out
    assert "Gone (1)\n  Gone · Gone.toml\n" in out
    assert "Dup · Dup.toml, 2× in OLD, 1× in NEW" in out
    assert out.splitlines()[-1] == (
        "Brands compared: 4; changed: 3, lead: 2, role: 2. New: 1, gone: 1, doubled: 1."
    )


def test_chinese_names_positions_criteria_and_blockers(run: Run) -> None:
    out = run("diff", *files(), "--lang", "zh").out
    assert "F 商家自播  主推 → 保底" in out
    assert "直播能力；" in out
    assert "新增障碍：先把内容做起来" in out
    assert "对比 4 个品牌：有变化 3 个，主推改变 2 个，角色改变 2 个；" in out


def test_other_rules_are_told_before_anything_else(run: Run) -> None:
    old, new = files(rules="rules-2")
    first = run("diff", old, new).out.splitlines()[0]
    assert first.startswith("! The rules differ (rules-1 → rules-2)")
    told = run("diff", old, new, "--format", "csv").err
    assert told.startswith("fact: The rules differ")
    assert "The rules" not in run("diff", old, old).out
    assert run("diff", old, new, "--lang", "zh").out.startswith("! 两次所用的规则不同")


def test_a_file_that_says_nothing_of_its_rules_is_named(run: Run) -> None:
    out = run("diff", *files("csv")).out
    assert "old.csv, new.csv" in " ".join(out.split())
    assert "Whether rules or program changed is not known" in out


@pytest.mark.parametrize(("language", "said"), [("en", "with --explain"), ("zh", "--explain 生成")])
def test_without_explanations_it_says_what_reasons_need(run: Run, language: str, said: str) -> None:
    old, new = files(explain=False)
    table = run("diff", old, new, "--lang", language)
    assert said in table.out
    assert "Live-room ability" not in table.out
    read = json.loads(run("diff", old, new, "--format", "json").out)
    assert read["old"]["explained"] is False
    assert {p["reasons"] for c in read["changes"] for p in c["positions"]} == {None}
    header = run("diff", old, new, "--format", "csv").out.splitlines()[0]
    assert "because" not in header
    assert said not in run("diff", old, old, "--lang", language).out  # nothing to give reasons for


def test_top_limits_every_list_and_counts_what_is_left_out(run: Run) -> None:
    old, new = files()
    out = run("diff", old, new, "--top", "1").out
    assert "Ling" in out
    assert "=cmd" not in out
    assert "… and 2 more" in out
    read = json.loads(run("diff", old, new, "--top", "1", "--format", "json").out)
    assert len(read["changes"]) == 1
    assert read["summary"]["changed"] == 3
    assert run("diff", old, new, "--top", "0").code == 2


def test_no_change_is_success_and_says_so(run: Run) -> None:
    old, _ = files()
    same = run("diff", old, old)
    assert same.code == 0
    assert "changed: 0" in same.out


def test_rows_that_moved_are_noticed(run: Run) -> None:
    old, _ = brands()
    rows = [one._replace(path="t.csv", row=i) for i, one in enumerate(old[:4], 1)]
    moved = [one._replace(row=i) for i, one in enumerate(reversed(rows), 1)]
    paths = write(Path("a.parquet"), rows), write(Path("b.parquet"), moved)
    assert "4 brands have another name at the same path and row" in run("diff", *paths).out
    by_name = run("diff", *paths, "--by", "name").out
    assert "Brands compared: 4; changed: 0" in by_name


def test_files_that_were_moved_are_noticed(run: Run) -> None:
    old, _ = brands()
    moved = [one._replace(path=f"elsewhere/{one.path}") for one in old[:4]]
    paths = write(Path("a.parquet"), old[:4]), write(Path("b.parquet"), moved)
    assert "compare with --by name" in " ".join(run("diff", *paths).out.split())
    assert "changed: 0" in run("diff", *paths, "--by", "name").out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_json_keeps_its_schema_and_all_its_keys(run: Run, language: str) -> None:
    for ending in ENDINGS:
        old, new = files(ending)
        for arguments in ((old, new), (old, old), (old, new, "--by", "name")):
            answer = run("diff", *arguments, "--format", "json", "--lang", language)
            assert answer.code == 0
            read = json.loads(answer.out)
            assert list(strict().iter_errors(read)) == []
    assert read["lang"] == language
    changes = {change["name"]["new"]: change for change in read["changes"]}
    assert changes.keys() == {"Ling", HOSTILE, "Mo"}
    (field,) = changes["Ling"]["positions"]
    assert field["role"] == {"old": "lead", "new": "baseline"}
    assert sum(r["points"] for r in field["reasons"]) + field["rest"] == field["points"]
    assert read["doubled"] == [{"path": None, "row": None, "name": "Dup", "old": 2, "new": 1}]


@cache
def strict() -> Draft202012Validator:
    """The schema with no key allowed that it does not name, so that it names all of them."""
    schema = deepcopy(comparison_schema())
    for part in (schema, *schema["$defs"].values()):
        part["additionalProperties"] = False
        assert sorted(part["required"]) == sorted(part["properties"])
    return Draft202012Validator(schema)


def test_csv_is_one_row_a_brand_and_holds_no_formula(run: Run) -> None:
    old, new = brands()
    hostile = [scored(name, powers(content=90), f"{name}.toml") for name in FORMULAS]
    risen = [scored(name, powers(content=50), f"{name}.toml") for name in FORMULAS]
    paths = write(Path("a.parquet"), [*old, *hostile]), write(Path("b.parquet"), [*new, *risen])
    answer = run("diff", *paths, "-o", "c.csv")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.endswith("changed: 13, lead: 2, role: 2. New: 1, gone: 1, doubled: 1.\n")
    data = Path("c.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len({row["path"] for row in rows}) == len(rows) == 16
    assert [row["change"] for row in rows[:3]] == ["lead", "lead", "points"]
    texts = [cell for row in rows for cell in row.values() if not is_number(cell)]
    assert [cell for cell in texts if re.match("[=+@＝＋－＠\\-\t\r]", cell)] == []
    named = {row["name"]: row for row in rows}
    assert {f"'{name}" for name in (*FORMULAS, HOSTILE)} <= named.keys()
    assert named["Ling"]["field.because"] == "Live-room ability -23.3; Short-video ability -23.3"
    assert float(named["Ling"]["field.points"]) == pytest.approx(-46.67, abs=0.01)
    assert (named["Dup"]["times.old"], named["Dup"]["times.new"]) == ("2", "1")


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_csv_has_the_same_columns_whatever_changed(run: Run) -> None:
    old, new = files()
    heads = {
        run("diff", *paths, "--format", "csv").out.splitlines()[0]
        for paths in ((old, new), (old, old), (new, old))
    }
    assert len(heads) == 1


def test_a_file_is_written_by_its_ending_and_replaced(run: Run) -> None:
    old, new = files()
    for name, start in (("c.json", "{"), ("c.CSV", "\ufeffchange,"), ("c.txt", "\n  Brand")):
        Path(name).write_text("before", encoding="utf-8")
        assert run("diff", old, new, "-o", name).code == 0
        assert Path(name).read_text(encoding="utf-8").startswith(start)
    assert run("diff", old, new, "-o", "c.txt", "--format", "json").code == 0
    json.loads(Path("c.txt").read_text(encoding="utf-8"))
    assert {path.suffix for path in Path().iterdir()} == {".json", ".CSV", ".txt", ".parquet"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_cannot_be_written_changes_nothing(run: Run, language: str) -> None:
    old, new = files()
    before = old.read_bytes()
    Path("folder.csv").mkdir()
    for name in (old, "folder.csv", "nowhere/c.csv"):
        answer = run("diff", old, new, "-o", name, "--format", "csv", "--lang", language)
        assert (answer.code, answer.out) == (2, "")
        assert str(name) in answer.err
    assert old.read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == [
        "folder.csv",
        "new.parquet",
        "old.parquet",
    ]


def test_a_bad_cell_leaves_the_file_of_before(run: Run) -> None:
    old, new = brands()
    good = write(Path("old.parquet"), old)
    bad = table(new).with_columns(pl.lit("much").alias("field.points.live"))
    write_table(Path("new.parquet"), bad)
    Path("c.csv").write_text("before", encoding="utf-8")
    answer = run("diff", good, "new.parquet", "-o", "c.csv")
    assert answer.code == 2
    assert "row 1 has 'much' in the column field.points.live" in answer.err
    assert Path("c.csv").read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "columns are missing"), ("zh", "缺少这些列")]
)
def test_what_is_no_table_of_results_is_wrong_usage(run: Run, language: str, said: str) -> None:
    old, _ = files()
    Path("brands.csv").write_text("brand.name\nLing\n", encoding="utf-8")
    answer = run("diff", old, "brands.csv", "--lang", language)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert run("diff", old, "gone.csv").code == 2
    assert run("diff", old).code == 2
    assert run("diff", old, old, "--by", "path", "--format", "xml").code == 2


def test_a_console_without_chinese_loses_nothing(process: Process) -> None:
    paths = files()
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    out = process("diff", *paths, "--format", "json", env=environment).stdout
    read: dict[str, Any] = json.loads(out.decode("ascii"))
    assert HOSTILE in {change["name"]["new"] for change in read["changes"]}
    told = process("diff", *paths, "--lang", "zh", env=environment)
    assert told.returncode == 0
    told.stdout.decode("ascii")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_is_a_failure(process: Process) -> None:
    paths = files()
    with Path("/dev/full").open("wb") as full:
        for chosen in ("table", "csv", "json"):
            answer = process("diff", *paths, "--format", chosen, stdout=full)
            assert answer.returncode == 1
            assert b"could not be written" in answer.stderr
