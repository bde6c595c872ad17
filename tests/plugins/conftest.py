"""Plugins as third parties ship them: distributions on the path, found by their entry points."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from factmatrix import BrandProfile, Context
from factmatrix.rules.conversions import Conversions
from factmatrix.rules.curves import compile_curve
from factmatrix.rules.derived import FloatArithmetic
from factmatrix.rules.loading import read_rules
from factmatrix.scoring.inputs import InputSpace
from tests.plugins.third_parties import Content, Fact, Install

PROFILE = """\
format = 1
[brand]
name = "Ling"
category = "beauty"
[powers.content]
live = 80
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the import path; what was imported from it is forgotten afterwards."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        file = getattr(sys.modules[name], "__file__", None)
        if file and Path(file).is_relative_to(tmp_path):
            del sys.modules[name]


@pytest.fixture
def install(site: Path) -> Install:
    """Installs a distribution: its files, and its entry points by name."""

    def install(
        distribution: str,
        files: Mapping[str, Content],
        entry_points: Mapping[str, str] | bytes,
        version: str = "1.0",
    ) -> None:
        info = f"{distribution.replace('-', '_')}-{version}.dist-info"
        if not isinstance(entry_points, bytes):
            lines = [f"{name} = {value}" for name, value in entry_points.items()]
            entry_points = "\n".join(["[factmatrix]", *lines]).encode()
        metadata = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        everything = {
            **files,
            f"{info}/METADATA": metadata,
            f"{info}/entry_points.txt": entry_points,
        }
        for name, content in everything.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    return install


@pytest.fixture
def profile() -> BrandProfile:
    """A brand of which little is known."""
    return BrandProfile.model_validate(
        {
            "format": 1,
            "brand": {"name": "Ling", "category": "beauty"},
            "powers": {"content": {"live": 80.0}},
        }
    )


@pytest.fixture
def context() -> Context:
    """The circumstances of an assessment, with the inputs and conversions of the engine."""
    rules = read_rules(files("factmatrix.rules") / "conversions.toml", Conversions)
    curves = {
        "experience_5": compile_curve(rules.experience_5.curve),
        "price_index": compile_curve(rules.price_index.curve),
    }
    return Context(date(2026, 3, 1), InputSpace.of(()), FloatArithmetic(curves))


@pytest.fixture
def fact(site: Path, tmp_path: Path) -> Fact:
    """Runs `fact` in a process of its own that sees the installed plugins."""
    (tmp_path / "ling.toml").write_text(PROFILE, encoding="utf-8")

    def fact(*arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))
        environment = {k: v for k, v in os.environ.items() if not k.startswith("FACT_")} | {
            "PYTHONPATH": os.pathsep.join(str(Path(p).absolute()) for p in path.split(os.pathsep)),
            "PYTHONUTF8": "1",
            "FACT_LANG": language,
            "FACT_CONFIG": str(tmp_path / "no-config.toml"),
        }
        return subprocess.run(
            [sys.executable, "-m", "factmatrix.commands.main", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return fact
