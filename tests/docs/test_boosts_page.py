"""The example of docs/boosts.md is answered as the page says."""

import re
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.commands.conftest import nobody as nobody
from tests.commands.conftest import run as run

PAGE = Path(__file__).parents[2] / "docs" / "boosts.md"


def block(kind: str) -> str:
    """The one block of a kind on the page."""
    (found,) = re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return str(found)


def test_the_example_answers_as_the_page_says(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    Path("tests.csv").write_text(block("csv"), encoding="utf-8")
    Path("ling.toml").write_text(block("toml"), encoding="utf-8")
    answer = run("boosts", "tests.csv", "--profile", "ling.toml")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == block("text")
