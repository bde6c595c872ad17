"""The bytes of a profile's file, or why it is none that could be read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from factmatrix.system_errors import reason
from factmatrix.text import Text
from factmatrix.toml.decode import MAX_BYTES, too_large
from factmatrix.toml.problem import SourceError, problem_at

_AS_IT_IS = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # Windows would change line ends


def file_bytes(path: str | Path) -> bytes:
    """The bytes of a file; raises SourceError if it is no ordinary file of ordinary size."""
    try:
        # Asked before it is opened: opening a named pipe waits for somebody to write.
        status = os.stat(path)
        if problem := _no_profile(status):
            raise SourceError(problem_at("", 0, problem))
        file = os.open(path, _AS_IT_IS)
        try:
            # One byte more than it has: who gets all but that one has come to the end.
            size = status.st_size
            data = os.read(file, size + 1)
            while len(data) != size and (more := os.read(file, MAX_BYTES + 1 - len(data))):
                data += more  # it has grown, or comes in pieces; `decode` counts again
            return data
        finally:
            os.close(file)
    except FileNotFoundError:
        message = Text("There is no such file. Check the name.", "没有这个文件，请检查文件名。")
        raise SourceError(problem_at("", 0, message)) from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        why = reason(error)
        message = Text(f"The file cannot be read: {why.en}.", f"文件无法读取：{why.zh}。")
        raise SourceError(problem_at("", 0, message)) from error


def _no_profile(status: os.stat_result) -> Text | None:
    """Why a file cannot be a profile, whatever it holds."""
    if stat.S_ISDIR(status.st_mode):
        return Text("This is a folder. Name a file in it.", "这是文件夹，请指定其中的文件。")
    if not stat.S_ISREG(status.st_mode):
        return Text(
            "This is a pipe or a device. Save what it delivers as a file first.",
            "这是管道或设备，请先把内容存成文件。",
        )
    if status.st_size > MAX_BYTES:
        return too_large(status.st_size)
    return None
