"""The app answers keys and ends while the engine is stuck or busy: real processes, in tmux."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.app_terminal import Terminal
from tests.desk.conftest import BadPlugin, bad_plugin, install, scoring, site

__all__ = ["bad_plugin", "install", "site"]

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

ANSWERED_WITHIN = 5.0
"""Seconds; what is stuck stays so for longer. `benchmarks.app_busy` measures how long it takes."""
SIGNS = "@$~`{}|"
"""Typed into the filter; nothing else on the screen looks like them."""


@contextmanager
def opened(folder: Path, tmp_path: Path) -> Iterator[Terminal]:
    """The installed command on a folder, as soon as it takes keys."""
    fact = shutil.which("fact", path=Path(sys.executable).parent)
    assert fact is not None
    names = ("PYTHONPATH", "FACT_CONFIG", *(f"XDG_{n}_HOME" for n in ("CONFIG", "STATE", "DATA")))
    environment = {name: os.environ[name] for name in names if name in os.environ}
    with Terminal(tmp_path, [fact, "tui", "--lang", "en", str(folder)], environment) as terminal:
        terminal.until("brands · by name")
        yield terminal


def check_keys(terminal: Terminal) -> None:
    """What is typed appears without waiting for what goes on."""
    terminal.echo("/", "tag, lead", ANSWERED_WITHIN)
    for sign in SIGNS:
        terminal.echo(sign, sign, ANSWERED_WITHIN)


def check_quitting(terminal: Terminal) -> None:
    """The app ends without waiting for what goes on."""
    terminal.type("C-q")
    terminal.until_ended(ANSWERED_WITHIN)


def test_while_a_plugin_hangs(bad_plugin: BadPlugin, folder: Path, tmp_path: Path) -> None:
    called = tmp_path / "called"
    body = f"import pathlib; pathlib.Path({str(called)!r}).touch()\nwhile True: pass"
    bad_plugin(score_fit=scoring(body))
    with opened(folder, tmp_path) as terminal:
        deadline = time.monotonic() + 20
        while not called.exists():
            assert time.monotonic() < deadline, "the plugin is not asked"
        check_keys(terminal)
        check_quitting(terminal)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_while_a_named_pipe_stands_in_for_a_profile(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / "zzz.toml")
    with opened(folder, tmp_path) as terminal:
        terminal.until("% known")
        check_keys(terminal)
        check_quitting(terminal)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists what a process has started")
def test_while_all_other_processes_stand_still(folder: Path, tmp_path: Path) -> None:
    with opened(folder, tmp_path) as terminal:
        terminal.until("% known")
        _, *others = terminal.processes()
        assert len(others) == 2, "the engine and the watch"
        for process in others:
            os.kill(process, signal.SIGSTOP)
        check_keys(terminal)
        check_quitting(terminal)
        assert [p for p in others if Path(f"/proc/{p}").exists()] == []


def test_while_ten_thousand_profiles_load(tmp_path: Path, folder: Path) -> None:
    samples = [path.read_text("utf-8") for path in folder.glob("*.toml")]
    for number in range(10_000):
        (folder / f"{number:05}.toml").write_text(samples[number % len(samples)], "utf-8")
    with opened(folder, tmp_path) as terminal:
        terminal.until("% known")
        check_keys(terminal)
        assert "scored " in terminal.screen(), "all were scored before"
        check_quitting(terminal)
