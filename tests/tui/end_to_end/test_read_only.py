"""What the modes of files forbid is told, nothing is lost, and another place is offered.

Root is bound by modes, too, once it has given up the capability to pass over them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.end_to_end.conftest import Open
from tests.tui.end_to_end.terminal import Terminal
from tests.tui.end_to_end.test_working import brands, change_price_index, file, index_of

__all__ = ["brands", "file"]

_GIVEN_UP = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.fixture
def fact(tmp_path: Path) -> tuple[str | Path, ...]:
    """The command, bound by the modes of files."""
    command = Path(sys.executable).with_name("fact")
    if os.geteuid() != 0:
        return (command,)
    tried = tmp_path / "tried"
    tried.touch(0o000)
    cat = (*_GIVEN_UP, "cat", tried)
    if not shutil.which("setpriv") or subprocess.run(cat, capture_output=True).returncode != 1:
        pytest.skip("root cannot give up here what lets it pass over the modes of files")
    return (*_GIVEN_UP, command)


@pytest.fixture
def locked(brands: Path) -> Iterator[Path]:
    """A folder in which nothing can be made, renamed or deleted."""
    brands.chmod(0o555)
    yield brands
    brands.chmod(0o755)


def saved_elsewhere(terminal: Terminal) -> None:
    """Change a figure, try to save, and take the place that is offered."""
    change_price_index(terminal)
    terminal.send("C-s")
    assert "allowed" in terminal.wait_for("Save as another file")  # its lines break anywhere
    terminal.send("Enter")
    terminal.wait_for("Saved.")
    terminal.send("C-q")
    assert terminal.code() == 0


def test_a_read_only_file_is_saved_beside_it(
    start: Open, fact: tuple[str | Path, ...], file: Path
) -> None:
    before = file.read_bytes()
    file.chmod(0o444)
    terminal = start("tui", file, command=fact)
    terminal.wait_for("read only · Paper Pond")
    saved_elsewhere(terminal)
    assert file.read_bytes() == before
    assert index_of(file.with_name("price-strong 2.toml")) == 400


def test_a_profile_in_a_read_only_folder_is_saved_around_it(
    start: Open, fact: tuple[str | Path, ...], locked: Path, file: Path
) -> None:
    before = file.read_bytes()
    terminal = start("tui", file, command=fact)
    terminal.wait_for("Lead with A")
    saved_elsewhere(terminal)
    assert file.read_bytes() == before
    assert index_of(locked.parent / file.name) == 400


def test_in_a_read_only_folder_nothing_is_renamed_or_exported(
    start: Open, fact: tuple[str | Path, ...], locked: Path, file: Path
) -> None:
    there = sorted(locked.iterdir())
    terminal = start("tui", file, command=fact)
    terminal.wait_for("Lead with A")
    change_price_index(terminal)
    terminal.send("F2")
    terminal.wait_for("Rename the file")
    terminal.type("x")
    terminal.send("Enter")
    terminal.wait_for("denied")
    terminal.send("Escape")
    terminal.wait_for("Discard what you entered?")
    terminal.send("x")
    terminal.wait_for(lambda screen: "Rename" not in screen)
    terminal.send("C-p")
    terminal.wait_for("Command, brand or field")
    terminal.type("export json")
    terminal.send("Enter")
    terminal.wait_for("allowed")
    assert "* Paper Pond" in terminal.screen
    assert sorted(locked.iterdir()) == there


def test_what_may_not_be_read_is_told(
    start: Open, fact: tuple[str | Path, ...], brands: Path, file: Path
) -> None:
    file.chmod(0o000)
    shut = brands / "shut"
    shut.mkdir(0o000)
    start("tui", shut, command=fact).wait_for("permission denied")
    terminal = start("tui", brands, command=fact)
    terminal.wait_for("✗ price-strong")
    terminal.send("/")
    terminal.type("price")
    terminal.send("Enter", "Enter")
    terminal.wait_for("denied")
    terminal.send("C-q")
    assert terminal.code() == 0
