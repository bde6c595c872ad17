"""Saving: the old text or the new one, never less."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factmatrix.toml.save import ChangedOnDisk, SaveError, save

OLD = b'name = "\xe7\x94\xb2"\r\n'
NEW = 'name = "乙"\r\n'

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "品牌.toml"
    path.write_bytes(OLD)
    return path


def assert_untouched(file: Path) -> None:
    assert file.read_bytes() == OLD
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_new_text_replaces_the_old_byte_for_byte(file: Path) -> None:
    assert save(file, NEW, expected=OLD) == NEW.encode()
    assert file.read_bytes() == NEW.encode()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_was_written_is_what_the_next_save_expects(file: Path) -> None:
    save(file, "a = 2\n", expected=save(file, "a = 1\n", expected=OLD))
    assert file.read_bytes() == b"a = 2\n"


def test_a_byte_order_mark_stays(file: Path) -> None:
    marked = b"\xef\xbb\xbf" + OLD
    file.write_bytes(marked)
    save(file, NEW, expected=marked)
    assert file.read_bytes() == b"\xef\xbb\xbf" + NEW.encode()


def test_a_new_file_is_written_without_a_mark(tmp_path: Path) -> None:
    save(tmp_path / "new.toml", NEW, expected=None)
    assert (tmp_path / "new.toml").read_bytes() == NEW.encode()


def test_a_file_that_should_not_exist_is_not_overwritten(file: Path) -> None:
    with pytest.raises(ChangedOnDisk) as caught:
        save(file, NEW, expected=None)
    assert "exists already" in caught.value.message.en
    assert_untouched(file)


def test_a_file_changed_meanwhile_is_not_overwritten(file: Path) -> None:
    with pytest.raises(ChangedOnDisk, match="another program") as caught:
        save(file, NEW, expected=b"what was read")
    assert "其他程序" in caught.value.message.zh
    assert_untouched(file)


def test_a_file_changed_while_saving_is_not_overwritten(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def another_program_writes(descriptor: int) -> None:
        sync(descriptor)
        file.write_bytes(b"theirs = 1\n")

    monkeypatch.setattr(os, "fsync", another_program_writes)
    with pytest.raises(ChangedOnDisk):
        save(file, NEW, expected=OLD)
    assert file.read_bytes() == b"theirs = 1\n"
    assert len(list(file.parent.iterdir())) == 1


def test_a_file_gone_meanwhile_is_not_made_anew(file: Path) -> None:
    file.unlink()
    with pytest.raises(ChangedOnDisk, match="moved or deleted"):
        save(file, NEW, expected=OLD)
    assert not list(file.parent.iterdir())


def test_a_missing_folder_is_named_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="folder does not exist") as caught:
        save(tmp_path / "none" / "a.toml", NEW, expected=None)
    assert "文件夹不存在" in caught.value.message.zh


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SaveError):
        save(tmp_path, NEW, expected=OLD)


@pytest.mark.parametrize("error", [PermissionError(13, "held"), OSError(28, "full")])
def test_a_failing_replacement_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def fail(source: object, target: object) -> None:
        raise error

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(SaveError, match="untouched"):
        save(file, NEW, expected=OLD)
    assert_untouched(file)


def test_an_interrupted_save_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(file, NEW, expected=OLD)
    assert_untouched(file)


@posix
def test_a_full_disk_leaves_the_old_file(file: Path) -> None:
    # A limit on the size of files stands in for the full disk: the write itself fails.
    script = """
import resource, signal, sys
from pathlib import Path
from factmatrix.toml.save import SaveError, save
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
path = Path(sys.argv[1])
try:
    save(path, "a = 1\\n" * 1000, expected=path.read_bytes())
except SaveError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, file], capture_output=True, encoding="utf-8", timeout=60
    )
    assert "disk is full" in done.stdout, done.stderr
    assert_untouched(file)


@posix
def test_permissions_are_kept(file: Path) -> None:
    file.chmod(0o640)
    save(file, NEW, expected=OLD)
    assert file.stat().st_mode & 0o777 == 0o640


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anything")
def test_a_protected_file_is_not_replaced(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(SaveError, match="not allowed"):
        save(file, NEW, expected=OLD)
    assert_untouched(file)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anything")
def test_a_protected_folder_leaves_the_old_file(file: Path) -> None:
    file.parent.chmod(0o555)
    with pytest.raises(SaveError, match="not allowed"):
        save(file, NEW, expected=OLD)
    file.parent.chmod(0o755)
    assert_untouched(file)


@posix
def test_a_symbolic_link_stays_and_its_target_is_written(file: Path) -> None:
    link = file.parent / "link.toml"
    link.symlink_to(file.name)
    save(link, NEW, expected=OLD)
    assert link.is_symlink()
    assert file.read_bytes() == NEW.encode()
