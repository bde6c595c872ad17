"""`fact import` and `fact export`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from factmatrix.profile.reading import read_profile
from tests.commands.conftest import BROKEN, SAMPLES, Process, Run, write

TABLE = "brand.name,brand.category,退款率\n"
ENDINGS = [".csv", ".xlsx", ".parquet", ".jsonl"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_folder_goes_to_a_table_and_back(run: Run, ending: str) -> None:
    out = run("export", SAMPLES, "-o", f"brands{ending}")
    assert (out.code, out.out) == (0, "")
    count = len(list(SAMPLES.glob("*.toml")))
    assert f"profiles written to brands{ending}: {count}, failed: 0" in out.err
    back = run("import", f"brands{ending}", "--to", "back")
    assert back.code == 0, back.err
    assert f"profiles written: {count}, there already: 0, rows failed: 0" in back.err
    paths = back.out.splitlines()
    for written, sample in zip(paths, sorted(SAMPLES.glob("*.toml")), strict=True):
        assert read_profile(Path(written)).profile == read_profile(sample).profile


def test_a_bad_row_is_told_and_the_others_are_written(run: Run) -> None:
    rows = "禾见,护肤,12.5%\n青木,cars,x\n,food,\nLing,food,3\n云,food,\n"
    answer = run("import", write("brands.csv", TABLE + rows), "--to", "our/brands")
    assert answer.code == 1
    written = [str(Path("our/brands", name)) for name in ("禾见.toml", "云.toml")]
    assert answer.out.splitlines() == written
    lines = answer.err.splitlines()
    assert any(line.startswith("brands.csv: row 2: brand.category: “cars”") for line in lines)
    assert any(line.startswith("brands.csv: row 2: 退款率: “x” cannot be read") for line in lines)
    assert any(line.startswith("brands.csv: row 3: brand.name: This is required") for line in lines)
    assert any(line.startswith("brands.csv: row 4: 退款率: 3 is out of range") for line in lines)
    assert lines[-1] == "fact: profiles written: 2, there already: 0, rows failed: 3"
    chinese = run("import", "brands.csv", "--to", "zh", "--lang", "zh")
    assert "brands.csv：第 2 行：退款率：“x”不能读作 economics.refund_rate（退款率）" in chinese.err
    assert run("score", "our/brands").code == 0


def test_a_problem_inside_a_list_is_told_with_its_place(run: Run) -> None:
    creators = [{"name": "a", "date": "2026-06-18", "fans": 10.0}, {"name": "b", "fee": -1}]
    line = {"brand.name": "A", "brand.category": "food", "creators": creators}
    bad = write("bad.jsonl", json.dumps(line))
    answer = run("import", bad, "--to", "out")
    assert answer.code == 1
    assert "bad.jsonl: row 1: creators#2.fee: -1 is below 0" in answer.err
    del creators[1]["fee"]
    good = write("good.jsonl", json.dumps(line))
    assert run("import", good, "--to", "out").code == 0
    profile = read_profile(Path("out/A.toml")).profile
    assert profile is not None
    assert (profile.creators[0].fans, str(profile.creators[0].date)) == (10, "2026-06-18")


def test_no_file_is_overwritten_and_doubles_get_a_number(run: Run) -> None:
    table = write("brands.csv", TABLE + "Ling,food,\nLING,food,0.1\nLing-2,food,0.2\n...,food,\n")
    first = run("import", table, "--to", "out")
    names = ["Ling.toml", "LING-2.toml", "Ling-2-2.toml", "row-4.toml"]
    assert [Path(line).name for line in first.out.splitlines()] == names
    before = {path: path.read_bytes() for path in Path("out").iterdir()}
    again = run("import", table, "--to", "out")
    assert (again.code, again.err.splitlines()[-1]) == (
        0, "fact: profiles written: 0, there already: 4, rows failed: 0",
    )  # fmt: skip
    write("brands.csv", TABLE + "Ling,food,0.9\n")
    refused = run("import", table, "--to", "out")
    assert refused.code == 1
    assert "exists already. It was not overwritten" in refused.err
    assert {path: path.read_bytes() for path in Path("out").iterdir()} == before


def test_a_mapping_reads_somebody_elses_table(run: Run) -> None:
    table = write("export.csv", "店铺,GMV\n禾见,12.5\n")
    text = 'format = 1\n[columns]\n"店铺" = "brand.name"\n'
    text += 'GMV = { field = "sales.monthly_gmv", unit = "万" }\n'
    text += '[constants]\nbrand.category = "护肤"\n'
    answer = run("import", table, "--to", "out", "--map", write("map.toml", text))
    assert answer.code == 0, answer.err
    profile = read_profile(Path("out/禾见.toml")).profile
    assert profile is not None
    assert (profile.sales.monthly_gmv, profile.brand.category) == (125000, "skincare")
    wrong = write("map.toml", text.replace("monthly_gmv", "monthly_gvm"))
    answer = run("import", table, "--to", "out", "--map", wrong)
    assert answer.code == 2
    assert "map.toml:4:17: columns.GMV.field" in answer.err
    assert "Did you mean sales.monthly_gmv" in answer.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "nothing.csv", "--to", "x"], "There is no file nothing.csv"),
        (["import", "a.csv"], "--to is missing"),
        (["import", "a.csv", "--to", "a.csv"], "the folder a.csv cannot be made"),
        (["import", "a.csv", "--to", "x", "--map", "no.toml"], "There is no such file"),
        (["export", "a.toml"], "-o is missing"),
        (["export", "a.toml", "-o", "a.txt"], "known by its ending"),
        (["export", "missing", "-o", "a.csv"], "There is no such file or folder"),
    ],
)
def test_wrong_usage_is_told(run: Run, arguments: list[str], said: str) -> None:
    write("a.csv", TABLE + "A,food,\n")
    write("a.toml")
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_export_reports_bad_profiles_and_writes_the_rest(run: Run) -> None:
    write("in/sound.toml")
    write("in/bad.toml", BROKEN)
    answer = run("export", "in", "-o", "out.csv")
    assert answer.code == 1
    assert "bad.toml:6:7: economics.aov" in answer.err
    assert "profiles written to out.csv: 1, failed: 1" in answer.err
    data = Path("out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfformat,brand.name,brand.category,")
    assert run("export", "in/bad.toml", "-o", "none.csv").code == 1
    assert not Path("none.csv").exists()


def test_no_cell_of_a_csv_file_is_a_formula(run: Run) -> None:
    name = "'=cmd|' /C calc'!A0'"
    write(
        "a.toml",
        f'format = 1\n[brand]\nname = """{name[1:]}"""\ncategory = "food"\nnotes = "＠x"\n',
    )
    assert run("export", "a.toml", "-o", "a.csv").code == 0
    cells = pl.read_csv("a.csv", infer_schema=False).row(0)
    assert all(not str(cell).startswith(tuple("=+-@＝＋－＠")) for cell in cells)
    assert name in cells
    assert "'＠x" in cells


def test_a_number_that_no_table_holds_fails_its_profile_only(run: Run) -> None:
    write("in/a.toml")
    write(
        "in/big.toml",
        'format = 1\n[brand]\nname = "B"\ncategory = "food"\n[audience]\nfans = 9007199254740993\n',
    )
    answer = run("export", "in", "-o", "out.parquet")
    assert answer.code == 1
    assert "audience.fans = 9007199254740993 is too large for a table" in answer.err
    assert pl.read_parquet("out.parquet")["brand.name"].to_list() == ["a"]


def test_a_table_that_cannot_be_written_leaves_what_was_there(run: Run) -> None:
    write(
        "a.toml", f'format = 1\n[brand]\nname = "A"\ncategory = "food"\nnotes = "{"x" * 40_000}"\n'
    )
    write("out.xlsx", "the old one")
    answer = run("export", "a.toml", "-o", "out.xlsx")
    assert answer.code == 2
    assert "brand.notes is longer than the 32,767 characters" in answer.err
    answer = run("export", "a.toml", "-o", "nowhere/out.csv")
    assert answer.code == 1
    assert "nowhere" in answer.err
    assert Path("out.xlsx").read_text("utf-8") == "the old one"
    assert sorted(path.name for path in Path().iterdir()) == ["a.toml", "out.xlsx"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_a_pipe_that_nobody_reads_keeps_no_profile_from_being_written(process: Process) -> None:
    write("brands.csv", TABLE + "".join(f"B{n},food,\n" for n in range(50)))
    with open("/dev/full", "wb") as full:
        done = process("import", "brands.csv", "--to", "out", stdout=full)
    assert done.returncode == 1
    assert len(list(Path("out").glob("*.toml"))) == 50


def test_help_imports_no_tables(process: Process) -> None:
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    done = process("import", "--help", env=environment)
    assert done.returncode == 0
    assert b"polars" not in done.stderr
    assert b"factmatrix.commands.importing" in done.stderr


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_leaves_what_was_there(process: Process, ending: str) -> None:
    """A limit on the size of files is as good as a full disk, and needs no disk."""
    resource = pytest.importorskip("resource")  # not on Windows
    table = write(f"out{ending}", "the old one")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    done = process("export", SAMPLES, "-o", table, preexec_fn=limit)
    assert done.returncode == 1, done.stderr
    assert b"could not be written: the disk is full" in done.stderr
    assert table.read_text("utf-8") == "the old one"
    assert [path.name for path in Path().iterdir()] == [table.name]


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGINT for one process")
def test_an_import_that_is_interrupted_leaves_whole_profiles() -> None:
    rows = "".join(f"B{n:05},food,\n" for n in range(20_000))
    table = write("brands.csv", TABLE + rows)
    command = [
        sys.executable,
        "-m",
        "factmatrix.commands.main",
        "import",
        str(table),
        "--to",
        "out",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()  # the first is written
        running.send_signal(signal.SIGINT)
        running.communicate()
    assert running.returncode == 130
    written = list(Path("out").iterdir())
    assert 0 < len(written) < 20_000
    assert all(read_profile(path).profile for path in written)
