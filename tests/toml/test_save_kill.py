"""A save that is killed at any moment leaves the old file or the new one, whole, and no litter."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from factmatrix.toml.save import ChangedOnDisk, save

KILLS = 200
NAME = "品牌.toml"
VERSIONS = tuple(
    f'format = 1\n[brand]\nname = "{name}"\nnotes = """\n{name * 20_000}"""\n'.encode()
    for name in ("甲", "乙乙")
)
SAVES_FOR_EVER = """
import sys
from pathlib import Path
from factmatrix.toml.save import save
path, *versions = map(Path, sys.argv[1:])
texts = [version.read_bytes() for version in versions]
now = path.read_bytes()
print("begun", flush=True)
while True:
    now = save(path, texts[now == texts[0]].decode(), expected=now)
    print(end=".", flush=True)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "brands"
    folder.mkdir()
    (folder / NAME).write_bytes(VERSIONS[0])
    return folder / NAME


def killed_after(seconds: float, file: Path, versions: list[Path]) -> int:
    """How many saves came through before the process that made them was killed."""
    command = [sys.executable, "-c", SAVES_FOR_EVER, str(file), *map(str, versions)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"begun"
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        return len(process.stdout.read())


def test_a_save_that_is_killed_leaves_one_version_whole(file: Path, tmp_path: Path) -> None:
    versions = [tmp_path / "first", tmp_path / "second"]
    for version, data in zip(versions, VERSIONS, strict=True):
        version.write_bytes(data)
    random = Random(20_260_618)
    seen, torn = set(), 0
    for _ in range(KILLS):
        saves = killed_after(random.uniform(0, 0.02), file, versions)
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
