"""The plugins found, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from factmatrix.text import Text, clean
from factmatrix.views.columns import columns
from factmatrix.views.screen import Screen

if TYPE_CHECKING:
    from factmatrix.engine import Engine

STATES: Mapping[str, Text] = {
    "ok": Text("ok", "正常"),
    "failed": Text("failed", "失败"),
    "disabled": Text("off", "停用"),
}
NONE_FOUND = Text("No plugin is installed.", "未安装任何插件。")


def plugin_list(engine: Engine, screen: Screen) -> Iterator[str]:
    """A line a plugin: id, state, who ships it, the position; and why a failed one failed."""
    titles = {
        p.info.id: f"{p.info.letter} {screen.say(p.info.title)}" for p in engine.plugins.positions
    }
    rows = [
        [
            clean(report.id or report.name),
            screen.say(STATES[report.status]),
            clean(f"{report.distribution or ''} {report.version or ''}").strip(),
            clean(titles.get(report.id or "", "")) if report.status == "ok" else "",
        ]
        for report in engine.reports
    ]
    lines = columns(rows, ("left",) * 4, indent=0, cells=screen.cells, flexible=(0, 2, 3))
    for line, report in zip(lines, engine.reports, strict=True):
        yield line
        if report.reason:
            yield from screen.lines(screen.say(report.reason), "    ")
    if not rows:
        yield screen.say(NONE_FOUND)
