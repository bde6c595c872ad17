"""New positions beside the built wheel, as a third party makes them, in the scaffold's forms."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.packaging.conftest import ROOT, Environment
from tests.tui.conftest import places
from tests.tui.end_to_end.conftest import Open, home, start, tmux
from tests.tui.end_to_end.terminal import Terminal

__all__ = ["home", "places", "start", "tmux"]

pytestmark = pytest.mark.xdist_group("wheel")  # one process builds it, once

FORMS = {"xhs": (), "wecom": ("--python",)}
"""The options that make each package."""
SAMPLE = ROOT / "profiles" / "price-strong.toml"
OWN_TABLE = "\n[ext.wecom]\nreviewers = 12  # counted in May\n"
NOT_READ = "[ext.wecom] was not read: its plugin is not installed."


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the packages are made."""
    return tmp_path_factory.mktemp("packages")


@pytest.fixture(scope="module")
def environment(installed: Environment, wheel: Path, packages: Path) -> Iterator[Environment]:
    """An environment with the wheel and both packages, made by the command of the wheel."""
    installed.pip("install", f"{wheel}[testing]", "hatchling")
    for name, form in FORMS.items():
        installed.fact("plugins", "new", name, *form, folder=packages)
    install(installed, packages)
    yield installed
    uninstall(installed)


def install(environment: Environment, packages: Path) -> None:
    """Install both packages; what builds them and what they need is there."""
    folders = [packages / f"factmatrix-{name}" for name in FORMS]
    environment.pip("install", "--no-build-isolation", "--no-deps", *folders)


def uninstall(environment: Environment) -> None:
    """Take both packages out again."""
    environment.pip("uninstall", *(f"factmatrix-{name}" for name in FORMS))


@pytest.fixture
def uninstalled(environment: Environment, packages: Path) -> Iterator[Environment]:
    """The environment after both packages were uninstalled."""
    uninstall(environment)
    yield environment
    install(environment, packages)


@pytest.fixture
def brand(tmp_path: Path) -> Path:
    """A sample with the table of one of the packages at its end."""
    copy = Path(shutil.copy(SAMPLE, tmp_path / "brand.toml"))
    with copy.open("a", encoding="utf-8", newline="\n") as file:
        file.write(OWN_TABLE)
    return copy


def ranked(environment: Environment, brand: Path, *options: str | Path) -> dict[str, Any]:
    """The fits that `fact score` ranks, by position."""
    said = environment.fact("score", brand, "--format", "json", *options, folder=brand.parent)
    answer = json.loads(said)
    assert answer["failed"] == []
    (result,) = answer["results"]
    assert result["failures"] == []
    return {fit["position"]: fit for fit in result["ranking"]}


def columns(environment: Environment, brand: Path, *options: str | Path) -> dict[str, str]:
    """The row that `fact batch` writes of a brand."""
    table = brand.with_suffix(".csv")
    environment.fact("batch", brand, "-o", table, *options, folder=brand.parent)
    with table.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    return row


def listed(environment: Environment, folder: Path, *options: str | Path) -> dict[str, Any]:
    """What `fact plugins list` says, by position."""
    said = environment.fact("plugins", "list", "--json", *options, folder=folder)
    return {plugin["id"]: plugin for plugin in json.loads(said)}


@pytest.mark.parametrize("name", FORMS)
def test_an_installed_package_is_tested_listed_and_conforms(
    environment: Environment, packages: Path, tmp_path: Path, name: str
) -> None:
    own = environment.run("python", "-m", "pytest", "-q", folder=packages / f"factmatrix-{name}")
    assert " passed" in own
    plugin = listed(environment, tmp_path)[name]
    found = {key: plugin[key] for key in ("distribution", "version", "status")}
    assert found == {"distribution": f"factmatrix-{name}", "version": "0.1.0", "status": "ok"}
    assert f"{name} conforms." in environment.fact("plugins", "check", name, folder=tmp_path)


def test_installed_packages_are_ranked_in_score_and_batch(
    environment: Environment, brand: Path
) -> None:
    fits, row = ranked(environment, brand), columns(environment, brand)
    for name in FORMS:
        assert fits[name]["score"] > 0
        assert float(row[f"{name}.score"]) == fits[name]["score"]
        assert row[f"{name}.rank"] == str(fits[name]["rank"])
    own = {part["input"]: part["utility"] for part in fits["wecom"]["contributions"]}
    assert own["ext.wecom.reviewers"] == 60  # 12 of the 20 that are enough


def test_own_fields_are_in_schema_template_and_validation(
    environment: Environment, brand: Path
) -> None:
    folder = brand.parent
    schema = json.loads(environment.fact("schema", folder=folder))
    assert "reviewers" in json.dumps(schema["properties"]["ext"])
    environment.fact("new", "Ling", folder=folder)
    template = (folder / "Ling.toml").read_text(encoding="utf-8")
    assert "\n# reviewers = " in template.partition("= Wecom\n[ext.wecom]\n")[2]
    environment.fact("validate", brand, folder=folder)
    text = brand.read_text(encoding="utf-8")
    brand.write_text(text.replace("reviewers = 12", 'reviewers = "many"'), encoding="utf-8")
    assert "ext.wecom.reviewers" in environment.fact("validate", brand, folder=folder, code=1)


def test_the_app_ranks_installed_packages_and_edits_their_fields(
    environment: Environment, brand: Path, start: Open
) -> None:
    before = brand.read_bytes()
    terminal = start("tui", brand, command=(environment.scripts / "fact",), size=(160, 45))
    terminal.wait_for(lambda screen: all(f" {name} " in screen for name in ("Xhs", "Wecom")))
    edit(terminal, "Reviewers", 20)
    terminal.wait_for(lambda screen: re.search(r" We Wecom .* 70\.5", screen))
    terminal.send("C-s")
    terminal.wait_for("Saved.")
    terminal.send("C-q")
    assert terminal.code() == 0
    assert brand.read_bytes() == before.replace(b"reviewers = 12", b"reviewers = 20")


def edit(terminal: Terminal, field: str, value: int) -> None:
    """Go to a field by the palette and type a value."""
    terminal.send("C-p")
    terminal.wait_for("Everything is saved.")
    terminal.type(field)
    terminal.wait_for(f"Field: {field}")
    terminal.send("Enter")
    terminal.wait_for(f"{field} · ")  # the help of the field under the cursor
    terminal.type(f"{value}")
    terminal.send("Enter")


def test_profiles_outlive_the_package_that_wrote_their_table(
    uninstalled: Environment, brand: Path
) -> None:
    folder, before = brand.parent, brand.read_bytes()
    assert not set(FORMS) & listed(uninstalled, folder).keys()
    assert NOT_READ in uninstalled.fact("validate", brand, folder=folder)
    assert not set(FORMS) & ranked(uninstalled, brand).keys()
    assert columns(uninstalled, brand)["lead"] == "alliance"
    uninstalled.fact("export", brand, "-o", "brands.csv", folder=folder)
    uninstalled.fact("import", "brands.csv", "--to", "back", folder=folder)
    (back,) = (folder / "back").glob("*.toml")
    assert tomllib.loads(back.read_text(encoding="utf-8")) == tomllib.loads(before.decode())
    assert brand.read_bytes() == before


def test_the_app_saves_a_table_that_no_package_reads(
    uninstalled: Environment, brand: Path, start: Open
) -> None:
    before = brand.read_bytes()
    terminal = start("tui", brand, command=(uninstalled.scripts / "fact",), size=(160, 45))
    terminal.wait_for("Creator alliance  ")
    edit(terminal, "Live-room ability", 77)
    terminal.send("C-s")
    terminal.wait_for("Saved.")
    terminal.send("C-q")
    assert terminal.code() == 0
    assert brand.read_bytes() == before.replace(b"\nlive = 36\n", b"\nlive = 77\n")


def test_a_single_file_counts_as_long_as_its_folder_is_named(
    environment: Environment, brand: Path
) -> None:
    folder, name = brand.parent, "search_ads"
    environment.fact("plugins", "new", name, "--no-code", "--to", "own", folder=folder)
    config = folder / "config.toml"
    for options, configured in ((["--plugins-dir", "own"], ""), ([], 'folders = ["own"]\n')):
        config.write_text(f"[plugins]\n{configured}", encoding="utf-8")
        plugin = listed(environment, folder, *options)[name]
        assert (plugin["status"], Path(plugin["distribution"]).name) == ("ok", f"{name}.toml")
        check = environment.fact("plugins", "check", name, *options, folder=folder)
        assert f"{name} conforms." in check
        fit = ranked(environment, brand, *options)[name]
        assert float(columns(environment, brand, *options)[f"{name}.score"]) == fit["score"] > 0
    config.unlink()
    assert name not in listed(environment, folder)
    environment.fact("plugins", "check", name, folder=folder, code=2)
    assert name not in ranked(environment, brand)
