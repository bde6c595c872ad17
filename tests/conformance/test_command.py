"""`fact plugins check`: what it takes, what it says, and that nothing holds it up."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from jsonschema import Draft202012Validator

from tests.commands.conftest import Process, Run
from tests.conformance.plugins import FIRST_LINE, SOUND, changed
from tests.plugins.third_parties import Install

PLUGINS = Path(__file__).parents[2] / "plugins"
HANGS = changed((FIRST_LINE, f"    import threading; threading.Event().wait()\n{FIRST_LINE}"))
EXITS = changed((FIRST_LINE, f"    import os; os._exit(0)\n{FIRST_LINE}"))


def saved(name: str, source: str) -> Path:
    """A file of the working folder."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return path


def test_a_file_that_conforms(run: Run) -> None:
    answer = run("plugins", "check", saved("rooms.py", SOUND))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("rooms.py · rooms conforms.\n")
    assert "seed 1" in answer.out


def test_the_folder_of_a_project_stands_for_the_package_in_it(run: Run) -> None:
    assert run("plugins", "new", "mine").code == 0
    answer = run("plugins", "check", "factmatrix-mine")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("factmatrix-mine · mine conforms.\n")
    for command in ("test", "check"):
        assert run("rules", command, "factmatrix-mine").code == 0
    saved("factmatrix-mine/src/second/__init__.py", "")
    assert run("plugins", "check", "factmatrix-mine").code == 2
    assert run("rules", "test", "factmatrix-mine").code == 2


def test_what_a_plugin_prints_is_one_finding_and_no_flood(process: Process) -> None:
    printing = "import sys\nprint('loading')\n" + changed(
        (FIRST_LINE, f"    print('scoring')\n    print('again', file=sys.stderr)\n{FIRST_LINE}")
    )
    done = process("plugins", "check", saved("rooms.py", printing))
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode().count('It prints to stdout: "scoring".') == 1


def test_a_folder_of_a_package_and_of_a_scorecard(run: Run) -> None:
    saved("mine/hooks.py", changed(('Fit("rooms"', 'Fit("room"')))
    saved("mine/__init__.py", "from mine import hooks as position\n")
    answer = run("plugins", "check", "mine")
    assert answer.code == 1
    assert answer.out.startswith("mine · rooms does not conform: 1 check failed.\n")
    assert "Seen with brand.category = " in answer.out
    copytree(PLUGINS / "factmatrix_field", "card", ignore=lambda *_: ["__init__.py", "__pycache__"])
    said = run("plugins", "check", "card/scorecard.toml", "--lang", "zh")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("card/scorecard.toml · field 符合规范。\n")


def test_an_installed_plugin_is_checked_alone_by_the_id_of_its_position(
    run: Run, install: Install
) -> None:
    install("third", {"third.py": changed(('Fit("rooms"', 'Fit("room"'))}, {"mine": "third"})
    install("broken", {}, {"broken": "nowhere"})
    answer = run("plugins", "check", "rooms", "--json")
    assert (answer.code, answer.err) == (1, "")
    assert "broken" not in answer.out
    verdict = json.loads(answer.out)
    schema = json.loads(run("schema", "--check").out)
    Draft202012Validator(schema).validate(verdict)
    assert set(verdict) == set(schema["properties"])
    found = {check["id"]: check for check in verdict["checks"]}
    assert found["loads"]["state"] == "passed"
    (finding,) = found["answers"]["findings"]
    assert "must be 'rooms'" in finding["message"]
    assert finding["example"]["brand.category"]
    assert (verdict["conforms"], verdict["position"], verdict["seed"]) == (False, "rooms", 1)


@pytest.mark.parametrize(
    ("source", "message"),
    [(HANGS, "no answer within 1 seconds"), (EXITS, "It ended its process (exit code 0)")],
    ids=["hangs", "exits"],
)
def test_a_call_that_does_not_come_back_is_a_finding(run: Run, source: str, message: str) -> None:
    saved("../config.toml", "[plugins]\ntime_limit = 1\n")
    answer = run("plugins", "check", saved("rooms.py", source), "--json")
    assert (answer.code, answer.err) == (1, "")
    found = {check["id"]: check for check in json.loads(answer.out)["checks"]}
    assert found["loads"]["state"] == "passed"
    assert message in found["answers"]["findings"][0]["message"]
    assert found["columns"]["state"] == "not_run"


def test_loading_that_does_not_come_back_is_a_finding(run: Run) -> None:
    saved("../config.toml", "[plugins]\ntime_limit = 0.1\n")
    answer = run("plugins", "check", saved("rooms.py", "import threading\n"
                                           "threading.Event().wait()\n"))  # fmt: skip
    assert (answer.code, answer.err) == (1, "")
    assert "It gave no answer within 0.5 seconds; time_limit" in answer.out


def test_a_plugin_that_does_not_load_is_told_why(run: Run) -> None:
    answer = run("plugins", "check", saved("rooms.py", "import nothing_of_this_name\n"))
    assert answer.code == 1
    assert "No module named 'nothing_of_this_name'" in answer.out
    assert answer.out.count("(not run)") == 12
    assert "Tried on" not in answer.out


def test_two_schemas_at_once_are_wrong_usage(run: Run) -> None:
    assert run("schema", "--check", "--result").code == 2


def test_a_name_that_is_nothing_is_wrong_usage(run: Run) -> None:
    answer = run("plugins", "check", "rooms")
    assert (answer.code, answer.out) == (2, "")
    assert "There is no plugin 'rooms'" in answer.err
    assert "alliance, campaign, field, shelf, topkol" in answer.err
