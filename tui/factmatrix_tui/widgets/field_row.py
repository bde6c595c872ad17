"""One field of the form: its value at a glance, and the line in which it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static
from wcwidth import clip, ljust, wcswidth

from factmatrix import Text
from factmatrix.desk import EnteredProblem, FormField
from factmatrix.text import clean
from factmatrix.views.figures import UNKNOWN, figure
from factmatrix_tui.entry import NotAValue, typed, value_of
from factmatrix_tui.language import language_of, say
from factmatrix_tui.values import Path

_BAR = 10
_TYPED_KINDS = ("date", "text")


class FieldRow(Widget, can_focus=True):
    """A field that is walked to with the arrow keys and changed where it stands.

    Digits or enter begin typing; + and - step; space goes through yes, no and choices; delete
    makes it unknown. Every change is posted as `Changed`; the row shows what it is then told.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "edit", show=False),
        Binding("space", "cycle(1)", show=False),
        Binding("plus,equals_sign,right", "nudge(1)", show=False),
        Binding("minus,left", "nudge(-1)", show=False),
        Binding("delete,backspace,u", "clear", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    @dataclass
    class Changed(Message):
        """A value was entered; `text` is what was typed where it is no value (yet)."""

        what: Text
        path: Path
        value: object
        text: str | None = None

    @dataclass
    class Chosen(Message):
        """Several values are to be chosen from, in a dialog."""

        row: FieldRow

    @dataclass
    class Finished(Message):
        """Typing has ended."""

        row: FieldRow

    def __init__(self, field: FormField, path: Path) -> None:
        super().__init__(classes="field-row")
        self.field = field
        self.path = path
        self.value: object = None
        self.text: str | None = None
        self.problems: tuple[EnteredProblem, ...] = ()
        self.changed = False
        self.editing = False

    def show(
        self,
        value: object,
        text: str | None,
        problems: tuple[EnteredProblem, ...],
        *,
        changed: bool,
    ) -> None:
        """Draw this value; `text` was typed and is none, `changed` differs from the file."""
        state = (value, text, problems, changed)
        if state == (self.value, self.text, self.problems, self.changed):
            return
        self.value, self.text, self.problems, self.changed = state
        self.set_class(any(p.severity == "error" for p in problems), "-error")
        if self.editing:
            self.query_one(".complaint", Static).update(self._complaints())
            self.query_one(".complaint").display = bool(self.problems)
        else:
            self.refresh(layout=True)

    def render(self) -> Content:
        """Mark, title and value in one line, and below it what is wrong."""
        language = language_of(self)
        width = self.title_width
        title = clean(self.field.declaration.title.in_(language))
        mark = "*" if self.changed else " "
        head = f"{mark}{ljust(clip(title, 0, width - 2) if wcswidth(title) > width - 2 else title, width - 1)}"
        parts: list[str | tuple[str, str] | Content] = [head, self._shown()]
        if self.problems:
            parts += ["\n", self._complaints()]
        return Content.assemble(*parts)

    @property
    def title_width(self) -> int:
        """Cells for mark and title."""
        return max(14, min(26, self.size.width * 2 // 5))

    def _shown(self) -> Content:
        if self.text is not None:
            return Content.assemble((f"“{clean(self.text)}”", "$text-error"))
        language = language_of(self)
        if self.value is None:
            return Content.assemble((f"· {UNKNOWN.in_(language)}", "$text-muted italic"))
        shown = tuple(self.value) if isinstance(self.value, list) else self.value
        said = clean(figure(shown, self.field.domain, language))  # type: ignore[arg-type]
        if self.field.declaration.kind.name in ("score", "percentile"):
            return Content.assemble(_bar(shown), " ", said)
        return Content(said)

    def _complaints(self) -> Content:
        marks = {"error": ("✗", "$text-error"), "warning": ("!", "$text-warning")}
        lines = [
            (f"  {marks[p.severity][0]} {clean(say(self, p.message))}", marks[p.severity][1])
            for p in self.problems
        ]
        return Content("\n").join(Content.assemble(line) for line in lines)

    # Changing

    def action_edit(self) -> None:
        """Begin to type, or open the choices."""
        kind = self.field.declaration.kind
        if kind.numeric or kind.name in _TYPED_KINDS:
            self.edit(self.text or typed(self.value, self.field.declaration))
        elif kind.name == "set":
            self.post_message(self.Chosen(self))
        else:
            self.action_cycle(1)

    def edit(self, text: str) -> None:
        """Open the line with this text in it, the cursor at its end."""
        if self.editing:
            return
        self.editing = True
        title = clean(say(self, self.field.declaration.title))
        self.mount(
            Horizontal(
                Static(title, markup=False, classes="title"),
                Input(text, compact=True, select_on_focus=False, classes="entry"),
            ),
            Static(self._complaints(), classes="complaint"),
        )
        self.query_one(".title").styles.width = self.title_width
        self.query_one(".complaint").display = bool(self.problems)
        self.query_one(Input).focus()

    def stop_editing(self) -> None:
        """Back to the value at a glance."""
        if self.editing:
            self.editing = False
            self.remove_children()
            self.refresh(layout=True)
            self.post_message(self.Finished(self))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.enter(event.value)

    def enter(self, text: str) -> None:
        """Take what was typed as the field's value, if it is one."""
        try:
            value = value_of(text, self.field.declaration)
        except NotAValue as wrong:
            self.problems = (EnteredProblem("error", self.path, wrong.message),)
            self.post_message(self.Changed(self.field.declaration.title, self.path, None, text))
        else:
            self.post_message(self.Changed(self.field.declaration.title, self.path, value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.stop_editing()
        self.focus()
        self.app.action_focus_next()

    def on_descendant_blur(self) -> None:
        """Somebody clicked elsewhere: what was typed stays."""
        self.stop_editing()

    def on_key(self, event: events.Key) -> None:
        """Typing a digit begins at once; escape and arrows leave the line."""
        if self.editing:
            if event.key in ("escape", "up", "down"):
                event.stop()
                event.prevent_default()
                self.stop_editing()
                self.focus()
                if event.key == "down":
                    self.app.action_focus_next()
                elif event.key == "up":
                    self.app.action_focus_previous()
            return
        declared = self.field.declaration
        begins = event.character and (event.character.isdigit() or event.character in ".¥")
        if begins and (declared.kind.numeric or declared.kind.name == "date"):
            event.stop()
            event.prevent_default()
            self.edit("")
            self.query_one(Input).insert_text_at_cursor(event.character or "")

    def action_nudge(self, direction: int) -> None:
        """One step up or down, within the range; an unknown value begins at the low end."""
        declared = self.field.declaration
        if not declared.kind.numeric:
            self.action_cycle(direction)
            return
        step = declared.step or 1
        low = declared.low if declared.low is not None else 0
        if not isinstance(self.value, int | float):
            value: float = low
        else:
            value = round(self.value / step + direction) * step
            value = round(value, 10)
        value = max(value, low)
        if declared.high is not None:
            value = min(value, declared.high)
        whole = float(value).is_integer()
        self.post_message(
            self.Changed(self.field.declaration.title, self.path, int(value) if whole else value)
        )

    def action_cycle(self, direction: int) -> None:
        """The next of unknown, yes and no, or of unknown and the choices."""
        declared = self.field.declaration
        if declared.kind.name == "flag":
            values: list[object] = [None, True, False]
        elif declared.kind.name == "choice":
            values = [] if self.field.required else [None]
            values += [choice.value for choice in declared.choices]
        else:
            self.action_edit()
            return
        here = values.index(self.value) if self.value in values else 0
        self.post_message(
            self.Changed(
                self.field.declaration.title, self.path, values[(here + direction) % len(values)]
            )
        )

    def action_clear(self) -> None:
        """Unknown again."""
        self.post_message(self.Changed(self.field.declaration.title, self.path, None))

    def on_click(self) -> None:
        """A second click on a row begins to type."""
        if self.has_focus and not self.editing:
            self.action_edit()


def _bar(value: object) -> str:
    """0–100 as a bar that reads without colour."""
    filled = round(float(value) / 100 * _BAR) if isinstance(value, int | float) else 0
    return "█" * filled + "░" * (_BAR - filled)
