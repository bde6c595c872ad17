"""One creator, campaign or boost test with all its fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from factmatrix import Text
from factmatrix.desk import FormTable
from factmatrix.text import clean
from factmatrix_tui.commands import FIELD_HELP, REDO, SAVE, UNDO
from factmatrix_tui.language import language_of, say
from factmatrix_tui.values import Path, get
from factmatrix_tui.widgets.drawn import complaint
from factmatrix_tui.widgets.field_help import FieldHelp
from factmatrix_tui.widgets.field_row import FieldRow
from factmatrix_tui.widgets.field_value import FieldState
from factmatrix_tui.widgets.fields import Fields
from factmatrix_tui.widgets.hint import RETURN, Hint

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp

_NUMBER = Text("row {}", "第 {} 行")
_OTHER_ROWS = (
    ("left_square_bracket", Text("Row above", "上一行")),
    ("right_square_bracket", Text("Row below", "下一行")),
)


class RowScreen(ModalScreen[None]):
    """Shows a row of the open document; what is entered goes to the form behind, at once.

    A row after the last comes into being with its first value.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+pagedown,right_square_bracket", "other(1)", show=False),
        Binding("ctrl+pageup,left_square_bracket", "other(-1)", show=False),
        FIELD_HELP.binding,
        *(command.binding for command in (SAVE, UNDO, REDO)),
    ]

    def __init__(
        self,
        table: FormTable,
        index: int,
        state_of: Callable[[Path], FieldState],
        pass_on: Callable[[Message], object],
    ) -> None:
        super().__init__()
        self.table = table
        self.index = index
        self.state_of = state_of
        self.pass_on = pass_on

    @property
    def path(self) -> Path:
        """The path of the row."""
        return (self.table.path, self.index)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(id="row-title", classes="dialog-title")
            with Fields():
                for field in self.table.fields:
                    yield FieldRow(field, (*self.path, field.key))
            yield FieldHelp(cast("FactApp", self.app).letters)
            yield Hint(*_OTHER_ROWS, RETURN)

    def on_mount(self) -> None:
        """The cursor begins on the first field."""
        self.refresh_rows()
        self.query_one(Fields).action_walk(0)

    def refresh_rows(self) -> None:
        """Show the row as it is now."""
        if not self.children:
            return
        row = self.state_of(self.path)
        name = get(row.value, ("name",))
        said = [say(self, self.table.heading), say(self, _NUMBER).format(self.index + 1)]
        said += [clean(name)] if isinstance(name, str) else []
        parts = [Content(" · ".join(said))]
        width = self.query_one("#row-title").size.width or 60
        for problem in row.problems:
            parts.append(complaint(problem, "", width, language_of(self)))
        self.query_one("#row-title", Static).update(Content("\n").join(parts))
        for field_row in self.query(FieldRow):
            field_row.show(self.state_of(field_row.path))

    def go_to(self, path: Path) -> bool:
        """Put the cursor on a field of this row; whether the path lies in it."""
        if path[:2] != self.path:
            self.dismiss()
            return False
        for field_row in self.query(FieldRow):
            if field_row.path == path:
                self.query_one(Fields).stand_on(field_row)
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The help follows the cursor."""
        self._help_about(event.widget)

    def _help_about(self, widget: Widget) -> None:
        for node in widget.ancestors_with_self:
            if isinstance(node, FieldRow):
                self.query_one(FieldHelp).about_field(node.field, "")

    def language_changed(self) -> None:
        """Title and help in the language of now."""
        self.refresh_rows()
        if self.focused:
            self._help_about(self.focused)

    @on(FieldRow.Changed)
    def _field_changed(self, event: FieldRow.Changed) -> None:
        event.stop()
        self.pass_on(FieldRow.Changed(event.what, event.path, event.value, event.text))

    @on(FieldRow.Finished)
    def _field_finished(self, event: FieldRow.Finished) -> None:
        event.stop()
        self.pass_on(FieldRow.Finished(event.row))

    def action_other(self, by: int) -> None:
        """The row before or after, as far as there are rows."""
        index = self.index + by
        if index >= 0 and self.state_of((self.table.path, index)).value is not None:
            self.index = index
            for field_row in self.query(FieldRow):
                field_row.stop_editing()
                field_row.path = (*self.path, field_row.field.key)
            self.refresh_rows()

    def action_field_help(self) -> None:
        """More about the field, or less again."""
        self.query_one(FieldHelp).toggle_class("-tall")

    def action_leave(self) -> None:
        """Back to the table; what was entered stays."""
        self.dismiss()

    async def action_save(self) -> None:
        """What the main screen does."""
        await self._behind("save")

    async def action_undo(self) -> None:
        """What the main screen does."""
        await self._behind("undo")

    async def action_redo(self) -> None:
        """What the main screen does."""
        await self._behind("redo")

    async def _behind(self, action: str) -> None:
        await self.app.run_action(action, self.app.screen_stack[-2])
