"""What stands above the list of brands: how many, in which order, and how far the scoring is."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from factmatrix import Text
from factmatrix_tui.language import say
from factmatrix_tui.library import Order


@dataclass(frozen=True, slots=True)
class ListState:
    """How many brands are shown of how many, and how many have been scored."""

    shown: int = 0
    all: int = 0
    scored: int = 0
    order: Order = Order.NAME
    filtered: bool = False
    stopped: bool = False


class ListHead(Widget):
    """Two lines at most: the list, and the progress of scoring with the key that stops it."""

    def __init__(self) -> None:
        super().__init__(id="list-head")
        self.state = ListState()

    def show(self, state: ListState) -> None:
        """Show this state."""
        if state != self.state:
            self.state = state
            self.refresh(layout=True)

    def render(self) -> Content:
        """The lines; nothing of the progress once all are scored."""
        state = self.state
        lines = [say(self, _list_line(state))]
        if state.scored < state.all:
            lines.append(say(self, _scored_line(state)))
        return Content.styled("\n".join(lines), "$text-muted")


def _list_line(state: ListState) -> Text:
    order = state.order.value
    if state.filtered:
        return Text(
            f"{state.shown:,} of {state.all:,} · by {order.en}",
            f"{state.all:,} 个中的 {state.shown:,} 个 · 按{order.zh}",
        )
    count = "1 brand" if state.all == 1 else f"{state.all:,} brands"
    return Text(f"{count} · by {order.en}", f"{state.all:,} 个品牌 · 按{order.zh}")


def _scored_line(state: ListState) -> Text:
    key = Text("Esc goes on", "Esc 继续") if state.stopped else Text("Esc stops", "Esc 停止")
    return Text(
        f"scored {state.scored:,} of {state.all:,} {key.en}",
        f"已评分 {state.scored:,}/{state.all:,} {key.zh}",
    )
