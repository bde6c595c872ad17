"""The command `fact`, in a process of its own or in this one, with nothing of this session's."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from factmatrix.commands.fact import main

# Fixtures that install plugins as third parties ship them.
from tests.plugins.conftest import install as install
from tests.plugins.conftest import site as site

SAMPLES = Path(__file__).parents[2] / "profiles"
SOUND = 'format = 1\n[brand]\nname = "{name}"\ncategory = "skincare"\n'
BROKEN = 'format = 1\n[brand]\nname = "Ling"\ncategory = "skincare"\n[economics]\naov = "128"\n'


class Answer(NamedTuple):
    """What a run gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]
Process = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of whoever runs the tests: an empty folder, no configuration, plain English."""
    for name in os.environ:
        if name.startswith("FACT_"):
            monkeypatch.delenv(name)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    monkeypatch.setenv("FACT_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("FACT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("PYTHONUTF8", "1")
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `fact` in this process, which is the same but fast."""

    def run(*arguments: str | Path) -> Answer:
        monkeypatch.setattr(sys, "argv", ["fact", *map(str, arguments)])
        code = main()
        return Answer(int(code), *capsys.readouterr())

    return run


@pytest.fixture
def process() -> Process:
    """Runs the installed command in a process of its own; keywords are those of subprocess.run."""

    def process(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        command = [sys.executable, "-m", "factmatrix.commands.main", *map(str, arguments)]
        return subprocess.run(command, check=False, **options)  # type: ignore[call-overload,no-any-return]

    return process


def write(name: str, text: str = SOUND) -> Path:
    """A file in the working folder."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("{name}", path.stem), encoding="utf-8")
    return path
