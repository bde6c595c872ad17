"""The plugins that docs/plugins.md shows, installed as the page says."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factmatrix import Engine
from factmatrix.plugins.loading import load_plugins
from factmatrix.rules.knowledge import Knowledge
from factmatrix.rules.scorecard import API_VERSION
from tests.plugins.third_parties import Fact, Install

PAGE = Path(__file__).parents[2] / "docs" / "plugins.md"
SHOWN = dict(re.findall(r"<!-- (\S+) -->\n```\w+\n(.*?)```", PAGE.read_text("utf-8"), re.S))
"""The files on the page by their names."""
PROJECT = tomllib.loads(SHOWN["pyproject.toml"])["project"]
DAY = date(2026, 3, 1)


@pytest.fixture
def installed(install: Install) -> None:
    """The distribution of the page."""
    files = {name: text for name, text in SHOWN.items() if name.startswith("factmatrix_")}
    points: dict[str, Any] = PROJECT["entry-points"]["factmatrix"]
    install(PROJECT["name"], files, points, PROJECT["version"])


@pytest.mark.usefixtures("installed")
def test_both_load_and_answer_what_the_page_says() -> None:
    engine = Engine(load_plugins(), Knowledge.bundled())
    own = [r for r in engine.reports if r.distribution == PROJECT["name"]]
    assert [(r.id, r.reason, r.api_version) for r in own] == [
        ("mall", None, API_VERSION),
        ("stores", None, API_VERSION),
    ]
    reading = engine.read(SHOWN["brand.toml"])
    assert reading.profile is not None
    assert not reading.problems
    assessment = engine.assess(reading.profile, DAY)
    assert not assessment.failures
    ranked = {r.info.id: r for r in assessment.ranking}
    assert ranked["mall"].fit.score == ranked["stores"].fit.score == 60
    own_ranked = (ranked["mall"], ranked["stores"])
    gains = {advised.action.id: advised.gain for r in own_ranked for advised in r.actions}
    assert (gains["improve_the_product"], gains["open_a_store"]) == pytest.approx((20, 2))


@pytest.mark.usefixtures("installed")
def test_an_unknown_number_of_towns_is_asked_for() -> None:
    engine = Engine(load_plugins(), Knowledge.bundled())
    profile = engine.read(SHOWN["brand.toml"].partition("[ext.stores]")[0]).profile
    assert profile is not None
    assessment = engine.assess(profile, DAY)
    ranked = {r.info.id: r for r in assessment.ranking}
    assert ranked["stores"].fit.score is None
    assert "open_a_store" not in {advised.action.id for advised in ranked["stores"].actions}
    assert "ext.stores.towns" in {missing.input for missing in assessment.missing}


@pytest.mark.usefixtures("installed")
def test_the_settings_on_the_page_are_read(fact: Fact, tmp_path: Path) -> None:
    (settings,) = re.findall(r"```toml\n(strict_plugins.*?)```", PAGE.read_text("utf-8"), re.S)
    (tmp_path / "no-config.toml").write_text(settings, encoding="utf-8")
    listed = fact("plugins", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    states = {plugin["id"]: plugin["status"] for plugin in json.loads(listed.stdout)}
    assert (states["mall"], states["stores"]) == ("disabled", "ok")
