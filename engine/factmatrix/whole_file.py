"""A file that appears whole or not at all, however long it is written."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from factmatrix.text import Text
from factmatrix.toml.save import SaveError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` to write into; it takes its place when all went well.

    What was there before stays until then, and for good where anything is raised. A symbolic link
    is followed, permissions are kept. Raises OSError, and SaveError for what is no file.
    """
    target = place_of(path)
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(8)}{target.suffix}")
    try:
        yield temporary
        put_in_place(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def place_of(path: Path) -> Path:
    """The file that a path leads to, which may be replaced; raises OSError and SaveError."""
    target = Path(os.path.realpath(path))
    target.parent.stat()  # a lock beside the file would make the folder
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(target.stat().st_mode):
            message = Text(
                f"{path} is a folder, a pipe or a device. Name a file.",
                f"{path} 是文件夹、管道或设备，请写文件名。",
            )
            raise SaveError(message)
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return target


def put_in_place(temporary: Path, target: Path) -> None:
    """Let a file that is written to its end take the place of another, with its permissions."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    os.replace(temporary, target)
