"""The files of a folder: found, renamed and deleted without ever losing another one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factmatrix.desk import ChangedOnDisk, SaveError, file_name
from factmatrix.desk.folder import delete, kind_of, profiles_in, rename


def test_profiles_are_found_in_order_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    wanted = [tmp_path / "a.toml", tmp_path / "b" / "c.toml"]
    for path in (*wanted, tmp_path / ".d.toml", tmp_path / ".e" / "f.toml", tmp_path / "g.txt"):
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert profiles_in(tmp_path) == tuple(wanted)


def test_a_folder_that_is_not_there_is_no_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        profiles_in(tmp_path / "none")


def test_what_is_at_a_path(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.touch()
    paths = (tmp_path, file, tmp_path / "b", file / "c", Path("a\0b"))
    assert [kind_of(path) for path in paths] == ["folder", "file", *["missing"] * 3]


def test_renaming_never_overwrites(tmp_path: Path) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text("old")
    new.write_text("new")
    with pytest.raises(SaveError, match="already"):
        rename(old, new)
    assert (old.read_text(), new.read_text()) == ("old", "new")
    rename(old, tmp_path / "other.toml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.toml", "other.toml"]


def test_a_file_that_cannot_be_renamed_leaves_no_other_behind(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="no such file"):
        rename(tmp_path / "none.toml", tmp_path / "new.toml")
    assert not list(tmp_path.iterdir())


def test_only_what_was_read_is_deleted(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("theirs")
    with pytest.raises(ChangedOnDisk):
        delete(file, b"mine")
    assert file.exists()
    delete(file, b"theirs")
    assert not file.exists()
    with pytest.raises(SaveError, match="no such file"):
        delete(file, b"theirs")


@given(st.text())
def test_a_proposed_file_name_is_one_and_stays_as_it_is(name: str) -> None:
    proposed = file_name(name)
    assert file_name(proposed) == proposed
    assert not set(proposed) & set('/\\:*?"<>|')
    assert len(proposed.encode()) < 250
    assert not proposed.startswith(".")
    assert proposed.partition(".")[0].upper() not in ("CON", "NUL", "COM1")


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("花西子", "花西子"),
        ("A/B: c?", "A-B- c-"),
        (" .x. ", "x"),
        ("con", "con-"),
        ("…" * 3, "………"),
    ],
)
def test_file_names_keep_what_every_system_takes(name: str, proposed: str) -> None:
    assert file_name(name) == proposed
