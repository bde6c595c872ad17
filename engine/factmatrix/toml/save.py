"""Writing a file so that at every moment it is whole: either the old text or the new one."""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from factmatrix.system_errors import reason
from factmatrix.text import Text


class SaveError(OSError):
    """A file that could not be written; what was there before is untouched."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message

    def __reduce__(self) -> tuple[type[SaveError], tuple[Text]]:
        return type(self), (self.message,)  # as it is made, so that it can be sent on


class ChangedOnDisk(SaveError):
    """The file is not what it was when it was read; it has not been overwritten."""


def content(path: Path) -> bytes:
    """The bytes of a file that is to be replaced or deleted.

    Raises OSError where it cannot be read, SaveError for a pipe or a device, which nobody may wait
    for.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        message = Text(
            f"{path} is no file any more but a folder, a pipe or a device. Nothing was written: "
            "choose another name.",
            f"{path} 已不是普通文件，而是文件夹、管道或设备，未写入：请换一个文件名。",
        )
        raise SaveError(message)
    return path.read_bytes()


def save(path: Path, text: str, *, expected: bytes | None) -> bytes:
    """Replaces the file by `text` in UTF-8, line ends as they are; returns what was written.

    `expected` is what the file held when it was read, None if it must not exist yet. A byte order
    mark that was there stays. A symbolic link is followed, permissions are kept. Raises
    ChangedOnDisk if the file holds something else by now, SaveError if it cannot be written.
    """
    data = text.encode()
    if expected is not None and expected.startswith(codecs.BOM_UTF8):
        data = codecs.BOM_UTF8 + data
    try:
        target = Path(os.path.realpath(path))
        _check_unchanged(target, path, expected)
        _replace(target, path, data, expected)
    except SaveError:
        raise
    except OSError as error:
        raise SaveError(not_written(path, error)) from error
    return data


def _check_unchanged(target: Path, path: Path, expected: bytes | None) -> None:
    try:
        current = content(target)
    except FileNotFoundError:
        current = None
    if current == expected:
        return
    if expected is None:
        message = Text(
            f"{path} exists already. It was not overwritten: choose another name.",
            f"{path} 已经存在，未覆盖：请换一个文件名。",
        )
    elif current is None:
        message = Text(
            f"{path} has been moved or deleted since it was read. Nothing was written: save it "
            "under a name of your choice.",
            f"{path} 在读取之后被移走或删除，未写入：请另存为一个文件。",
        )
    else:
        message = Text(
            f"{path} has been changed by another program since it was read. It was not "
            "overwritten: read it again, or save under another name.",
            f"{path} 在读取之后被其他程序修改过，未覆盖：请重新读取，或另存为别的文件名。",
        )
    raise ChangedOnDisk(message)


def _replace(target: Path, path: Path, data: bytes, expected: bytes | None) -> None:
    """Writes `data` beside the target, to the disk, and puts it in the target's place.

    What saves of the same file that were killed have left beside it is removed afterwards. One
    that is still at work there is refused with that, as it must be: its file has changed.
    """
    if expected is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    prefix = f".{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]}"
    leftovers = list(target.parent.glob(f"{prefix}.*.tmp"))
    temporary = target.with_name(f"{prefix}.{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _check_unchanged(target, path, expected)  # writing took its time
        if expected is not None:
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        os.replace(temporary, target)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, FileNotFoundError):
            _check_unchanged(target, path, expected)  # a save that was quicker removed it
        raise
    for leftover in leftovers:
        with suppress(OSError):
            leftover.unlink()
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power failure, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    with suppress(OSError):  # the file is in place, whether or not the folder can be synced
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def why_not_saved(path: Path, error: OSError) -> Text:
    """The words of a SaveError, or those for an error of the system."""
    return error.message if isinstance(error, SaveError) else not_written(path, error)


def not_written(path: Path, error: OSError) -> Text:
    """Why a file could not be written, and that what was there before is untouched."""
    if error.errno in (errno.ENOSPC, errno.EFBIG):
        why = Text("the disk is full. Free some space.", "磁盘已满，请先清出空间。")
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        why = Text(
            "this is not allowed. Check the permissions of file and folder, and whether another "
            "program holds the file.",
            "没有权限。请检查文件和文件夹的权限，以及文件是否被其他程序占用。",
        )
    elif error.errno == errno.ENOENT:
        why = Text("the folder does not exist. Create it first.", "文件夹不存在，请先创建。")
    else:
        why = Text(f"{reason(error).en}.", f"{reason(error).zh}。")
    return Text(
        f"{path} could not be written: {why.en} What was there before is untouched.",
        f"无法写入 {path}：{why.zh}原有内容没有改动。",
    )
