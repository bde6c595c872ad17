"""The built wheel, and environments that hold it as any user's would."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Environment:
    """A virtual environment of its own, in which nothing of this session is found."""

    folder: Path

    @classmethod
    def made(cls, folder: Path, *packages: str | Path) -> Environment:
        """A new one with these packages and what they depend on."""
        venv.create(folder)
        environment = cls(folder)
        environment.pip("install", *packages)
        return environment

    @property
    def scripts(self) -> Path:
        """Where its programs lie."""
        return Path(sysconfig.get_path("scripts", "venv", {"base": str(self.folder)}))

    def pip(self, command: str, *arguments: str | Path) -> None:
        """Install or uninstall; this session's pip does it, which takes less time than one more."""
        # What is run is compiled then: most of the modules never are.
        once = ["--no-compile"] if command == "install" else ["--yes"]
        pip = (sys.executable, "-m", "pip", "--python", self.folder, "--quiet")
        subprocess.run((*pip, command, *once, *arguments), check=True)

    def run(self, program: str, *arguments: str | Path, folder: Path, code: int = 0) -> str:
        """What one of its programs prints in `folder`; another exit code fails the test.

        Messages are in English, and the configuration is `config.toml` in the folder.
        """
        done = subprocess.run(
            [self.scripts / program, *arguments],
            cwd=folder,
            env=_outside() | {"FACT_CONFIG": str(folder / "config.toml")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        told = " ".join(map(str, (program, *arguments)))
        assert done.returncode == code, (
            f"{told} ended with {done.returncode}\n{done.stdout}{done.stderr}"
        )
        return done.stdout

    def fact(self, *arguments: str | Path, folder: Path, code: int = 0) -> str:
        """What the command prints in `folder`."""
        return self.run("fact", *arguments, folder=folder, code=code)


def _outside() -> dict[str, str]:
    """The variables of this session that mean nothing to the program or to Python."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FACT_", "PYTHON", "PYTEST"))}
    return kept | {"FACT_LANG": "en", "PYTHONUTF8": "1"}


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
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment that holds the wheel and its dependencies only.

    Who installs more in it takes it out again; what that needed itself may stay.
    """
    return Environment.made(tmp_path_factory.mktemp("environment"), wheel)
