"""The examples of docs/scorecards.md are one sound scorecard, and use all that may stand there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from docs.scorecard_keys import MODELS, PAGE, keys
from pydantic import TypeAdapter

from factmatrix.rules.clauses import condition_misfits
from factmatrix.rules.conditions import OPERATORS, Clause
from tests.commands.conftest import Run
from tests.commands.conftest import nobody as nobody
from tests.commands.conftest import run as run
from tests.strategies_rules import SPACE

TEXT = PAGE.read_text("utf-8")
EXAMPLE = "\n".join(re.findall(r"```toml\n(.*?)```", TEXT, re.S))
CLAUSES = re.findall(r"\| `(\{ input = .*?\})` \|$", TEXT, re.M)
OF_CODE = {"inputs", "rising", "for_others"}
"""Keys for positions of another form, which the example is not."""


def written(data: object) -> Iterator[str]:
    """Every key in some data."""
    if isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from written(value)
    elif isinstance(data, list):
        for item in data:
            yield from written(item)


def test_the_examples_together_are_a_sound_file(run: Run) -> None:
    Path("rooms.toml").write_text(EXAMPLE, encoding="utf-8")
    answer = run("rules", "check", "rooms.toml")
    assert (answer.code, answer.out) == (0, "0 errors, 0 warnings\n")


def test_the_examples_use_every_key_and_every_effect() -> None:
    data = tomllib.loads(EXAMPLE)
    used = {*written(data), *(key for line in CLAUSES for key in written(clause(line)))}
    known = {
        key for model in MODELS.values() for needed in (True, False)
        for key in keys(model, required=needed)
    }  # fmt: skip
    assert known - used == OF_CODE
    assert {"all", "any", "not"} <= used
    effects = {modifier["effect"]["kind"] for modifier in data["modifiers"]}
    assert effects == {"shift", "multiply", "cap", "block"}


def test_the_clauses_in_the_table_can_be_asked() -> None:
    assert len(CLAUSES) == 5
    for line in CLAUSES:
        asked = TypeAdapter(Clause).validate_python(clause(line))
        assert not list(condition_misfits(asked, SPACE, ())), line
    assert all(f"`{name}`" in TEXT for name in OPERATORS)


def test_every_model_has_its_list_on_the_page() -> None:
    assert re.findall(r"<!-- keys of (\w+) -->", TEXT) == list(MODELS)


def clause(line: str) -> object:
    """What a line of TOML holds."""
    return tomllib.loads(f"clause = {line}")["clause"]
