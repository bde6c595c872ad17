"""The built wheel, installed somewhere else: everything is in it and the command works."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.xdist_group("wheel")  # one process builds it, once

ROOT = Path(__file__).parents[2]
POSITIONS = ["field", "alliance", "campaign", "topkol"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist as for a release, so that the sdist is proven complete."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def fact(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `fact` of an environment that holds the wheel and its dependencies only."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=True)
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(environment)}))
    subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
    return scripts / "fact"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A shipped profile, copied away from the source tree."""
    example = min((ROOT / "profiles").glob("*.toml"))
    return Path(shutil.copy(example, tmp_path))


def run(fact: Path, *arguments: str, folder: Path) -> str:
    """What the command prints in `folder`, in English whatever this session is set to."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("FACT_")
    }
    result = subprocess.run(
        [fact, *arguments],
        cwd=folder,
        env=environment | {"FACT_LANG": "en", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_wheel_carries_every_file_of_the_packages(wheel: Path) -> None:
    sources = {
        path.relative_to(folder).as_posix()
        for folder in (ROOT / "engine", ROOT / "plugins", ROOT / "tui")
        for path in folder.rglob("*")
        if path.is_file() and path.parent != folder and "__pycache__" not in path.parts
    }
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == sources


def test_installed_command_scores_a_profile(fact: Path, profile: Path) -> None:
    brand = tomllib.loads(profile.read_text(encoding="utf-8"))["brand"]["name"]
    assert brand in run(fact, "score", profile.name, folder=profile.parent)


def test_installed_command_ranks_the_bundled_positions(fact: Path, profile: Path) -> None:
    answer = json.loads(run(fact, "score", profile.name, "--format", "json", folder=profile.parent))
    (result,) = answer["results"]
    assert sorted(fit["position"] for fit in result["ranking"]) == sorted(POSITIONS)
    assert answer["failed"] == []


def test_installed_command_lists_the_bundled_positions_as_sound(fact: Path, tmp_path: Path) -> None:
    plugins = json.loads(run(fact, "plugins", "list", "--json", folder=tmp_path))
    told = {plugin["id"]: plugin["status"] for plugin in plugins}
    assert told == dict.fromkeys(POSITIONS, "ok") | {"shelf": "disabled"}
