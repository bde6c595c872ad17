"""A plugin that hangs, ends the process or writes where it should not costs its own answer only."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic

import pytest

from factmatrix import Assessment
from factmatrix.desk import Desk, EngineProcess, Setting
from tests.brands import DAY
from tests.desk.conftest import BadPlugin, scoring

VALUES = {
    "format": 1,
    "brand": {"name": "Ling", "category": "beauty"},
    "powers": {"content": {"live": 80}},
}
SETTING = Setting(plugin_limit=1.0)
BUNDLED = {"field", "alliance", "campaign", "topkol"}

ENDLESS_REGEX = "import re; re.match('(a+)+$', 'a' * 60 + 'b')"
"""Never done, and no other thread runs meanwhile."""
SEGFAULT = "import ctypes; ctypes.string_at(0)"
GARBAGE = """
import os
for descriptor in range(3, 20):
    try:
        os.write(descriptor, bytes(8) + b"0" * 100)
    except OSError:
        pass
while True: pass
"""


def asked(run: Callable[[EngineProcess], Awaitable[None]], setting: Setting = SETTING) -> None:
    """Runs questions to an engine's process."""

    async def all_of_it() -> None:
        async with EngineProcess(setting) as engine:
            await run(engine)

    asyncio.run(all_of_it())


async def judged(engine: EngineProcess) -> Assessment:
    """The answer to a brand of which little is known."""
    answer = (await engine.ask(Desk.judge, VALUES, DAY, full=False)).assessment
    assert answer is not None
    return answer


def ranked(answer: Assessment) -> set[str]:
    """The positions that were scored."""
    return {position.info.id for position in answer.ranking}


def failed(answer: Assessment) -> dict[str, str]:
    """The reasons of those that were not."""
    return {failure.position: failure.reason.en for failure in answer.failures}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("while True: pass", "It gave no answer within 1 seconds."),
        (ENDLESS_REGEX, "It gave no answer within 1 seconds."),
        ("import os; os._exit(3)", "It ended its process (3)."),
        (SEGFAULT, "It ended its process ("),
        (GARBAGE, "It wrote into the engine's answer."),
        ("raise ValueError('no')", "score_fit raised ValueError: no"),
    ],
    ids=["hangs", "endless regex", "exits", "segfaults", "writes into the answer", "raises"],
)
def test_a_call_that_fails_is_named_and_the_others_are_scored(
    body: str, reason: str, bad_plugin: BadPlugin
) -> None:
    bad_plugin(score_fit=scoring(body))

    async def run(engine: EngineProcess) -> None:
        answer = await judged(engine)
        assert ranked(answer) == BUNDLED
        assert failed(answer).keys() == {"odd"}
        assert failed(answer)["odd"].startswith(reason)

    asked(run)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("while True: pass", "It gave no answer within 5 seconds."),
        ("import os; os._exit(0)", "It ended its process (0)."),
    ],
    ids=["hangs", "exits"],
)
def test_a_plugin_that_does_not_come_back_from_its_import_is_left_out(
    code: str, reason: str, bad_plugin: BadPlugin
) -> None:
    bad_plugin(more=code)

    async def run(engine: EngineProcess) -> None:
        about = await engine.ask(Desk.about)
        assert {position.id for position in about.positions} == BUNDLED
        (report,) = [r for r in about.reports if r.name == "strange"]
        assert report.status == "failed"
        assert report.reason is not None
        assert report.reason.en == reason
        answer = await judged(engine)
        assert ranked(answer) == BUNDLED
        assert failed(answer) == {"strange": reason}
        assert engine.suspended.keys() == {"strange"}

    asked(run)


def test_a_bundled_position_works_beside_another_of_its_name_that_hangs(
    bad_plugin: BadPlugin,
) -> None:
    bad_plugin(entry_point="field", more="while True: pass")

    async def run(engine: EngineProcess) -> None:
        about = await engine.ask(Desk.about)
        assert {position.id for position in about.positions} == BUNDLED
        states = {r.distribution: (r.status, r.reason) for r in about.reports if r.name == "field"}
        assert states["factmatrix"] == ("ok", None)
        status, reason = states["odd-plugin"]
        assert status == "failed"
        assert reason is not None
        assert reason.en == "It gave no answer within 2.5 seconds."
        answer = await judged(engine)
        assert ranked(answer) == BUNDLED
        assert failed(answer).keys() == {"field (odd-plugin)"}

    asked(run, Setting(plugin_limit=0.5))


def test_a_section_that_never_ends_is_kept_as_it_is(bad_plugin: BadPlugin) -> None:
    own = """
    from pydantic import model_validator
    class Own(Section):
        @model_validator(mode="before")
        def check(cls, table):
            while "hang" in table: pass
            return table
    @hookimpl
    def profile_section(): return Own
    """
    bad_plugin(more=own)

    async def run(engine: EngineProcess) -> None:
        text = 'format = 1\nbrand = { name = "A", category = "other" }\n[ext.odd]\nhang = 1\n'
        opened = await engine.ask(Desk.read, text)
        assert opened.problems == ()
        assert opened.values is not None
        assert opened.values["ext"] == {"odd": {"hang": 1}}

    asked(run)


def test_output_of_a_plugin_goes_nowhere_and_it_reads_nothing(bad_plugin: BadPlugin) -> None:
    body = """
import os, sys
for _ in range(1000):
    print("x" * 1000)
    print("x" * 1000, file=sys.__stdout__)
    print("x" * 1000, file=sys.stderr)
    os.write(1, b"x" * 1000)
    os.write(2, b"x" * 1000)
assert sys.__stdin__.read() == ""
"""
    bad_plugin(score_fit=scoring(body), more="print('x' * 100_000)")

    async def run(engine: EngineProcess) -> None:
        answer = await judged(engine)
        assert ranked(answer) == {*BUNDLED, "odd"}
        assert failed(answer) == {}

    asked(run)


def test_after_three_failures_a_plugin_is_not_asked_any_more(bad_plugin: BadPlugin) -> None:
    bad_plugin(score_fit=scoring("import os; os._exit(1)"))

    async def run(engine: EngineProcess) -> None:
        for _ in range(3):
            assert engine.suspended == {}
            assert failed(await judged(engine))["odd"] == "It ended its process (1)."
        said = "It ended its process (1). It is switched off until the program is started again."
        assert engine.suspended["odd"].en == said
        process = engine.process
        assert failed(await judged(engine)) == {"odd": said}
        assert engine.process == process  # nothing had to be started again

    asked(run)


def test_a_plugin_that_fails_once_is_asked_again(bad_plugin: BadPlugin, tmp_path: Path) -> None:
    body = f"""
from pathlib import Path
mark = Path({str(tmp_path)!r}) / "been here"
if not mark.exists():
    mark.touch()
    import os; os._exit(1)
"""
    bad_plugin(score_fit=scoring(body))

    async def run(engine: EngineProcess) -> None:
        assert failed(await judged(engine)).keys() == {"odd"}
        answer = await judged(engine)
        assert ranked(answer) == {*BUNDLED, "odd"}
        assert failed(answer) == {}

    asked(run)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_a_process_that_a_plugin_leaves_behind_keeps_nobody_waiting(
    bad_plugin: BadPlugin, tmp_path: Path
) -> None:
    left = tmp_path / "left"
    bad_plugin(
        score_fit=scoring(f"""
import os, time
forked = os.fork()
if forked == 0:
    time.sleep(30)
    os._exit(0)
with open({str(left)!r}, "w") as file:
    file.write(str(forked))
""")
    )
    ended = 0.0

    async def run(engine: EngineProcess) -> None:
        nonlocal ended
        assert "odd" in ranked(await judged(engine))
        ended = monotonic()

    asked(run)
    assert monotonic() - ended < 1
    os.kill(int(left.read_text()), signal.SIGKILL)  # raises where it was gone by then
