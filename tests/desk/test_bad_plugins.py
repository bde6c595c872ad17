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
from tests.plugins.third_parties import Install, without_answer

VALUES = {
    "format": 1,
    "brand": {"name": "Ling", "category": "beauty"},
    "powers": {"content": {"live": 80}},
}
SETTING = Setting(plugin_limit=1.0)
BUNDLED = {"field", "alliance", "campaign", "topkol"}
LONGER = "time_limit in config.toml gives it longer."
SEGFAULT = (
    "It ended its process (signal SIGSEGV)."
    if os.name == "posix"
    else "It ended its process (exit code "
)
UNTIL_RESTARTED = "It is switched off until the program is started again."

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


async def judged(engine: EngineProcess, name: str = "Ling") -> Assessment:
    """The answer to a brand of which little is known."""
    values = {**VALUES, "brand": {"name": name, "category": "beauty"}}
    answer = (await engine.ask(Desk.judge, values, DAY, full=False)).assessment
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
        (GARBAGE, "It wrote into the engine's answer."),
        ("raise ValueError('no')", "score_fit raised ValueError: no"),
    ],
    ids=["writes into the answer", "raises"],
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
        ("while True: pass", f"It gave no answer within 5 seconds; {LONGER}"),
        ("import os; os._exit(0)", "It ended its process (exit code 0)."),
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
        assert reason.en == f"It gave no answer within 2.5 seconds; {LONGER}"
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


def test_whatever_keeps_answers_from_coming_they_are_named_and_after_three_not_asked_any_more(
    site: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(site), os.environ.get("PYTHONPATH", ""))))
    slow = f"It gave no answer within 0.4 seconds; {LONGER}"
    odd = {"busy": slow, "backtracking": slow, "ended": "It ended its process (exit code 3)."}
    even = {"stubborn": slow, "asleep": slow, "crashed": SEGFAULT}
    install("odd-one", {"odd_one.py": without_answer("odd", [*odd])}, {"odd": "odd_one"})
    install("even-one", {"even_one.py": without_answer("even", [*even])}, {"even": "even_one"})

    async def run(engine: EngineProcess) -> None:
        assert ranked(await judged(engine)) == {*BUNDLED, "odd", "even"}
        processes = [engine.process]
        for ways in zip(odd, even, strict=True):
            assert engine.suspended == {}
            answer = await judged(engine, " ".join(ways))
            assert ranked(answer) == BUNDLED
            said = failed(answer)
            assert said.keys() == {"odd", "even"}
            assert said["odd"].startswith(odd[ways[0]])
            assert said["even"].startswith(even[ways[1]])
            processes.append(engine.process)
        assert len(set(processes)) == 4
        off = {position: f"{why} {UNTIL_RESTARTED}" for position, why in said.items()}
        assert {position: why.en for position, why in engine.suspended.items()} == off
        assert failed(await judged(engine)) == off
        assert engine.process == processes[-1], "nothing had to be started again"

    asked(run, Setting(plugin_limit=0.4))


def test_of_several_brands_only_those_that_it_fails_for_go_without_a_plugin(
    bad_plugin: BadPlugin, tmp_path: Path
) -> None:
    bad_plugin(score_fit=scoring("if profile.brand.name == 'b': import os; os._exit(1)"))
    paths = [tmp_path / f"{name}.toml" for name in "abc"]
    for path in paths:
        profile = f'format = 1\nbrand = {{ name = "{path.stem}", category = "other" }}\n'
        path.write_text(profile, encoding="utf-8")

    async def run(engine: EngineProcess) -> None:
        summaries = await engine.ask_each(Desk.summaries, paths, DAY)
        assert [summary.path for summary in summaries] == paths
        for summary in summaries:
            without = {failure.position for failure in summary.failures}
            assert without == ({"odd"} if summary.name == "b" else set())
            assert summary.scores.keys() == {*BUNDLED, "odd"} - without
        assert engine.suspended == {}

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
        assert engine.calls["odd"].number == 1
        assert engine.calls["field"].number == 2, "counted in two processes"

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
