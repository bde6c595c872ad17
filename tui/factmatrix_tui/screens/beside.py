"""What the main screen opens beside the form: trial, comparison, portfolio, copies, exports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Literal, cast

from textual import on, work
from textual.screen import Screen

from factmatrix import Text
from factmatrix.desk import Desk, EngineLost, file_name
from factmatrix_tui.command_groups import MAIN_HELP
from factmatrix_tui.document import Document
from factmatrix_tui.language import language_of, tell
from factmatrix_tui.library import Library
from factmatrix_tui.problems import caution
from factmatrix_tui.reasons import WRONG, why_not
from factmatrix_tui.values import Path
from factmatrix_tui.what_if import WhatIf
from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.form import Form
from factmatrix_tui.widgets.position_row import PositionRow

if TYPE_CHECKING:
    from factmatrix.assessment import Assessment
    from factmatrix_tui.app import FactApp
    from factmatrix_tui.comparison import Candidate
    from factmatrix_tui.screens.choose_brands import Choice

_EDITED = Text("{} (edited, not saved)", "{}（已修改，未保存）")
_COPIED = Text(
    "Copied. If nothing arrives, your terminal does not take it: export a file instead.",
    "已复制。如果粘贴不出来，说明终端不支持，请改用导出文件。",
)
"""Whether a terminal takes what it is sent (OSC 52) cannot be asked."""


class Beside(Screen[None]):
    """The part of the main screen that reads the document and leaves it as it is."""

    document: Document | None
    library: Library
    what_if: WhatIf

    help_groups = MAIN_HELP

    @property
    def fact(self) -> FactApp:
        """The app, with the engine."""
        return cast("FactApp", self.app)

    def why_not(self, command: str) -> Text | None:
        """Why a command cannot be used now."""
        return why_not(command, self.document, self.library, trying=self.what_if.active)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be used is grey."""
        return None if self.why_not(action) else True

    def complain(self, message: Text) -> None:
        """Say what went wrong."""
        tell(self, message, "error", 15)

    async def whole_answer(self) -> Assessment | None:
        """The answer that is shown, with all that is otherwise asked for when typing rests."""
        document = self.document
        if document is None or document.answer is None or document.answer.plan is not None:
            return document.answer if document else None
        try:
            judged = await self.fact.engine.ask(
                Desk.judge, document.answered, self.fact.today, full=True
            )
        except EngineLost as lost:
            self.complain(lost.message)
            return None
        return judged.assessment

    def go_to_brand(self, path: FilePath) -> None:
        """Open a brand, once the open one may be left."""
        self.query_one(BrandList).post_message(BrandList.Opened(path))

    def go_to_field(self, path: Path) -> None:
        """Put the cursor on a field."""
        self.query_one(Form).go_to(path)

    # Views

    @work(exclusive=True, group="beside")
    async def action_jump(self) -> None:
        """A letter beside everything, and then to where one was typed."""
        from factmatrix_tui.jump import JumpScreen, targets

        target = await self.app.push_screen_wait(JumpScreen(targets(self)))
        if target is not None:
            target.go()

    @work(group="saving")
    async def action_what_if(self) -> None:
        """Begin to try things out, or end it."""
        if self.what_if.active:
            await self.what_if.may_end()
        else:
            await self.what_if.start()

    @on(PositionRow.Detailed)
    @work(exclusive=True, group="beside")
    async def _details_wanted(self, event: PositionRow.Detailed) -> None:
        from factmatrix_tui.screens.details import DetailsScreen

        if answer := await self.whole_answer():
            self.app.push_screen(DetailsScreen(answer, event.position))

    @work(exclusive=True, group="beside")
    async def action_portfolio(self) -> None:
        """All brands against all positions."""
        from factmatrix_tui.screens.portfolio import PortfolioScreen

        path = await self.app.push_screen_wait(PortfolioScreen())
        if path is not None:
            self.go_to_brand(path)

    @work(exclusive=True, group="beside")
    async def action_boosts(self) -> None:
        """What the tests of the open brand showed, as it is edited now."""
        from factmatrix_tui.screens.boosts import BoostsScreen

        document = self.document
        if document is None:
            return
        try:
            answer = await self.fact.engine.ask(Desk.boosts, document.known)
        except EngineLost as lost:
            self.complain(lost.message)
            return
        told = caution(document, self.query_one(Form).map)
        self.app.push_screen(BoostsScreen(document.name, answer, told))

    async def action_creators(self) -> None:
        """Deals with creators, of the values as they are."""
        from factmatrix_tui.screens.creators import CreatorsScreen

        if self.document is None:
            return
        try:
            found = await self.fact.engine.ask(Desk.creators, self.document.known)
        except EngineLost as lost:
            self.complain(lost.message)
            return
        left_out = found.left_out + len(self.document.entered)
        self.app.push_screen(CreatorsScreen(found.review, left_out))

    @work(exclusive=True, group="beside")
    async def action_compare(self) -> None:
        """Brands side by side, others as long as others are wanted."""
        from factmatrix_tui.screens.choose_brands import ChooseBrands
        from factmatrix_tui.screens.compare import CompareScreen

        document = self.document
        marked: Sequence[Choice] = []
        if document:
            marked = [document.path, None] if document.unsaved else [document.path]
        while True:
            chosen = await self.app.push_screen_wait(ChooseBrands(self._names(), marked))
            if chosen is None:
                return
            marked = chosen
            try:
                candidates = [await self._candidate(choice) for choice in chosen]
            except EngineLost as lost:
                self.complain(lost.message)
                return
            if not await self.app.push_screen_wait(CompareScreen(candidates)):
                return

    @work(exclusive=True, group="beside")
    async def action_robust(self) -> None:
        """How sure it is who leads, and why the lead is ahead."""
        from factmatrix_tui.screens.robustness import RobustnessScreen

        answer = await self.whole_answer()
        if answer is not None and self.document is not None:
            self.app.push_screen(RobustnessScreen(answer, self.document.answered))

    @work(exclusive=True, group="beside")
    async def action_snowball(self) -> None:
        """What a push of the open brand brings, as it was edited."""
        from factmatrix_tui.screens.snowball import SnowballScreen

        if self.document is None:
            return
        document = self.document
        form = self.query_one(Form).map
        screen = SnowballScreen(document.known, tuple(document.entered), form)
        field = await self.app.push_screen_wait(screen)
        if field is not None:
            self.go_to_field(field)

    def _names(self) -> dict[Choice, Text | str]:
        """What can be compared: the open brand as it was edited, and every file."""
        names: dict[Choice, Text | str] = {}
        if self.document and self.document.unsaved:
            names[None] = _edited(self.document)
        for path in self.library.paths:
            summary = self.library.summaries.get(path)
            names[path] = f"{summary.name} · {path.stem}" if summary else path.stem
        return names

    async def _candidate(self, choice: Choice) -> Candidate:
        from factmatrix_tui.comparison import Candidate

        if choice is None:
            assert self.document is not None
            document = self.document
            title: Text | str = _edited(document)
        else:
            document = Document.of(await self.fact.engine.ask(Desk.open, choice))
            title = document.name
        values = document.known
        judged = await self.fact.engine.ask(Desk.judge, values, self.fact.today, full=True)
        left_out = len({*judged.left_out, *document.entered})
        return Candidate(title, values, judged.assessment, left_out)

    # Copies and exports

    @work(exclusive=True, group="export")
    async def action_copy_advice(self) -> None:
        """The advice in short, on the clipboard."""
        from factmatrix_tui.export import advice_text

        if answer := await self.whole_answer():
            self._copy(advice_text(answer, language_of(self)))

    @work(exclusive=True, group="export")
    async def action_copy_markdown(self) -> None:
        """The whole report, on the clipboard."""
        if (report := await self._report("markdown")) is not None:
            self._copy(report)

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        tell(self, _COPIED)

    @work(exclusive=True, group="export")
    async def action_export_markdown(self) -> None:
        """The whole report beside the profile."""
        await self._export("markdown", ".md")

    @work(exclusive=True, group="export")
    async def action_export_json(self) -> None:
        """The whole answer beside the profile."""
        await self._export("json", ".json")

    async def _export(self, written_as: Literal["markdown", "json"], suffix: str) -> None:
        from factmatrix_tui.screens.writing_file import write_file

        document = self.document
        report = await self._report(written_as)
        if document is None or report is None:
            return
        folder = self.library.folder or FilePath.cwd()
        path = document.path or folder / f"{file_name(document.name) or 'brand'}.toml"
        await write_file(self, path.with_name(f"{path.stem}-advice{suffix}"), report)

    async def _report(self, written_as: Literal["markdown", "json"]) -> str | None:
        """The report on the values as they are, None where there is none; it is told why."""
        document = self.document
        if document is None:
            return None
        try:
            return await self.fact.engine.ask(
                Desk.report, document.path, document.values, self.fact.today, written_as,
                language_of(self),
            )  # fmt: skip
        except EngineLost as lost:
            self.complain(lost.message)
        except ValueError:  # an error was typed since the command was found to be possible
            self.complain(WRONG)
        return None


def _edited(document: Document) -> Text:
    return Text(_EDITED.en.format(document.name), _EDITED.zh.format(document.name))
