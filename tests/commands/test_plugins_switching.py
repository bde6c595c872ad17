"""`fact plugins enable` and `disable`: what they write into `config.toml`, and what they leave."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.plugins.third_parties import Install, plugin

MINE = """\
# mine
lang = "en"   # always

[plugins]  # what runs
time_limit = 5.0
disable = [
  "campaign",  # not here
  'topkol',
]

[keys]
save = "ctrl+w"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Where the user's configuration is; there is none yet."""
    return tmp_path / "config.toml"


def states(run: Run) -> dict[str, str]:
    """What became of each plugin, by id."""
    return {p["id"]: p["status"] for p in json.loads(run("plugins", "list", "--json").out)}


def test_what_is_off_by_default_is_enabled_and_disabled(run: Run, config: Path) -> None:
    answer = run("plugins", "enable", "shelf")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        f'shelf is switched on. Written to {config}: [plugins] enable = ["shelf"].\n'
    )
    assert config.read_text("utf-8") == '[plugins]\nenable = ["shelf"]\n'
    assert states(run)["shelf"] == "ok"
    answer = run("plugins", "disable", "shelf", "--lang", "zh")
    assert answer.out == f"已停用 shelf。已写入 {config}：[plugins] enable = []。\n"
    assert config.read_text("utf-8") == "[plugins]\nenable = []\n"
    assert states(run)["shelf"] == "disabled"


def test_what_is_on_by_default_is_disabled_and_enabled(run: Run, config: Path) -> None:
    answer = run("plugins", "disable", "topkol", "--lang", "zh")
    assert answer.out == f'已停用 topkol。已写入 {config}：[plugins] disable = ["topkol"]。\n'
    assert states(run)["topkol"] == "disabled"
    assert run("plugins", "enable", "topkol").code == 0
    assert config.read_text("utf-8") == "[plugins]\ndisable = []\n"
    assert states(run)["topkol"] == "ok"


def test_a_position_in_a_single_file_is_switched_like_any_other(
    run: Run, config: Path, tmp_path: Path
) -> None:
    assert (
        run("plugins", "new", "search_ads", "--no-code", "--to", str(tmp_path / "mine")).code == 0
    )
    config.write_text('[plugins]\nfolders = ["mine"]\n', "utf-8")
    assert states(run)["search_ads"] == "ok"
    assert run("plugins", "disable", "search_ads").code == 0
    assert states(run)["search_ads"] == "disabled"
    assert run("plugins", "enable", "search_ads").code == 0
    assert states(run)["search_ads"] == "ok"


def test_folders_on_the_way_are_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "new" / "here" / "config.toml"
    monkeypatch.setenv("FACT_CONFIG", str(config))
    assert run("plugins", "disable", "field").code == 0
    assert config.read_text("utf-8") == '[plugins]\ndisable = ["field"]\n'


@pytest.mark.parametrize("before", ["", "\ufeff"], ids=["plain", "with a mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_everything_else_in_the_file_stays(
    run: Run, config: Path, before: str, newline: str
) -> None:
    mine = before + MINE.replace("\n", newline)
    config.write_bytes(mine.encode())
    assert run("plugins", "enable", "shelf").code == 0
    added = f'{newline}]{newline}enable = ["shelf"]{newline}'
    assert config.read_bytes().decode() == mine.replace(f"{newline}]{newline}", added)
    assert run("plugins", "enable", "topkol").code == 0
    kept = config.read_bytes().decode()
    assert kept == mine.replace(f"{newline}]{newline}", added).replace(f"  'topkol',{newline}", "")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("plugins = { time_limit = 3 }", 'plugins = { time_limit = 3, enable = ["shelf"] }'),
        ("plugins.time_limit = 3\n", 'plugins.time_limit = 3\nplugins.enable = ["shelf"]\n'),
        ("[plugins]\nenable = []\n", '[plugins]\nenable = ["shelf"]\n'),
        ('[plugins]\ndisable = ["shelf"]\n', '[plugins]\ndisable = []\nenable = ["shelf"]\n'),
        ('lang = "en"', 'lang = "en"\n\n[plugins]\nenable = ["shelf"]'),
    ],
)
def test_the_file_is_edited_as_it_is_written(run: Run, config: Path, text: str, after: str) -> None:
    config.write_text(text, "utf-8")
    assert run("plugins", "enable", "shelf").code == 0
    assert config.read_text("utf-8") == after


@pytest.mark.parametrize(
    ("written", "command", "name", "told", "told_zh"),
    [
        ('enable = ["shelf"]', "enable", "shelf", "is on already", "已是启用状态"),
        ("", "enable", "field", "is on already", "已是启用状态"),
        ('enable = ["field"]', "enable", "field", "is on already", "已是启用状态"),
        ("", "disable", "shelf", "is off already", "已是停用状态"),
        ('disable = ["field"]', "disable", "field", "is off already", "已是停用状态"),
    ],
)
def test_what_is_so_already_is_said_and_nothing_is_written(
    run: Run, config: Path, written: str, command: str, name: str, told: str, told_zh: str
) -> None:
    text = f"[plugins]   # mine\n{written}\n"
    config.write_text(text, "utf-8")
    for language, words in (("en", told), ("zh", told_zh)):
        answer = run("plugins", command, name, "--lang", language)
        assert answer.code == 0
        assert words in answer.out
        assert str(config) in answer.out
    assert config.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("command", "name", "told", "told_zh"),
    [
        ("enable", "shelv", "did you mean shelf?", "是否想写 shelf？"),
        ("disable", "feild", "did you mean field?", "是否想写 field？"),
        ("enable", "zzz", "there are: alliance, campaign, field, shelf, topkol", "没有名为 'zzz'"),
        ("disable", "", "no plugin is called ''", "没有名为 '' 的插件"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_known(
    run: Run, config: Path, command: str, name: str, told: str, told_zh: str
) -> None:
    for language, words in (("en", told), ("zh", told_zh)):
        answer = run("plugins", command, name, "--lang", language)
        assert (answer.code, answer.out) == (2, "")
        assert words in answer.err
    assert not config.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lang = ", ":1:8: "),
        ("foo = 1\n", ":1:1: foo: Unknown name."),
        ("[plugins]\nenable = 3\n", ":2:10: plugins.enable: "),
        (b"\xff\xfe", ":1:1: "),
    ],
)
def test_a_wrong_config_is_told_and_not_touched(
    run: Run, config: Path, text: str | bytes, told: str
) -> None:
    config.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = config.read_bytes()
    answer = run("plugins", "enable", "shelf")
    assert (answer.code, answer.out) == (2, "")
    assert f"{config}{told}" in answer.err
    assert config.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_a_config_that_may_not_be_written_is_told_and_not_touched(
    run: Run, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACT_CONFIG", os.devnull)
    answer = run("plugins", "enable", "shelf")
    assert (answer.code, answer.out) == (2, "")
    assert f"{os.devnull} is no file" in answer.err
    config.write_text("", "utf-8")
    monkeypatch.setenv("FACT_CONFIG", str(config / "config.toml"))  # below a file
    answer = run("plugins", "enable", "shelf", "--lang", "zh")
    assert (answer.code, answer.out) == (2, "")
    assert "无法写入" in answer.err


@pytest.mark.parametrize(
    ("command", "variables", "told", "told_zh"),
    [
        ("enable", {"FACT_NO_PLUGIN": "field shelf"}, "stays off while", "就是停用的"),
        ("enable", {"FACT_NO_PLUGIN": "shelf", "FACT_PLUGIN": "shelf"}, "", ""),
        ("enable", {"FACT_NO_PLUGIN": "field"}, "", ""),
        ("disable", {"FACT_PLUGIN": "shelf"}, "stays on while", "就是启用的"),
    ],
)
def test_a_variable_that_says_the_opposite_is_told(
    run: Run, config: Path, monkeypatch: pytest.MonkeyPatch, command: str,
    variables: dict[str, str], told: str, told_zh: str,
) -> None:  # fmt: skip
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for language, words in (("en", told), ("zh", told_zh)):
        config.unlink(missing_ok=True)
        answer = run("plugins", command, "shelf", "--lang", language)
        assert answer.code == 0
        assert (words in answer.err) if words else answer.err == ""
    on = "FACT_PLUGIN" in variables or ("shelf" not in variables["FACT_NO_PLUGIN"])
    assert (states(run)["shelf"] == "ok") == on


def test_a_plugin_is_disabled_without_being_imported(
    run: Run, install: Install, config: Path
) -> None:
    install("acme-xhs", {"acme_xhs.py": "import os\nos._exit(3)"}, {"red": "acme_xhs"})
    assert run("plugins", "disable", "red").code == 0
    assert config.read_text("utf-8") == '[plugins]\ndisable = ["red"]\n'
    assert states(run)["red"] == "disabled"


def test_a_position_may_be_named_by_its_id(run: Run, install: Install, config: Path) -> None:
    install("acme-xhs", {"acme_xhs.py": plugin("xhs")}, {"red": "acme_xhs"})
    assert '["red"]' in run("plugins", "disable", "xhs").out
    assert config.read_text("utf-8") == '[plugins]\ndisable = ["red"]\n'
    assert states(run)["red"] == "disabled"
    for name in ("xhs", "red"):
        config.write_text('[plugins]\ndisable = ["xhs"]\n', "utf-8")
        assert states(run)["xhs"] == "disabled"
        assert "is switched on" in run("plugins", "enable", name).out
        assert states(run)["xhs"] == "ok"


def test_the_name_of_a_plugin_that_is_gone_can_be_taken_out(run: Run, config: Path) -> None:
    config.write_text('[plugins]\nenable = ["gone", "shelf"]\n', "utf-8")
    assert run("plugins", "list").code == 2
    assert run("plugins", "enable", "gone").code == 2  # there is nothing to enable
    for language, told in (("en", "its name was taken out"), ("zh", "已从配置中去掉这个名称")):
        config.write_text('[plugins]\nenable = ["gone", "shelf"]\n', "utf-8")
        answer = run("plugins", "disable", "gone", "--lang", language)
        assert answer.code == 0
        assert told in answer.out
    assert config.read_text("utf-8") == '[plugins]\nenable = ["shelf"]\n'
    assert states(run)["shelf"] == "ok"


def test_a_name_of_nothing_is_told_with_the_places_where_it_may_stand(
    run: Run, config: Path
) -> None:
    config.write_text('[plugins]\nenable = ["gone"]\n', "utf-8")
    for language, told in (("en", "take it out where it stands"), ("zh", "改正或去掉")):
        answer = run("plugins", "list", "--lang", language)
        assert answer.code == 2
        assert told in answer.err
        assert "[plugins]" in answer.err
