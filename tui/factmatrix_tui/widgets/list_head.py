"""What stands above the list of brands: how many, in which order, and how far the scoring is."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from factmatrix import Text
from factmatrix_tui.cells import cells
from factmatrix_tui.commands import CANCEL
from factmatrix_tui.keys import keys_of
from factmatrix_tui.language import say
from factmatrix_tui.library import Order
from factmatrix_tui.widgets.drawn import Kept

_NONE_FITS = Text("None fits; Esc for all", "没有符合的，Esc 看全部")
_STOP, _GO_ON = Text("Stop", "停止"), Text("Go on", "继续")


@dataclass(frozen=True, slots=True)
class ListState:
    """How many brands are shown of how many, and how many have been scored."""

    shown: int = 0
    all: int = 0
    scored: int = 0
    order: Order = Order.NAME
    filtered: bool = False
    stopped: bool = False


class ListHead(Kept):
    """A few lines: the list, and the progress of scoring with the key that stops it."""

    def __init__(self) -> None:
        super().__init__(id="list-head")
        self.state: ListState | None = None

    def show(self, state: ListState) -> None:
        """Show this state."""
        if state != self.state:
            self.state = state
            self.refresh(layout=True)

    def render(self) -> Content:
        """The lines; none until a folder was read, none of the progress once all are scored."""
        state = self.state
        if state is None:
            return Content("")
        lines = [say(self, _list_line(state))]
        if state.filtered and not state.shown:
            lines.append(say(self, _NONE_FITS))
        if state.scored < state.all:
            lines += self._progress(say(self, _scored(state)), self._key(state))
        return Content.styled("\n".join(lines), "$text-muted")

    def _key(self, state: ListState) -> str:
        does = say(self, _GO_ON if state.stopped else _STOP)
        return f"{' '.join(keys_of(self, CANCEL))} {does}"

    def _progress(self, scored: str, key: str) -> list[str]:
        """In one line, where both fit into it."""
        line = f"{scored} · {key}"
        return [line] if cells(line) <= self.size.width else [scored, key]


def _list_line(state: ListState) -> Text:
    order = state.order.value
    if state.filtered:
        return Text(
            f"{state.shown:,} of {state.all:,} · by {order.en}",
            f"{state.shown:,}/{state.all:,} 个品牌 · 按{order.zh}",
        )
    count = "1 brand" if state.all == 1 else f"{state.all:,} brands"
    return Text(f"{count} · by {order.en}", f"{state.all:,} 个品牌 · 按{order.zh}")


def _scored(state: ListState) -> Text:
    return Text(
        f"scored {state.scored:,} of {state.all:,}", f"已评分 {state.scored:,}/{state.all:,}"
    )
