"""Why a file was refused is told in both languages, whatever language the system speaks."""

import errno
import os
import re
from pathlib import Path

import pytest

from factmatrix.system_errors import reason


@pytest.mark.parametrize(
    ("code", "en", "zh"),
    [
        (errno.ENOENT, "there is no such file or folder", "没有这个文件或文件夹"),
        (errno.EACCES, "permission denied", "没有权限"),
        (errno.EISDIR, "this is a folder, not a file", "这是文件夹，不是文件"),
        (errno.ENOSPC, "the disk is full", "磁盘已满"),
    ],
)
def test_common_reasons_are_told_in_both_languages(code: int, en: str, zh: str) -> None:
    told = reason(OSError(code, os.strerror(code)))
    assert (told.en, told.zh) == (en, zh)


def test_a_rare_reason_is_quoted_from_the_system() -> None:
    told = reason(OSError(errno.EDOM, "Numerical argument out of domain"))
    assert told.en == "Numerical argument out of domain"
    assert told.zh == "系统报错“Numerical argument out of domain”"
    assert reason(OSError()).en == "OSError"


def test_a_folder_read_as_a_file_and_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r".") as folder:
        tmp_path.read_bytes()
    assert not re.search(r"[A-Za-z]", reason(folder.value).zh)
    with pytest.raises(ValueError, match="null") as name:
        Path("a\0b").read_bytes()
    assert reason(name.value).zh == "文件不能用这样的名称"
