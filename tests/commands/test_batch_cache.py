"""`fact batch --cache`: what has not changed is not read again, and nothing that has is missed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factmatrix.batch import inputs
from factmatrix.batch.brands import Files
from factmatrix.batch.cache import KEPT, Cache, caches
from factmatrix.batch.inputs import table_of
from factmatrix.batch.loading import Loading, begin
from factmatrix.batch.reading import ReadFields, Rows
from factmatrix.batch.unchanged import Unchanged
from tests.commands.conftest import BROKEN, SAMPLES, SOUND, Run, write
from tests.commands.test_batch import FICKLE, many, rows
from tests.plugins.third_parties import Install, plugin

PRICED = SOUND + "[economics]\naov = {aov}\n"
COMMAND = [sys.executable, "-m", "factmatrix.commands.main", "batch"]


def unchanged(said: str) -> int:
    """How many files were not read again."""
    _, found, after = said.partition("Unchanged and not read again: ")
    return int(after.partition(".")[0]) if found else 0


def parts() -> list[Path]:
    """The parts of all caches."""
    return sorted(part for part in caches().glob("*/*.parquet") if part.name[0] != ".")


def price(name: str, aov: int) -> Path:
    """A profile with a price."""
    return write(f"brands/{name}.toml", PRICED.replace("{aov}", str(aov)))


def prices(run: Run) -> tuple[dict[str, Any], int]:
    """What a run with the cache finds, and how many files it did not read."""
    answer = run("batch", "brands", "-o", "out.csv", "--cache", "--columns", "name,economics.aov")
    return {row["name"]: row["economics.aov"] for row in rows("out.csv")}, unchanged(answer.err)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_second_run_reads_nothing_and_says_the_same(run: Run, ending: str) -> None:
    for name, options in (("plain", ()), ("first", ("--cache",)), ("second", ("--cache",))):
        answer = run("batch", SAMPLES, "-o", f"{name}.{ending}", "--explain", *options)
        assert answer.code == 0
    assert unchanged(answer.err) == len(list(SAMPLES.glob("*.toml")))
    plain, first, second = (rows(f"{name}.{ending}") for name in ("plain", "first", "second"))
    assert plain == first == second


def test_other_columns_conditions_and_rules_profit_as_well(run: Run) -> None:
    count = len(list(SAMPLES.glob("*.toml")))
    write("own.toml", 'format = 1\nname = "own"\n[positions.alliance.criteria.price]\nweight = 9\n')
    assert run("batch", SAMPLES, "-o", "a.csv", "--cache", "--columns", "name").code == 0
    for options in (
        ["--explain", "--rules", "own.toml"],
        ["--where", "economics.aov > 100", "--columns", "economics.refund_rate"],
        ["--date", "2026-01-05", "--top", "3"],
    ):
        answer = run("batch", SAMPLES, "-o", "b.csv", "--cache", *options)
        run("batch", SAMPLES, "-o", "c.csv", *options)
        assert unchanged(answer.err) == count
        assert rows("b.csv") == rows("c.csv")


def test_an_edit_is_seen_that_keeps_size_and_time(run: Run) -> None:
    file = price("a", 100)
    price("b", 100)
    long_ago = 1_600_000_000_000_000_000
    os.utime(file, ns=(long_ago, long_ago))
    assert prices(run) == ({"a": 100, "b": 100}, 0)
    price("a", 200)
    os.utime(file, ns=(long_ago, long_ago))
    assert prices(run) == ({"a": 200, "b": 100}, 1)
    assert prices(run) == ({"a": 200, "b": 100}, 2)


def stamp(file: Path) -> dict[str, int]:
    """Size and times of a file as a cache holds them."""
    status = file.stat()
    return {"size": status.st_size, "mtime": status.st_mtime_ns, "ctime": status.st_ctime_ns}


@pytest.mark.parametrize(
    ("seconds", "moved", "believed"),
    [(0, "", 0), (1, "", 0), (3, "", 1), (3, "size", 0), (3, "mtime", 0), (3, "ctime", 0)],
)
def test_times_are_believed_of_a_file_that_had_rested(
    seconds: int, moved: str, believed: int
) -> None:
    file = price("a", 100).absolute()
    status = file.stat()
    seen = max(status.st_mtime_ns, status.st_ctime_ns) + seconds * 10**9
    known = {name: v - (name == moved) for name, v in stamp(file).items()}
    other = {"file": os.fsencode(file), "seen": seen, "sha256": "0" * 64, "name": "a"}
    cache = Cache("key", {})
    cache.put(pl.DataFrame([{**known, **other}], schema_overrides={"file": pl.Binary}))
    assert Unchanged(cache, [str(file)]).count == believed


def test_other_times_with_the_same_bytes_are_nothing_new(run: Run) -> None:
    file = price("a", 100)
    assert prices(run)[1] == 0
    for seconds in (10**9, 10**9 + 7):
        os.utime(file, (seconds, seconds))
        assert prices(run) == ({"a": 100}, 1)


def test_what_failed_is_read_and_told_again(run: Run) -> None:
    price("a", 100)
    write("brands/b.toml", BROKEN)
    for known in (0, 1):
        answer = run("batch", "brands", "-o", "out.csv", "--cache")
        assert (answer.code, unchanged(answer.err)) == (1, known)
        assert [row["path"] for row in rows("out.csv.errors.csv")] == ["brands/b.toml"]
    price("b", 5)
    assert prices(run) == ({"a": 100, "b": 5}, 1)
    write("brands/b.toml", BROKEN)
    assert prices(run) == ({"a": 100}, 1)


def test_files_that_are_gone_leave_nothing_behind(run: Run) -> None:
    for name in "abc":
        price(name, 100)
    prices(run)
    Path("brands/b.toml").unlink()
    assert prices(run) == ({"a": 100, "c": 100}, 2)
    (part,) = parts()
    assert [os.path.basename(file) for file in pl.read_parquet(part)["file"]] == [
        b"a.toml", b"c.toml"
    ]  # fmt: skip


def test_files_that_were_not_asked_for_are_remembered(run: Run) -> None:
    for name in "abc":
        price(name, 100)
    run("batch", "brands", "-o", "out.csv", "--cache")
    run("batch", "brands/a.toml", "-o", "out.csv", "--cache")
    assert prices(run)[1] == 3


NAMES = "abcdefg"
CHANGES = st.sampled_from(["price", "price", "broken", "touched", "gone"])
EDITS = st.lists(st.tuples(st.sampled_from(NAMES), CHANGES, st.integers(100, 999)), max_size=6)


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> dict[str, pl.DataType]:
    """This process reads a few inputs, three brands at a time."""
    monkeypatch.setattr(inputs, "_SCORED_TOGETHER", 3)
    types = {"economics.aov": pl.Float64(), "brand.category": pl.String()}
    begin(Loading((), (), (), plugin_limit=2.0))
    return types


def read(paths: Sequence[str], types: Mapping[str, pl.DataType]) -> Rows:
    """The brands of files."""
    work = ReadFields(tuple(types), hashed=True)
    return work(Files(paths), {})


@given(rounds=st.lists(EDITS, min_size=1, max_size=3))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_changes_the_brands_are_those_of_the_files(
    types: dict[str, pl.DataType], rounds: list[list[tuple[str, str, int]]]
) -> None:
    for name in NAMES:
        price(name, 100)
    for edits in rounds:
        for name, change, aov in edits:
            file = Path(f"brands/{name}.toml")
            if change == "price":
                price(name, aov)
            elif change == "broken":
                write(str(file), BROKEN)
            elif change == "touched":
                file.touch()
            else:
                file.unlink(missing_ok=True)
        paths = [f"brands/{name}.toml" for name in NAMES if Path(f"brands/{name}.toml").exists()]
        unchanged = Unchanged(Cache("key", types), paths)
        one_by_one = (read([path], types) for path in unchanged.missing)
        all_at_once = table_of(read(paths, types), types)
        found = pl.concat([*unchanged.tables(one_by_one, types), all_at_once.clear()])
        assert found.equals(all_at_once)


@pytest.mark.parametrize("damage", ["cut", "bit", "foreign", "folder", "empty"])
def test_a_damaged_cache_is_made_again(run: Run, damage: str) -> None:
    price("a", 100)
    price("b", 200)
    prices(run)
    (part,) = parts()
    data = bytearray(part.read_bytes())
    if damage == "cut":
        part.write_bytes(data[: len(data) // 2])
    elif damage == "bit":
        data[len(data) // 3] ^= 4
        part.write_bytes(data)
    elif damage == "empty":
        part.write_bytes(b"")
    elif damage == "foreign":
        pl.DataFrame({"file": [1]}).write_parquet(part)
    else:
        part.unlink()
        part.mkdir()
    assert prices(run) == ({"a": 100, "b": 200}, 0)
    assert prices(run) == ({"a": 100, "b": 200}, 2)


def test_a_cache_that_cannot_be_written_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    price("a", 100)
    monkeypatch.setenv("FACT_CACHE_DIR", str(write("file").absolute()))
    answer = run("batch", "brands", "-o", "out.csv", "--cache")
    assert answer.code == 0
    assert "--cache: what was read could not be kept in" in answer.err
    assert len(rows("out.csv")) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_nobody_else_may_read_the_cache(run: Run) -> None:
    price("a", 100)
    prices(run)
    (part,) = parts()
    assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert stat.S_IMODE(part.parent.stat().st_mode) == 0o700


def test_only_the_caches_used_last_are_kept(run: Run) -> None:
    price("a", 100)
    for number in range(KEPT + 3):
        old = caches() / f"{number:064}"
        old.mkdir(parents=True)
        os.utime(old, (number, number))
    write(str(caches() / "mine" / "file"))
    prices(run)
    kept = sorted(os.listdir(caches()))
    assert len(kept) == KEPT + 1
    assert "mine" in kept
    assert parts()[0].parent.name in kept
    assert f"{4:064}" in kept


@pytest.mark.skipif(sys.platform == "win32", reason="a killed process holds its files")
def test_an_interrupted_run_is_continued(run: Run) -> None:
    many(7_000)
    begun = subprocess.Popen(
        [*COMMAND, "many", "-o", "out.csv", "--cache", "-j", "1"], stderr=subprocess.DEVNULL
    )
    while not parts():
        assert begun.poll() is None
    begun.kill()
    begun.wait(60)
    assert not Path("out.csv").exists()
    answer = run("batch", "many", "-o", "out.csv", "--cache", "-j", "1")
    assert answer.code == 0
    assert 5_000 <= unchanged(answer.err) < 7_000
    assert pl.read_csv("out.csv")["name"].to_list() == list(range(7_000))
    assert len(parts()) == 1


def test_two_runs_at_once_do_no_harm(run: Run) -> None:
    many(100)
    begun = [
        subprocess.Popen(
            [*COMMAND, "many", "-o", f"{name}.csv", "--cache"], stderr=subprocess.DEVNULL
        )
        for name in "ab"
    ]
    assert [process.wait(60) for process in begun] == [0, 0]
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes()
    assert unchanged(run("batch", "many", "-o", "c.csv", "--cache").err) == 100
    assert Path("a.csv").read_bytes() == Path("c.csv").read_bytes()
    assert len(parts()) == 1


def test_a_position_in_plain_python_is_asked_again_when_its_code_or_the_day_changes(
    run: Run, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scores(day: str) -> tuple[list[Any], int]:
        answer = run("batch", "brands", "-o", "out.csv", "--cache", "--date", day)
        assert answer.code == 0
        return [row["own.score"] for row in rows("out.csv")], unchanged(answer.err)

    def written(score: str) -> None:
        source = plugin("own").replace("score_fit()", "score_fit(context)")
        source = source.replace("50.0, 40.0, 60.0", f"float({score}), 0.0, 100.0")
        monkeypatch.delitem(sys.modules, "own_one", raising=False)
        install("own-one", {"own_one.py": source}, {"own": "own_one"})

    price("a", 100)
    written("context.date.day")
    assert scores("2026-01-05") == ([5.0], 0)
    assert scores("2026-01-06") == ([6.0], 0)
    assert scores("2026-01-05") == ([5.0], 1)
    written("context.date.day + 50")
    assert scores("2026-01-05") == ([55.0], 0)


def test_a_position_that_failed_is_asked_again(run: Run, install: Install) -> None:
    install("fickle-one", {"fickle_one.py": FICKLE}, {"fickle": "fickle_one"})
    for name in ("keen", "shy"):
        write(f"brands/{name}.toml", SOUND + "[ext.fickle]\nzeal = 50\n")
    for known in (0, 1):
        answer = run("batch", "brands", "-o", "out.csv", "--cache")
        assert (answer.code, unchanged(answer.err)) == (1, known)
        assert [row["path"] for row in rows("out.csv.errors.csv")] == ["brands/shy.toml"]
    assert len(rows("out.csv")) == 2
