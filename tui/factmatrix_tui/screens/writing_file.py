"""Writing an export: a file that is there already is never replaced without asking."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.screen import Screen

from factmatrix import Text
from factmatrix.desk import SaveError, reason, save
from factmatrix.text import clean
from factmatrix_tui.export import free_path
from factmatrix_tui.language import say
from factmatrix_tui.screens.ask import Ask, Choice

_EXISTS = Text("There is such a file already.", "已有同名文件。")
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
                expected = path.read_bytes()
            elif answer == "both":
                path = free_path(path)
            else:
                return
        save(path, text, expected=expected)
    except SaveError as error:
        told = say(screen, error.message)
        screen.notify(told, severity="error", timeout=15, markup=False)
    except OSError as error:
        told = say(screen, _failed(path, reason(error)))
        screen.notify(told, severity="error", timeout=15, markup=False)
    else:
        screen.notify(say(screen, _WRITTEN).format(clean(str(path))), timeout=8, markup=False)


def _failed(path: Path, why: Text) -> Text:
    return Text(
        f"{clean(str(path))} was not written: {why.en}.", f"未能写入 {clean(str(path))}：{why.zh}。"
    )
