"""Questions to the engine's process: their order, their errors, and how the process ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from factmatrix.desk import Desk, EngineLost, EngineProcess, SaveError, Setting
from tests.brands import DAY
from tests.desk.conftest import BadPlugin, scoring
from tests.desk.test_bad_plugins import VALUES, asked, judged

ENDLESS_REGEX = "import re; re.match('(a+)+$', 'a' * 60 + 'b')"
"""Never done, and no other thread runs meanwhile."""
PROFILE = 'format = 1\n[brand]\nname = "Ling"\ncategory = "beauty"\n'

APP = """
import asyncio, datetime, sys
from factmatrix.desk import Desk, EngineProcess, Setting

async def run():
    async with EngineProcess(Setting(plugin_limit=0.5)) as engine:
        await engine.ask(Desk.about)
        print("loaded", flush=True)
        values = {"format": 1, "brand": {"name": "Ling", "category": "beauty"}}
        await engine.ask(Desk.judge, values, datetime.date(2026, 1, 1), full=False)
        await asyncio.sleep(1000)

asyncio.run(run())
"""


def test_urgent_questions_come_first_and_the_others_in_their_order() -> None:
    async def run(engine: EngineProcess) -> None:
        answered: list[str] = []

        async def ask(name: str, *, later: bool) -> None:
            text = f"# {name}\n{PROFILE}"
            await (engine.ask_later if later else engine.ask)(Desk.read, text)
            answered.append(name)

        async with asyncio.TaskGroup() as questions:
            for name, later in (("a", True), ("b", True), ("c", False), ("d", False)):
                questions.create_task(ask(name, later=later))
        assert answered == ["c", "d", "a", "b"]

    asked(run)


def test_a_question_that_nobody_waits_for_is_not_asked(tmp_path: Path) -> None:
    async def run(engine: EngineProcess) -> None:
        opened = await engine.ask(Desk.read, PROFILE)
        there, not_there = tmp_path / "there.toml", tmp_path / "not there.toml"
        cancelled = asyncio.create_task(
            engine.ask_later(Desk.save, opened, opened.values or {}, not_there)
        )
        other = asyncio.create_task(engine.ask_later(Desk.save, opened, opened.values or {}, there))
        urgent = asyncio.create_task(engine.ask(Desk.about))
        await asyncio.sleep(0)
        cancelled.cancel()
        await asyncio.gather(urgent, other)
        assert there.exists()
        assert not not_there.exists()

    asked(run)


def test_a_big_question_has_a_big_answer() -> None:
    text = "# 抖音\n" * 100_000 + PROFILE

    async def run(engine: EngineProcess) -> None:
        opened = await engine.ask(Desk.read, text)
        assert opened.problems == ()
        assert opened.text == text

    asked(run)


def test_errors_of_methods_arrive_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "there.toml").write_text("# mine", encoding="utf-8")

    async def run(engine: EngineProcess) -> None:
        opened = await engine.ask(Desk.read, PROFILE)
        with pytest.raises(SaveError) as refused:
            await engine.ask(Desk.save, opened, opened.values or {}, tmp_path / "there.toml")
        assert "已经存在" in refused.value.message.zh
        with pytest.raises(ValueError, match="only a valid profile has a report"):
            await engine.ask(Desk.report, None, {}, DAY, "json", "en")
        with pytest.raises(TypeError):
            await engine.ask(Desk.read, 7)  # type: ignore[arg-type]
        with pytest.raises(Exception, match=r"pickle|local object"):  # in the words of each Python
            await engine.ask(Desk.judge, {"brand": lambda: None}, DAY, full=False)
        assert (await engine.ask(Desk.read, PROFILE)).problems == ()

    asked(run)


def test_an_overlay_that_cannot_be_used_is_told_in_both_languages(tmp_path: Path) -> None:
    overlay = tmp_path / "agency.toml"
    overlay.write_text('format = 1\nname = "Agency"\n[oops]\n', encoding="utf-8")

    async def run(engine: EngineProcess) -> None:
        for _ in range(2):
            with pytest.raises(EngineLost) as lost:
                await engine.ask(Desk.about)
            assert "agency.toml:3:2: oops: " in lost.value.message.en
            assert "agency.toml:3:2: oops: " in lost.value.message.zh
            assert lost.value.message.en != lost.value.message.zh

    asked(run, Setting(overlays=(overlay,)))


def test_what_fact_score_warns_of_is_told_of_entered_values_too() -> None:
    values = {
        "format": 1,
        "brand": {"name": "Ling", "category": "beauty", "as_of": DAY + timedelta(days=1)},
        "ext": {"xhs": {"a": 1}, "field": {"b": 2}},
    }

    async def run(engine: EngineProcess) -> None:
        judged = await engine.ask(Desk.judge, values, DAY, full=False)
        assert judged.valid
        told = {problem.path: problem.message for problem in judged.problems}
        assert "lies after the day of the assessment" in told["brand", "as_of"].en
        said = [problem.message.en for problem in judged.problems if problem.path == ()]
        assert said == [
            "[ext.xhs] was not read: its plugin is not installed.",
            "[ext.field] was not read: its plugin is switched off (--plugin field switches it on, "
            "fact plugins enable field for good).",
        ]
        report = await engine.ask(Desk.report, None, values, DAY, "markdown", "zh")
        assert r"未读取 \[ext.xhs\]：未安装对应的插件。" in report

    asked(run, Setting(disable=("field",)))


def test_positions_in_short_have_their_scores_without_the_reasons() -> None:
    async def run(engine: EngineProcess) -> None:
        whole = (await engine.ask(Desk.judge, VALUES, DAY, full=False)).assessment
        short = (
            await engine.ask(Desk.judge, VALUES, DAY, full=False, in_short=("field", "topkol"))
        ).assessment
        assert whole
        assert short
        assert short.verdict == whole.verdict
        for one, other in zip(short.ranking, whole.ranking, strict=True):
            if other.info.id in ("field", "topkol"):
                assert other.fit.contributions
                bare = replace(other.fit, contributions=(), modifiers=(), notices=())
                assert one == other._replace(fit=bare, actions=())
            else:
                assert one == other

    asked(run)


def test_a_process_that_ended_between_questions_is_started_again() -> None:
    async def run(engine: EngineProcess) -> None:
        await judged(engine)
        assert engine.process is not None
        os.kill(engine.process, signal.SIGTERM)
        await judged(engine)

    asked(run)


def test_a_cleaned_temporary_folder_costs_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def run(engine: EngineProcess) -> None:
        await judged(engine)
        (note,) = tmp_path.iterdir()
        note.unlink()
        await judged(engine)

    asked(run)


def test_no_python_to_start_is_told_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))

    async def run(engine: EngineProcess) -> None:
        with pytest.raises(EngineLost, match="could not be started: there is no such file"):
            await engine.ask(Desk.about)

    asked(run)


def test_leaving_does_not_wait_for_a_plugin_that_hangs(bad_plugin: BadPlugin) -> None:
    bad_plugin(score_fit=scoring(ENDLESS_REGEX))

    async def run() -> None:
        async with EngineProcess(Setting(plugin_limit=1000.0)) as engine:
            await engine.ask(Desk.about)
            questions = [
                asyncio.create_task(engine.ask(Desk.judge, VALUES, DAY, full=False))
                for _ in range(2)
            ]
            await asyncio.wait(questions, timeout=0.2)
            left = monotonic()
        assert monotonic() - left < 1
        assert all(
            isinstance(e, asyncio.CancelledError)
            for e in await asyncio.gather(*questions, return_exceptions=True)
        )

    asyncio.run(run())


@pytest.mark.parametrize(
    "body",
    ["while True: pass", ENDLESS_REGEX, "pass"],
    ids=["hanging", "letting no other thread run", "waiting"],
)
def test_the_process_ends_when_the_app_is_killed(
    body: str, bad_plugin: BadPlugin, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    door = f"import socket; door = socket.create_server(('127.0.0.1', {port}))"
    called = tmp_path / "called"
    mark = f"import pathlib; pathlib.Path({str(called)!r}).touch()"
    bad_plugin(score_fit=scoring(f"{mark}\n{body}"), more=door)
    with subprocess.Popen([sys.executable, "-c", APP], stdout=subprocess.PIPE) as app:
        assert app.stdout is not None
        assert app.stdout.readline().strip() == b"loaded"
        _wait(called.exists, "the plugin is not asked")
        assert _listens(port)
        app.kill()
    _wait(lambda: not _listens(port), "the engine's process outlives the app")


def _wait(condition: Callable[[], bool], complaint: str) -> None:
    deadline = monotonic() + 20
    while not condition():
        assert monotonic() < deadline, complaint


def _listens(port: int) -> bool:
    """Whether a process holds the door open."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
