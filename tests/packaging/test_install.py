"""The built wheel, installed somewhere else: everything is in it and the command works."""

import json
import shutil
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.packaging.conftest import ROOT, Environment

pytestmark = pytest.mark.xdist_group("wheel")  # one process builds it, once

POSITIONS = ["field", "alliance", "campaign", "topkol"]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A shipped profile, copied away from the source tree."""
    example = min((ROOT / "profiles").glob("*.toml"))
    return Path(shutil.copy(example, tmp_path))


def test_wheel_carries_every_file_of_the_packages(wheel: Path) -> None:
    sources = {
        path.relative_to(folder).as_posix()
        for folder in (ROOT / "engine", ROOT / "plugins", ROOT / "tui")
        for path in folder.rglob("*")
        if path.is_file() and path.parent != folder and "__pycache__" not in path.parts
    }
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == sources


def test_installed_command_scores_a_profile(installed: Environment, profile: Path) -> None:
    brand = tomllib.loads(profile.read_text(encoding="utf-8"))["brand"]["name"]
    assert brand in installed.fact("score", profile.name, folder=profile.parent)


def test_installed_command_ranks_the_bundled_positions(
    installed: Environment, profile: Path
) -> None:
    answer = json.loads(
        installed.fact("score", profile.name, "--format", "json", folder=profile.parent)
    )
    (result,) = answer["results"]
    assert sorted(fit["position"] for fit in result["ranking"]) == sorted(POSITIONS)
    assert answer["failed"] == []


def test_installed_command_lists_the_bundled_positions_as_sound(
    installed: Environment, tmp_path: Path
) -> None:
    plugins = json.loads(installed.fact("plugins", "list", "--json", folder=tmp_path))
    told = {plugin["id"]: plugin["status"] for plugin in plugins}
    assert told == dict.fromkeys(POSITIONS, "ok") | {"shelf": "disabled"}
