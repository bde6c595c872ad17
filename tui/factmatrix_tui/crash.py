"""A crash in a few words for the person, and a report that holds nothing of a client's data."""

from __future__ import annotations

import platform
import sys
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from traceback import walk_tb

from factmatrix import Text
from factmatrix_tui.state import replace_file, state_folder

_PACKAGES = ("factmatrix", "textual", "pydantic", "rich")


def write_report(error: BaseException) -> Path | None:
    """Where the program stood, without values: names of files, functions and errors only.

    None where no report could be written.
    """
    path = state_folder() / f"crash-{datetime.now():%Y%m%d-%H%M%S}.txt"
    lines = [f"Python {platform.python_version()} on {sys.platform}"]
    lines += [f"{package} {version(package)}" for package in _PACKAGES]
    current: BaseException | None = error
    while current is not None:
        lines += ["", type(current).__qualname__, *_frames(current)]
        current = current.__cause__ or current.__context__
    with suppress(OSError):
        replace_file(path, "\n".join(lines) + "\n")
        return path
    return None


def _frames(error: BaseException) -> list[str]:
    return [
        f"  {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(error.__traceback__)
    ]


def message(report: Path | None) -> Text:
    """What the person is told."""
    where = (
        Text(f" What happened is in {report}; it holds no data of brands.",
             f"经过记录在 {report}，其中没有品牌数据。")
        if report
        else Text("", "")
    )  # fmt: skip
    return Text(
        "factmatrix had to stop because of an error of its own. Unsaved changes are offered when "
        f"you start it again.{where.en}",
        f"程序自身出错，已停止。未保存的修改会在下次启动时询问是否恢复。{where.zh}",
    )
