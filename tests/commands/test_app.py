"""`fact` and `fact tui` without options go to the app past the parser of the command line."""

import sys
from io import StringIO
from pathlib import Path

import pytest

from factmatrix.commands.app import open_without_options, without_options
from factmatrix.commands.failing import Exit


class Terminal(StringIO):
    """A stream at whose end a person sits."""

    def isatty(self) -> bool:
        return True


def sit_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a person at both ends; called in the test, for pytest sets the streams before it."""
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())


@pytest.mark.parametrize("line", ["", "tui", "tui brands", "tui brands/ling.toml"])
def test_a_line_without_options_needs_no_parser(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch)
    assert without_options(line.split())


@pytest.mark.parametrize(
    "line", ["tui --lang zh", "tui --help", "tui -", "tui one two", "score brands", "--version"]
)
def test_every_other_line_goes_through_the_parser(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_down(monkeypatch)
    assert not without_options(line.split())


@pytest.mark.parametrize(
    "variable", ["FACT_LANG", "FACT_RULES", "FACT_PLUGIN", "FACT_NO_PLUGIN", "FACT_PLUGINS_DIR"]
)
def test_an_option_in_the_environment_is_read_by_the_parser(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_down(monkeypatch)
    monkeypatch.setenv(variable, "zh")
    assert not without_options(["tui"])


def test_where_there_is_no_terminal_the_parser_says_so() -> None:
    assert not without_options([])
    assert not without_options(["tui"])


@pytest.mark.parametrize("closed", ["stdin", "stdout"])
def test_a_closed_stream_is_no_terminal(closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch)
    monkeypatch.setattr(sys, closed, None)
    assert not without_options(["tui"])


def test_a_wrong_configuration_is_told_as_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    Path("../config.toml").write_text("lang = 3\n", encoding="utf-8")
    assert open_without_options(["tui", "."]) == Exit.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("fact: ")
    assert "config.toml:1:8: lang" in told.err
