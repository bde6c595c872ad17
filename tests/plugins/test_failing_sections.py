"""Plugins whose section cannot read some profile: named, not asked, and nobody else suffers."""

import json
from pathlib import Path

import pytest

from factmatrix.profile.reading import read_profile
from tests.plugins.third_parties import Fact, Install, plugin

SECTION = """
from factmatrix import Section, declare
from pydantic import field_validator, model_validator

class Own(Section):
    fans: int | None = declare("count", Text("Fans", "粉丝数"), Text("Fans.", "粉丝。"))

    @field_validator("fans")
    @classmethod
    def check(cls, fans):
        print("checking", fans)
        {body}

@hookimpl
def profile_section():
    return Own
"""
PROFILE = 'format = 1\n[brand]\nname = "{name}"\ncategory = "food"\n[ext.odd]\nfans = 3\n'


@pytest.fixture
def odd(install: Install, tmp_path: Path) -> Path:
    """A plugin that cannot read the profile in this folder; another one that can."""
    install_odd(install, "return {}[fans]")
    (tmp_path / "wu.toml").write_text(PROFILE.replace("{name}", "Wu"), encoding="utf-8")
    return tmp_path


def install_odd(install: Install, body: str) -> None:
    source = plugin("odd") + SECTION.replace("{body}", body)
    install("an-odd-plugin", {"odd_plugin.py": source}, {"odd": "odd_plugin"})
    install("steady", {"steady_plugin.py": plugin("steady")}, {"steady": "steady_plugin"})


def test_the_failure_is_named_and_the_others_are_scored(odd: Path, fact: Fact) -> None:
    done = fact("score", "wu.toml", "--format", "json")
    assert (done.returncode, done.stderr) == (1, "checking 3\n")
    (result,) = json.loads(done.stdout)["results"]
    why = "reading [ext.odd] raised KeyError: 3 (in odd_plugin, line 29)"
    assert result["failures"] == [
        {
            "position": "odd",
            "hook": "profile_section",
            "reason": why,
            "ranked": False,
            "message": f"odd was not scored: {why}",
        }
    ]
    scored = {entry["position"] for entry in result["ranking"] if entry["score"] is not None}
    assert "steady" in scored
    assert "odd" not in {entry["position"] for entry in result["ranking"]}
    assert result["notes"] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "odd was not scored: reading [ext.odd] raised KeyError: 3"),
        ("zh", "odd 未评分：读取 [ext.odd] 时抛出 KeyError: 3"),
    ],
)
@pytest.mark.parametrize("view", ["table", "markdown"])
def test_every_view_names_it(odd: Path, fact: Fact, view: str, language: str, said: str) -> None:
    done = fact("score", "wu.toml", "--format", view, language=language)
    assert done.returncode == 1
    assert said in " ".join(done.stdout.replace("\\", "").split())
    assert "Traceback" not in done.stderr


def test_profiles_that_it_can_read_are_scored_by_it(odd: Path, fact: Fact) -> None:
    done = fact("score", "wu.toml", "ling.toml", "--format", "json")
    assert done.returncode == 1
    results = json.loads(done.stdout)["results"]
    scored_by = [{entry["position"] for entry in result["ranking"]} for result in results]
    assert ["odd" in positions for positions in scored_by] == [False, True]


def test_with_strict_plugins_nothing_is_scored(odd: Path, fact: Fact) -> None:
    done = fact("score", "wu.toml", "--strict-plugins")
    assert (done.returncode, done.stdout) == (2, "")
    assert "because of odd" in done.stderr


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "wu.toml: the plugin odd failed: "
            "reading [ext.odd] raised KeyError: 3 (in odd_plugin, line 29)\n"
            "Profiles: 1, with errors: 0. Errors: 0, warnings: 0.\n",
        ),
        (
            "zh",
            "wu.toml：插件 odd 出错：读取 [ext.odd] 时抛出 KeyError: 3（odd_plugin 第 29 行）\n"
            "共检查 1 份档案，有错 0 份：错误 0 个，警告 0 个。\n",
        ),
    ],
)
def test_validate_names_it_and_blames_no_file(
    odd: Path, fact: Fact, language: str, said: str
) -> None:
    done = fact("validate", "wu.toml", language=language)
    assert (done.returncode, done.stdout) == (1, said)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise SystemExit(3)", "reading [ext.odd] tried to end the program (SystemExit)"),
        ("return cls.check(fans)", "reading [ext.odd] raised RecursionError"),
        (
            "raise type('Mute', (ValueError,), {'__str__': lambda self: 1 / 0})()",
            "reading [ext.odd] raised",
        ),
    ],
)
def test_whatever_it_does(install: Install, fact: Fact, odd: Path, body: str, said: str) -> None:
    install_odd(install, body)
    done = fact("validate", "wu.toml")
    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stderr
    assert done.stdout.splitlines()[-1].startswith("Profiles: 1, with errors: 0.")
    assert read_profile(odd / "wu.toml").profile is not None


def test_a_validator_that_forgets_to_return_the_section(
    install: Install, fact: Fact, tmp_path: Path
) -> None:
    forgetful = """
from factmatrix import Section, declare
from pydantic import model_validator

class Own(Section):
    fans: int | None = declare("count", Text("Fans", "粉丝数"), Text("Fans.", "粉丝。"))

    @model_validator(mode="wrap")
    @classmethod
    def check(cls, data, read):
        section = read(data)
        if not section.fans:
            return section

@hookimpl
def profile_section():
    return Own
"""
    install("an-odd-plugin", {"odd_plugin.py": plugin("odd") + forgetful}, {"odd": "odd_plugin"})
    assert fact("score", "ling.toml").returncode == 0
    (tmp_path / "wu.toml").write_text(PROFILE.replace("{name}", "Wu"), encoding="utf-8")
    done = fact("validate", "wu.toml")
    assert done.returncode == 1
    assert "reading [ext.odd] gave NoneType; validators of Own must return" in done.stdout
    assert done.stderr == ""
