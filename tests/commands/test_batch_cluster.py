"""`fact batch --cluster`: a real scheduler and real workers give the numbers of one machine."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import polars as pl
import pytest
from distributed import Client

from factmatrix.batch import cluster, cluster_part
from factmatrix.batch.chosen import Chosen
from factmatrix.batch.cluster import score_on_cluster
from factmatrix.batch.cluster_part import Identity, identity
from factmatrix.batch.cluster_part import Run as Settled
from factmatrix.batch.cluster_words import ClusterError
from factmatrix.batch.running import Account
from factmatrix.batch.scoring import ordered
from factmatrix.engine import Engine
from tests.commands.conftest import BROKEN, SAMPLES, Run, write
from tests.commands.test_batch import FICKLE, parts
from tests.plugins.third_parties import Install

pytestmark = pytest.mark.xdist_group("cluster")  # they share a scheduler and its workers

BOUND = 60.0
"""Seconds after which nothing is waited for any longer, however busy the machine is."""
unix = pytest.mark.skipif(sys.platform == "win32", reason="has neither named pipes nor signals")


def until(what: str, condition: Callable[[], object]) -> None:
    """Wait until something is the case."""
    given_up = monotonic() + BOUND
    while not condition():
        assert monotonic() < given_up, f"not within {BOUND:.0f} s: {what}"
        sleep(0.05)


class Machines:
    """A scheduler and its workers, each a process of its own, and a client to look at them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._number = 0
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        until("the scheduler begins", self._file.exists)
        self.address = json.loads(self._file.read_text())["address"]
        self.client = Client(self.address, timeout=BOUND)

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """One more worker, of which nobody takes care, in its place."""
        started = self._start("worker", "--nthreads", "1", "--no-nanny", **environment)
        self.workers.append(started)
        until("a worker begins", lambda: started.pid in self.processes().values())
        return started

    def dismiss(self, worker: subprocess.Popen[bytes]) -> None:
        """Kill a worker, of which the scheduler takes note."""
        worker.kill()
        worker.wait(BOUND)
        self.workers.remove(worker)
        until("a worker is gone", lambda: len(self.client.nthreads()) == len(self.workers))

    def processes(self) -> dict[str, int]:
        """The process of every worker, by its address."""
        return dict(self.client.run(os.getpid, on_error="ignore"))

    def parts_at(self, worker: str) -> list[str]:
        """The parts of runs that a worker has before it."""
        return [key for key in self.client.processing().get(worker, ()) if "score_part" in key]

    def end(self) -> None:
        """Every process."""
        self.client.close()
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait(BOUND)

    def _start(self, kind: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        self._number += 1
        command = [sys.executable, "-m", "dask", kind, "--no-dashboard", *options]
        command += ["--scheduler-file", str(self._file)]
        environment = {**os.environ, "POLARS_MAX_THREADS": "1", **environment}
        with Path(self._folder, f"{kind}{self._number}.log").open("wb") as log:
            return subprocess.Popen(
                command, cwd=self._folder, env=environment, stdout=log, stderr=log
            )


@contextmanager
def machines_in(folder: Path) -> Iterator[Machines]:
    """A scheduler that is there for a while."""
    machines = Machines(folder)
    try:
        yield machines
    finally:
        machines.end()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler that all tests share."""
    with machines_in(tmp_path_factory.mktemp("machines")) as machines:
        yield machines


@pytest.fixture
def machines(started: Machines) -> Machines:
    """A scheduler and two workers, also where a test before has killed one."""
    while len(started.workers) < 2:
        started.worker()
    return started


@pytest.fixture
def run_there(run: Run, machines: Machines) -> Run:
    """Runs `fact batch` on these machines."""
    return lambda *arguments: run("batch", *arguments, "--cluster", machines.address)


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """The file for what a run says."""
    return tmp_path / "said.txt"


@pytest.fixture
def release(machines: Machines, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Keeps the workers busy, each until it is released: they read pipes that nobody writes to."""
    with kept_busy(machines, tmp_path) as release:
        yield release


@contextmanager
def kept_busy(machines: Machines, folder: Path) -> Iterator[Callable[[str], None]]:
    """See `release`."""
    pipes: dict[str, int] = {}
    reading = []
    for number, worker in enumerate(machines.client.nthreads()):
        pipe = folder / f"pipe{number}"
        os.mkfifo(pipe)
        read = machines.client.submit(Path.read_bytes, pipe, workers=[worker], pure=False)
        reading.append(read)

        def is_read(pipe: Path = pipe, worker: str = worker) -> bool:
            with suppress(OSError):  # while nobody reads
                pipes[worker] = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            return worker in pipes

        until("a worker is busy", is_read)

    def release(worker: str) -> None:
        os.close(pipes.pop(worker))

    try:
        yield release
    finally:
        for worker in list(pipes):
            release(worker)


@contextmanager
def begun(machines: Machines, said: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run of sixteen parts into out.parquet, some of which wait at each of the busy workers.

    What it says stands in a file.
    """
    Path("brands").mkdir()
    for number in range(16):
        table(7, 7 * number).write_parquet(f"brands/{number:02}.parquet")
    command = [sys.executable, "-m", "factmatrix.commands.main", "batch", "brands"]
    command += ["-o", "out.parquet", "--cluster", machines.address]
    with said.open("wb") as stderr, subprocess.Popen(command, stderr=stderr) as run:
        try:
            for worker in machines.client.nthreads():
                until("parts wait", lambda at=worker: machines.parts_at(at) or run.poll())  # type: ignore[misc]
            assert run.poll() is None
            yield run
        finally:
            run.kill()


def table(count: int, start: int = 0) -> pl.DataFrame:
    """Rows of which every seventh is broken."""
    numbers = range(start, start + count)
    return pl.DataFrame(
        {
            "brand.name": [f"b{n}" for n in numbers],
            "brand.category": ["beauty" if n % 3 else "skincare" for n in numbers],
            "economics.aov": [-1.0 if n % 7 == 6 else 20.0 + n for n in numbers],
            "powers.content.live": [n % 100 if n % 4 else None for n in numbers],
        }
    )


def results(*paths: str) -> pl.DataFrame:
    """Tables of results, one below the other."""
    return pl.concat([pl.read_parquet(path) for path in paths])


def test_files_get_what_they_get_on_one_machine(
    run: Run, run_there: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_part, "FILES", 9)
    for number in range(9):
        write(f"brands/{number}.toml")
    write("brands/5.toml", BROKEN)
    paths = ("brands", SAMPLES, "missing", "--explain")
    assert run("batch", *paths, "-o", "one.parquet").code == 1
    answer = run_there(*paths, "-o", "many.parquet")
    assert answer.code == 1
    assert "many.parquet: 23 scored, 2 failed, 0 skipped" in answer.err
    assert results("many.parquet").equals(results("one.parquet"))
    assert len(os.listdir("many.parquet")) == 3
    assert pl.read_parquet_metadata("many.parquet/part-00002.parquet")["factmatrix"]
    errors = Path("many.parquet.errors.csv").read_bytes()
    assert errors == Path("one.parquet.errors.csv").read_bytes()
    assert not parts()


def test_partitions_get_what_they_get_on_one_machine(
    run: Run, run_there: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_part, "ROWS", 60)
    Path("brands").mkdir()
    for number in range(3):
        table(100, 100 * number).write_parquet(f"brands/part-{number}.parquet")
    Path("brands/_SUCCESS").touch()
    write("brands/torn.parquet", "PAR1 no more")
    answer = run_there("brands", "-o", "many.parquet")
    assert answer.code == 1
    assert "258 scored, 43 failed, 0 skipped" in answer.err
    for number in range(3):
        run("batch", f"brands/part-{number}.parquet", "-o", f"{number}.parquet")
    one = results(*(f"{number}.parquet" for number in range(3)))
    assert results("many.parquet").equals(one)
    assert len(os.listdir("many.parquet")) == 6
    told = pl.read_csv("many.parquet.errors.csv").rows_by_key("path", named=True)
    assert [row["row"] for row in told["brands/part-1.parquet"]] == list(range(5, 100, 7))
    assert "torn.parquet cannot be read as .parquet" in told["brands/torn.parquet"][0]["reason"]


def test_a_part_that_cannot_be_read_to_its_end_is_told(run_there: Run) -> None:
    table(50).write_parquet("sound.parquet")
    table(50_000).write_parquet("torn.parquet", compression="zstd", row_group_size=10_000)
    data = bytearray(Path("torn.parquet").read_bytes())
    data[len(data) // 2 : len(data) // 2 + 2000] = bytes(2000)
    Path("torn.parquet").write_bytes(data)
    answer = run_there("torn.parquet", "sound.parquet", "-o", "out.parquet")
    assert answer.code == 1
    assert results("out.parquet")["path"].unique().to_list() == ["sound.parquet"]
    (torn,) = pl.read_csv("out.parquet.errors.csv").filter(path="torn.parquet").to_dicts()
    assert "torn.parquet cannot be read" in torn["reason"]
    assert torn["reason"].endswith(" Rows 1 to 50000 are not among the results.")


def test_rules_and_mappings_travel_and_the_best_are_the_best_of_all(
    run: Run, run_there: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_part, "ROWS", 50)
    table(100).rename({"powers.content.live": "直播"}).write_parquet("brands.parquet")
    write("house.toml", 'format = 1\n[columns]\n"直播" = "powers.content.live"\n')
    write("rules.toml", 'format = 1\nname = "own"\n[ranking.lead_floor]\nvalue = 41.0\n')
    wanted = [
        "brands.parquet", "--map", "house.toml", "--rules", "rules.toml", "--top", "25",
        "--where", "economics.aov > 30", "--columns", "row,lead,economics.aov,field.score",
        "--date", "2026-06-18",
    ]  # fmt: skip
    run("batch", *wanted, "-o", "one.parquet")
    answer = run_there(*wanted, "-o", "many.parquet")
    assert answer.err.startswith("fact: many.parquet: 76 scored, 14 failed, 10 skipped.")
    assert os.listdir("many.parquet") == ["part-00000.parquet"]
    assert results("many.parquet").equals(results("one.parquet"))
    assert results("many.parquet").height == 25
    about = [
        json.loads(pl.read_parquet_metadata(path)["factmatrix"])
        for path in ("one.parquet", "many.parquet/part-00000.parquet")
    ]
    assert about[0] == about[1]


@unix
def test_positions_in_single_files_travel_and_what_cannot_is_refused(
    run: Run, run_there: Run
) -> None:
    for folder, name in (("own", "rooms"), ("more", "stalls")):
        assert run("plugins", "new", name, "--no-code", "--to", folder).code == 0
    write("own/broken.toml", "x = = 1")
    table(30).write_parquet("brands.parquet")
    folders = ("--plugins-dir", "own", "--plugins-dir", "more")
    wanted = ("brands.parquet", "--explain", *folders)
    assert run("batch", *wanted, "-o", "one.parquet").code == 1
    assert run_there(*wanted, "-o", "many.parquet").code == 1
    assert "stalls.points.short_video" in results("many.parquet").columns
    assert results("many.parquet").equals(results("one.parquet"))
    os.mkfifo("own/pipe.toml")
    answer = run_there(*wanted, "-o", "none.parquet")
    assert answer.code == 2
    assert "--plugins-dir own: not all of it can be sent. pipe.toml: This is a pipe" in answer.err
    assert not Path("none.parquet").exists()


@unix
@pytest.mark.usefixtures("release")
def test_one_run_writes_a_folder_and_an_interrupted_one_leaves_nothing(
    machines: Machines, run_there: Run, said: Path
) -> None:
    with begun(machines, said) as run:
        answer = run_there("brands", "-o", "out.parquet")
        assert answer.code == 2
        assert f"out.parquet is being written by another run (process {run.pid})" in answer.err
        run.send_signal(signal.SIGINT)
        assert run.wait(BOUND) == 130
    assert said.read_text() == "fact: interrupted\n"
    assert os.listdir() == ["brands"]
    until("nothing is left to do", lambda: not any(map(machines.parts_at, machines.processes())))


def test_too_many_failures_leave_nothing(run_there: Run) -> None:
    table(50).write_parquet("brands.parquet")
    answer = run_there("brands.parquet", "-o", "out.parquet", "--max-errors", "6")
    assert answer.code == 1
    assert "Stopped, nothing was written: 7 failed" in answer.err
    assert os.listdir() == ["brands.parquet"]


@unix
@pytest.mark.usefixtures("release")
def test_workers_of_another_version_are_refused_also_when_they_come_later(
    machines: Machines, run_there: Run, said: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "factmatrix-0.0.9.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: factmatrix\nVersion: 0.0.9\n")
    with begun(machines, said) as run:
        late = machines.worker(PYTHONPATH=str(other.parent))
        assert run.wait(BOUND) == 2
    assert said.read_text().count("version of factmatrix: 0.0.9 instead of 0.1.0") == 1
    answer = run_there("brands", "-o", "out.parquet")
    assert (answer.code, answer.err) == (2, said.read_text())
    assert os.listdir() == ["brands"]
    machines.dismiss(late)


def test_workers_with_other_plugins_are_refused(run_there: Run, install: Install) -> None:
    install("fickle-one", {"fickle_one.py": FICKLE}, {"fickle": "fickle_one"})
    answer = run_there(SAMPLES, "-o", "out.parquet", "--no-plugin", "fickle")
    assert answer.code == 2
    assert answer.err.count("other plugins (only there: –; only here: fickle 1.0 disabled)") == 2
    assert not os.listdir()


def test_workers_with_other_rules_or_without_the_disk_are_refused(
    machines: Machines, tmp_path: Path
) -> None:
    engine, day = Engine.load(), date(2026, 6, 18)
    wishes = Chosen(explain=False, top=None, where=None, columns=None)
    order = ordered(engine, day, ".parquet", wishes, verified=False)
    account = Account(None, lambda _: None, lambda _: None)

    def score(identity: Identity, folder: Path) -> None:
        run = Settled(identity, (), (), (), day, wishes, "", "")
        folder.mkdir()
        asyncio.run(score_on_cluster(machines.address, run, (), order, folder, account, print))

    ours = identity(engine)
    with pytest.raises(ClusterError, match=f"hash of the rules: {ours.rules} instead of 0"):
        score(ours._replace(rules="0"), tmp_path / "one")
    with pytest.raises(ClusterError, match=r"Workers do not see two.work: tcp://"):
        score(ours, Path("two"))  # is another folder where a worker stands


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["brands", "-o", "out.csv"], "writes a folder of Parquet files"),
        (["brands", "-o", "-.parquet"], "writes a folder of Parquet files"),
        (["brands", "-o", "out.parquet", "-j", "2"], "--jobs is for one machine"),
        (["brands", "-o", "out.parquet", "--cache"], "--cache is for one machine"),
        (["brands", "-o", "out.parquet", "--verify"], "--verify is for one machine"),
        (["brands.xlsx", "-o", "out.parquet", "--sheet", "a"], "--sheet is for workbooks"),
        (["brands", "-o", "out.parquet", "--map", "map.toml"], "--map and --sheet are for a table"),
        (["brands.csv", "-o", "out.parquet"], "Other tables of brands are for one machine"),
        (["brands", "brands.parquet", "-o", "out.parquet"], "not both at once"),
        (["torn.parquet", "-o", "out.parquet"], "torn.parquet cannot be read"),
        (["nothing", "-o", "out.parquet"], "There is no such file or folder"),
    ],
)
def test_what_cannot_be_done_on_a_cluster_is_told(
    run: Run, arguments: list[str], said: str
) -> None:
    write("brands/a.toml")
    write("brands.csv", "brand.name,brand.category\nLing,beauty\n")
    write("torn.parquet", "PAR1")
    table(1).write_parquet("brands.parquet")
    before = sorted(os.listdir())
    answer = run("batch", *arguments, "--cluster", "tcp://127.0.0.1:1")
    assert answer.code == 2
    assert said in answer.err
    assert sorted(os.listdir()) == before


def test_results_that_are_there_already_are_left(run: Run) -> None:
    write("brands/a.toml")
    write("out.parquet/part-00000.parquet", "mine")
    answer = run("batch", "brands", "-o", "out.parquet", "--cluster", "tcp://127.0.0.1:1")
    assert answer.code == 1
    assert "out.parquet: this is there already" in answer.err
    assert Path("out.parquet/part-00000.parquet").read_text() == "mine"
    assert sorted(os.listdir()) == ["brands", "out.parquet"]


def test_positions_with_code_or_fields_of_their_own_stay_here(run: Run, install: Install) -> None:
    install("fickle-one", {"fickle_one.py": FICKLE}, {"fickle": "fickle_one"})
    answer = run("batch", SAMPLES, "-o", "out.parquet", "--cluster", "tcp://127.0.0.1:1")
    assert answer.code == 2
    assert "Positions with code or fields of their own (fickle)" in answer.err


def test_without_the_extra_the_cure_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    answer = run("batch", SAMPLES, "-o", "out.parquet", "--cluster", "tcp://127.0.0.1:1")
    assert answer.code == 2
    assert "pip install 'factmatrix[cluster]'" in answer.err


def test_nobody_there_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "REACHED_WITHIN", 0.3)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        socket.create_server(("127.0.0.1", 0)) as web,
    ):

        def answer_in_http() -> None:
            with suppress(OSError), web.accept()[0] as asked:
                asked.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        Thread(target=answer_in_http).start()
        places = [f"tcp://127.0.0.1:{there.getsockname()[1]}" for there in (silent, web)]
        for address in (*places, "tcp://127.0.0.1:1", "tcp://nobody.invalid:8786"):
            answer = run("batch", SAMPLES, "-o", "out.parquet", "--cluster", address)
            assert answer.code == 2
            assert answer.err.startswith(f"fact: --cluster {address}: no dask scheduler answers")
    for address in ("host", "tcp://host", "http://host:8786"):
        answer = run("batch", SAMPLES, "-o", "out.parquet", "--cluster", address)
        assert answer.code == 2
        assert "this is no address" in answer.err


@unix
def test_a_worker_that_is_killed_costs_nothing(
    machines: Machines, release: Callable[[str], None], said: Path
) -> None:
    (victim, process), (other, _) = machines.processes().items()
    with begun(machines, said) as run:
        run.send_signal(signal.SIGSTOP)  # it hears of no part before its worker is dead
        release(victim)
        until("parts are written", lambda: list(Path().glob(".out.parquet.*.part/work/part-*")))
        machines.dismiss(next(worker for worker in machines.workers if worker.pid == process))
        release(other)
        run.send_signal(signal.SIGCONT)
        assert run.wait(BOUND) == 1
    assert "out.parquet: 96 scored, 16 failed, 0 skipped" in said.read_text()
    assert sorted(os.listdir("out.parquet")) == [f"part-{n:05}.parquet" for n in range(16)]
    named = results("out.parquet")["name"].to_list()
    assert named == [f"b{number}" for number in range(112) if number % 7 != 6]
    assert pl.read_csv("out.parquet.errors.csv").height == 16
    assert not parts()


@unix
def test_a_cluster_that_is_of_no_use_any_more_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, said: Path, tmp_path: Path
) -> None:
    with machines_in(tmp_path) as machines:
        wanted = ("batch", SAMPLES, "-o", "out.parquet", "--cluster", machines.address)
        with monkeypatch.context() as patched:
            patched.setattr(cluster, "PATIENCE", 0.2)
            answer = run(*wanted)
            assert answer.code == 2
            assert "has no worker; waiting 0 s for one" in answer.err
            assert "has no worker; nothing was written" in answer.err
        worker = machines.worker()
        (address,) = machines.processes()
        answer = run(*wanted[:-1], address)
        assert answer.code == 2
        assert "this is a dask Worker; name the scheduler" in answer.err
        with monkeypatch.context() as patched:
            patched.setattr(cluster, "ANSWERED_WITHIN", 0.2)
            worker.send_signal(signal.SIGSTOP)
            answer = run(*wanted)
            worker.send_signal(signal.SIGCONT)
            assert answer.code == 2
            assert "gave no answer within 0 s; nothing was written" in answer.err
        with kept_busy(machines, tmp_path), begun(machines, said) as begun_run:
            machines.dismiss(worker)
            until("it waits for another", lambda: "waiting 60 s" in said.read_text())
            machines.scheduler.kill()
            assert begun_run.wait(BOUND) == 2
    lost = "fact: The connection to the scheduler was lost; nothing was written."
    assert said.read_text().splitlines()[1:] == [lost]
    assert os.listdir() == ["brands"]
