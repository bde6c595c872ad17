"""`fact batch` with positions in plain Python: asked in other processes, whatever they do there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.commands.conftest import SAMPLES, Process, Run, write
from tests.commands.test_batch import FICKLE, POSITIONS, assert_rows_are_files, rows
from tests.plugins.third_parties import Install, plugin

ODD = (
    plugin("odd").split("@hookimpl\ndef score_fit", maxsplit=1)[0]
    + """
import ctypes, os, re, time

def stubborn():
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass

def busy():
    while True:
        pass

WAYS = {
    "busy": busy,
    "stubborn": stubborn,
    "backtracking": lambda: re.match("(a+)+$", "a" * 40 + "b"),
    "asleep": lambda: time.sleep(1000),
    "ended": lambda: os._exit(7),
    "crashed": lambda: ctypes.string_at(0),
}

@hookimpl
def score_fit(profile):
    if profile.brand.name in WAYS:
        WAYS[profile.brand.name]()
    return Fit("odd", 50.0, 40.0, 60.0, 0.5)

@hookimpl
def suggest_actions():
    return []
"""
)
SLOW = "It gave no answer within 0.3 seconds."
SIGNAL = "It ended its process (-11)." if os.name == "posix" else "It ended its process ("


@pytest.mark.parametrize(
    ("source", "ways"),
    [
        ("brands", {"busy": SLOW, "backtracking": SLOW, "ended": "It ended its process (7)."}),
        ("brands.csv", {"stubborn": SLOW, "asleep": SLOW, "crashed": SIGNAL}),
    ],
)
def test_a_position_that_does_not_come_back_costs_its_own_answer_and_no_more(
    run: Run, process: Process, install: Install, site: Path, source: str, ways: dict[str, str]
) -> None:
    install("odd-one", {"odd_one.py": ODD}, {"odd": "odd_one"})
    Path(os.environ["FACT_CONFIG"]).write_text("[plugins]\ntime_limit = 0.3\n", encoding="utf-8")
    names = ["a", *ways, "z"]
    for number, name in enumerate(names):
        write(f"brands/{number}.toml", f'format = 1\n[brand]\nname = "{name}"\ncategory = "food"\n')
    assert run("export", "brands", "-o", "brands.csv", "--no-plugin", "odd").code == 0
    assert run("batch", source, "-o", "without.csv", "--no-plugin", "odd").code == 0
    environment = {**os.environ, "PYTHONPATH": str(site)}
    ended = process("batch", source, "-o", "out.csv", "-j", "1", env=environment)
    assert ended.returncode == 1
    assert b"5 scored, 0 failed" in ended.stderr
    assert b"Traceback" not in ended.stderr
    for row, alone in zip(rows("out.csv"), rows("without.csv"), strict=True):
        for position in POSITIONS:
            assert row[f"{position}.score"] == alone[f"{position}.score"]
        assert row["odd.score"] == (50.0 if row["name"] == "a" else None)
    told = rows("out.csv.errors.csv")
    assert [error["field"] for error in told] == ["odd"] * 4
    *each, last = (error["reason"] for error in told)
    for said, expected in zip(each, ways.values(), strict=True):
        assert said.startswith(expected)
    assert last == f"{each[-1]} It did so 3 times and is left out of the rest of this run."


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_rows_of_a_table_get_what_files_get(
    run: Run, process: Process, install: Install, site: Path, ending: str
) -> None:
    install("fickle-one", {"fickle_one.py": FICKLE}, {"fickle": "fickle_one"})
    for number, zeal in enumerate(("97.3", "3", "")):
        own = f"[ext.fickle]\nzeal = {zeal}\n" if zeal else ""
        write(
            f"brands/{number}.toml",
            f'format = 1\n[brand]\nname = "{number}"\ncategory = "food"\n{own}',
        )
    write("brands/shy.toml", 'format = 1\n[brand]\nname = "shy"\ncategory = "food"\n')
    assert run("export", "brands", "-o", f"brands{ending}").code == 0
    environment = {**os.environ, "PYTHONPATH": str(site)}
    for source, out in (("brands", "files.csv"), (f"brands{ending}", "rows.csv")):
        ended = process("batch", source, "-o", out, "--explain", env=environment)
        assert ended.returncode == 1
    assert_rows_are_files(f"brands{ending}")
    (error,) = rows("rows.csv.errors.csv")
    assert (error["path"], error["row"], error["field"]) == (f"brands{ending}", 4, "fickle")
    assert "no idea" in error["reason"]


def test_rows_have_whole_answers_too(run: Run) -> None:
    scored = json.loads(run("score", SAMPLES, "--format", "json").out)["results"]
    assert run("export", SAMPLES, "-o", "brands.parquet").code == 0
    assert run("batch", "brands.parquet", "-o", "out.jsonl", "-j", "1").code == 0
    lines = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    for number, (line, expected) in enumerate(zip(lines, scored, strict=True), 1):
        answer = json.loads(line)
        assert answer["profile"].pop("path") == "brands.parquet"
        assert answer["profile"].pop("row") == number
        for key in ("path", "row"):
            expected["profile"].pop(key)
        assert answer["profile"].pop("sha256") is None
        assert expected["profile"].pop("sha256")
        notes = answer.pop("notes")
        assert len(notes) == len(expected.pop("notes"))
        assert all(note["line"] is note["column"] is None and note["message"] for note in notes)
        assert answer == expected


def test_a_bad_row_has_no_line_and_is_told(run: Run) -> None:
    write("brands.csv", "brand.name,brand.category,economics.aov\nLing,beauty,1\nOdd,beauty,many\n")
    assert run("batch", "brands.csv", "-o", "out.jsonl", "-j", "1").code == 1
    (line,) = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["profile"]["name"] == "Ling"
    (error,) = rows("out.jsonl.errors.csv")
    assert (error["row"], error["field"]) == (2, "economics.aov")
