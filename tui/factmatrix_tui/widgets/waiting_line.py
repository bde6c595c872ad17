"""What is waited for, once that takes long, and the key that stops it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, cast

from textual.content import Content

from factmatrix import Text
from factmatrix_tui.commands import CANCEL
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import language_of, say
from factmatrix_tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_LOOK_EVERY = 0.5
_LONG = 1.0
"""Seconds after which somebody who waits wants to know what for."""
_DONE = {
    "save": Text("Saving", "正在保存"),
    "open": Text("Opening", "正在打开"),
    "find": Text("Listing the folder", "正在列出文件夹"),
    "summaries": Text("Scoring the folder", "正在为文件夹评分"),
    "judge": Text("Working out the advice", "正在计算建议"),
}
"""By method of the desk."""
_OTHER = Text("Working", "正在处理")
_LINE = Text("{} · {} s · {} Stop", "{} · {} 秒 · {} 停止")


class WaitingLine(Drawn):
    """There while the engine has been at one question for long."""

    def __init__(self) -> None:
        super().__init__(id="waiting")
        self.display = False
        self._awaited = ("", 0)

    def on_mount(self) -> None:
        """Begin to look."""
        self.set_interval(_LOOK_EVERY, self._look)

    def _look(self) -> None:
        fact = cast("FactApp", self.app)
        awaited = fact.engine.awaited
        seconds = monotonic() - awaited.since if awaited else 0.0
        # Until the engine is loaded, there is nothing to do without it.
        self.display = seconds >= _LONG and hasattr(fact, "about")
        # A save asks more than one thing; who saves waits for all of them.
        method = "save" if fact.main.saving.under_way else awaited.method if awaited else ""
        now = (method, int(seconds))
        if self.display and now != self._awaited:
            self._awaited = now
            self.refresh()

    def drawn(self, width: int) -> Content:
        """One line."""
        method, seconds = self._awaited
        done = say(self, _DONE.get(method, _OTHER))
        key = (keys_of(self, CANCEL) or ["–"])[0]
        return Content(_LINE.in_(language_of(self)).format(done, seconds, key))
