"""One field of the form: its value at a glance, and the line in which it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from factmatrix import Text
from factmatrix.desk import FormField
from factmatrix.text import clean
from factmatrix_tui.cells import filled
from factmatrix_tui.commands import FIELD
from factmatrix_tui.entry import NotAValue, begins, stepped, turns, typed, value_of
from factmatrix_tui.language import language_of, say, tell
from factmatrix_tui.values import Path, dotted
from factmatrix_tui.widgets.containers import Horizontal
from factmatrix_tui.widgets.drawn import Drawn, Pointed, complaint
from factmatrix_tui.widgets.entry_line import EntryLine
from factmatrix_tui.widgets.field_value import UNITS, FieldState, shown, title_width
from factmatrix_tui.widgets.fields import Fields
from factmatrix_tui.widgets.said import Said

if TYPE_CHECKING:
    from factmatrix_tui.app import FactApp


class FieldRow(Pointed, Drawn, can_focus=True):
    """A field that is walked to with the arrow keys and changed where it stands.

    Every change is posted as `Changed`; the row shows what it is then told.
    """

    BINDINGS: ClassVar[list[BindingType]] = [command.binding for command in FIELD]

    @dataclass
    class Changed(Message):
        """A value was entered; `text` is what was typed where it is no value (yet)."""

        what: Text
        path: Path
        value: object
        text: str | None = None

    @dataclass
    class Finished(Message):
        """The next change is another one, even of the same field."""

        row: FieldRow

    def __init__(self, field: FormField, path: Path) -> None:
        super().__init__(classes="field-row")
        self.field = field
        self.path = path
        self.state = FieldState()
        self._line: Input | None = None
        self._complaint: Static | None = None
        self._just_reached = False

    @property
    def editing(self) -> bool:
        """Whether the field's line is open."""
        return self._line is not None

    @property
    def pointed_at(self) -> bool:
        """Whether the cursor is on the row or in its line."""
        return self.editing or self.has_focus

    def show(self, state: FieldState) -> None:
        """Draw this, where it is not drawn yet."""
        if state == self.state:
            return
        told, self.state = self.state.problems, state
        self.set_class(any(p.severity == "error" for p in state.problems), "-error")
        if self._complaint is None:
            self.refresh(layout=True)
        elif told != state.problems:
            self._complaint.update(self._complaints(self.size.width))
            self._complaint.display = bool(state.problems)

    def drawn(self, width: int) -> Content:
        """Mark, title and value in one line, and below it what is wrong."""
        if self.editing:
            return Content("")
        language = language_of(self)
        indent = title_width(width, language)
        mark = "*" if self.state.changed else " "
        title = self._title(indent - 2)
        head = Content.assemble(
            f"{mark}{title} ", shown(self.state, self.field, width, indent, language)
        )
        if not self.state.problems:
            return head
        return Content("\n").join([head, self._complaints(width)])

    def _title(self, width: int) -> str:
        return filled(clean(say(self, self.field.declaration.title)), width)

    def _complaints(self, width: int) -> Content:
        language = language_of(self)
        return Content("\n").join(
            complaint(problem, "  ", width, language) for problem in self.state.problems
        )

    # Changing

    def _tell(self, message: Message) -> None:
        """Straight to the screen: all that lies between would only hand it on."""
        self.screen.post_message(message)

    def _change(self, value: object) -> None:
        self._tell(self.Changed(self.field.declaration.title, self.path, value))

    def action_edit(self) -> None:
        """Begin to type, or open the choices or the page for a longer text."""
        from factmatrix_tui.screens.choices import ChoicesScreen
        from factmatrix_tui.screens.writing import WritingScreen

        declared = self.field.declaration
        if declared.choices:
            self.app.push_screen(
                ChoicesScreen(declared, self.state.value, self._change, self.field.required),
                lambda other: self.edit(self._as_typed()) if other else None,
            )
        elif declared.kind.name == "flag":
            self.action_cycle()
        elif self._is_long_text():
            self.app.push_screen(
                WritingScreen(declared.title, declared.help, self._as_typed(), self.enter)
            )
        else:
            self.edit(self._as_typed())

    def _is_long_text(self) -> bool:
        """Texts are written on a page of their own, but for names and what stands in rows."""
        in_row = any(isinstance(step, int) for step in self.path)
        return self.field.declaration.kind.name == "text" and not (self.field.required or in_row)

    def _as_typed(self) -> str:
        if self.state.text is not None:
            return self.state.text
        return typed(self.state.value, self.field.declaration)

    def edit(self, text: str) -> None:
        """Open the line with this text in it, the cursor at its end."""
        indent = title_width(self.size.width, language_of(self))
        unit = UNITS.get(self.field.declaration.kind.unit)
        # On one line only: a pasted table cell often ends with a line end.
        self._line = EntryLine(" ".join(text.splitlines()), compact=True, select_on_focus=False)
        self._complaint = Static(self._complaints(self.size.width), classes="complaint")
        self._complaint.display = bool(self.state.problems)
        head = Said(lambda: f" {self._title(indent - 1)}")
        head.styles.width = indent
        behind = Said(lambda: f" {say(self, unit)}" if unit else "", classes="unit")
        line = Horizontal()
        self.mount(line, self._complaint)
        line.mount(head, self._line, behind)
        # At once, not when messages are next handled: the next key belongs to the line already.
        self.screen.set_focus(self._line, scroll_visible=False)

    def stop_editing(self) -> None:
        """Back to the value at a glance; what was typed stays."""
        if self._line is None:
            return
        if self._line.has_focus:
            self.screen.set_focus(self, scroll_visible=False)
        self._line = self._complaint = None
        self.remove_children()
        self.refresh(layout=True)
        self._tell(self.Finished(self))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self._line and event.value != self._as_typed():
            self.enter(event.value)

    def enter(self, text: str) -> None:
        """Take what was typed as the field's value, if it is one."""
        title = self.field.declaration.title
        try:
            value = value_of(text, self.field.declaration)
        except NotAValue:
            self._tell(self.Changed(title, self.path, None, text))
        else:
            self._tell(self.Changed(title, self.path, value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._leave_line(1)

    def _leave_line(self, by: int) -> None:
        self.stop_editing()
        if by:
            self.query_ancestor(Fields).action_walk(by)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Somebody clicked elsewhere: what was typed stays. Another window is not elsewhere."""
        if event.widget is self._line and self.app.app_focus:
            self.stop_editing()

    def on_focus(self) -> None:
        """The click that brought the cursor here does no more than that."""
        self._just_reached = True

    def on_blur(self) -> None:
        """Steps that follow after walking away are a change of their own."""
        if not self.editing:
            self._tell(self.Finished(self))

    def on_key(self, event: events.Key) -> None:
        """Typing a digit begins at once; escape and arrows leave the line."""
        self._just_reached = False
        leaving = {"escape": 0, "up": -1, "down": 1}
        if self.editing and event.key in leaving:
            self._leave_line(leaving[event.key])
        elif not self.editing and begins(event.character or "", self.field.declaration):
            self.edit(event.character or "")
            self.enter(event.character or "")
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted onto a field that takes typing becomes its value."""
        declared = self.field.declaration
        if not self.editing and not declared.choices and declared.kind.name != "flag":
            event.stop()
            self.enter(event.text.strip())

    def action_more(self) -> None:
        """One step up, or the next choice."""
        self._step(1)

    def action_less(self) -> None:
        """One step down, or the choice before."""
        self._step(-1)

    def _step(self, direction: int) -> None:
        declared = self.field.declaration
        if not declared.kind.numeric and declared.kind.name != "date":
            self._turn(direction)
            return
        today = cast("FactApp", self.app).today
        value = stepped(self.state.value, declared, direction, today)
        if value != self.state.value or self.state.text is not None:
            self._change(value)

    def action_cycle(self) -> None:
        """The next of unknown, yes and no, or of unknown and the choices."""
        if not self._turn(1):
            self.action_edit()

    def _turn(self, direction: int) -> bool:
        """To the next value of a field that has only a few; whether it has."""
        values = turns(self.state.value, self.field.declaration, required=self.field.required)
        if values:
            here = values.index(self.state.value) if self.state.value in values else -1
            self._change(values[(here + direction) % len(values)])
        return bool(values)

    def action_unknown(self) -> None:
        """Unknown again."""
        self._change(None)

    def action_evidence(self) -> None:
        """Note where the value comes from."""
        from factmatrix_tui.screens.writing import WritingScreen

        if any(isinstance(step, int) for step in self.path):
            tell(self, _NO_EVIDENCE, "warning")
            return
        title = self.field.declaration.title
        said = Text(f"Where from: {title.en}", f"数据依据：{title.zh}")
        path = ("evidence", dotted(self.path))

        def changed(text: str) -> None:
            self._tell(self.Changed(said, path, text.strip() or None))

        self.app.push_screen(WritingScreen(said, _WHERE_FROM, self.state.evidence, changed))

    def on_click(self, event: events.Click) -> None:
        """A second click on a row begins to type."""
        if event.widget is self and not self.editing:
            if not self._just_reached:
                self.action_edit()
            self._just_reached = False


_WHERE_FROM = Text(
    "Where does this come from? A report and its date, a person, a link. Shown, not scored.",
    "这项数据从哪里来？写下报表和日期、提供的人或链接。只展示，不计分。",
)
_NO_EVIDENCE = Text(
    "Evidence belongs to fields outside of tables.", "数据依据只能写在表格以外的字段上。"
)
