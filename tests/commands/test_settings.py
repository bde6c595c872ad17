"""Options, then FACT_*, then config.toml, then the locale."""

import json
from pathlib import Path

import pytest

from factmatrix.commands.settings import settle
from tests.commands.conftest import Run, write
from tests.plugins.third_parties import Install

FIELD_OFF = '[plugins]\ndisable = ["field"]\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Where the user's configuration is."""
    return tmp_path / "config.toml"


def off(run: Run, *arguments: str) -> set[str]:
    """The ids of the plugins that are switched off though they are on by default."""
    plugins = json.loads(run("plugins", "list", "--json", *arguments).out)
    return {p["id"] for p in plugins if p["status"] == "disabled" and p["reason"] is None}


def language(run: Run, *arguments: str) -> str:
    """The language of an answer."""
    answer = run("score", write("ling.toml"), "--format", "json", *arguments)
    assert answer.code == 0, answer.err
    return str(json.loads(answer.out)["lang"])


def test_an_option_wins_over_a_variable_over_the_config_over_the_locale(
    run: Run, monkeypatch: pytest.MonkeyPatch, config: Path
) -> None:
    assert language(run) == "en"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert language(run) == "zh"
    config.write_text('lang = "en"')
    assert language(run) == "en"
    monkeypatch.setenv("FACT_LANG", "zh")
    assert language(run) == "zh"
    assert language(run, "--lang", "en") == "en"


@pytest.mark.parametrize("name", ["zh", "ZH", "zh_CN", "zh-Hans", "zh_CN.UTF-8", "Chinese"])
def test_a_language_may_be_called_as_locales_call_it(run: Run, name: str) -> None:
    assert language(run, "--lang", name) == "zh"


@pytest.mark.parametrize("locale", ["C", "POSIX", "fr_FR.UTF-8", "C.UTF-8"])
def test_other_locales_read_english(run: Run, monkeypatch: pytest.MonkeyPatch, locale: str) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert language(run) == "en"


def test_positions_are_switched_by_option_variable_and_config(
    run: Run, monkeypatch: pytest.MonkeyPatch, config: Path
) -> None:
    config.write_text(FIELD_OFF)
    assert off(run) == {"field"}
    assert off(run, "--plugin", "field") == set()
    config.write_text(FIELD_OFF + 'enable = ["field"]\n')
    assert off(run) == set()
    config.write_text(FIELD_OFF)
    monkeypatch.setenv("FACT_NO_PLUGIN", "topkol alliance")
    assert off(run) == {"field", "topkol", "alliance"}
    assert off(run, "--no-plugin", "campaign") == {"field", "campaign"}


@pytest.mark.parametrize(
    ("config_says", "options", "expected"),
    [
        ('enable = ["shelf"]', [], True),
        ('enable = ["shelf"]', ["--plugin", "field"], True),  # says nothing of the shelf
        ('enable = ["shelf"]', ["--no-plugin", "field"], True),
        ('enable = ["shelf"]', ["--no-plugin", "shelf"], False),
        ('disable = ["shelf"]', ["--plugin", "shelf"], True),
        ('disable = ["shelf"]', [], False),
        ("", ["--plugin", "shelf"], True),
        ("", ["--plugin", "shelf", "--no-plugin", "shelf"], True),
    ],
)
def test_an_option_decides_for_the_plugins_it_names_and_the_config_for_the_others(
    run: Run, config: Path, config_says: str, options: list[str], expected: bool
) -> None:
    config.write_text(f"[plugins]\n{config_says}\n")
    plugins = json.loads(run("plugins", "list", "--json", *options).out)
    assert {p["id"]: p["status"] == "ok" for p in plugins}["shelf"] == expected


def test_overlays_in_the_config_are_found_beside_it(run: Run, config: Path) -> None:
    (config.parent / "agency.toml").write_text('format = 1\nname = "Agency"\n', encoding="utf-8")
    config.write_text('rules = ["agency.toml"]')
    answer = run("score", write("ling.toml"), "--format", "json")
    assert json.loads(answer.out)["rules"]["overlays"] == ["Agency"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lang = ", ":1:8: "),
        ('lang = "fr"', ":1:8: lang: Write en or zh."),
        ('[plugins]\nenabel = ["x"]', ":2:1: plugins.enabel: Unknown name. Did you mean enable?"),
        (
            'lang = "en"\nfoo = 1',
            ":2:1: foo: Unknown name. There are: keys, lang, plugins, rules, strict_plugins.",
        ),
        ('strict_plugins = "yes"', ":1:18: strict_plugins: "),
        ("[plugins]\ntime_limit = 0", ":2:14: plugins.time_limit: It must be at least 0.1."),
        ("[plugins]\ntime_limit = nan", ":2:14: plugins.time_limit: nan and inf are no figures"),
        ("[plugins]\ntime_limit = 601", ":2:14: plugins.time_limit: It must be at most 600."),
        ('[plugins]\ntime_limit = "2"', ":2:14: plugins.time_limit: Write a number here."),
        ('rules = "agency.toml"', ":1:9: rules: Write a list [ … ] here."),
        ('rules = ["nowhere.toml"]', "nowhere.toml:1:1: There is no such file."),
        (b"\xff\xfe", ":1:1: "),
    ],
)
def test_a_wrong_config_is_told_with_place_and_cure_and_nothing_is_done(
    run: Run, config: Path, text: str | bytes, told: str
) -> None:
    config.write_bytes(text if isinstance(text, bytes) else text.encode())
    answer = run("score", write("ling.toml"))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("fact: ")
    assert told in answer.err


def test_the_time_of_plugins_in_the_app_is_two_seconds_unless_it_is_set(
    monkeypatch: pytest.MonkeyPatch, config: Path
) -> None:
    monkeypatch.setenv("FACT_CONFIG", str(config))
    assert settle().plugin_limit == 2
    config.write_text("[plugins]\ntime_limit = 10\n")
    assert settle().plugin_limit == 10


def test_every_mistake_of_a_config_is_told_at_once(run: Run, config: Path) -> None:
    config.write_text('lang = "fr"\nfoo = 1\n')
    assert len(run("plugins", "list").err.splitlines()) == 2


@pytest.mark.parametrize(
    ("value", "code"), [("1", 0), ("true", 0), ("0", 0), ("", 0), ("banana", 2)]
)
def test_a_flag_may_come_from_a_variable(
    run: Run, monkeypatch: pytest.MonkeyPatch, value: str, code: int
) -> None:
    monkeypatch.setenv("FACT_STRICT_PLUGINS", value)
    answer = run("score", write("ling.toml"))
    assert answer.code == code
    assert ("FACT_STRICT_PLUGINS) takes true or false." in answer.err) == (code == 2)


@pytest.mark.parametrize(
    ("config_says", "variable", "option", "code"),
    [
        (None, None, [], 1),
        (True, None, [], 2),
        (False, None, [], 1),
        (True, "", [], 2),
        (True, "0", [], 1),
        (False, "1", [], 2),
        (False, "0", ["--strict-plugins"], 2),
    ],
)
def test_strictness_comes_from_the_option_then_the_variable_then_the_config(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    install: Install,
    config: Path,
    config_says: bool | None,
    variable: str | None,
    option: list[str],
    code: int,
) -> None:
    install("broken-one", {"broken_one.py": "import nowhere_at_all"}, {"lost": "broken_one"})
    if config_says is not None:
        config.write_text(f"strict_plugins = {str(config_says).lower()}\n")
    if variable is not None:
        monkeypatch.setenv("FACT_STRICT_PLUGINS", variable)
    answer = run("score", write("ling.toml"), *option)
    assert answer.code == code
    assert bool(answer.out) == (code == 1)


def test_a_strict_config_does_not_hide_what_failed(
    run: Run, install: Install, config: Path
) -> None:
    install("broken-one", {"broken_one.py": "import nowhere_at_all"}, {"lost": "broken_one"})
    config.write_text("strict_plugins = true\n")
    answer = run("plugins", "list")
    assert answer.code == 1
    assert "nowhere_at_all" in answer.out
