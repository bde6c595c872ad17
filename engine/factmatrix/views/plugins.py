"""The plugins found, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from factmatrix.text import Text, clean
from factmatrix.views.columns import Align, columns
from factmatrix.views.screen import Screen

if TYPE_CHECKING:
    from factmatrix.engine import Engine

STATES: Mapping[str, Text] = {
    "ok": Text("ok", "正常"),
    "failed": Text("failed", "失败"),
    "disabled": Text("off", "停用"),
}
NONE_FOUND = Text("No plugin is installed.", "未安装任何插件。")


def milliseconds(seconds: float) -> Text:
    """The time of a call, to two digits."""
    amount = seconds * 1000
    shown = f"{amount:,.0f}" if amount >= 10 else f"{amount:.2g}"
    return Text(f"{shown} ms", f"{shown} 毫秒")


def plugin_list(engine: Engine, screen: Screen) -> Iterator[str]:
    """A line a plugin: id, state, who ships it, the time to load it, the position.

    Below it why a failed one failed.
    """
    titles = {
        p.info.id: f"{p.info.letter} {screen.say(p.info.title)}" for p in engine.plugins.positions
    }
    rows = [
        [
            clean(report.id or report.name),
            screen.say(STATES[report.status]),
            clean(f"{report.distribution or ''} {report.version or ''}").strip(),
            "" if report.status == "disabled" else f"{report.seconds * 1000:.0f} ms",
            clean(titles.get(report.id or "", "")) if report.status == "ok" else "",
        ]
        for report in engine.reports
    ]
    aligns: tuple[Align, ...] = ("left", "left", "left", "right", "left")
    lines = columns(rows, aligns, indent=0, cells=screen.cells, flexible=(0, 2, 4))
    for line, report in zip(lines, engine.reports, strict=True):
        yield line
        if report.reason:
            yield from screen.lines(screen.say(report.reason), "    ")
    if not rows:
        yield screen.say(NONE_FOUND)
