"""Tables of positions that nothing reads: why is said, and they are kept."""

from pathlib import Path

import pytest

from factmatrix import Engine, save_profile
from tests.commands.conftest import Run, nobody, run
from tests.plugins.third_parties import Fact, Install

__all__ = ["nobody", "run"]

PROFILE = 'format = 1\n[brand]\nname = "Wu"\ncategory = "food"\n\n[ext.{id}]\nfans = 3  # May\n'

CASES = {
    "without a section": (
        "field", [],
        "[ext.field] was not read: its plugin has no table of its own.",
        "未读取 [ext.field]：对应的插件不使用自己的表。",
    ),
    "switched off": (
        "field", ["--no-plugin", "field"],
        "[ext.field] was not read: its plugin is switched off (--plugin field switches it on, "
        "fact plugins enable field for good).",
        "未读取 [ext.field]：对应的插件已停用（用 --plugin field 启用；"
        "长期启用：fact plugins enable field）。",
    ),
    "off unless enabled": (
        "shelf", [],
        "[ext.shelf] was not read: its plugin is switched off (--plugin shelf switches it on, "
        "fact plugins enable shelf for good).",
        "未读取 [ext.shelf]：对应的插件已停用（用 --plugin shelf 启用；"
        "长期启用：fact plugins enable shelf）。",
    ),
    "broken": (
        "lost", [],
        "[ext.lost] was not read: its plugin could not be loaded.",
        "未读取 [ext.lost]：对应的插件加载失败。",
    ),
    "not installed": (
        "xhs", [],
        "[ext.xhs] was not read: its plugin is not installed.",
        "未读取 [ext.xhs]：未安装对应的插件。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("command", ["score", "validate"])
def test_the_reason_is_the_true_one(install: Install, run: Run, case: str, command: str) -> None:
    position, options, said, said_zh = CASES[case]
    install("broken-one", {"broken_one.py": "import nowhere_at_all"}, {"lost": "broken_one"})
    Path("wu.toml").write_text(PROFILE.format(id=position), encoding="utf-8")
    for language, expected in (("en", f"wu.toml: {said}"), ("zh", f"wu.toml：{said_zh}")):
        done = run(command, "wu.toml", *options, "--lang", language)
        assert expected in (done.out + done.err).splitlines()


def test_a_plugin_switched_off_in_the_configuration_is_called_so(
    tmp_path: Path, fact: Fact
) -> None:
    (tmp_path / "no-config.toml").write_text('[plugins]\ndisable = ["field"]\n', encoding="utf-8")
    (tmp_path / "wu.toml").write_text(PROFILE.format(id="field"), encoding="utf-8")
    done = fact("score", "wu.toml")
    assert "[ext.field] was not read: its plugin is switched off" in done.stderr


@pytest.mark.parametrize("off", [[], ["field"]])
def test_a_table_that_nothing_reads_is_kept_on_save(tmp_path: Path, off: list[str]) -> None:
    path = tmp_path / "wu.toml"
    path.write_text(PROFILE.format(id="field"), encoding="utf-8")
    reading = Engine.load(disable=off).read(path)
    assert reading.unclaimed == ("ext.field",)
    assert reading.profile is not None
    save_profile(reading, reading.profile.with_inputs({"audience.fans": 7}))
    saved = path.read_text(encoding="utf-8")
    assert "[ext.field]\nfans = 3  # May\n" in saved
    assert "fans = 7" in saved
