"""A save that is killed at any moment leaves the old file or the new one, whole, and no litter."""

import os
import sys
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest

from factmatrix.toml.save import ChangedOnDisk, save
from tests.toml.endless_saves import VERSIONS, save_for_ever

KILLS = 200
NAME = "品牌.toml"

if sys.platform == "win32":
    CONTEXT = get_context("spawn")
else:  # a copy of a process that has imported all it needs
    CONTEXT = get_context("forkserver")
    CONTEXT.set_forkserver_preload(["factmatrix.toml.save"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "brands"
    folder.mkdir()
    (folder / NAME).write_bytes(VERSIONS[0])
    return folder / NAME


def killed_after(seconds: float, file: Path) -> int:
    """How many saves came through before the process that made them was killed."""
    hears, tells = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=save_for_ever, args=(file, tells))
    process.start()
    tells.close()
    with hears:
        assert hears.recv_bytes() == b"begun"
        process.join(seconds)
        process.kill()
        process.join()
        process.close()
        return sum(1 for _ in iter(partial(heard, hears), None))


def heard(hears: Connection) -> bytes | None:
    """What the other side told, None when it has ended."""
    try:
        return hears.recv_bytes()
    except EOFError:
        return None


def test_a_save_that_is_killed_leaves_one_version_whole(file: Path) -> None:
    random = Random(20_260_618)
    seen, torn = set(), 0
    for _ in range(KILLS):
        saves = killed_after(random.uniform(0, 0.02), file)
        now = file.read_bytes()
        assert now in VERSIONS
        seen.add(now)
        litter = [path for path in file.parent.iterdir() if path != file]
        assert not saves or len(litter) <= 1, "a save clears away what earlier ones left"
        torn += bool(litter)
    assert seen == set(VERSIONS)
    assert torn, "no kill fell into a save: nothing was tried"
    save(file, "format = 1\n", expected=file.read_bytes())
    assert [path.name for path in file.parent.iterdir()] == [NAME]


def test_a_save_clears_away_nothing_of_other_files(file: Path) -> None:
    others = [file.with_name(name) for name in (".other.tmp", f".{NAME}.tmp", "品牌.toml.tmp")]
    for other in others:
        other.touch()
    save(file, "format = 1\n", expected=VERSIONS[0])
    assert set(file.parent.iterdir()) == {file, *others}


def test_of_two_saves_at_once_the_slower_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def another_app_is_quicker(descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", sync)
        save(file, "theirs = 1\n", expected=VERSIONS[0])

    monkeypatch.setattr(os, "fsync", another_app_is_quicker)
    with pytest.raises(ChangedOnDisk):
        save(file, "mine = 1\n", expected=VERSIONS[0])
    assert file.read_bytes() == b"theirs = 1\n"
    assert [path.name for path in file.parent.iterdir()] == [NAME]
