"""What became of each plugin: who ships it, whether it works, and if not, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from factmatrix import Text
from factmatrix.text import clean
from factmatrix.views.plugins import NONE_FOUND, STATES, milliseconds
from factmatrix_tui.cells import cells, filled, hung
from factmatrix_tui.command_groups import help_of
from factmatrix_tui.commands import BACK
from factmatrix_tui.language import language_of, say
from factmatrix_tui.widgets.drawn import Drawn
from factmatrix_tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from factmatrix.assessment import PositionFailure
    from factmatrix_tui.app import FactApp

_TITLE = Text("Plugins", "插件")
_SUSPENDED = Text("stopped", "已停用")
_HEADS = (
    Text("Id", "名称"), Text("State", "状态"), Text("Time", "用时"),
    Text("Shipped by", "来自"), Text("Position", "阵地"),
)  # fmt: skip
_TIME = Text(
    "Time: what scoring a brand takes, on average since the start.",
    "用时：启动以来给一个品牌评分的平均时间。",
)
_FOR_GOOD = Text(
    "To switch one off for good: fact plugins disable topkol. To switch one on: fact plugins "
    "enable topkol.",
    "长期停用：fact plugins disable topkol；长期启用：fact plugins enable topkol。",
)
_ONCE = Text(
    "For one start: fact tui --no-plugin topkol, or --plugin.",
    "只对本次启动：fact tui --no-plugin topkol，启用则用 --plugin。",
)
_FAILS = Text("fails when scoring", "评分时出错")
_SIGNS = {"ok": "✓", "failed": "✗", "disabled": "○"}
_STOPPED = "‖"
_LOOK_AGAIN = 1.0
"""Seconds between two looks at what was scored meanwhile."""


class PluginsScreen(Screen[None]):
    """Every plugin that was found, as the engine's process tells it."""

    BINDINGS: ClassVar[list[BindingType]] = [BACK.binding]

    help_groups = help_of((BACK,))

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page"):
            yield PluginTable()
        yield KeyFooter([BACK])

    def why_not(self, command: str) -> Text | None:
        """It is this screen that `plugins` opens."""
        return Text("It is open.", "已打开。") if command == "plugins" else None

    def action_back(self) -> None:
        """Back to the screen below."""
        self.dismiss()


class PluginTable(Drawn):
    """A line a plugin, and below it what is wrong with it."""

    def on_mount(self) -> None:
        """What fails is seen while the folder is being scored."""
        self.set_interval(_LOOK_AGAIN, self._look)

    def _look(self) -> None:
        self.refresh(layout=True)

    def drawn(self, width: int) -> Content:
        """Columns as wide as their widest cell."""
        return Content("\n").join(list(self._lines(width)))

    def _lines(self, width: int) -> Iterator[Content]:
        yield Content.styled(say(self, _TITLE), "bold")
        yield Content("")
        rows = list(self._rows())
        if not rows:
            yield Content(say(self, NONE_FOUND))
        table = [[say(self, head) for head in _HEADS], *(row for row, _ in rows)]
        widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
        reasons: list[Text | None] = [None, *(why for _, why in rows)]
        for i, (row, why) in enumerate(zip(table, reasons, strict=True)):
            line = "  ".join(filled(cell, w) for cell, w in zip(row, widths, strict=True))
            yield Content.styled(filled(line, width), "" if i else "$text-muted")
            if why:
                yield hung("    ", say(self, why), width, language_of(self), "$text-warning")
        yield Content("")
        for how in (_TIME, _FOR_GOOD, _ONCE):
            yield hung("", say(self, how), width, language_of(self), "$text-muted")

    def _rows(self) -> Iterator[tuple[list[str], Text | None]]:
        app = cast("FactApp", self.app)
        titles = {p.id: f"{p.letter} {say(self, p.title)}" for p in app.about.positions}
        scored = self._scored()
        for report in app.about.reports:
            stopped = app.engine.suspended.get(report.name) or app.engine.suspended.get(
                report.id or ""
            )
            failed = [
                (brand, failure)
                for brand, failures in scored
                for failure in failures
                if report.status == "ok" and failure.position == report.id
            ]
            calls = app.engine.calls.get(report.id or "") if report.status == "ok" else None
            sign, state = _SIGNS[report.status], STATES[report.status]
            if stopped:
                sign, state = _STOPPED, _SUSPENDED
            elif not all(failure.is_ranked for _, failure in failed):
                sign, state = "✗", _FAILS
            yield (
                [
                    clean(report.id or report.name),
                    f"{sign} {say(self, state)}",
                    say(self, milliseconds(calls.mean)) if calls else "",
                    clean(f"{report.distribution or ''} {report.version or ''}").strip(),
                    clean(titles.get(report.id or "", "")),
                ],
                stopped or (_told(failed, len(scored)) if failed else report.reason),
            )

    def _scored(self) -> list[tuple[str, Sequence[PositionFailure]]]:
        """Name and failures of the open brand, then of all others that were scored so far."""
        main = cast("FactApp", self.app).main
        document = main.document
        scored: list[tuple[str, Sequence[PositionFailure]]] = []
        if document and document.answer:
            scored.append((document.name, document.answer.failures))
        for path, summary in main.library.summaries.items():
            if summary.error is None and not (document and document.path == path):
                scored.append((summary.name, summary.failures))
        return scored


def _told(failed: Sequence[tuple[str, PositionFailure]], scored: int) -> Text:
    """For how many brands a plugin failed, and how for the first of them."""
    brand, first = failed[0]
    why = first.reason
    if scored == 1:
        return why
    name = clean(brand)
    return Text(
        f"Failed for {len(failed)} of the {scored} brands scored so far. {name}: {why.en}",
        f"已评分的 {scored} 个品牌中有 {len(failed)} 个出错。{name}：{why.zh}",
    )
