"""A crash in a few words for the person, and a report that holds nothing of a client's data."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from traceback import walk_tb

from textual.worker import WorkerFailed

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
    for each in _chain(error):
        lines += ["", type(each).__qualname__, *_frames(each)]
    with suppress(OSError):
        replace_file(path, "\n".join(lines) + "\n")
        return path
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what it came from, and what a worker that failed says of neither."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        inside = error.error if isinstance(error, WorkerFailed) else None
        error = inside or error.__cause__ or error.__context__


def _frames(error: BaseException) -> list[str]:
    return [
        f"  {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(error.__traceback__)
    ]


_WORK = {
    True: Text(
        "Unsaved changes are offered when you start it again.",
        "未保存的修改会在下次启动时询问是否恢复。",
    ),
    False: Text("Unsaved changes could not be kept.", "未保存的修改没能保留下来。"),
    None: Text(
        "If there is a draft of unsaved changes, it is offered when you start it again.",
        "如果留有未保存修改的草稿，下次启动时会询问是否恢复。",
    ),
}


def message(report: Path | None, *, kept: bool | None) -> Text:
    """What the person is told; `kept` says whether there is a draft of what was not saved.

    None where that is not known.
    """
    work = _WORK[kept]
    where = (
        Text(f"What happened is in {report}; it holds no data of brands.",
             f"经过记录在 {report}，其中没有品牌数据。")
        if report
        else Text("No report could be written.", "也没能写下经过记录。")
    )  # fmt: skip
    return Text(
        f"factmatrix had to stop because of an error of its own. {work.en} {where.en}",
        f"程序自身出错，已停止。{work.zh}{where.zh}",
    )
