"""Writing an export: a file that is there already is never replaced without asking."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.screen import Screen

from factmatrix import Text
from factmatrix.desk import SaveError, content, reason, save
from factmatrix.text import clean
from factmatrix_tui.export import free_path
from factmatrix_tui.language import tell
from factmatrix_tui.screens.ask import Ask, Choice

_EXISTS = Text("A file of that name is there already.", "已有同名文件。")
_WRITTEN = Text("Written: {}", "已写入：{}")
_REPLACE = Choice("replace", Text("Replace it", "替换"), "r")
_BOTH = Choice("both", Text("Keep both", "两个都留"), "b")
_STAY = Choice("stay", Text("Cancel", "取消"), "escape")


async def write_file(screen: Screen[Any], path: Path, text: str) -> None:
    """Write a file, asking first where there is one; runs in a worker of the screen."""
    expected = None
    try:
        if path.exists():
            question = Ask(_EXISTS, [str(path)], [_BOTH, _REPLACE, _STAY])
            answer = await screen.app.push_screen_wait(question)
            if answer == "replace":
                expected = content(path)
            elif answer == "both":
                path = free_path(path)
            else:
                return
        save(path, text, expected=expected)
    except SaveError as error:
        tell(screen, error.message, "error", 15)
    except OSError as error:
        tell(screen, _failed(path, reason(error)), "error", 15)
    else:
        tell(screen, Text(_WRITTEN.en.format(path), _WRITTEN.zh.format(path)), seconds=8)


def _failed(path: Path, why: Text) -> Text:
    return Text(
        f"{clean(str(path))} was not written: {why.en}.", f"未能写入 {clean(str(path))}：{why.zh}。"
    )
