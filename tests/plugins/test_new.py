"""`fact plugins new`: what it writes works as it is, and what it refuses is left alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factmatrix.conformance.running import conform
from factmatrix.conformance.sources import plugin_at
from tests.commands.conftest import Run
from tests.commands.conftest import nobody as nobody
from tests.commands.conftest import run as run

FORMS = pytest.mark.parametrize("form", [[], ["--python"]], ids=["scorecard", "python"])


def made(run: Run, *arguments: str) -> Path:
    """The folder of a new package."""
    answer = run("plugins", "new", *arguments)
    assert answer.code == 0, answer.err
    return Path(answer.out.rstrip("\n"))


def everything(folder: Path) -> list[str]:
    """All files in a folder, hidden ones too."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@FORMS
def test_its_own_tests_pass(run: Run, form: list[str]) -> None:
    folder = made(run, "live_room2", *form)
    path = os.pathsep.join(filter(None, ["src", os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=folder, env={**os.environ, "PYTHONPATH": path, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def test_the_check_finds_nothing(run: Run) -> None:
    answer = run("plugins", "check", made(run, "rooms") / "src" / "factmatrix_rooms")
    assert answer.code == 0, answer.out
    assert "rooms conforms" in answer.out


def test_the_check_finds_nothing_in_python(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    package = made(run, "rooms", "--python") / "src" / "factmatrix_rooms"
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setitem(sys.modules, package.name, sys)  # so that it is taken away afterwards
    verdict = conform("rooms", plugin_at(str(package))(), profiles=10)
    assert verdict.conforms, verdict


def test_the_rules_are_in_order_and_tests_show_all_of_them(run: Run) -> None:
    position = made(run, "xiaohongshu") / "src" / "factmatrix_xiaohongshu"
    assert run("rules", "check", position).out == "0 errors, 0 warnings\n"
    answer = run("rules", "test", position)
    assert answer.code == 0
    assert answer.out.splitlines()[1:] == [
        "  Tests passed: 3 of 3",
        "  Shown by tests: criteria 2 of 2 · modifiers 2 of 2 · warnings 2 of 2 · actions 4 of 4",
    ]


@FORMS
def test_it_passes_the_default_rules_of_ruff(run: Run, form: list[str]) -> None:
    folder = made(run, "a", *form)
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "."],
            cwd=folder, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


@FORMS
def test_no_placeholder_is_left_and_nothing_lies_beside_it(run: Run, form: list[str]) -> None:
    folder = made(run, "live_room2", "--to", "new/here", *form)
    assert folder == Path("new/here/factmatrix-live-room2")
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    written = everything(folder)
    package = "src/factmatrix_live_room2"
    assert {
        ".github/workflows/test.yml", "README.md", "pyproject.toml", f"{package}/__init__.py",
        f"{package}/py.typed", "tests/conftest.py", "tests/test_position.py",
    } <= set(written)  # fmt: skip
    for name in written:
        assert "NEW_" not in name + (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "name", "told"),
    [
        ("en", "Bad-Name", "cannot be the id of a position"),
        ("en", "trailing_", "cannot be the id of a position"),
        ("en", "x" * 65, "at most 64"),
        ("zh", "../up", "不能作为阵地 id"),
        ("en", "topkol", "is the id of an installed position"),
        ("zh", "topkol", "是已安装阵地的 id"),
        ("en", "tui", "factmatrix_tui is installed already"),
        ("zh", "tui", "已安装名为 factmatrix_tui 的包"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused(
    run: Run, language: str, name: str, told: str
) -> None:
    answer = run("plugins", "new", name, "--lang", language)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert not any(Path().iterdir())


def test_what_is_there_stays(run: Run) -> None:
    there = Path("factmatrix-rooms")
    there.mkdir()
    (there / "mine.txt").write_text("mine", encoding="utf-8")
    answer = run("plugins", "new", "rooms")
    assert answer.code == 2
    assert "is there already and was left alone" in answer.err
    assert "已存在，未作改动" in run("plugins", "new", "rooms", "--lang", "zh").err
    assert everything(Path()) == ["factmatrix-rooms/mine.txt"]


def test_a_folder_that_cannot_be_made_is_told(run: Run) -> None:
    Path("file").write_text("", encoding="utf-8")
    answer = run("plugins", "new", "rooms", "--to", "file")
    assert answer.code == 2
    assert "cannot be made" in answer.err
    assert "无法新建文件夹" in run("plugins", "new", "rooms", "--to", "file", "--lang", "zh").err


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="Linux limits what a process writes")
def test_a_package_that_cannot_be_written_whole_is_not_there(run: Run) -> None:
    limited = ["prlimit", "--fsize=1000", sys.executable, "-m", "factmatrix.commands.main"]
    answer = subprocess.run(
        [*limited, "plugins", "new", "rooms"], capture_output=True, encoding="utf-8", check=False
    )
    assert answer.returncode == 2
    assert "cannot be made" in answer.stderr
    assert not any(Path().iterdir())


def test_the_next_steps_are_told_in_both_languages(run: Run) -> None:
    answer = run("plugins", "new", "one")
    assert "fact plugins check src/factmatrix_one" in answer.err
    assert "next (" in answer.err
    upgrade, install = (answer.err.index(step) for step in ("install --upgrade pip", "--group dev"))
    assert upgrade < install, "the pip of Python 3.11 does not know --group"
    assert "接下来" in run("plugins", "new", "two", "--lang", "zh").err
