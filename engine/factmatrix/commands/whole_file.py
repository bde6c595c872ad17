"""A file that appears whole or not at all, however long it is written."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from factmatrix.commands.failing import UsageProblem
from factmatrix.text import Text
from factmatrix.toml.save import not_written


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Text in UTF-8 that takes the place of `path` at the end; after an error nothing has changed.

    A symbolic link is followed, permissions are kept. Raises UsageProblem where the file cannot be
    written.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(8)}.tmp")
    try:
        mode = _mode_of(target, path)
        try:
            with temporary.open("x", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                temporary.chmod(mode)
            os.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageProblem(not_written(path, error)) from None


def _mode_of(target: Path, path: Path) -> int | None:
    """The permissions of the file to replace; None if there is none."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise UsageProblem(
            Text(
                f"{path} is a folder, a pipe or a device. Name a file after -o.",
                f"{path} 是文件夹、管道或设备，-o 后面请写文件名。",
            )
        )
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(mode)
