"""How a problem looks on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from factmatrix.text import Text
from factmatrix.toml.problem import Problem, Severity, problem_at

MESSAGE = Text("Too large.", "过大。")


def problem(
    line: str, column: int, *, key: str = "live.gpm", severity: Severity = "error"
) -> Problem:
    return Problem(severity, 3, column, key, MESSAGE, None, line)


def test_place_key_and_message_come_first_then_the_line_and_a_caret() -> None:
    assert problem("gpm = 99", 7).render("lin.toml", "en") == (
        "lin.toml:3:7: live.gpm: Too large.\n  gpm = 99\n        ^"
    )


def test_a_warning_says_so_in_the_reader_s_language() -> None:
    warning = problem("gpm = 99", 7, severity="warning")
    assert warning.render("lin.toml", "zh").startswith("lin.toml:3:7: 警告: live.gpm: 过大。")


def test_the_whole_file_has_no_key_and_an_empty_line_is_not_shown() -> None:
    assert problem("", 1, key="").render("lin.toml", "en") == "lin.toml:3:1: Too large."


@pytest.mark.parametrize(
    ("line", "column", "before_caret"),
    [
        ("\tgpm\t= 99", 8, "\t   \t  "),  # how wide a tab is, the terminal decides
        ('名称 = "x"', 6, "       "),
        ("😀 = 1", 5, "     "),
        ("e\u0301 = 1", 6, "    "),
        ("a\u3000= 1", 3, "   "),
    ],
)
def test_the_caret_stands_under_the_place(line: str, column: int, before_caret: str) -> None:
    assert problem(line, column).render("lin.toml", "en").splitlines()[-1] == f"  {before_caret}^"


def test_control_characters_do_not_reach_the_terminal() -> None:
    hostile = 'name = "\x1b]0;owned\x07\x9b31m\u202e\u2028\x7f"'
    shown = Problem(
        "error", 1, 8, "\x1b[2J", Text("Bad: \x1b[31m", "\x1b[31m"), None, hostile
    ).render("\x1b[2J.toml", "en")
    assert not any(c != "\n" and not c.isprintable() for c in shown)
    assert "␛]0;owned␇" in shown


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "值" * 3000 + "X" + "y" * 3000
    _, shown, caret = problem(line, 3001).render("lin.toml", "en").splitlines()
    assert len(shown) < 140
    assert shown.strip().startswith("…")
    assert shown.endswith("…")
    assert wcswidth(shown[: shown.index("X")]) == len(caret) - 1


def test_a_long_key_is_cut() -> None:
    shown = problem("x = 1", 1, key="值" * 300_000).render("lin.toml", "en")
    assert len(shown) < 200
    assert "值…: Too large." in shown


@given(st.text(max_size=80), st.integers(0, 79))
def test_any_line_is_shown_with_its_caret_inside(text: str, offset: int) -> None:
    found = problem_at(text, min(offset, len(text)), MESSAGE)
    assert found.source_line == (text + "\n").split("\n")[found.line - 1].removesuffix("\r")
    rows = found.render("lin.toml", "en").split("\n")
    assert all(c == "\t" or c.isprintable() or c.isspace() for row in rows for c in row)
    assert len(rows) == (3 if found.source_line.strip() else 1)
