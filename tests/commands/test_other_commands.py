"""`fact new`, `validate`, `schema`, `plugins list`, `--version` and `--help`."""

import json
import os
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from wcwidth import width

from tests.commands.conftest import BROKEN, SAMPLES, Process, Run, write
from tests.plugins.third_parties import Install, plugin

SCREENS = [("", 80), ("score", 40), ("score", 200), ("validate", 80), ("new", 80), ("schema", 80),
           ("import", 80), ("export", 60), ("plugins", 80), ("plugins list", 80),
           ("plugins check", 80), ("rules", 80), ("diff", 80)]  # fmt: skip
CHINESE = re.compile("[\u4e00-\u9fff]")
SCHEMA = "factmatrix.schema.json"
SECTION = """
from factmatrix import Section, declare

class Own(Section):
    fans: int | None = declare("count", Text("Fans", "粉丝数"), Text("Fans.", "粉丝。"))

@hookimpl
def profile_section():
    return Own
"""


@pytest.mark.parametrize(("command", "columns"), SCREENS)
def test_help_is_all_in_the_readers_language_and_fits_the_screen(
    process: Process, command: str, columns: int
) -> None:
    environment = {**os.environ, "COLUMNS": str(columns)}
    english = process(*command.split(), "--help", env=environment).stdout.decode()
    environment["FACT_LANG"] = "zh"
    chinese = process(*command.split(), "-h", env=environment).stdout.decode()
    for text in (english, chinese):
        assert max(map(width, text.splitlines())) <= min(columns, 100)
    assert english.startswith(f"Usage: fact {command}".rstrip())
    assert chinese.startswith(f"用法：fact {command}".rstrip())
    entries = re.findall(r"^  \S.*(?:\n {3,}\S.*)*", chinese, re.MULTILINE)
    assert entries
    assert all(map(CHINESE.search, entries))
    assert not re.search("Usage|Options|Commands|Arguments|required|default", chinese)


def test_every_command_is_listed_with_its_purpose(run: Run) -> None:
    lines = run("--help").out.splitlines()
    listed = dict(line.split(maxsplit=1) for line in lines[lines.index("Commands:") + 1 :])
    assert {"score", "validate", "new", "diff", "schema", "plugins", "rules"} <= listed.keys()


def test_the_version_is_that_of_the_distribution(run: Run) -> None:
    assert run("--version") == (0, f"factmatrix {version('factmatrix')}\n", "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_new_profile_is_written_once_and_can_be_scored(run: Run, language: str) -> None:
    made = run("new", "Sorrel & Snow", "--category", "护肤", "--lang", language)
    assert (made.code, made.out) == (0, "Sorrel & Snow.toml\n")
    assert 'fact score "Sorrel & Snow.toml"' in made.err
    assert run("score", made.out.strip()).code == 0
    before = Path(made.out.strip()).read_bytes()
    again = run("new", "Sorrel & Snow")
    assert (again.code, again.out) == (2, "")
    assert "exists already" in again.err
    assert Path(made.out.strip()).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a/b\\c:d", "a-b-c-d"),
        ("CON", "CON-"),
        ("nul.x", "nul-.x"),
        (" x. ", "x"),
        ("禾见", "禾见"),
    ],
)
def test_a_brand_of_any_name_gets_a_file_that_every_system_takes(
    run: Run, name: str, file: str
) -> None:
    folder = Path("our", "brands")  # made where it does not exist
    made = run("new", name, "--to", folder)
    assert made.out == f"{folder / file}.toml\n"
    assert (folder / f"{file}.toml").is_file()


def test_each_answer_in_json_has_a_schema_of_its_own(run: Run) -> None:
    write("a.toml")
    run("batch", "a.toml", "-o", "a.csv")
    for option, arguments in (
        ("--result", ["score", "a.toml"]),
        ("--diff", ["diff", "a.csv", "a.csv"]),
    ):
        schema = json.loads(run("schema", option).out)
        answer = json.loads(run(*arguments, "--format", "json").out)
        Draft202012Validator(schema).validate(answer)
        assert set(schema["required"]) == set(answer)
    both = run("schema", "--result", "--diff")
    assert (both.code, "ask for one" in both.err) == (2, True)


def test_a_new_profile_names_the_schema_beside_it(run: Run, install: Install) -> None:
    first = run("new", "Sorrel", "--category", "food")
    assert f"wrote {SCHEMA} as well" in first.err
    assert Path("Sorrel.toml").read_text("utf-8").startswith(f"#:schema ./{SCHEMA}\n")
    schema = json.loads(Path(SCHEMA).read_text("utf-8"))
    assert schema == json.loads(run("schema").out)
    Draft202012Validator(schema).validate(tomllib.loads(Path("Sorrel.toml").read_text("utf-8")))
    assert SCHEMA not in run("new", "Snow").err
    with_section = plugin("odd") + SECTION
    install("an-odd-plugin", {"odd_plugin.py": with_section}, {"odd": "odd_plugin"})
    assert f"wrote {SCHEMA} as well" in run("new", "Slate").err
    schema = json.loads(Path(SCHEMA).read_text("utf-8"))
    assert "fans" in schema["properties"]["ext"]["properties"]["odd"]["properties"]


@pytest.mark.parametrize("foreign", ["{}", "[1, 2]", "no JSON", "[" * 100_000, "\0"])
def test_somebody_elses_schema_is_left_alone_and_named(run: Run, foreign: str) -> None:
    write(SCHEMA, foreign)
    made = run("new", "Sorrel")
    assert made.code == 0
    assert f"{SCHEMA} is not factmatrix's and was left alone." in made.err
    assert Path(SCHEMA).read_text("utf-8") == foreign
    assert run("schema", "-o", SCHEMA) == (0, "", "")
    assert Path(SCHEMA).read_text("utf-8") == run("schema").out


def test_the_schema_of_the_result_can_be_saved_too(run: Run) -> None:
    assert run("schema", "--result", "--output", "result.json").code == 0
    saved = json.loads(Path("result.json").read_text("utf-8"))
    assert saved == json.loads(run("schema", "--result").out)


def test_a_folder_with_a_schema_holds_profiles_only(run: Run) -> None:
    run("new", "Sorrel", "--category", "food")
    assert run("validate", ".").out.endswith(
        "Profiles: 1, with errors: 0. Errors: 0, warnings: 0.\n"
    )


def test_validate_tells_every_problem_and_fails_for_errors_only(run: Run) -> None:
    write("sound.toml")
    doubtful = BROKEN.replace('aov = "128"', "commission_rate = 0.2\nmax_commission_rate = 0.1")
    write("doubtful.toml", doubtful)
    assert run("validate", ".").code == 0
    write("bad.toml", BROKEN + "[live]\ngpm = -1\n")
    answer = run("validate", ".")
    assert answer.code == 1
    assert "bad.toml:6:7: economics.aov: " in answer.out
    assert "bad.toml:8:7: live.gpm: " in answer.out
    assert "doubtful.toml:7:23: warning: economics.max_commission_rate: " in answer.out
    assert answer.out.endswith("Profiles: 3, with errors: 1. Errors: 2, warnings: 1.\n")
    assert "警告" in run("validate", ".", "--lang", "zh").out


def test_validate_tells_a_path_that_leads_nowhere_beside_the_rest(run: Run) -> None:
    answer = run("validate", write("sound.toml"), "missing.toml", "--lang", "zh")
    assert answer.code == 1
    assert answer.out.splitlines() == [
        "missing.toml:1:1: 没有这个文件或文件夹。",
        "共检查 2 份档案，有错 1 份：错误 1 个，警告 0 个。",
    ]


def test_validate_says_which_plugins_it_could_not_ask(run: Run, install: Install) -> None:
    write("ling.toml", "format = 1\n[brand]\nname = 'a'\ncategory = 'food'\n[ext.xhs]\nfans = 1\n")
    install("broken-one", {"broken_one.py": "import nowhere_at_all"}, {"xhs": "broken_one"})
    answer = run("validate", "ling.toml")
    assert answer.code == 1
    assert "[ext.xhs] was not read: its plugin could not be loaded." in answer.out
    assert "- xhs: " in answer.err


def test_the_schemas_are_valid_and_hold_the_samples(run: Run) -> None:
    result = json.loads(run("schema", "--result").out)
    Draft202012Validator.check_schema(result)
    Draft202012Validator(result).validate(json.loads(run("score", SAMPLES, "--format", "json").out))
    Draft202012Validator.check_schema(json.loads(run("schema").out))


def test_plugins_are_listed_with_state_origin_position_and_reason(
    run: Run, install: Install
) -> None:
    install("other-one", {"other_one.py": plugin("other")}, {"other": "other_one"}, "2.5")
    install("broken-one", {"broken_one.py": "import nowhere_at_all"}, {"lost": "broken_one"})
    answer = run("plugins", "list", "--no-plugin", "field")
    timeless = re.sub(r" \d+ ms\b", " TIME", answer.out)
    lines = [line.split() for line in timeless.splitlines()]
    assert answer.code == 1
    assert ["field", "off", "factmatrix", version("factmatrix")] in lines
    assert ["other", "ok", "other-one", "2.5", "TIME", "X", "T"] in lines
    failed = lines.index(["lost", "failed", "broken-one", "1.0", "TIME"])
    assert "nowhere_at_all" in " ".join(lines[failed + 1])
    assert run("plugins", "list", "--no-plugin", "lost").code == 0
    told = {p["id"]: p for p in json.loads(run("plugins", "list", "--json").out)}
    assert 0 < told["other"]["load_seconds"] < 60
