"""`fact batch`: the numbers of `fact score`, in one table, written whole or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from factmatrix.batch.destination import ResultFile
from factmatrix.batch.failures import Failure
from factmatrix.batch.output import Output
from factmatrix.batch.running import Account
from factmatrix.text import Text
from tests.commands.conftest import BROKEN, SAMPLES, SOUND, Process, Run, write
from tests.plugins.third_parties import Install

POSITIONS = ("field", "alliance", "campaign", "topkol")


def rows(out: str | Path) -> list[dict[str, Any]]:
    """The table that was written."""
    path = Path(out)
    return (pl.read_parquet if path.suffix == ".parquet" else pl.read_csv)(path).to_dicts()


def assert_rows_are_files(source: str) -> None:
    """The results of a table in rows.csv are those of its brands' files in files.csv."""
    pairs = zip(rows("rows.csv"), rows("files.csv"), strict=True)
    for number, (row, of_file) in enumerate(pairs, 1):
        assert (row.pop("path"), row.pop("row")) == (source, number)
        assert of_file.pop("path")
        assert of_file.pop("row") is None
        assert row == of_file


def parts() -> list[str]:
    """What an unfinished run would leave in the folder."""
    return [name for name in os.listdir() if name.endswith((".part", ".lock"))]


def many(count: int) -> None:
    """A folder of so many sound profiles."""
    for number in range(count):
        write(f"many/{number:05}.toml")


@pytest.mark.parametrize("out", ["out.parquet", "out.csv"])
def test_every_sample_gets_the_numbers_of_fact_score(run: Run, out: str) -> None:
    scored = json.loads(run("score", SAMPLES, "--format", "json").out)["results"]
    answer = run("batch", SAMPLES, "-o", out, "--explain")
    assert answer.code == 0
    assert answer.err == f"fact: {out}: {len(scored)} scored, 0 failed, 0 skipped.\n"
    assert answer.out == ""
    for row, result in zip(rows(out), scored, strict=True):
        assert row["path"] == result["profile"]["path"]
        assert row["row"] is None
        assert row["name"] == result["profile"]["name"]
        assert row["category"] == result["profile"]["category"]
        for key in ("lead", "runner_up", "margin", "close_call", "provisional"):
            assert row[key] == result["verdict"][key]
        blockers = {notice["id"] for notice in result["blockers"]}
        assert set(filter(None, (row["blockers"] or "").split(";"))) == blockers
        assert_explained(row, result)


def assert_explained(row: dict[str, Any], result: dict[str, Any]) -> None:
    """The columns of each position hold what its part of the JSON holds."""
    assert {entry["position"] for entry in result["ranking"]} == set(POSITIONS)
    for entry in result["ranking"]:
        name = entry["position"]
        for key in ("score", "coverage", "role", "rank", "low", "high", "base"):
            assert row[f"{name}.{key}"] == entry[key]
        assert (row[f"{name}.limit"] or 0.0) == entry["limit"]
        for c in entry["contributions"]:
            assert row[f"{name}.points.{c['criterion']}"] == c["points"]
            assert row[f"{name}.utility.{c['criterion']}"] == c["utility"]
        for m in entry["modifiers"]:
            assert row[f"{name}.modifier.{m['id']}"] == m["points"]
            assert row[f"{name}.modifier.{m['id']}.applied"] == m["applied"]


def test_helper_processes_change_nothing(process: Process) -> None:
    many(450)
    write("many/00300.toml", BROKEN)
    for jobs in ("1", "2"):
        assert process("batch", "many", "-o", f"{jobs}.csv", "-j", jobs).returncode == 1
    assert Path("1.csv").read_bytes() == Path("2.csv").read_bytes()
    assert Path("1.csv.errors.csv").read_bytes() == Path("2.csv.errors.csv").read_bytes()
    assert [row["path"] for row in rows("1.csv")] == [
        f"many/{number:05}.toml" for number in range(450) if number != 300
    ]


def test_json_lines_are_the_results_of_fact_score(run: Run, process: Process) -> None:
    scored = json.loads(run("score", SAMPLES, "--format", "json").out)["results"]
    assert process("batch", SAMPLES, "-o", "out.jsonl", "-j", "2").returncode == 0
    lines = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    assert list(map(json.loads, lines)) == scored


FICKLE = """
from factmatrix import Fit, PositionInfo, Section, Text, hookimpl
from factmatrix.profile.fields import declare

class Own(Section):
    zeal: float | None = declare("score", Text("Zeal", "劲头"), Text("How keen.", "多起劲。"))

@hookimpl
def position():
    return PositionInfo(
        id="fickle", letter="X", title=Text("Fickle", "善变"), summary=Text("S", "述"),
        stance="elective", order=1,
    )

@hookimpl
def profile_section():
    return Own

@hookimpl
def score_fit(profile, context):
    zeal = profile.inputs.get("ext.fickle.zeal")
    if profile.brand.name == "shy":
        raise RuntimeError("no idea")
    return Fit("fickle", zeal, zeal or 0.0, zeal or 100.0, 0.0 if zeal is None else 1.0)

@hookimpl
def suggest_actions():
    return []
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_position_in_plain_python_is_asked_brand_by_brand(
    run: Run, process: Process, install: Install, site: Path, jobs: str
) -> None:
    install("fickle-one", {"fickle_one.py": FICKLE}, {"fickle": "fickle_one"})
    own = SOUND + "[ext.fickle]\nzeal = {zeal}\n[powers.content]\nlive = 60\n"
    for name, zeal in (("keen", "97.3"), ("cool", "3")):
        write(f"brands/{name}.toml", own.replace("{zeal}", zeal))
    write("brands/shy.toml", own.replace("{zeal}", "50"))
    write("brands/blank.toml")
    scored = json.loads(run("score", "brands", "--format", "json").out)["results"]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    ended = process(
        "batch", "brands", "-o", "out.parquet", "-j", jobs, "--explain", env=environment
    )
    assert ended.returncode == 1
    assert b"4 scored, 0 failed" in ended.stderr
    for row, result in zip(rows("out.parquet"), scored, strict=True):
        assert row["lead"] == result["verdict"]["lead"]
        entries = {entry["position"]: entry for entry in result["ranking"]}
        for name in (*POSITIONS, "fickle"):
            for key in ("score", "coverage", "role", "rank", "low", "high"):
                assert row[f"{name}.{key}"] == entries.get(name, {}).get(key)
    (error,) = rows("out.parquet.errors.csv")
    assert (error["path"], error["field"]) == ("brands/shy.toml", "fickle")
    assert "no idea" in error["reason"]


def test_what_fails_is_told_beside_the_results(run: Run) -> None:
    write("brands/a.toml")
    write("brands/b.toml", BROKEN)
    write("brands/c.toml", "format = 1\n[brand\n")
    answer = run("batch", "brands", "missing", "-o", "out.csv")
    assert answer.code == 1
    assert answer.err == (
        "fact: out.csv: 1 scored, 3 failed, 0 skipped. What failed and why: out.csv.errors.csv\n"
    )
    assert [row["name"] for row in rows("out.csv")] == ["a"]
    errors = {row["path"]: row for row in rows("out.csv.errors.csv")}
    assert list(errors) == ["missing", "brands/b.toml", "brands/c.toml"]
    broken = errors["brands/b.toml"]
    assert (broken["line"], broken["column"], broken["field"]) == (6, 7, "economics.aov")
    assert broken["value"] == '"128"'
    assert broken["reason"] == '"128" is text. Write 128 without quotes.'
    assert "no such file" in errors["missing"]["reason"]


def test_failures_are_written_as_they_come_and_not_kept(tmp_path: Path) -> None:
    count, said = 20_000, Text("not a number", "不是数字")
    with ResultFile(Path("out.csv").absolute(), "en") as place:
        account = Account(None, lambda _: None, place.tell)
        tracemalloc.start()
        for row in range(1, count + 1):
            wrong = Failure("rows.csv", row, None, None, "economics.aov", f"{row} pieces", said)
            account.add([wrong, wrong])
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert account.failed == count
    assert pl.read_csv("out.csv.errors.csv").height == 2 * count
    assert most < 1_000_000
    assert not parts()


def test_errors_of_an_earlier_run_are_cleared_away(run: Run) -> None:
    write("brands/a.toml", BROKEN)
    write("brands/b.toml")
    assert run("batch", "brands", "-o", "out.csv").code == 1
    write("brands/a.toml")
    assert run("batch", "brands", "-o", "out.csv").code == 0
    assert not Path("out.csv.errors.csv").exists()


@pytest.mark.parametrize("out", ["out.csv", "out.parquet", "out.xlsx"])
@pytest.mark.parametrize("limit", [["--fail-fast"], ["--max-errors", "1"]])
def test_too_many_failures_leave_what_was_there(run: Run, limit: list[str], out: str) -> None:
    write("brands/a.toml")
    write(out, "before")
    write(f"{out}.errors.csv", "before")
    for name in ("b", "c"):
        write(f"brands/{name}.toml", BROKEN)
    answer = run("batch", "brands", "-o", out, *limit)
    assert answer.code == 1
    assert answer.err.startswith("fact: Stopped, nothing was written: 2 failed. The first: ")
    assert "brands/b.toml:6:7: economics.aov: " in answer.err
    for file in (out, f"{out}.errors.csv"):
        assert Path(file).read_text(encoding="utf-8") == "before"
    assert not parts()
    assert run("batch", "brands", "-o", out, "--max-errors", "2").code == 1
    if out != "out.xlsx":
        assert len(rows(out)) == 1


def test_rows_and_columns_are_chosen(run: Run) -> None:
    run("batch", SAMPLES, "-o", "all.csv", "--columns", "name,topkol.score,economics.aov,lead")
    everything = rows("all.csv")
    assert list(everything[0]) == ["name", "topkol.score", "economics.aov", "lead"]
    answer = run(
        "batch", SAMPLES, "-o", "some.csv", "--columns", "name,topkol.score,economics.aov,lead",
        "--where", "economics.aov > 100 AND brand.category <> 'beauty'",
    )  # fmt: skip
    assert answer.code == 0
    wanted = [r for r in everything if (r["economics.aov"] or 0) > 100 and r["name"] != "朝颜里"]
    assert rows("some.csv") == wanted
    assert f"{len(wanted)} scored, 0 failed, {len(everything) - len(wanted)} skipped" in answer.err


def test_sets_come_as_they_are(run: Run) -> None:
    stated = {"a": ["scene", "story"], "b": None, "c": [], "d": ["scene"], "e": ["scene", "story"]}
    for name, forms in stated.items():
        content = "" if forms is None else f"[content]\nforms = {json.dumps(forms)}\n"
        write(f"sets/{name}.toml", SOUND.format(name=name) + content)
    assert run("batch", "sets", "-o", "out.parquet", "--columns", "name,content.forms").code == 0
    assert {row["name"]: row["content.forms"] for row in rows("out.parquet")} == stated


def test_what_stands_in_a_set_twice_counts_once(run: Run) -> None:
    brand = {"brand.name": "Ling", "brand.category": "skincare"}
    once, twice = (brand | {"content.forms": ["story"] * times} for times in (1, 2))
    pl.DataFrame([once, twice]).write_parquet("brands.parquet")
    assert run("batch", "brands.parquet", "-o", "out.parquet", "--explain", "--verify").code == 0
    one, other = rows("out.parquet")
    assert one | {"row": 2} == other


def test_a_folder_of_broken_profiles_gives_an_empty_table(run: Run) -> None:
    write("broken/a.toml", BROKEN)
    for out in ("out.parquet", "out.csv"):
        assert run("batch", "broken", "-o", out).code == 1
        assert rows(out) == []


def test_the_top_is_of_the_highest_score_of_the_lead(run: Run) -> None:
    run("batch", SAMPLES, "-o", "all.csv")
    run("batch", SAMPLES, "-o", "top.csv", "--top", "4")
    led = [row for row in rows("all.csv") if row["lead"]]
    best = sorted(led, key=lambda row: -row[f"{row['lead']}.score"])[:4]
    assert rows("top.csv") == best


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "out.txt"], "the ending says what to write"),
        (["-o", "out.csv", "--where", "economics.aovv > 1"], "did you mean economics.aov?"),
        (["-o", "out.csv", "--where", "economics.aov"], "is no condition"),
        (["-o", "out.csv", "--where", "economics.aov >"], "is no condition"),
        (["-o", "out.csv", "--where", "name = 3 OR"], "is no condition"),
        (["-o", "out.csv", "--columns", "nam"], "did you mean name?"),
        (["-o", "out.csv", "--columns", "name,lead,name"], "name is named twice"),
        (["-o", "out.csv", "--columns", ","], "no column is named"),
        (["-o", "out.csv", "--top", "0"], "--top"),
        (["-o", "out.jsonl", "--top", "3"], "JSON Lines hold the whole answer"),
        (["-o", "out.jsonl", "--cache"], "--cache and --verify are for tables"),
        (["-o", "out.jsonl", "--verify"], "--cache and --verify are for tables"),
        ([], "-o is missing"),
    ],
)
def test_wrong_wishes_are_told_before_anything_is_done(
    run: Run, options: list[str], said: str
) -> None:
    answer = run("batch", SAMPLES, *options)
    assert answer.code == 2
    assert said in answer.err
    assert not os.listdir()


def test_a_folder_that_is_not_there_is_not_made(run: Run) -> None:
    answer = run("batch", SAMPLES, "-o", "nowhere/out.csv")
    assert answer.code == 1
    assert "the folder does not exist" in answer.err
    assert not os.listdir()


def test_nothing_to_score_is_wrong_usage(run: Run) -> None:
    Path("empty").mkdir()
    answer = run("batch", "empty", "nowhere", "-o", "out.csv")
    assert answer.code == 2
    assert "empty: There are no profiles" in answer.err
    assert "nowhere: There is no such file" in answer.err


def test_patterns_links_and_stdin_name_each_file_once(process: Process) -> None:
    for name in ("x/a", "x/sub/b", "y/c"):
        write(f"{name}.toml")
    write("x/.hidden.toml")
    Path("x/sub/round").symlink_to(Path("x").absolute(), target_is_directory=True)
    Path("x/again.toml").symlink_to(Path("x/a.toml").absolute())
    assert process("batch", "[xy]/**/*.toml", "x", "y", "-o", "out.csv").returncode == 0
    assert sorted(row["name"] for row in rows("out.csv")) == ["a", "b", "c"]
    given = subprocess.run(
        [sys.executable, "-m", "factmatrix.commands.main", "batch", "-", "-o", "in.csv"],
        input="x/a.toml\ny/c.toml\n", text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert given.returncode == 0
    assert [row["name"] for row in rows("in.csv")] == ["a", "c"]


def test_no_cell_begins_a_formula(run: Run) -> None:
    write("brands/a.toml", SOUND.format(name="=cmd()"))
    run("batch", "brands", "-o", "out.csv")
    assert Path("out.csv").read_bytes().startswith(b"\xef\xbb\xbfpath,row,name")
    assert rows("out.csv")[0]["name"] == "'=cmd()"


def test_a_second_run_on_the_same_output_is_refused(run: Run) -> None:
    write("brands/a.toml")
    with Output(Path("out.csv").absolute()):
        answer = run("batch", "brands", "-o", "out.csv")
    assert answer.code == 2
    assert f"out.csv is being written by another run (process {os.getpid()})" in answer.err
    assert run("batch", "brands", "-o", "out.csv").code == 0
    assert not parts()


POLARS_SWALLOWS = """
import signal, sys
from polars.io import plugins

def replace(*arguments, **more):
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        raise TypeError("'<unprintable str object>' is not a Polars data type") from None

class Forgets:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

def forget(*arguments, **more):
    Forgets()
    while True:
        pass

plugins.register_io_source = {}
from factmatrix.commands.main import run
sys.argv = ["fact", "batch", "brands", "-o", "out.csv", "-j", "1"]
run()
"""


@pytest.mark.parametrize("how", ["replace", "forget"])
def test_an_interrupt_that_polars_swallows_is_one(how: str) -> None:
    write("brands/a.toml")
    write("out.csv", "before")
    code = POLARS_SWALLOWS.format(how)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (130, "fact: interrupted\n")
    assert Path("out.csv").read_text(encoding="utf-8") == "before"
    assert not parts()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_ended_leaves_what_was_there(
    run: Run, sent: signal.Signals, jobs: str
) -> None:
    many(3_000)
    write("out.csv", "before")
    command = [sys.executable, "-m", "factmatrix.commands.main", "batch", "many", "-o", "out.csv"]
    begun = subprocess.Popen(
        [*command, "-j", jobs, "--json-progress"], stderr=subprocess.PIPE, text=True
    )
    while not parts():
        assert begun.poll() is None
    begun.send_signal(sent)
    _, said = begun.communicate(timeout=60)
    assert Path("out.csv").read_text(encoding="utf-8") == "before"
    if sent == signal.SIGINT:
        assert begun.returncode == 130, said
        assert said.endswith("fact: interrupted\n")
        assert "Traceback" not in said
        assert not parts()
    assert run("batch", "many/00001.toml", "-o", "out.csv").code == 0
    assert not parts()


def helper_of(process: int) -> int:
    """The megabytes of what forks the helper processes, as Linux tells them; -1 for none yet."""
    with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has ended meanwhile
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            for child in (Path("/proc", number) for number in task.read_text().split()):
                if b"multiprocessing.forkserver" in (child / "cmdline").read_bytes():
                    pages = int((child / "statm").read_text().split()[1])
                    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    return -1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux for processes")
@pytest.mark.parametrize("grown", [0, 10, 14, 20, 30, 40])
def test_ctrl_c_while_helper_processes_start_is_one_line(run: Run, grown: int) -> None:
    many(600)
    command = [sys.executable, "-m", "factmatrix.commands.main", "batch", "many", "-o", "out.csv"]
    begun = subprocess.Popen(
        [*command, "-j", "2"], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while helper_of(begun.pid) < grown:
        assert begun.poll() is None
    os.killpg(begun.pid, signal.SIGINT)  # as a terminal does
    _, said = begun.communicate(timeout=60)
    assert (begun.returncode, said) == (130, "fact: interrupted\n")


def test_helper_processes_end_where_the_wishes_are_wrong(process: Process) -> None:
    many(600)
    answer = process("batch", "many", "-o", "out.csv", "-j", "2", "--columns", "nonsense")
    assert answer.returncode == 2
    assert answer.stderr.startswith(b"fact: --columns: ")
    assert b"Traceback" not in answer.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is full")
def test_a_full_disk_leaves_what_was_there(run: Run, process: Process) -> None:
    many(300)
    for out in ("out.csv", "out.parquet"):
        write(out, "before")
        limited = ["prlimit", "--fsize=4096", sys.executable, "-m", "factmatrix.commands.main"]
        ended = subprocess.run(
            [*limited, "batch", "many", "-o", out, "--explain"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == 1
        assert f"{out} could not be written: " in ended.stderr
        assert "Traceback" not in ended.stderr
        assert Path(out).read_text(encoding="utf-8") == "before"
        assert not parts()


def test_progress_in_json_is_one_object_a_line(process: Process) -> None:
    many(1_200)
    ended = process("batch", "many", "-o", "out.csv", "--json-progress")
    lines = ended.stderr.decode().splitlines()
    assert lines[-1].startswith("fact: out.csv: 1200 scored")
    told = list(map(json.loads, lines[:-1]))
    assert {line["total"] for line in told} == {1200}
    done = [line["scored"] + line["failed"] + line["skipped"] for line in told]
    assert done == sorted(done)
    assert told[-1]["scored"] == 1200
    assert told[-1]["per_second"] > 0


def test_parquet_says_with_what_it_was_made(run: Run) -> None:
    run("batch", SAMPLES, "-o", "out.parquet", "--date", "2026-01-05")
    about = json.loads(pl.read_parquet_metadata("out.parquet")["factmatrix"])
    assert about["date"] == "2026-01-05"
    envelope = json.loads(run("score", SAMPLES, "--format", "json").out)
    assert about["rules"] == envelope["rules"]["hash"]
    assert about["engine"] == envelope["engine"]["version"]
