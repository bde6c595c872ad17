"""Wrong arguments: exit code 2, nothing on stdout, one clear message in the reader's language."""

from pathlib import Path

import pytest

from tests.commands.conftest import BROKEN, SAMPLES, Run, write

SAMPLE = str(SAMPLES / "content-strong.toml")
MISUSES = {
    ("bogus",): (
        "There is no command 'bogus'. There are: tui, score, ",
        "没有命令 bogus。可用的命令：tui、score、",
    ),
    ("scor", "x"): (
        "There is no command 'scor'. Did you mean 'fact score'?",
        "没有命令 scor。是否想用 fact score？",
    ),
    ("plugins", "lst"): (
        "There is no command 'lst'. Did you mean 'fact plugins list'?",
        "没有命令 lst。是否想用 fact plugins list？",
    ),
    ("score",): (
        "PATH is missing.\nSee 'fact score --help'.",
        "缺少 PATH。\n用法见 fact score --help。",
    ),
    ("score", SAMPLE, "--explian"): (
        "There is no option --explian. Did you mean --explain?\nSee 'fact score --help'.",
        "没有选项 --explian。是否想用 --explain？\n用法见 fact score --help。",
    ),
    ("score", SAMPLE, "--qqq"): ("There is no option --qqq.\n", "没有选项 --qqq。\n"),
    ("--date", "score"): (
        "There is no option --date. Options stand after the command.\n",
        "没有选项 --date。选项要写在命令之后。\n",
    ),
    ("score", SAMPLE, "--format", "xml"): (
        "--format takes table, json or markdown.\n",
        "--format 只能是 table、json 或 markdown。\n",
    ),
    ("score", SAMPLE, "--date"): (
        "--date needs a value after it.\n",
        "--date 后面要写一个值。\n",
    ),
    ("score", SAMPLE, "--explain=yes"): (
        "--explain takes no value.\n",
        "--explain 后面不能带值。\n",
    ),
    ("new", "a", "b"): ("There is something too much: b.\n", "多出了参数：b。\n"),
    ("score", "nowhere"): (
        "nowhere: There is no such file or folder.",
        "nowhere：没有这个文件或文件夹。",
    ),
    ("validate", ".", "nowhere/x.toml"): (
        f"writes one.\n{Path('nowhere/x.toml')}: There is no such file or folder.",
        f"新建一份。\n{Path('nowhere/x.toml')}：没有这个文件或文件夹。",
    ),
    ("score", f"{SAMPLE}/x.toml"): ("There is no such file or folder.", "没有这个文件或文件夹。"),
    ("score", "."): (
        ".: There are no profiles (*.toml) in this folder. `fact new NAME` writes one.",
        ".：文件夹里没有档案（*.toml）。可用 fact new 名称 新建一份。",
    ),
    ("score", SAMPLE, "--date", "18/06/2026"): (
        "--date: '18/06/2026' is no date. Write it like 2026-06-18.",
        "--date：18/06/2026 不是日期，请写成 2026-06-18 这样的格式。",
    ),
    ("score", SAMPLE, "--plugin", "fild"): ("did you mean field?", "是否想写 field？"),
    ("score", SAMPLE, "--no-plugin", "shelfs"): ("'shelfs'", "'shelfs'"),
    ("score", SAMPLE, "--rules", "nowhere.toml"): (
        "nowhere.toml:1:1: There is no such file.",
        "nowhere.toml:1:1: 没有这个文件。",
    ),
    ("validate", "nowhere"): ("There is no such file", "没有这个文件"),
    ("new", " . "): ("A brand needs a name.", "品牌名称不能为空。"),
    ("new", "x", "--category", "skincar"): ('Did you mean "skincare"?', "skincare"),
    ("new", "x", "--to", SAMPLE): (
        f"the folder {SAMPLE} cannot be made: ",
        f"无法新建文件夹 {SAMPLE}：",
    ),
    ("schema", "-o", "nowhere/x.json"): ("the folder does not exist.", "文件夹不存在"),
    ("schema", "-o", "."): (".: ", ".："),
    ("creators", "x", "--top", "many"): (
        "--top takes a whole number, 1 or more.", "--top 只能是不小于 1 的整数。"
    ),
    ("creators", "x", "--top", "0"): (
        "--top takes a whole number, 1 or more.", "--top 只能是不小于 1 的整数。"
    ),
    ("snowball", "x", "--cpm", "dear"): ("--cpm takes a number.", "--cpm 只能是数字。"),
}  # fmt: skip


@pytest.mark.parametrize("language", [0, 1], ids=["en", "zh"])
@pytest.mark.parametrize("arguments", MISUSES, ids=" ".join)
def test_misuse_is_told_in_the_readers_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], language: int
) -> None:
    monkeypatch.setenv("LC_ALL", ["en_US.UTF-8", "zh_CN.UTF-8"][language])
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("fact: ")
    assert MISUSES[arguments][language] in answer.err


def test_an_unknown_language_is_refused_by_name(run: Run) -> None:
    answer = run("score", SAMPLE, "--lang", "fr")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "fact: Unknown language 'fr': use en or zh.\n"


@pytest.mark.parametrize("place", ["after", "joined", "variable", "config", "locale"])
def test_messages_follow_the_language_wherever_it_was_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    options = {"after": ["--lang", "zh"], "joined": ["--lang=zh"]}.get(place, [])
    if place == "variable":
        monkeypatch.setenv("FACT_LANG", "zh_CN")
    if place == "config":
        (tmp_path / "config.toml").write_text('lang = "zh"')
    if place == "locale":
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run("score", "nowhere", *options).err == "fact: nowhere：没有这个文件或文件夹。\n"
    assert "economics.aov: " in run("score", write("bad.toml", BROKEN), *options).err
    assert "已评分 0 份" in run("score", write("bad.toml", BROKEN), *options).err


def test_names_with_control_characters_are_shown_without_them(run: Run) -> None:
    answer = run("score", "no\x1b[31mwhere\n")
    assert answer.code == 2
    assert "\x1b" not in answer.err


def test_a_group_without_a_command_shows_its_help_on_stderr(run: Run) -> None:
    for arguments in ([], ["plugins"]):
        answer = run(*arguments)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith(f"Usage: {' '.join(['fact', *arguments])} COMMAND [OPTIONS]\n")
