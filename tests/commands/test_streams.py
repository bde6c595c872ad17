"""What a terminal, a pipe or a closed stream gets: every character, and never a traceback."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import BROKEN, SAMPLES, Process, Run, write
from tests.plugins.third_parties import Install, plugin

SAMPLE = SAMPLES / "no-shop-yet.toml"
POSIX = pytest.mark.skipif(os.name == "nt", reason="a POSIX console's own matter")


def printed(process: Process, encoding: str, *arguments: str | Path) -> tuple[str, str]:
    """What a console of that encoding shows: stdout and stderr."""
    result = process(*arguments, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert result.returncode in (0, 1)
    return result.stdout.decode(encoding), result.stderr.decode(encoding)


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_a_gbk_console_shows_all_of_the_chinese_answer(process: Process, form: str) -> None:
    sample = SAMPLES / "content-strong.toml"
    arguments = ("score", sample, "--lang", "zh", "--explain", "--format", form)
    out, _ = printed(process, "gbk", *arguments)
    whole, _ = printed(process, "utf-8", *arguments)
    assert out.count("?") == whole.count("?")  # no mark stands for a character that is lacking
    assert "￥" in out
    assert "¥" in whole


def test_an_ascii_console_reads_english_and_is_told_why(process: Process) -> None:
    out, err = printed(process, "ascii", "score", SAMPLE, "--lang", "zh")
    assert "Lead with" in out or "No position can lead yet" in out
    assert "#######=" in out
    assert err.startswith("fact: This console's encoding has no Chinese")
    _, err = printed(process, "ascii", "score", write("bad.toml", BROKEN), "--lang", "zh")
    assert "economics.aov: " in err
    assert "?" not in err


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252"])
def test_json_is_the_same_for_every_console(process: Process, encoding: str) -> None:
    arguments = ("score", SAMPLE, "--lang", "zh", "--format", "json")
    out, err = printed(process, encoding, *arguments)
    assert json.loads(out) == json.loads(printed(process, "utf-8", *arguments)[0])
    assert err == ""


@POSIX
def test_a_file_name_that_is_no_text_is_shown_and_told_in_json(process: Process) -> None:
    os.rename(write("ling.toml"), b"l\xffng.toml")
    result = process("score", ".", "--format", "json")
    assert result.returncode == 0
    (scored,) = json.loads(result.stdout)["results"]
    assert scored["profile"]["path"] == "l\udcffng.toml"


@POSIX
def test_a_reader_who_has_seen_enough_is_no_error(process: Process) -> None:
    for i in range(40):  # more than a pipe holds
        write(f"brands/{i}.toml")
    reading, writing = os.pipe()
    os.close(reading)
    result = process("score", "brands", "--explain", stdout=writing)
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")


@POSIX
def test_a_reader_who_left_early_still_learns_what_failed(process: Process) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = process("score", write("bad.toml", BROKEN), write("ling.toml"), stdout=writing)
    os.close(writing)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == b"fact: profiles scored: 1, failed: 1"


@POSIX
def test_closed_streams_change_nothing_but_what_is_shown(process: Process) -> None:
    command = f'"{sys.executable}" -m factmatrix.commands.main score "{SAMPLE}"'
    closed = subprocess.run(f"{command} >&- 2>&-", shell=True, check=False)
    assert closed.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told(process: Process) -> None:
    with open("/dev/full", "wb") as full:
        result = process("score", SAMPLE, stdout=full)
    assert result.returncode == 1
    assert result.stderr.startswith(b"fact: the answer could not be written: ")


@POSIX
def test_an_interrupted_run_says_so(process: Process, install: Install, site: Path) -> None:
    waits = "import sys, threading; print('waiting', file=sys.stderr, flush=True)\n    "
    source = plugin("slow").replace(
        "return Fit(", f"{waits}threading.Event().wait()\n    return Fit("
    )
    install("slow-one", {"slow_one.py": source}, {"slow": "slow_one"})
    command = [sys.executable, "-m", "factmatrix.commands.main", "score", str(SAMPLE)]
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path_with(site)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stderr
        assert running.stderr.readline() == b"waiting\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"fact: interrupted\n")


def path_with(site: Path) -> str:
    """The import path of a process that sees the installed plugins."""
    return os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))


def shown(terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch, run: Run) -> str:
    monkeypatch.setattr(sys, "stdout", terminal)
    run("score", SAMPLE)
    return terminal.getvalue()


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def test_headings_are_bold_on_a_terminal_and_the_words_are_the_same(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "1000")  # nothing scrolls away, so nothing is said twice
    bold = shown(Terminal(), monkeypatch, run)
    assert "\x1b[1m  In the way\x1b[0m" in bold
    plain = shown(io.StringIO(), monkeypatch, run)
    assert bold.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_plain_terminal_gets_plain_text(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(variable, value)
    assert "\x1b" not in shown(Terminal(), monkeypatch, run)
