"""Positions in single TOML files: written, checked, and taken from the folders that are trusted."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer

from factmatrix.commands.fact import app
from tests.commands.conftest import SAMPLES, Process, Run, write
from tests.commands.test_batch import rows

BRAND = """\
format = 1
[brand]
name = "{name}"
category = "food"
[powers.content]
short_video = 80
[quality]
reputation = 90
"""
FULL = "  Shown by tests: criteria 2 of 2 · modifiers 2 of 2 · warnings 2 of 2 · actions 4 of 4"


@pytest.fixture
def rooms(run: Run) -> Path:
    """A new position in a folder of its own."""
    return Path(run("plugins", "new", "rooms", "--no-code", "--to", "own").out.rstrip("\n"))


@pytest.fixture
def brand() -> Path:
    """A brand to which the new position gives 88 points."""
    return write("brands/ling.toml", BRAND)


def score(run: Run, brand: Path, *arguments: str | Path) -> dict[str, Any]:
    """The scores of a brand by position."""
    answer = json.loads(run("score", brand, "--format", "json", *arguments).out)
    return {ranked["position"]: ranked["score"] for ranked in answer["results"][0]["ranking"]}


def listed(run: Run, *arguments: str | Path) -> dict[str, dict[str, Any]]:
    """What became of every plugin of a folder, by the name of its file."""
    plugins = json.loads(run("plugins", "list", "--json", *arguments).out)
    return {Path(p["distribution"]).name: p for p in plugins if p["distribution"] != "factmatrix"}


# --- fact plugins new --no-code ---


def test_what_is_written_is_in_order_and_its_tests_show_all_of_it(run: Run, rooms: Path) -> None:
    assert rooms == Path("own/rooms.toml")
    assert [path.name for path in rooms.parent.iterdir()] == ["rooms.toml"]
    assert "NEW_" not in rooms.read_text(encoding="utf-8")
    assert run("rules", "check", rooms).out == "0 errors, 0 warnings\n"
    answer = run("rules", "test", rooms)
    assert answer.code == 0
    assert answer.out.splitlines()[1:] == ["  Tests passed: 3 of 3", FULL]


def test_it_is_checked_by_the_name_it_has_in_a_folder(run: Run, rooms: Path) -> None:
    text = rooms.read_text(encoding="utf-8")
    rooms.write_text(text.replace("weight = 60", "weight = -6"), encoding="utf-8")
    answer = run("plugins", "check", "rooms", "--plugins-dir", "own")
    assert answer.code == 1
    assert f"{rooms}:53:10: criteria#1.weight: It must be above 0." in " ".join(answer.out.split())
    answer = run("plugins", "check", "rooms")
    assert answer.code == 2
    assert "neither a .py or .toml file" in answer.err


def test_the_next_steps_are_commands_that_work(run: Run, brand: Path) -> None:
    said = run("plugins", "new", "rooms", "--no-code", "--to", "two words").err
    chinese = run("plugins", "new", "more", "--no-code", "--lang", "zh").err
    assert "接下来" in chinese
    assert "fact score 品牌.toml --plugins-dir ." in chinese
    commands = [line for line in said.splitlines() if line.startswith("  fact ")]
    assert len(commands) == 4
    for command in commands:
        words = command.replace("BRAND.toml", str(brand)).replace('"two words', '"two@words')
        arguments = [word.strip('"').replace("@", " ") for word in words.split()[1:]]
        assert run(*arguments).code == 0, command


def test_nothing_is_overwritten_and_no_other_id_taken(run: Run, rooms: Path) -> None:
    rooms.write_text("mine", encoding="utf-8")
    answer = run("plugins", "new", "rooms", "--no-code", "--to", "own")
    assert (answer.code, answer.out) == (2, "")
    assert "rooms.toml" in answer.err
    assert rooms.read_text(encoding="utf-8") == "mine"
    assert "is the id of an installed" in run("plugins", "new", "field", "--no-code").err
    assert "cannot be the id" in run("plugins", "new", "../up", "--no-code").err
    assert "cannot be made" in run("plugins", "new", "a", "--no-code", "--to", rooms).err
    answer = run("plugins", "new", "both", "--no-code", "--python", "--lang", "zh")
    assert answer.code == 2
    assert "--python 与 --no-code 是两种写法，只能选一个。" in answer.err


# --- where they are taken from ---


def test_a_folder_is_trusted_by_option_variable_or_config(
    run: Run, rooms: Path, brand: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("plugins", "new", "stalls", "--no-code", "--to", "more")
    both = ("--plugins-dir", "own", "--plugins-dir", "more")
    bundled = score(run, brand)
    assert "rooms" not in bundled
    assert score(run, brand, "--plugins-dir", "own") == bundled | {"rooms": 88.0}
    assert score(run, brand, *both) == bundled | {"rooms": 88.0, "stalls": 88.0}
    config = tmp_path / "config.toml"
    config.write_text('[plugins]\nfolders = ["work/own"]\n', encoding="utf-8")
    assert set(score(run, brand)) - set(bundled) == {"rooms"}
    monkeypatch.setenv("FACT_PLUGINS_DIR", os.pathsep.join(("own", "more")))
    assert set(score(run, brand)) - set(bundled) == {"rooms", "stalls"}
    assert set(score(run, brand, "--plugins-dir", "more")) - set(bundled) == {"stalls"}
    assert "rooms" not in score(run, brand, "--no-plugin", "rooms", *both)
    twice = ("--plugins-dir", "own", "--plugins-dir", Path("own").resolve())
    assert run("score", brand, *twice).code == 0


def test_what_lies_beside_a_profile_is_never_taken(run: Run, rooms: Path, brand: Path) -> None:
    bundled = set(score(run, brand))
    shutil.copy(rooms, brand.parent / "rooms.toml")
    shutil.copy(rooms, "rooms.toml")
    assert set(score(run, brand)) == bundled
    assert "rooms" not in run("plugins", "list").out
    assert "rooms" in score(run, brand, "--plugins-dir", brand.parent)


def commands() -> Iterator[list[str]]:
    """Every command that takes options about plugins, and the others that may load some."""

    def walk(command: Any, words: list[str]) -> Iterator[list[str]]:  # noqa: ANN401
        for name, inner in getattr(command, "commands", {}).items():
            yield from walk(inner, [*words, name])
        options = {option for p in command.params for option in p.opts}
        if "--no-plugin" in options or words[:1] in (["rules"], ["plugins"], ["diff"]):
            yield words

    yield from (words for words in walk(typer.main.get_command(app), []) if len(words) > 0)


NAMES = {
    "new": ["x"], "export": ["a.toml", "-o", "x.csv"], "import": ["x.csv", "--to", "x"],
    "batch": ["a.toml", "-o", "x.csv"], "plugins check": ["field"], "validate": ["a.toml"],
    "score": ["a.toml"], "snowball": ["a.toml"], "robust": ["a.toml"], "boosts": ["a.toml"],
    "why": ["a.toml"], "target": ["a.toml", "F"], "diff": ["x.csv", "x.csv"],
    "rules diff": ["-", "-", "--on", "a.toml"],
}  # fmt: skip
WITHOUT = (
    ["tui"], ["rules"], ["plugins"], ["plugins", "new"],
    ["plugins", "enable"], ["plugins", "disable"],  # for good, so of the config's folders only
)  # fmt: skip


@pytest.mark.parametrize(
    "words", [words for words in commands() if words not in WITHOUT], ids=" ".join
)
def test_every_command_with_plugins_takes_a_folder_and_refuses_what_is_none(
    run: Run, words: list[str]
) -> None:
    write("a.toml")
    write("x.csv", "brand.name,brand.category\nLing,beauty\n")
    wanted = [*words, *NAMES.get(" ".join(words), [])]
    answer = run(*wanted, "--plugins-dir", "nowhere")
    assert (answer.code, answer.out) == (2, "")
    assert "The folder of positions nowhere cannot be read: there is no such" in answer.err
    answer = run(*wanted, "--plugins-dir", "a.toml")
    assert "a.toml cannot be read: this is a file; name the folder it lies in." in answer.err


def test_a_folder_of_the_config_that_is_none_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[plugins]\nfolders = ["gone"]\n', encoding="utf-8")
    answer = run("plugins", "list", "--lang", "zh")
    assert answer.code == 2
    assert f"无法读取阵地文件夹 {tmp_path / 'gone'}：没有这个文件或文件夹。" in answer.err
    assert "[plugins] folders" in answer.err


# --- what a folder may hold besides ---


def spoilt(good: str) -> dict[str, tuple[bytes, str, str]]:
    """Files by name: what they hold, and what is said of them in both languages."""
    own = good.replace('"rooms"', '"other"').replace('"quality.reputation"', '"ext.rooms.x"', 1)
    overlay = 'format = 1\nname = "x"\n[positions.field.criteria.live]\nweight = 1'
    texts = {
        "a_range": (good.replace("weight = 60", "weight = -6"),
                    ":53:10: criteria#1.weight: It must be above 0.", "必须大于 0。"),
        "a_syntax": ("x = = 1", ":1:5: One = is enough", ":1:5: 只要一个 ="),
        "bundled": (good.replace('"rooms"', '"field"'),
                    "its id 'field' belongs to the plugin 'field' of factmatrix", "请换一个 id"),
        "brand": (BRAND, ":2:2: brand: This is a brand's profile", "这是品牌档案，不是阵地"),
        "overlay": (overlay, ":3:2: positions: These are changes to positions", "这是覆盖文件"),
        "actions": ('[[actions]]\nid = "x"', ":1:3: actions: This is only a part", "一部分"),
        "empty": ("", "The key format is missing here. (and 2 more", "此处缺少 format。"),
        "own_field": (own, "a position in a single file has none", "单文件阵地没有自己的字段"),
        "misspelt": (good.replace("[tests", "[test"), "Unknown name.", "未知的名称。"),
        "large": ("#" * 2_000_000, "The file has 1,954 KB", "文件有 1,954 KB"),
        "deep": ("a = " + "[" * 3000, "Nested deeper than 32 levels", "嵌套超过 32 层"),
        "rooms_again": (good, "its id 'rooms' belongs to the plugin 'a_good' of", "'a_good'"),
    }  # fmt: skip
    files = {name: (text.encode(), en, zh) for name, (text, en, zh) in texts.items()}
    wide = good.encode("utf-16")
    return files | {"utf16": (wide, "The file is in UTF-16", "文件的编码是 UTF-16")}


def test_a_bad_file_is_told_with_its_place_and_takes_no_other_down(
    run: Run, rooms: Path, brand: Path
) -> None:
    rooms = rooms.rename("own/a_good.toml")
    bad = spoilt(rooms.read_text(encoding="utf-8"))
    for name, (content, _, _) in bad.items():
        Path("own", f"{name}.toml").write_bytes(content)
    for lang in ("en", "zh"):
        found = listed(run, "--plugins-dir", "own", "--lang", lang)
        assert found.pop("a_good.toml")["status"] == "ok"
        assert set(found) == {f"{name}.toml" for name in bad}
        for name, (_, en, zh) in bad.items():
            report = found[f"{name}.toml"]
            assert report["status"] == "failed", name
            assert (zh if lang == "zh" else en) in report["reason"], name
    assert score(run, brand, "--plugins-dir", "own")["rooms"] == 88.0
    assert run("score", brand, "--plugins-dir", "own").code == 1
    assert run("score", brand, "--plugins-dir", "own", "--strict-plugins").code == 2
    checked = run("rules", "check", "--plugins-dir", "own")
    assert "a_range.toml:53:10: criteria#1.weight: It must be above 0." in checked.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_told_and_nothing_waits_for_it(run: Run, rooms: Path) -> None:
    os.mkfifo("own/pipe.toml")
    Path("own/folder.toml").mkdir()
    Path("own/gone.toml").symlink_to("nowhere")
    Path("own/circle.toml").symlink_to("circle.toml")
    rooms.rename("elsewhere.toml")
    Path("own/link.toml").symlink_to(Path("elsewhere.toml").resolve())
    odd = os.fsencode("own/") + b"\xff[x]\n.toml"
    with suppress(OSError):  # not every system has such names
        Path(os.fsdecode(odd)).write_bytes(b"x")
    found = listed(run, "--plugins-dir", "own")
    assert "pipe or a device" in found["pipe.toml"]["reason"]
    assert "This is a folder" in found["folder.toml"]["reason"]
    assert "There is no such file" in found["gone.toml"]["reason"]
    assert "its links lead in a circle" in found["circle.toml"]["reason"]
    assert found["link.toml"]["status"] == "ok"
    assert {p["status"] for name, p in found.items() if "[x]" in name} <= {"failed"}
    assert run("plugins", "list", "--plugins-dir", "own").code == 1


def test_no_code_of_a_folder_is_run_and_what_is_passed_over_is_said(
    run: Run, rooms: Path, brand: Path
) -> None:
    shutil.copy(rooms, "own/.draft.toml")
    Path("own/below").mkdir()
    shutil.copy(rooms, "own/below/deep.toml")
    for name in ("__init__", "helper", "rooms"):
        code = f"open({str(Path('was run').absolute())!r}, 'w')"
        Path("own", f"{name}.py").write_text(code, encoding="utf-8")
    answer = run("plugins", "list", "--plugins-dir", "own")
    assert answer.code == 0
    assert answer.err == (
        "fact: own: passed over: __init__.py, helper.py, rooms.py (only .toml is read; no code is "
        "run from a folder); .draft.toml (hidden)\n"
    )
    chinese = run("plugins", "list", "--json", "--plugins-dir", "own", "--lang", "zh")
    assert [p["id"] for p in json.loads(chinese.out)][5:] == ["rooms"]
    assert "不运行文件夹里的代码" in chinese.err
    assert score(run, brand, "--plugins-dir", "own")["rooms"] == 88.0
    assert not Path("was run").exists()


# --- what results say of them ---


def test_results_carry_the_path_and_a_version_that_follows_the_file(
    run: Run, rooms: Path, brand: Path
) -> None:
    def told() -> tuple[dict[str, Any], str]:
        answer = json.loads(run("score", brand, "--format", "json", "--plugins-dir", "own").out)
        (plugin,) = (p for p in answer["plugins"] if p["id"] == "rooms")
        return plugin, answer["rules"]["hash"]

    plugin, rules = told()
    assert plugin["distribution"] == str(rooms)
    assert plugin["version"] == sha256(rooms.read_bytes()).hexdigest()[:12]
    assert plugin["api_version"] == 1
    text = rooms.read_text(encoding="utf-8")
    rooms.write_text(text.replace("weight = 60", "weight = 50"), encoding="utf-8")
    changed, other_rules = told()
    assert changed["version"] != plugin["version"]
    assert other_rules != rules
    rooms.write_text(text + "\n# a note\n", encoding="utf-8")
    noted, same_rules = told()
    assert noted["version"] != plugin["version"]
    assert same_rules == rules


def test_the_rules_of_a_file_are_shown_changed_and_tested_like_others(
    run: Run, rooms: Path, brand: Path
) -> None:
    own = ("--plugins-dir", "own")
    assert "Short video" in run("rules", "show", "rooms", *own).out
    write("o.toml", 'format = 1\nname = "o"\n[positions.rooms.criteria.short_video]\nweight = 40\n')
    assert score(run, brand, *own, "--rules", "o.toml")["rooms"] == 90.0
    text = rooms.read_text(encoding="utf-8").replace("score = [88, 88]", "score = [10, 20]")
    rooms.write_text(text, encoding="utf-8")
    place = 1 + text[: text.index("[10, 20]")].count("\n")
    for names in ([rooms], ["rooms", *own], own):
        answer = run("rules", "test", *names)
        assert answer.code == 1
        assert f"{rooms}:{place}:9: tests#1.score: The score is 88" in answer.out
    assert "(field)" in run("rules", "test", *own).out
    rooms.write_text(text.replace('["bad_reputation"]', '["bad"]'), encoding="utf-8")
    assert "tests#1.not_applied#1: Unknown name." in run("rules", "test", rooms).out
    rooms.write_text(text.replace("short_video = 80", "short_vide = 80"), encoding="utf-8")
    assert ":152:16: powers.content.short_vide: Unknown key." in run("rules", "test", rooms).out


def test_what_is_no_position_is_not_put_to_tests(run: Run, brand: Path) -> None:
    answer = run("rules", "test", brand)
    assert answer.code == 1
    assert f"{brand}:2:2: brand: This is a brand's profile, not a position." in answer.out


def test_an_untested_file_is_said_to_have_no_tests(run: Run, rooms: Path) -> None:
    text = rooms.read_text(encoding="utf-8")
    rooms.write_text(text[: text.index("[[tests]]")], encoding="utf-8")
    assert run("rules", "check", rooms).out == "0 errors, 0 warnings\n"
    answer = run("rules", "test", rooms)
    assert answer.code == 1
    assert "No tests" in answer.out
    assert "没有测试" in run("rules", "test", rooms, "--lang", "zh").out


# --- in batch ---


def test_batch_gives_what_score_gives_also_in_two_processes(
    run: Run, process: Process, rooms: Path
) -> None:
    own = ("--plugins-dir", rooms.parent)
    answer = json.loads(run("score", SAMPLES, "--format", "json", *own).out)
    wanted = [rooms_of(result) for result in answer["results"]]
    assert process("batch", SAMPLES, "-o", "out.jsonl", "-j", "2", *own).returncode == 0
    lines = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [rooms_of(json.loads(line)) for line in lines] == wanted
    assert run("export", SAMPLES, "-o", "brands.parquet", *own).code == 0
    for source in (SAMPLES, "brands.parquet"):
        assert run("batch", source, "-o", "out.parquet", "--explain", *own).code == 0
        table = pl.read_parquet("out.parquet")
        assert table["rooms.score"].to_list() == [score for score, _ in wanted]
        assert "rooms.points.short_video" in table.columns


def rooms_of(result: dict[str, Any]) -> tuple[float, list[str]]:
    """The score of the new position, and its actions."""
    (ranked,) = (r for r in result["ranking"] if r["position"] == "rooms")
    return ranked["score"], [action["id"] for action in ranked["actions"]]


def test_the_cache_never_keeps_what_an_older_file_said(run: Run, rooms: Path, brand: Path) -> None:
    def cached() -> tuple[float, bool]:
        answer = run("batch", "brands", "-o", "out.csv", "--cache", "--plugins-dir", "own")
        (row,) = rows("out.csv")
        return row["rooms.score"], "not read again: 1" in answer.err

    assert cached() == (88.0, False)
    os.utime(brand, ns=(0, 0))
    text = rooms.read_text(encoding="utf-8")
    rooms.write_text(text.replace("weight = 60", "weight = 40"), encoding="utf-8")
    assert cached() == (90.0, True)
    rooms.write_text(text.replace('"quality.reputation"', '"quality.product"', 1), encoding="utf-8")
    assert cached()[0] == 80.0
