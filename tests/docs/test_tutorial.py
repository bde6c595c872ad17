"""The tutorial, gone through in order: its files written, its changes made, its commands run."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands.conftest import Run
from tests.commands.conftest import nobody as nobody
from tests.commands.conftest import run as run
from tests.plugins.conftest import install as install
from tests.plugins.conftest import site as site
from tests.plugins.third_parties import Install

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": DOCS / "tutorial.md", "zh": DOCS / "tutorial.zh-CN.md"}
BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.S | re.M
)
CUT = "…\n"
"""A line that stands for any number of lines left out."""
TIME = re.compile(r" +\d+ ms +")
"""How long something took, with the blanks around it: other every time."""
TypeIn = Callable[[str], str]


class Block(NamedTuple):
    """A block of code, and the comment above it that says what the reader does with it.

    `FILE`: write it; `add to FILE`: put it at the end; `change FILE`: take away the lines with `-`,
    put those with `+` in their place; `in FILE`: find it there. A console has commands behind `$`
    and below each what it prints. A block of kind `sh` is read, not run.
    """

    mark: str
    kind: str
    text: str


def blocks(language: str) -> list[Block]:
    """The blocks of a page in order."""
    text = PAGES[language].read_text(encoding="utf-8")
    return [Block(found["mark"] or "", *found.group("kind", "text"))
            for found in BLOCK.finditer(text)]  # fmt: skip


def commands(console: str) -> Iterator[tuple[str, str]]:
    """Each command with what the page shows below it."""
    for entry in re.split(r"^\$ ", console, flags=re.M)[1:]:
        command, _, shown = entry.partition("\n")
        yield command, shown


def agrees(shown: str, printed: str) -> bool:
    """Whether the page shows what was printed, up to the lines that it leaves out."""
    shown, printed = (TIME.sub(" 0 ms ", text) for text in (shown, printed))
    wanted = (r"(?:.*\n)*?" if line == CUT else re.escape(line) for line in shown.splitlines(True))
    return re.fullmatch("".join(wanted), printed.removeprefix("\ufeff")) is not None


def change(path: Path, difference: str) -> None:
    """Replace lines of a file, which must be there in one place."""
    lines = difference.splitlines()
    old, new = (
        "".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in (" -", " +")
    )
    before, found, after = f"\n{path.read_text(encoding='utf-8')}".partition(f"\n{old}")
    assert found, f"not in {path}:\n{old}"
    assert f"\n{old}" not in f"\n{after}", f"twice in {path}:\n{old}"
    path.write_text(f"{before}\n{new}{after}"[1:], encoding="utf-8")


@pytest.fixture
def install_here(install: Install, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What `pip install -e .` does: the entry points are known, and `src` is on the path."""

    def install_here() -> None:
        project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
        points = "".join(
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in named.items())
            for group, named in project["entry-points"].items()
        )
        install(project["name"], {}, points.encode(), project["version"])
        monkeypatch.syspath_prepend(str(Path("src").absolute()))

    return install_here


@pytest.fixture
def type_in(
    run: Run, install_here: Callable[[], None], site: Path, monkeypatch: pytest.MonkeyPatch
) -> TypeIn:
    """Does what a command of the page does; returns what the terminal shows of it."""

    def type_in(command: str) -> str:
        match shlex.split(command):
            case ["fact", *arguments]:
                with redirect_stderr(sys.stdout):
                    return run(*arguments).out
            case ["cd", folder]:
                monkeypatch.chdir(folder)
            case ["pip", "install", "-e", "."]:
                for earlier in site.glob("*.dist-info"):
                    shutil.rmtree(earlier)
                install_here()
            case _:
                pytest.fail(f"the page shows a command that is not known here: {command}")
        return ""

    return type_in


@pytest.mark.parametrize("language", PAGES)
def test_what_the_tutorial_shows_is_what_happens(
    language: str, type_in: TypeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("FACT_LANG", language)
    for mark, kind, text in blocks(language):
        doing, _, name = mark.rpartition(" ")
        path = Path(name)
        match kind, doing:
            case "console", "":
                for command, shown in commands(text):
                    printed = type_in(command)
                    assert agrees(shown, printed), f"$ {command}\n{printed}"
            case "diff", "change":
                change(path, text)
            case _, "in":
                assert text in path.read_text(encoding="utf-8")
            case "toml", "add to":
                before = path.read_text(encoding="utf-8")
                path.write_text(f"{before}\n{text}", encoding="utf-8")
            case (("toml" | "python"), "") if name:
                path.write_text(text, encoding="utf-8")
            case _:
                assert kind == "sh", f"nobody knows what to do with this block:\n{text}"


def test_both_languages_do_the_same() -> None:
    def done(language: str) -> list[object]:
        return [
            [command for command, _ in commands(text)] if kind == "console" else (mark, text)
            for mark, kind, text in blocks(language)
            if not mark.startswith("in ") or mark.endswith(".py")
        ]

    assert done("en") == done("zh")
