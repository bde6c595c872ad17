"""All brands of the folder against all positions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen

from factmatrix import Text
from factmatrix.views.wording import SCORE
from factmatrix_tui.cells import side_by_side
from factmatrix_tui.command_groups import help_of
from factmatrix_tui.commands import TABLE
from factmatrix_tui.export import csv_text
from factmatrix_tui.language import language_of, say
from factmatrix_tui.library import lead_score
from factmatrix_tui.screens.writing_file import write_file
from factmatrix_tui.widgets.drawn import Drawn
from factmatrix_tui.widgets.footer import KeyFooter
from factmatrix_tui.widgets.score_table import BRAND, LEAD, Column, ScoreTable

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_CATEGORY, _FILE, _ERROR = Text("Category", "类目"), Text("File", "文件"), Text("Error", "错误")
_NO_BRANDS = Text("There are no brands in this folder.", "该文件夹里没有品牌。")
_SIGNS = (
    Text("◆ lead", "◆ 主推"),
    Text("▁ low to █ high, like the shade", "▁ 低至 █ 高（底色越浓越高）"),
    Text("– unknown", "– 未知"), Text("✗ failed", "✗ 出错"), Text("! blocked", "! 有障碍"),
    Text("? provisional", "? 暂定"),
)  # fmt: skip
_LOOK_AGAIN = 0.5
"""Seconds after which brands that were read since are shown as well."""
_FILE_NAME = "portfolio.csv"


class Legend(Drawn):
    """What the signs of the table mean, each beside its sign."""

    def drawn(self, width: int) -> Content:
        """As many to a line as fit."""
        return Content("\n".join(side_by_side((say(self, s) for s in _SIGNS), " · ", width)))


class PortfolioScreen(Screen[Path | None]):
    """Gives the brand that was chosen, None where none was."""

    BINDINGS: ClassVar[list[BindingType]] = [c.binding for c in TABLE]

    help_groups = help_of(TABLE)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[Path, ...], int] | None = None

    def compose(self) -> ComposeResult:
        positions = self._app.about.positions
        yield ScoreTable([Column(p.id, p.letter, p.title) for p in positions])
        yield Legend(classes="legend")
        yield KeyFooter(TABLE)

    @property
    def _app(self) -> FactApp:
        return cast("FactApp", self.app)

    def on_mount(self) -> None:
        """The brands as far as they were read; the others come as they are."""
        self._show_brands()
        self.set_interval(_LOOK_AGAIN, self._show_brands)

    def _show_brands(self) -> None:
        """Show what the folder's summaries say now, where that is more than before."""
        library = self._app.main.library
        known = (library.paths, len(library.summaries))
        if known != self._shown:
            self._shown = known
            self.query_one(ScoreTable).show(library.paths, dict(library.summaries))
            self.query_one(KeyFooter).refresh()

    def why_not(self, command: str) -> Text | None:
        """Without brands there is nothing to open, sort or export."""
        if command in ("open_brand", "sort_column", "export_csv"):
            return None if self.query_one(ScoreTable).paths else _NO_BRANDS
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be used is grey."""
        return None if self.is_mounted and self.why_not(action) else True

    @on(ScoreTable.Chosen)
    def _chosen(self, event: ScoreTable.Chosen) -> None:
        self.dismiss(event.path)

    def action_open_brand(self) -> None:
        """Open the brand under the cursor."""
        self.query_one(ScoreTable).choose()

    def action_sort_column(self) -> None:
        """Sort by the marked column, or turn the order round."""
        self.query_one(ScoreTable).sort()

    def action_back(self) -> None:
        """Back to the main screen."""
        self.dismiss(None)

    @work(exclusive=True, group="saving")
    async def action_export_csv(self) -> None:
        """Write the table, in the order shown, into the folder of the brands."""
        folder = self._app.main.library.folder or Path.cwd()
        await write_file(self, folder / _FILE_NAME, self._as_csv())

    def _as_csv(self) -> str:
        app, table = self._app, self.query_one(ScoreTable)
        language = language_of(self)
        positions = app.about.positions
        heads = [say(self, head) for head in (BRAND, _FILE, _CATEGORY, LEAD, SCORE)]
        heads += [f"{p.letter} {p.title.in_(language)}" for p in positions]
        rows: list[list[str | float | None]] = []
        for path in table.paths:
            summary = table.summaries.get(path)
            if summary is None:
                continue
            lead = app.letters.get(summary.lead or "", "")
            rows.append(
                [summary.name, str(path), summary.category, lead, lead_score(summary),
                 *(summary.scores.get(p.id) for p in positions),
                 say(self, summary.error) if summary.error else ""]
            )  # fmt: skip
        return csv_text([*heads, say(self, _ERROR)], rows)
