"""`fact batch -o -`: the bytes of the file, through whatever pipe there is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.commands.conftest import BROKEN, SAMPLES, Process, Run, write
from tests.commands.test_batch import many

POSIX = pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
KINDS = {"-": ".csv", "-.parquet": ".parquet", "-.jsonl": ".jsonl"}


@pytest.mark.parametrize("out", KINDS)
def test_stdout_has_the_bytes_of_the_file(run: Run, process: Process, out: str) -> None:
    file = f"out{KINDS[out]}"
    assert run("batch", SAMPLES, "-o", file).code == 0
    before = set(os.listdir())
    ended = process("batch", SAMPLES, "-o", out)
    assert ended.returncode == 0
    assert ended.stdout == Path(file).read_bytes()
    assert ended.stderr.startswith(b"fact: stdout: ")
    assert set(os.listdir()) == before


def test_failures_are_told_on_stderr_a_line_each(run: Run) -> None:
    write("brands/a.toml")
    write("brands/b.toml", BROKEN)
    answer = run("batch", "brands", "gone.toml", "-o", "-")
    assert answer.code == 1
    assert [line.split(",")[2] for line in answer.out.splitlines()] == ["name", "a"]
    assert answer.err.splitlines() == [
        "gone.toml: There is no such file or folder.",
        'brands/b.toml:6:7: economics.aov: "128" is text. Write 128 without quotes.',
        "fact: stdout: 1 scored, 2 failed, 0 skipped.",
    ]
    write("rows.csv", "brand.name,brand.category,economics.aov\nA,beauty,1\nB,beauty,cheap\n")
    answer = run("batch", "rows.csv", "-o", "-", "--lang", "zh")
    assert answer.err.startswith("rows.csv：第 2 行：economics.aov：")
    assert answer.err.endswith("fact: 标准输出：已评分 1，失败 1，跳过 0。\n")


def test_rows_and_columns_are_chosen_for_stdout_too(run: Run) -> None:
    wanted = ["--columns", "name,lead", "--top", "2", "--where", "economics.aov > 100"]
    assert run("batch", SAMPLES, "-o", "out.csv", *wanted).code == 0
    answer = run("batch", SAMPLES, "-o", "-", *wanted)
    assert answer.code == 0
    assert answer.out.encode() == Path("out.csv").read_bytes()


def test_limits_of_failures_do_not_say_that_nothing_was_written(run: Run) -> None:
    write("brands/a.toml", BROKEN)
    write("brands/b.toml")
    answer = run("batch", "brands", "-o", "-", "--fail-fast")
    assert answer.code == 1
    assert "fact: Stopped, stdout has only a part: 1 failed." in answer.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "-.xlsx"], "A workbook is not written to stdout"),
        (["-o", "-", "--verify"], "--verify holds results back"),
        (["-o", "-.txt"], "the ending says what to write"),
    ],
)
def test_what_stdout_cannot_do_is_told(run: Run, options: list[str], said: str) -> None:
    answer = run("batch", SAMPLES, *options)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert not os.listdir()


def test_a_name_that_only_looks_like_stdout_is_a_file(run: Run) -> None:
    answer = run("batch", SAMPLES, "-o", "./-.csv")
    assert (answer.code, answer.out) == (0, "")
    assert os.listdir() == ["-.csv"]


@POSIX
@pytest.mark.parametrize(("out", "failed"), [("-", False), ("-.parquet", True), ("-.jsonl", False)])
def test_a_reader_who_has_seen_enough_is_no_error(process: Process, out: str, failed: bool) -> None:
    many(3)
    paths = ["many", "gone.toml"] if failed else ["many"]
    reading, writing = os.pipe()
    os.close(reading)
    ended = process("batch", *paths, "-o", out, stdout=writing)
    os.close(writing)
    told = b"gone.toml: There is no such file or folder.\n" if failed else b""
    assert (ended.returncode, ended.stderr) == (int(failed), told)


@POSIX
@pytest.mark.parametrize(
    ("out", "begins"), [("-", b"\xef\xbb\xbfpath,row,name"), ("-.parquet", b"PAR1")]
)
def test_reading_stops_when_nobody_listens(tmp_path: Path, out: str, begins: bytes) -> None:
    pl.DataFrame({"brand.name": ["a"] * 400_000, "brand.category": "beauty"}).write_parquet(
        "b.parquet"
    )
    command = [sys.executable, "-m", "factmatrix.commands.main", "batch", "b.parquet", "-o", out]
    begun = subprocess.Popen(
        [*command, "--json-progress"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert begun.stdout is not None
    assert begun.stderr is not None
    assert begun.stdout.read(len(begins)) == begins
    begun.stdout.close()
    said = [json.loads(line) for line in begun.stderr.read().splitlines()]
    begun.stderr.close()
    assert begun.wait() == 0
    assert all(line["scored"] < 400_000 for line in said)


@POSIX
def test_results_on_a_terminal_have_their_lines_for_themselves(process: Process) -> None:
    ours, terminal = os.openpty()
    ended = process(
        "batch", SAMPLES / "brand-strong.toml", "-o", "-", "--columns", "lead",
        stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert ended.returncode == 0
    header, lead, said, *more = shown.splitlines()
    assert (header, bool(lead), more) == ("\ufefflead", True, [])
    assert said.startswith("fact: stdout: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is full")
@pytest.mark.parametrize("out", ["-", "-.parquet"])
def test_a_full_disk_behind_stdout_is_told(process: Process, out: str) -> None:
    many(3)
    with open("/dev/full", "wb") as full:
        ended = process("batch", "many", "-o", out, stdout=full)
    assert ended.returncode == 1
    assert ended.stderr == b"fact: the answer could not be written: the disk is full\n"


@POSIX
def test_ctrl_c_ends_a_run_to_stdout(tmp_path: Path) -> None:
    pl.DataFrame({"brand.name": ["a"] * 400_000, "brand.category": "beauty"}).write_parquet(
        "b.parquet"
    )
    command = [sys.executable, "-m", "factmatrix.commands.main", "batch", "b.parquet", "-o", "-"]
    begun = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert begun.stdout is not None
    begun.stdout.readline()
    begun.send_signal(signal.SIGINT)
    _, said = begun.communicate(timeout=60)
    assert begun.returncode == 130
    assert said == b"fact: interrupted\n"
