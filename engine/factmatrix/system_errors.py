"""Why the system refused a file, in the reader's language: its own messages are in one only."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping

from factmatrix.text import Text

_REASONS: Mapping[int, Text] = {
    errno.ENOENT: Text("there is no such file or folder", "没有这个文件或文件夹"),
    errno.ENOTDIR: Text(
        "a part of the path is a file, not a folder", "路径中有一段是文件，不是文件夹"
    ),
    errno.EISDIR: Text("this is a folder, not a file", "这是文件夹，不是文件"),
    errno.EEXIST: Text("a file of that name is there already", "已有同名文件"),
    errno.EACCES: Text("permission denied", "没有权限"),
    errno.EPERM: Text("this is not allowed", "没有权限"),
    errno.EROFS: Text("the disk can only be read", "磁盘是只读的"),
    errno.ENOSPC: Text("the disk is full", "磁盘已满"),
    errno.EFBIG: Text("the file is too large for this disk", "文件太大，磁盘放不下"),
    errno.ENAMETOOLONG: Text("the name is too long", "名称太长"),
    errno.EBUSY: Text("another program holds it", "正被其他程序占用"),
    errno.EMFILE: Text("too many files are open", "打开的文件太多"),
    errno.ELOOP: Text("its links lead in a circle", "链接循环指向自己"),
    errno.EIO: Text("the disk could not be read or written", "磁盘读写出错"),
}


def reason(error: OSError | ValueError) -> Text:
    """A short reason without a full stop; what has no words of ours is quoted from the system.

    A ValueError is what Python raises for a name that no file can have.
    """
    if not isinstance(error, OSError):
        return Text("no file can have such a name", "文件不能用这样的名称")
    known = _REASONS.get(error.errno or 0)
    if known:
        return known
    said = error.strerror or (os.strerror(error.errno) if error.errno else type(error).__name__)
    return Text(said, f"系统报错“{said}”")
