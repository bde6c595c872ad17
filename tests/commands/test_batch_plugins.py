"""`fact batch` with positions in plain Python: asked in other processes, whatever they do there."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.commands.conftest import SAMPLES, Process, Run, write
from tests.commands.test_batch import FICKLE, POSITIONS, assert_rows_are_files, rows
from tests.plugins.third_parties import Install, plugin, without_answer

SLOW = "It gave no answer within 0.3 seconds; time_limit in config.toml gives it longer."
EXITED = "It ended its process (exit code 3)."
SIGNAL = "It ended its process (" + ("signal SIGSEGV)." if os.name == "posix" else "exit code ")
OFTEN = " It gave no answer 3 times and is left out of the rest of this run."


@pytest.mark.parametrize("source", ["brands", "brands.csv"])
def test_positions_that_do_not_come_back_cost_their_own_answers_and_no_more(
    run: Run, process: Process, install: Install, site: Path, source: str
) -> None:
    odd = {"busy": SLOW, "backtracking": SLOW, "ended": EXITED}
    even = {"stubborn": SLOW, "asleep": SLOW, "crashed": SIGNAL}
    install("odd-one", {"odd_one.py": without_answer("odd", [*odd])}, {"odd": "odd_one"})
    install("even-one", {"even_one.py": without_answer("even", [*even])}, {"even": "even_one"})
    Path(os.environ["FACT_CONFIG"]).write_text("[plugins]\ntime_limit = 0.3\n", encoding="utf-8")
    names = ["a", *map(" ".join, zip(odd, even, strict=True)), "z"]
    for number, name in enumerate(names):
        write(f"brands/{number}.toml", f'format = 1\n[brand]\nname = "{name}"\ncategory = "food"\n')
    alone = ("--no-plugin", "odd", "--no-plugin", "even")
    assert run("export", "brands", "-o", "brands.csv", *alone).code == 0
    assert run("batch", source, "-o", "without.csv", *alone).code == 0
    environment = {**os.environ, "PYTHONPATH": str(site)}
    wished = ("-j", "1", "--json-progress")
    ended = process("batch", source, "-o", "out.csv", *wished, env=environment)
    assert ended.returncode == 1
    assert b"Positions that failed, and for how many brands: even 4, odd 4." in ended.stderr
    *_, last_progress, _ = ended.stderr.decode().splitlines()
    assert json.loads(last_progress)["plugin_ms"].keys() == {"even", "odd"}
    assert b"5 scored, 0 failed" in ended.stderr
    assert b"Traceback" not in ended.stderr
    for row, without in zip(rows("out.csv"), rows("without.csv"), strict=True):
        for position in POSITIONS:
            assert row[f"{position}.score"] == without[f"{position}.score"]
        for position in ("odd", "even"):
            assert row[f"{position}.score"] == (50.0 if row["name"] == "a" else None)
    told = rows("out.csv.errors.csv")
    for position, ways in (("odd", odd), ("even", even)):
        *each, last = (error["reason"] for error in told if error["field"] == position)
        for said, expected in zip(each, ways.values(), strict=True):
            assert said.startswith(expected)
        assert last == each[-1] + OFTEN
    assert len(told) == 8


SPENDS = """def score_fit():
    import time
    began = time.perf_counter()
    while time.perf_counter() - began < 0.02: pass
"""


@pytest.mark.parametrize(
    ("out", "language", "said"),
    [
        ("out.csv", "en", r"Time to score a brand: slow ([\d.]+) ms\."),
        ("out.jsonl", "zh", r"每个品牌的评分用时：slow ([\d.]+) 毫秒。"),
    ],
)
def test_the_time_of_a_position_in_plain_python_is_told(
    process: Process, install: Install, site: Path, out: str, language: str, said: str
) -> None:
    source = plugin("slow").replace("def score_fit():\n", SPENDS)
    install("slow-one", {"slow_one.py": source}, {"slow": "slow_one"})
    for name in ("a", "b"):
        write(f"brands/{name}.toml")
    environment = {**os.environ, "PYTHONPATH": str(site)}
    ended = process("batch", "brands", "-o", out, "--lang", language, env=environment)
    assert ended.returncode == 0
    (took,) = re.findall(said, ended.stderr.decode())
    assert float(took) >= 20


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
