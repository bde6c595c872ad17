"""The left of the main screen: the brands of the folder and what is done with their files."""

from __future__ import annotations

from textual import on, work

from factmatrix import Text
from factmatrix_tui.files import Files
from factmatrix_tui.folder import Folder
from factmatrix_tui.saving import Saving
from factmatrix_tui.screens.beside import Beside
from factmatrix_tui.widgets.advice import Advice
from factmatrix_tui.widgets.brand_list import BrandList
from factmatrix_tui.widgets.filter_line import FilterLine
from factmatrix_tui.widgets.form import Form
from factmatrix_tui.widgets.guide import Guide
from factmatrix_tui.widgets.waiting_line import WaitingLine

_HIDDEN = "-no-brands"
_NARROW = "-narrow"
"""Where three panes have no room beside each other, brands and advice take turns."""


class Brands(Beside):
    """The part of the main screen that finds brands and makes, moves and deletes their files."""

    folder: Folder
    files: Files
    saving: Saving

    def why_not(self, command: str) -> Text | None:
        """Why a command cannot be used now; nothing can be made where no folder is."""
        if command == "new" and (why := self.folder.unlistable):
            return Text(f"The folder cannot be opened: {why.en}", f"无法打开文件夹：{why.zh}")
        return super().why_not(command)

    async def may_leave(self) -> bool:
        """Whether the open document may be left: nothing of it would be lost unasked."""
        return await self.what_if.may_end() and await self.saving.may_leave()

    def make_room(self) -> None:
        """Hide the brands where the advice needs their place; the cursor goes to the form."""
        readable = self.document is not None and self.document.readable
        if readable and self.has_class(_NARROW) and not self.has_class(_HIDDEN):
            self.action_brands()

    def action_brands(self) -> None:
        """Show or hide the brands."""
        hidden = not self.has_class(_HIDDEN)
        self.set_class(hidden, _HIDDEN)
        if not hidden:
            self.query_one(BrandList).focus()
        elif self.has_class("-no-form"):
            self.query_one(Guide).focus()
        else:
            self.query_one(Form).focus_field()

    def action_next_pane(self) -> None:
        """The cursor goes to the pane on the right, from the last to the first."""
        self._turn_pane(1)

    def action_previous_pane(self) -> None:
        """The cursor goes to the pane on the left."""
        self._turn_pane(-1)

    def _turn_pane(self, by: int) -> None:
        places = [self.query_one("#left"), *self.query(Form), self.query_one(Advice)]
        panes = [pane for pane in places if pane.display]
        here = next((i for i, pane in enumerate(panes) if pane.has_focus_within), -1)
        pane = panes[(here + by) % len(panes)]
        if isinstance(pane, Form):
            pane.focus_field()
            self.make_room()
        else:
            self.set_focus(next((w for w in self.focus_chain if pane in w.ancestors), None))

    def action_filter(self) -> None:
        """Open the filter line."""
        self.remove_class(_HIDDEN)
        self.query_one(FilterLine).begin()

    @on(FilterLine.Wanted)
    def _filtered(self, event: FilterLine.Wanted) -> None:
        self.library.words = event.words
        self.folder.show()

    def action_sort(self) -> None:
        """The next order of the list."""
        self.library.order = self.library.order.next
        self.folder.show()

    def action_cancel(self) -> None:
        """Stop what is waited for; else forget the filter, or stop scoring and go on with it."""
        if self.query_one(WaitingLine).display:
            self.fact.engine.stop()
            return
        line = self.query_one(FilterLine)
        if line.value:
            line.action_clear_and_leave()
        elif self.folder.scoring:
            self.folder.stop_or_go_on()

    @work(group="saving")
    async def action_new(self) -> None:
        """Make a new profile."""
        await self.files.new()

    @work(group="saving")
    async def action_duplicate(self) -> None:
        """Copy the open profile."""
        await self.files.duplicate()

    @work(group="saving")
    async def action_rename(self) -> None:
        """Give the open profile's file another name."""
        await self.files.rename()

    @work(group="saving")
    async def action_delete(self) -> None:
        """Delete the open profile's file."""
        await self.files.delete()
